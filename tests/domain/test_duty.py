"""The 56 days in which a report must be answered: the day of publication is day 1."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.dates import add_months
from dashboard.domain.duty import DUTY_BEGAN_ON, day_of_clock, duty_applies, last_day_to_respond

CASES = {
    "West Midlands, 2017": ("2017-09-07", "2017-11-01"),
    "Kent re-inspection": ("2019-01-15", "2019-03-11"),
    "Thames Valley re-inspection": ("2019-07-25", "2019-09-18"),
    "leap year": ("2024-01-05", "2024-02-29"),
    "over Christmas, with no relief for holidays": ("2025-11-20", "2026-01-14"),
    "first day of the duty": ("2017-05-02", "2017-06-26"),
}


@pytest.mark.parametrize(("published", "last"), CASES.values(), ids=CASES.keys())
def test_the_last_day_is_55_days_after_publication(published, last):
    assert last_day_to_respond(date.fromisoformat(published)) == date.fromisoformat(last)


@pytest.mark.parametrize("published", ["2017-04-30", "2017-05-01", "2014-11-18"])
def test_before_2_may_2017_no_clock_runs(published):
    assert last_day_to_respond(date.fromisoformat(published)) is None
    assert not duty_applies(date.fromisoformat(published))


def test_kents_letter_of_8_march_2019_was_day_53():
    assert day_of_clock(date(2019, 1, 15), date(2019, 3, 8)) == 53


@given(st.dates(DUTY_BEGAN_ON, date(2100, 1, 1)))
def test_the_last_day_is_always_day_56_and_the_day_of_publication_day_1(published):
    assert day_of_clock(published, last_day_to_respond(published)) == 56
    assert day_of_clock(published, published) == 1
    assert day_of_clock(published, published + timedelta(days=56)) == 57


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2017-09-07", 3, "2017-12-07"),
        ("2017-09-07", 6, "2018-03-07"),
        ("2017-08-31", 6, "2018-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2017-12-31", 2, "2018-02-28"),
        ("2017-01-31", 0, "2017-01-31"),
        ("2017-12-15", 12, "2018-12-15"),
    ],
)
def test_within_n_months_ends_on_the_same_day_or_the_last_of_a_shorter_month(start, months, end):
    assert add_months(date.fromisoformat(start), months) == date.fromisoformat(end)
