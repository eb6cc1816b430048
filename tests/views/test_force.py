"""One force: everything in time order, the 56-day clock, and what is not held."""

from __future__ import annotations

import pytest

from tests.builders import source_row
from tests.views.asking import ask, rows


def clock_of(loaded, report, response, **more):
    said = {"report_published_on": report, "response_published_on": response, **more}
    (row,) = rows(ask(loaded(responses=[said]), "force", force="Kent"), "responses")
    return row


@pytest.mark.parametrize(
    ("report", "response", "last_day", "day", "words"),
    [
        ("2019-01-15", "2019-03-08", "2019-03-11", 53, "published on day 53, 3 days in hand"),
        ("2017-09-07", "2017-11-01", "2017-11-01", 56, "published on day 56, 0 days in hand"),
        ("2017-09-07", "2017-11-02", "2017-11-01", 57, "published on day 57, 1 day late"),
        ("2017-09-07", "2017-09-07", "2017-11-01", 1, "published on day 1, 55 days in hand"),
    ],
)
def test_a_response_stands_on_a_day_of_the_56(loaded, report, response, last_day, day, words):
    row = clock_of(loaded, report, response)
    assert (str(row["last_day"]), row["day_of_56"], row["clock"]) == (last_day, day, words)


def test_a_response_without_a_known_date_is_neither_late_nor_in_time(loaded):
    row = clock_of(loaded, "2017-09-07", "", response_published_precision="unknown")
    assert row["clock"] == "deadline 1 November 2017; publication of the answer not recorded"
    assert row["day_of_56"] is None


def test_a_response_known_only_to_the_month_is_neither_late_nor_in_time(loaded):
    row = clock_of(loaded, "2017-09-07", "2017-11-30", response_published_precision="month")
    assert row["day_of_56"] is None
    assert "late" not in row["clock"]


@pytest.mark.parametrize(("report", "precision"), [("2017-04-30", "day"), ("2017-12-31", "year"), ("", "unknown")])
def test_no_clock_runs_before_the_duty_or_from_a_report_without_a_day(loaded, report, precision):
    row = clock_of(loaded, report, "2018-01-15", report_published_precision=precision)
    assert (row["last_day"], row["day_of_56"]) == (None, None)
    assert row["clock"].startswith("no clock")


def test_a_meeting_is_not_a_response(loaded):
    assert clock_of(loaded, "2017-09-07", "2017-10-01", response_date_kind="meeting date")["clock"] == (
        "a meeting, not a response"
    )


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
