"""One force: everything in time order, the 56-day clock, and what is not held."""

from __future__ import annotations

import pytest

from dashboard.domain.errors import NotYet
from tests.builders import source_row
from tests.views.asking import ask, rows


@pytest.mark.parametrize("day", ["2017-12-31", "2026-11-23"])
@pytest.mark.parametrize("force", ["Kent", "West Midlands", "British Transport Police"])
def test_the_page_of_a_force_says_of_its_answers_what_the_view_of_answers_says(bundled_store, day, force):
    here = ask(bundled_store, "force", day, force=force)
    there = ask(bundled_store, "responses", day, force=force)
    assert rows(here, "responses") == rows(there, "responses")
    assert day < "2018" or len(rows(here, "responses")) > 1
    assert {r["source_id"] for r in rows(here, "responses")} <= {s.source_id for s in here.sources}


def test_a_later_inspection_that_could_not_measure_takes_the_older_rate_out_of_use(loaded):
    later = {"inspection_id": "kent-2019", "source_id": "source-2"}
    store = loaded(
        sources=[source_row(published_on="2017-06-15"), source_row("source-2", "2019-01-15")],
        inspections=[{}, {**later, "published_on": "2019-01-15", "programme": "CDI-reinspection"}],
        inspection_measures=[{"recorded_pct": 83.6, "margin_pct": 1.85}, {**later, "value_status": "not measurable"}],
    )
    before, after = (ask(store, "force", day, force="Kent").statement for day in ("2019-01-14", "2019-01-15"))
    assert "83.6 % (81.8 to 85.5)" in before
    assert "no longer usable" not in before
    assert "no longer usable" in after
    (row,) = (r for r in rows(ask(store, "overview", "2019-01-15"), "forces") if r["force"] == "Kent")
    assert (row["recorded_pct"], row["recorded_pct_missing"]) == (None, "not measurable in the newest audit")


def test_a_later_inspection_whose_rate_was_not_seen_leaves_the_older_rate_in_use(loaded):
    later = {"inspection_id": "kent-2019", "published_on": "2019-01-15"}
    store = loaded(
        inspections=[{}, later],
        inspection_measures=[{"recorded_pct": 83.6}, {"inspection_id": "kent-2019", "value_status": "not published"}],
    )
    (row,) = (r for r in rows(ask(store, "overview"), "forces") if r["force"] == "Kent")
    assert (row["recorded_pct"], str(row["last_inspected_on"])) == (83.6, "2019-01-15")


def test_the_record_is_in_time_order_and_every_entry_has_a_source(bundled_store):
    view = ask(bundled_store, "force", force="West Midlands")
    record = rows(view, "record")
    days = [entry["happened_on"] for entry in record]
    assert days == sorted(days)
    assert len(record) > 5
    assert all(view.source(entry["source_id"]) for entry in record)


def test_every_kind_of_evidence_is_listed_whether_held_or_not(loaded):
    coverage = rows(ask(loaded(), "force", force="Kent"), "coverage")
    assert {row["rows"] for row in coverage} == {0}
    assert all("does not mean there is none" in row["reading"] for row in coverage)


def test_years_of_different_publications_are_not_joined_in_one_line(bundled_store):
    view = ask(bundled_store, "force", force="Kent")
    assert len({row["series"] for row in rows(view, "yearly")}) == 1
    assert len({row["publication"] for row in rows(view, "recorded_crime")}) > 1


def test_a_change_since_a_day_to_come_is_refused(bundled_store):
    with pytest.raises(NotYet, match="since, 1 January 2030, has not come yet"):
        ask(bundled_store, "force", force="Kent", since="2030-01-01")
