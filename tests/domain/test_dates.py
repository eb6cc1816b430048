"""Reading dates, and saying them without claiming more than is known."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.asat import AsAt
from dashboard.domain.clock import FixedClock, SystemClock
from dashboard.domain.dates import EARLIEST, LATEST, british, first_day, parse_day, period_words
from dashboard.domain.errors import BadDate

JANUARY_15 = date(2018, 1, 15)


@pytest.mark.parametrize(
    "words", ["2018-01-15", " 2018-01-15 ", "15 January 2018", "15 jan 2018", "15/01/2018", "15-1-2018", "15.01.2018"]
)
def test_a_date_is_read_in_the_forms_people_write_day_first(words):
    assert parse_day(words) == JANUARY_15


BAD = [
    "",
    "soon",
    "2018",
    "2018-1-15",
    "2018-02-30",
    "01/15/2018",
    "15 Ja 2018",
    "15 Smarch 2018",
    "31 June 2018",
    "1899-12-31",
    "2200-01-01",
    "20180115",
    "15 January 18",
    "2018-01-15T00:00",
    "15 13 2018",
    "٢٠١٨-٠١-١٥x",
]


@pytest.mark.parametrize("words", BAD)
def test_anything_else_is_refused_with_the_forms_that_can_be_read(words):
    with pytest.raises(BadDate) as refused:
        parse_day(words, what="as-at date")
    said = str(refused.value)
    assert "as-at date" in said
    assert repr(words) in said
    assert "2018-01-15 or 15 January 2018" in said


@given(st.dates(EARLIEST, LATEST))
def test_every_date_is_read_back_from_how_it_is_said(day):
    assert parse_day(british(day)) == day
    assert parse_day(day.isoformat()) == day


@given(st.text(max_size=20))
def test_no_text_at_all_breaks_the_reading(words):
    try:
        assert EARLIEST <= parse_day(words) <= LATEST
    except BadDate as refused:
        assert repr(words) in str(refused)  # noqa: PT017 - either outcome is right


@pytest.mark.parametrize(
    ("precision", "said"),
    [
        ("day", "31 May 2024"),
        ("month", "May 2024"),
        ("year", "2024"),
        ("unknown", "date not known"),
        (None, "31 May 2024"),
    ],
)
def test_a_date_known_to_the_month_or_year_is_never_said_as_a_day(precision, said):
    assert british(date(2024, 5, 31), precision) == said


def test_a_date_that_is_missing_is_said_in_the_words_of_the_caller():
    assert british(None) == "date not known"
    assert british(None, "day", unknown="not recorded") == "not recorded"


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2023-04-01", "2024-03-31", "year ending March 2024"),
        ("2017-04-01", "2017-06-30", "April to June 2017"),
        ("2016-11-01", "2017-01-31", "November 2016 to January 2017"),
        ("2024-02-01", "2024-02-29", "February 2024"),
        ("2023-02-01", "2023-02-28", "February 2023"),
        ("2016-07-02", "2016-12-31", "2 July 2016 to 31 December 2016"),
        ("2024-02-01", "2024-02-28", "1 February 2024 to 28 February 2024"),
        (None, "2014-11-18", "to 18 November 2014"),
        ("2014-11-18", None, "from 18 November 2014"),
        (None, None, "period not known"),
    ],
)
def test_a_period_is_said_in_the_fields_words(start, end, said):
    first, last = (day and date.fromisoformat(day) for day in (start, end))
    assert period_words(first, last) == said


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2018, 1, 15), "as known today, 15 January 2018"),
        (date(2020, 1, 1), "as it was known on 15 January 2018"),
        (date(2017, 1, 1), "as it would be known on 15 January 2018"),
    ],
)
def test_the_banner_says_whether_the_day_is_today_past_or_to_come(today, said):
    assert AsAt.parse("15 January 2018").words(today) == said


def test_the_day_is_the_day_in_london():
    summer_evening = FixedClock(datetime(2024, 6, 30, 23, 30, tzinfo=UTC))
    assert summer_evening.today() == date(2024, 7, 1)
    assert FixedClock(datetime(2024, 1, 31, 23, 30, tzinfo=UTC)).today() == date(2024, 1, 31)


def test_the_machines_clock_knows_its_zone():
    assert SystemClock().now().utcoffset().total_seconds() == 0
    assert abs((SystemClock().today() - SystemClock().now().date()).days) <= 1


@pytest.mark.parametrize(
    ("precision", "first"),
    [("day", "2024-05-31"), ("month", "2024-05-01"), ("year", "2024-01-01"), (None, "2024-05-31")],
)
def test_a_date_known_to_the_month_or_year_could_have_been_its_first_day(precision, first):
    assert first_day(date(2024, 5, 31), precision).isoformat() == first
