"""What holds for every view, on every kind of day and for every force."""

from __future__ import annotations

import math
from datetime import date

import pytest

from dashboard import paths
from dashboard.commands.loading import load_bundled_record
from dashboard.domain.asat import AsAt
from dashboard.domain.errors import BadDate, UnknownName
from dashboard.domain.filters import Filters
from dashboard.exports.view_json import view_as_json
from dashboard.store.queries import bodies
from dashboard.views import VIEWS, answer, choices_of
from dashboard.views.frame import frame_of
from dashboard.views.holdings import holdings
from dashboard.views.question import Question
from tests.builders import clock_at
from tests.views.asking import TODAY, ask, rows

DAYS = ["1990-01-01", "2014-11-18", "2018-01-15", "2020-02-29", TODAY, "2100-01-01"]
NEEDED = {"force": {"force": "Kent"}}
# Worked out from what the reader enters, and so never empty.
WITHOUT_DATA = {"sample_size"}


def sound(view):
    """The promises every answer keeps."""
    assert view.statement.endswith((".", ")"))
    sources = {source.source_id for source in view.sources}
    for table in view.tables:
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names), table.name
        assert set(table.page_columns) <= set(names), table.name
        assert table.rows or table.empty_message, table.name
        for row in table.records():
            assert row.get("source_id") is None or row["source_id"] in sources, (view.name, table.name, row)
            assert not any(isinstance(v, float) and not math.isfinite(v) for v in row.values())
    for headline in view.headlines:
        assert headline.value is not None or headline.missing_reason
    for source in view.sources:
        assert source.title, source.source_id
        assert source.publisher, source.source_id
    assert view_as_json(view)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("name", VIEWS)
def test_every_view_answers_on_every_day(bundled_store, name, day):
    view = ask(bundled_store, name, day, **NEEDED.get(name, {}))
    assert (view.name, view.as_at) == (name, date.fromisoformat(day))
    assert view.store_version == bundled_store.version()
    sound(view)


@pytest.mark.parametrize("name", [name for name in VIEWS if any(f.name == "force" for f in VIEWS[name].filters)])
def test_every_view_answers_for_every_force(bundled_store, name):
    with bundled_store.reading() as connection:
        forces = bodies.forces(connection, as_at=AsAt(date(2026, 11, 23)), kind=None)
    assert len(forces) == 44
    for force in forces:
        view = ask(bundled_store, name, force=force["name"])
        assert view.filters["force"] == force["force_code"]
        sound(view)


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_answers_from_a_store_with_forces_and_nothing_else(loaded, name):
    view = ask(loaded(), name, **NEEDED.get(name, {}))
    sound(view)
    if name in WITHOUT_DATA:
        return
    assert "no " in view.statement.casefold() or view.statement.startswith(("0 ", "1 edition")), view.statement


def test_every_value_a_choice_offers_can_be_asked_for(bundled_store):
    as_at = AsAt(date.fromisoformat(TODAY))
    tried = 0
    for definition in VIEWS.values():
        for f in definition.filters:
            if f.kind != "choice":
                continue
            with bundled_store.reading() as connection:
                choices = choices_of(Question(connection, as_at, Filters(), 0), f)
            assert choices, (definition.name, f.name)
            for choice in choices[:3]:
                view = answer(bundled_store, definition.name, {f.name: choice.upper()}, as_at)
                assert view.filters[f.name] == choice
                tried += 1
    assert tried > 20


def test_a_value_that_came_later_says_nothing_was_known_instead_of_failing(bundled_store):
    view = ask(bundled_store, "inspections", "2015-01-01", programme="PEEL2023-25")
    assert rows(view, "results") == []
    assert view.statement == "No inspection result was known for this choice on this date."


@pytest.mark.parametrize(
    ("name", "asked", "said"),
    [
        ("overvew", {}, "no view 'overvew'; did you mean 'overview'?"),
        ("overview", {"colour": "red"}, "no filter of the view overview called 'colour'"),
        ("overview", {"region": "Ruritania"}, "no region 'Ruritania'; allowed: East Midlands"),
        ("overview", {"force": "Kentt"}, "no force 'Kentt'; did you mean 'Kent'?"),
        ("recommendations", {"status": "closd"}, "no status 'closd'; did you mean 'closed'?"),
        ("force", {}, "needs the filter force; allowed: Avon and Somerset"),
    ],
)
def test_what_does_not_exist_is_answered_with_what_is_allowed(bundled_store, name, asked, said):
    with pytest.raises(UnknownName) as refused:
        answer(bundled_store, name, asked, AsAt(date.fromisoformat(TODAY)))
    assert said in str(refused.value)


def test_a_date_that_cannot_be_read_is_named_with_its_filter(bundled_store):
    with pytest.raises(BadDate, match=r"filter from.*'soon'.*2018-01-15"):
        ask(bundled_store, "inspections", from_="soon")


def test_the_same_question_has_the_same_answer(bundled_store):
    for name in VIEWS:
        first, second = (ask(bundled_store, name, **NEEDED.get(name, {})) for _ in range(2))
        assert first == second


def test_the_frame_offers_forces_regions_and_every_day_something_became_known(bundled_store):
    frame = frame_of(bundled_store, AsAt(date.fromisoformat(TODAY)))
    assert len(frame.forces) == 44
    assert "Wales" in frame.regions
    assert list(frame.known_dates) == sorted(set(frame.known_dates), reverse=True)
    assert date(2025, 2, 3) in frame.known_dates


def test_holdings_count_what_was_known_on_the_day(bundled_store):
    early, late = (holdings(bundled_store, AsAt(day)) for day in (date(1990, 1, 1), date(2026, 11, 23)))
    assert late.record_date == "2026-11-22"
    assert late.rows["Inspections of crime recording"] >= 105
    assert early.rows["Inspections of crime recording"] == 0
    assert early.editions < late.editions


def test_every_edition_is_listed_with_what_it_feeds(bundled_store):
    listed = rows(ask(bundled_store, "sources"), "sources")
    assert len(listed) == holdings(bundled_store, AsAt(date.fromisoformat(TODAY))).editions
    assert all(row["feeds"] and row["rows"] for row in listed)
    assert all(row["sha256"] and row["retrieved_on"] for row in listed)


@pytest.mark.postgres
def test_every_view_on_postgresql_equals_the_view_on_sqlite(bundled_store, opening, postgres_url):
    store = opening(postgres_url)
    load_bundled_record(store, paths.DATA_DIR, clock_at("2026-11-23"))
    for name in VIEWS:
        for day in ("2018-01-15", "2026-11-23"):
            on_sqlite, on_postgres = (
                ask(s, name, day, **({"force": "Devon & Cornwall"} if name == "force" else {}))
                for s in (bundled_store, store)
            )
            assert on_postgres == on_sqlite, (name, day)
            # A decimal equals a whole number and yet is none: what is written out must be the same as well.
            assert view_as_json(on_postgres) == view_as_json(on_sqlite), (name, day)
