"""What an as-at date means: as a table of worked examples, and as properties over generated editions.

The reference here is slow and obvious: it looks at every statement ever made and never at an interval.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dashboard.domain.asat import AsAt
from dashboard.store import schema
from dashboard.store.editions import remove_load
from dashboard.store.queries.facts import facts
from tests.builders import add, make_content

MEASURED, NAMED = "survey_quality", "recording_systems"  # a kind of figure, and a kind that names things
DAYS = [date(2018, 1, 15), date(2019, 6, 30), date(2019, 7, 1), date(2021, 3, 1)]
ASKED = [date(1990, 1, 1), *DAYS, date(2018, 1, 14), date(2020, 1, 1), date(2199, 12, 31)]


@dataclass(frozen=True)
class Said:
    """One statement: an edition says a value about a key, or takes it back (value None), known from a day."""

    publication: str
    source: str
    known_from: date
    key: str
    value: int | None
    own_day: date | None = None
    corrects: bool = False

    @property
    def day(self):
        return self.own_day or self.known_from


def row_of(kind, said):
    own = {"known_from": said.own_day} if said.own_day else {}
    withdrawn = {"is_withdrawn": True} if said.value is None else {}
    if kind == MEASURED:
        key = {"year_ending": date(2017, 3, 31), "measure": "cv", "offence_type": said.key}
        value = {} if said.value is None else {"value": float(said.value), "unit": "per cent"}
    else:
        key = {"system_id": said.key}
        value = {} if said.value is None else {"name": str(said.value)}
    return {**key, **value, **own, **withdrawn, "basis": "as published"}


def contents_of(kind, statements):
    """The statements as editions, in the order in which their editions first appear."""
    by_source = {}
    for said in statements:
        by_source.setdefault(said.source, []).append(said)
    return [
        make_content(
            kind,
            [row_of(kind, said) for said in group],
            source,
            publication_id=group[0].publication,
            known_from=group[0].known_from,
            change_kind="correction" if group[0].corrects else "revision",
        )
        for source, group in by_source.items()
    ]


def answered(connection, kind, day):
    """What the store says: publication and key to value."""
    key, value = ("offence_type", "value") if kind == MEASURED else ("system_id", "name")
    rows = facts(connection, kind, as_at=AsAt(day))
    found = {(row["publication_id"], row[key]): int(row[value]) for row in rows}
    assert len(found) == len(rows), "one publication says two things about one key on one day"
    return found


def expected(kind, statements, day):
    """The same from the statements alone."""
    answer = {}
    for about in {(said.publication, said.key) for said in statements}:
        mine = [said for said in statements if (said.publication, said.key) == about]
        known = [said for said in mine if said.day <= day]
        if not known and kind == NAMED:
            first_day = min(said.day for said in mine)
            known = [said for said in mine if said.day == first_day]
        if known:
            newest = max(known, key=lambda said: (said.day, said.corrects, said.source))
            if newest.value is not None:
                answer[about] = newest.value
    return answer


@st.composite
def histories(draw):
    """Up to six editions of two publications, with few keys, values and days, so that they collide often."""
    statements = []
    for number in range(draw(st.integers(1, 6))):
        publication = draw(st.sampled_from(["p", "q"]))
        # The number in the name is drawn apart from the day, so that names do not sort as the days do.
        source = f"{publication}-{draw(st.integers(0, 9))}{number}"
        known_from = draw(st.sampled_from(DAYS))
        corrects = draw(st.booleans())
        for key in draw(st.lists(st.sampled_from(["a", "b"]), min_size=1, max_size=3)):
            own_day = draw(st.none() | st.sampled_from(DAYS))
            value = draw(st.none() | st.integers(1, 3))
            said = Said(publication, source, known_from, key, value, own_day, corrects)
            if not any((s.source, s.key, s.day) == (source, key, said.day) for s in statements):
                statements.append(said)
    return statements


@st.composite
def loads(draw, history):
    """The editions of a history in any order, cut into one or several loads."""
    sources = draw(st.permutations(list(dict.fromkeys(said.source for said in history))))
    cuts = sorted(draw(st.sets(st.integers(1, len(sources)), max_size=3)) | {len(sources)})
    groups, start = [], 0
    for cut in cuts:
        groups.append([said for source in sources[start:cut] for said in history if said.source == source])
        start = cut
    return groups


def stored(connection, kind):
    """Every row as it stands, told apart by what people can see and never by numbers of ours."""
    table, editions, closing = schema.FACTS[kind], schema.editions, schema.editions.alias()
    hidden = ("row_id", "edition_id", "closed_by")
    columns = [column for column in table.c if column.name not in hidden]
    query = (
        sa.select(*columns, editions.c.source_id, closing.c.source_id.label("closed_by"))
        .join(editions, editions.c.edition_id == table.c.edition_id)
        .join(closing, closing.c.edition_id == table.c.closed_by, isouter=True)
    )
    return sorted(tuple(map(str, row)) for row in connection.execute(query))


@contextmanager
def undone(store):
    """A transaction that is always rolled back, so that every generated history meets an empty store."""
    with store.engine.connect() as connection:
        transaction = connection.begin()
        try:
            yield connection
        finally:
            transaction.rollback()


def often(store, most):
    """How many examples: fewer where each one crosses to a server."""
    count = most if store.engine.dialect.name == "sqlite" else most // 4
    quiet = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    return settings(max_examples=count, deadline=None, suppress_health_check=quiet, database=None)


@pytest.mark.parametrize("kind", [MEASURED, NAMED])
def test_the_store_answers_for_any_day_with_exactly_what_was_known_by_then(store, kind):
    same_day_twice = [Said("p", "p-2", DAYS[0], "a", 2), Said("p", "p-1", DAYS[0], "a", 1)]

    @often(store, 160)
    @given(data=st.data(), history=histories())
    @example(data=None, history=same_day_twice)
    def holds(data, history):
        groups = data.draw(loads(history)) if data else [history]
        with undone(store) as connection:
            for group in groups:
                add(connection, *contents_of(kind, group))
            for day in ASKED:
                assert answered(connection, kind, day) == expected(kind, history, day), day

    holds()


def test_editions_in_any_order_and_any_number_of_loads_leave_the_same_store(store):
    @often(store, 100)
    @given(data=st.data(), history=histories())
    def holds(data, history):
        in_time_order = sorted(history, key=lambda said: (said.known_from, said.source))
        with undone(store) as connection:
            add(connection, *contents_of(MEASURED, in_time_order))
            straight = stored(connection, MEASURED)
        with undone(store) as connection:
            for group in data.draw(loads(history)):
                add(connection, *contents_of(MEASURED, group))
            assert stored(connection, MEASURED) == straight

    holds()


def test_taking_a_load_out_leaves_the_store_as_if_it_had_never_come(store):
    @often(store, 100)
    @given(data=st.data(), history=histories())
    def holds(data, history):
        groups = data.draw(loads(history))
        gone = data.draw(st.integers(0, len(groups) - 1))
        with undone(store) as connection:
            for group in groups[:gone] + groups[gone + 1 :]:
                add(connection, *contents_of(MEASURED, group))
            without = stored(connection, MEASURED)
        with undone(store) as connection:
            numbers = [add(connection, *contents_of(MEASURED, group)) for group in groups]
            removed = remove_load(connection, numbers[gone])
            assert removed == len(groups[gone])
            assert stored(connection, MEASURED) == without

    holds()


JAN, JUN, JUL, DEC = date(2019, 1, 10), date(2019, 6, 30), date(2019, 7, 1), date(2019, 12, 31)
EXAMPLES = {
    "before anything was published nothing is known": ([Said("p", "p-1", JAN, "a", 84)], date(2019, 1, 9), None),
    "a figure is known from the day it was published": ([Said("p", "p-1", JAN, "a", 84)], JAN, 84),
    "the day before a revision the first figure stands": (
        [Said("p", "p-1", JAN, "a", 84), Said("p", "p-2", JUL, "a", 85)],
        JUN,
        84,
    ),
    "from the day of a revision the revised figure stands": (
        [Said("p", "p-1", JAN, "a", 84), Said("p", "p-2", JUL, "a", 85)],
        JUL,
        85,
    ),
    "an edition loaded late takes its place in time": (
        [Said("p", "p-2", JUL, "a", 85), Said("p", "p-1", JAN, "a", 84)],
        JUN,
        84,
    ),
    "a late edition does not hide a newer one": (
        [Said("p", "p-2", JUL, "a", 85), Said("p", "p-1", JAN, "a", 84)],
        DEC,
        85,
    ),
    "of two editions of one day the one that sorts last stands": (
        [Said("p", "p-1b", JAN, "a", 84), Said("p", "p-1a", JAN, "a", 83)],
        JAN,
        84,
    ),
    "a correction of the same day stands, whatever its name": (
        [Said("p", "p-1a", JAN, "a", 83, corrects=True), Said("p", "p-1b", JAN, "a", 84)],
        JAN,
        83,
    ),
    "a withdrawn figure is gone from its day": (
        [Said("p", "p-1", JAN, "a", 84), Said("p", "p-2", JUL, "a", None)],
        JUL,
        None,
    ),
    "a withdrawn figure is still what was known before": (
        [Said("p", "p-1", JAN, "a", 84), Said("p", "p-2", JUL, "a", None)],
        JUN,
        84,
    ),
    "a row with a day of its own was known before its edition": (
        [Said("p", "p-1", DEC, "a", 84, own_day=JAN)],
        JAN,
        84,
    ),
    "another publication replaces nothing": (
        [Said("p", "p-1", JAN, "a", 84), Said("q", "q-1", JUL, "a", 99)],
        DEC,
        84,
    ),
    "another key replaces nothing": ([Said("p", "p-1", JAN, "a", 84), Said("p", "p-2", JUL, "b", 9)], DEC, 84),
}


@pytest.mark.parametrize(("history", "day", "value"), EXAMPLES.values(), ids=EXAMPLES.keys())
def test_worked_example(sqlite_store, history, day, value):
    with sqlite_store.writing() as connection:
        for said in history:
            add(connection, *contents_of(MEASURED, [said]))
        assert answered(connection, MEASURED, day).get(("p", "a")) == value


def test_a_name_first_read_in_2019_counts_as_known_in_1990_and_a_figure_does_not(sqlite_store):
    history = [Said("p", "p-1", JAN, "a", 1), Said("p", "p-2", JUL, "a", 2)]
    with sqlite_store.writing() as connection:
        add(connection, *contents_of(NAMED, history))
        add(connection, *contents_of(MEASURED, [Said("p", "p-3", JAN, "a", 1)]))
        assert answered(connection, NAMED, date(1990, 1, 1)) == {("p", "a"): 1}
        assert answered(connection, NAMED, JUL) == {("p", "a"): 2}
        assert answered(connection, MEASURED, date(1990, 1, 1)) == {}
