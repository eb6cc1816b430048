"""Publications that state whole periods, held by their differences: the same answers as holding every edition whole.

The reference is slow and obvious: it keeps what every edition says and looks up the newest one that states the period.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pytest
import sqlalchemy as sa
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.domain.asat import AsAt
from dashboard.domain.counts import NO_VALUE, Counts
from dashboard.domain.editions import EditionContent
from dashboard.store import schema
from dashboard.store.editions import remove_load
from dashboard.store.queries.editions import held_counts, rows_by_edition
from dashboard.store.queries.facts import facts
from tests.builders import add, make_content
from tests.spec.test_as_at import DAYS, often, undone

QUARTERS = [
    (date(2017, 4, 1), date(2017, 6, 30)),
    (date(2017, 7, 1), date(2017, 9, 30)),
    (date(2017, 10, 1), date(2017, 12, 31)),
]
OFFENCES = [("Robbery", "", "34A"), ("Drug offences", "Possession", "92D")]
DETAILS = [("One force", "published", "as published", ""), ("One force", "not published", "as published", "A note.")]
ASKED = [date(1990, 1, 1), *DAYS, date(2018, 1, 14), date(2020, 1, 1), date(2199, 12, 31)]


@dataclass(frozen=True)
class Stated:
    """A whole edition: the quarters it states in full and its counts (None where none was published) by quarter and offence."""

    publication: str
    source: str
    known_from: date
    scope: tuple[int, ...]
    counts: tuple[tuple[int, int, int | None], ...]
    corrects: bool = False

    @property
    def order(self):
        return (self.known_from, self.corrects, self.source)


def content_of(stated):
    """The edition as a loader hands it over."""
    columns = {name: [] for name in ("period", "offence", "value", "detail")}
    for period, offence, value in stated.counts:
        columns["period"].append(period)
        columns["offence"].append(offence)
        columns["value"].append(NO_VALUE if value is None else value)
        columns["detail"].append(int(value is None))
    rows = Counts(
        areas=["E23000032"],
        offences=OFFENCES,
        periods=QUARTERS,
        details=DETAILS,
        area=np.zeros(len(stated.counts), dtype=np.int32),
        offence=np.array(columns["offence"], dtype=np.int32),
        period=np.array(columns["period"], dtype=np.int32),
        detail=np.array(columns["detail"], dtype=np.int32),
        values=np.array(columns["value"], dtype=np.int64),
        scopes={QUARTERS[at]: f"'sheet of {stated.source}'" for at in stated.scope},
    )
    plain = make_content(
        "recorded_crime",
        [],
        stated.source,
        publication_id=stated.publication,
        known_from=stated.known_from,
        change_kind="correction" if stated.corrects else "revision",
    )
    return EditionContent(edition=plain.edition, rows={"recorded_crime": rows})


def answered(connection, day):
    """What the store says: publication, quarter and offence to count and the edition that first gave it."""
    rows = facts(connection, "recorded_crime", as_at=AsAt(day))
    found = {}
    for row in rows:
        key = (row["publication_id"], (row["period_start"], row["period_end"]), row["offence_code"])
        assert key not in found, "one publication says two things about one key on one day"
        found[key] = (row["offences"], row["source_id"], row["place"], row["note"])
    return found


def expected(history, day):
    """The same from the editions alone."""
    answer = {}
    for publication in {stated.publication for stated in history}:
        known = sorted(
            (s for s in history if s.publication == publication and s.known_from <= day), key=lambda s: s.order
        )
        for at in range(len(QUARTERS)):
            stating = [s for s in known if at in s.scope]
            for offence in range(len(OFFENCES)):
                said = [{(p, o): v for p, o, v in s.counts}.get((at, offence), "absent") for s in stating]
                if not said or said[-1] == "absent":
                    continue
                first = len(said) - 1
                while first and said[first - 1] == said[-1]:
                    first -= 1
                source, note = stating[first].source, "A note." if said[-1] is None else None
                key = (publication, QUARTERS[at], OFFENCES[offence][2])
                answer[key] = (said[-1], source, f"'sheet of {source}'", note)
    return answer


@st.composite
def histories(draw):
    """Up to six editions of two publications, with few counts and days, so that they often repeat and collide."""
    history = []
    for number in range(draw(st.integers(1, 6))):
        publication = draw(st.sampled_from(["p", "p", "q"]))
        scope = tuple(sorted(draw(st.sets(st.integers(0, len(QUARTERS) - 1), min_size=1))))
        keys = [(at, offence) for at in scope for offence in range(len(OFFENCES))]
        counts = {key: draw(st.sampled_from(["absent", None, 1, 1, 2])) for key in keys}
        history.append(
            Stated(
                publication,
                f"{publication}-{draw(st.integers(0, 9))}{number}",
                draw(st.sampled_from(DAYS)),
                scope,
                tuple((*key, value) for key, value in counts.items() if value != "absent"),
                draw(st.booleans()),
            )
        )
    return history


def stored(connection):
    """Every run by what people can see, and never by numbers of ours."""
    cells, series, periods, details = (
        schema.count_cells,
        schema.count_series,
        schema.count_periods,
        schema.count_details,
    )
    editions, closing = schema.editions, schema.editions.alias()
    query = (
        sa.select(
            series.c.publication_id,
            series.c.offence_code,
            periods.c.period_end,
            details.c.value_status,
            cells.c.offences,
            editions.c.source_id,
            closing.c.source_id.label("closed_by"),
        )
        .select_from(cells)
        .join(series, series.c.series_id == cells.c.series_id)
        .join(periods, periods.c.period_id == cells.c.period_id)
        .join(details, details.c.detail_id == cells.c.detail_id)
        .join(editions, editions.c.edition_id == cells.c.edition_id)
        .join(closing, closing.c.edition_id == cells.c.closed_by, isouter=True)
    )
    words = [series.c.offence_code, details.c.value_status, periods.c.period_end]
    held = [sorted(map(str, connection.scalars(sa.select(column)))) for column in words]
    return sorted(tuple(map(str, row)) for row in connection.execute(query)), held


A_REPEAT = [
    Stated("p", "p-1", DAYS[0], (0,), ((0, 0, 1),)),
    Stated("p", "p-2", DAYS[2], (0,), ((0, 0, 1),)),
    Stated("p", "p-3", DAYS[1], (0,), ((0, 0, 2),)),
]


A_CORRECTION_OF_THE_SAME_DAY = [
    Stated("p", "p-1", DAYS[0], (0,), ((0, 0, 2),), corrects=True),
    Stated("p", "p-2", DAYS[0], (0,), ((0, 0, 1),)),
]


def test_the_store_answers_for_any_day_as_if_it_held_every_edition_whole(store):
    @often(store, 48)
    @given(history=histories())
    @example(history=A_REPEAT)
    @example(history=A_CORRECTION_OF_THE_SAME_DAY)
    def holds(history):
        with undone(store) as connection:
            for stated in history:
                add(connection, content_of(stated))
            for day in ASKED:
                known = expected(history, day)
                assert answered(connection, day) == known, day
                assert held_counts(connection, as_at=AsAt(day))["recorded_crime"] == len(known)
            said = {s.source: {"recorded_crime": len(s.counts)} for s in history}
            assert rows_by_edition(connection, as_at=AsAt(ASKED[-1])) == said

    holds()


def test_counts_in_any_order_leave_the_same_store_and_taking_a_load_out_leaves_it_as_it_was(store):
    @often(store, 48)
    @given(data=st.data(), history=histories())
    def holds(data, history):
        gone = data.draw(st.integers(0, len(history) - 1))
        with undone(store) as connection:
            for stated in sorted(history, key=lambda s: s.order):
                add(connection, content_of(stated))
            straight = stored(connection)
        with undone(store) as connection:
            for stated in history[:gone] + history[gone + 1 :]:
                add(connection, content_of(stated))
            without = stored(connection)
        with undone(store) as connection:
            order = data.draw(st.permutations(range(len(history))))
            numbers = {at: add(connection, content_of(history[at])) for at in order}
            assert stored(connection) == straight
            assert remove_load(connection, numbers[gone]) == len(history[gone].counts)
            assert stored(connection) == without

    holds()


def test_an_edition_that_repeats_another_adds_no_count(store):
    first, again = (Stated("p", f"p-{n}", DAYS[n], (0, 1), ((0, 0, 5), (1, 1, 7))) for n in (0, 1))
    with store.writing() as connection:
        add(connection, content_of(first))
        before = stored(connection)
        add(connection, content_of(again))
        assert stored(connection) == before
        assert answered(connection, DAYS[1]) == expected([first, again], DAYS[1])


@pytest.mark.parametrize("first", ["whole", "single"])
def test_an_edition_that_states_a_period_in_full_overtakes_single_statements_about_it(store, first):
    row = {
        "period_start": QUARTERS[0][0],
        "period_end": QUARTERS[0][1],
        "area_code": "E23000032",
        "offence_group": "Robbery",
        "offence_subgroup": "",
        "offence_code": "",
        "offences": 6,
        "value_status": "published",
        "basis": "secondary",
    }
    other = row | {"period_start": QUARTERS[1][0], "period_end": QUARTERS[1][1]}
    single = make_content("recorded_crime", [row, other], "p-copy", publication_id="p", known_from=DAYS[1])
    whole = content_of(Stated("p", "p-file", DAYS[0] if first == "whole" else DAYS[2], (0,), ((0, 0, 5),)))
    with store.writing() as connection:
        add(connection, single, whole)
        now = {(r["period_end"], r["offences"]) for r in facts(connection, "recorded_crime", as_at=AsAt(DAYS[3]))}
    assert now == {(QUARTERS[0][1], 5), (QUARTERS[1][1], 6)}
