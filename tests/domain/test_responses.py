"""The 56 days: the published cases, the edges, and the difference between late and not recorded."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.responses import answers_for_the_body, response_clock, response_id_of

D = date.fromisoformat
DAYS = st.dates(date(2010, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("published", "last"),
    [
        ("2017-09-07", "2017-11-01"),
        ("2019-01-15", "2019-03-11"),
        ("2019-07-25", "2019-09-18"),
        ("2024-01-05", "2024-02-29"),
        ("2025-11-20", "2026-01-14"),
        ("2017-05-02", "2017-06-26"),
    ],
)
def test_the_last_day_is_55_days_after_publication(published, last):
    assert response_clock(D(published), on=D(published)).last_day == D(last)


def test_scenario_1_the_last_day_and_the_day_after():
    last = response_clock(D("2017-09-07"), on=D("2017-11-01"))
    assert (last.state, last.day_of_56, last.words) == ("open", 56, "day 56 of 56, last day today")
    after = response_clock(D("2017-09-07"), on=D("2017-11-02"), is_tracked=True)
    assert (after.state, after.days_late, after.words) == ("late", 1, "1 day late and not yet published")
    unrecorded = response_clock(D("2017-09-07"), on=D("2017-11-02"))
    assert (unrecorded.state, unrecorded.days_late) == ("unknown", None)
    assert "1 day late unless it was published in time" in unrecorded.words


def test_scenario_2_kent_answered_on_day_53_with_3_days_in_hand():
    clock = response_clock(D("2019-01-15"), on=D("2019-06-01"), response_on=D("2019-03-08"))
    assert (clock.state, clock.day_of_56, clock.days_in_hand, clock.days_late) == ("published", 53, 3, 0)
    assert clock.words == "published on day 53, 3 days in hand"


@pytest.mark.parametrize(
    ("published", "answered", "day", "late"),
    [("2019-05-02", "2019-07-26", 86, 30), ("2019-04-02", "2019-07-11", 101, 45)],
)
def test_the_two_late_answers_of_the_record(published, answered, day, late):
    clock = response_clock(D(published), on=D("2020-01-01"), response_on=D(answered))
    assert (clock.state, clock.day_of_56, clock.days_late, clock.days_in_hand) == ("late", day, late, None)


@pytest.mark.parametrize("published", ["2017-04-30", "2017-05-01", "2014-11-18"])
def test_scenario_3_before_the_duty_no_clock_runs_and_the_reason_is_said(published):
    clock = response_clock(D(published), on=D("2017-06-01"), response_on=D(published))
    assert (clock.state, clock.duty_applies, clock.last_day, clock.day_of_56) == ("no_duty", False, None, None)
    assert "2 May 2017" in clock.words


def test_scenario_4_no_date_recorded_is_neither_in_time_nor_late():
    clock = response_clock(D("2017-09-07"), on=D("2018-06-01"))
    assert (clock.state, clock.days_late, clock.days_in_hand) == ("unknown", None, None)
    assert clock.words == "deadline 1 November 2017; publication of the answer not recorded"


def test_an_answer_that_has_not_come_by_the_day_asked_about_does_not_count_yet():
    assert response_clock(D("2019-01-15"), on=D("2019-03-07"), response_on=D("2019-03-08")).state == "open"


def test_an_answer_dated_before_its_report_is_a_slip_and_not_an_answer():
    assert response_clock(D("2019-01-15"), on=D("2019-06-01"), response_on=D("2019-01-09")).state == "unknown"


@pytest.mark.parametrize("precision", ["month", "year"])
def test_a_report_without_a_day_has_no_last_day(precision):
    clock = response_clock(D("2025-08-31"), precision=precision, on=D("2026-01-01"))
    assert (clock.state, clock.duty_applies, clock.last_day) == ("unknown", True, None)
    assert response_clock(None, precision="unknown", on=D("2026-01-01")).duty_applies is None


def test_a_force_without_a_local_policing_body_has_no_duty():
    assert response_clock(D("2020-01-01"), on=D("2020-01-02"), has_body=False).state == "no_duty"


@pytest.mark.parametrize(
    ("responder", "kind", "counts"),
    [
        ("Police and Crime Commissioner", "letter date", True),
        ("Mayor and Deputy Mayor", "", True),
        ("Police, Fire and Crime Commissioner", "published", True),
        ("Police and Crime Commissioner", "meeting date", False),
        ("Chief Constable", "published", False),
        (None, None, False),
    ],
)
def test_a_meeting_is_not_an_answer_and_a_force_is_not_the_policing_body(responder, kind, counts):
    assert answers_for_the_body(responder, kind) is counts


@given(published=DAYS, on=DAYS, response=st.none() | DAYS, tracked=st.booleans())
def test_every_clock_is_consistent(published, on, response, tracked):
    clock = response_clock(published, on=on, response_on=response, is_tracked=tracked)
    assert (clock.last_day is None) == (clock.state == "no_duty")
    assert (clock.state == "no_duty") == (published < date(2017, 5, 2))
    if clock.state == "published":
        assert 1 <= clock.day_of_56 <= 56
        assert clock.day_of_56 + clock.days_in_hand == 56
    if clock.state == "late":
        assert clock.days_late > 0
        assert (clock.response_published_on or on) > published + timedelta(days=55)
    if clock.state == "unknown":
        assert clock.days_late is None
        assert not tracked


def test_the_name_of_an_answer_is_fit_for_an_address():
    name = response_id_of("kent", "Kent Police: Crime Data Integrity re-inspection 2018", D("2019-01-15"))
    assert name == "kent-2019-01-15-kent-police-crime-data-integrity-re-inspection-2018"


@pytest.mark.parametrize(("on", "is_past"), [("2025-10-25", False), ("2025-10-26", True)])
def test_a_report_known_to_a_month_has_a_last_day_that_is_past_once_it_must_be(on, is_past):
    clock = response_clock(D("2025-08-31"), precision="month", on=D(on))
    assert (clock.state, clock.last_day) == ("unknown", None)
    assert ("past on any reading, being 25 October 2025 at the latest" in clock.words) is is_past
