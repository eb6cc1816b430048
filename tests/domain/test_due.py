"""Dates in words: two readings of a season, months from a report, and words that name no date."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.due import months_after, overdue_words, read_due

D = date.fromisoformat


@pytest.mark.parametrize(
    ("words", "strict", "lenient"),
    [
        ("by summer 2025", "2025-05-31", "2025-08-31"),
        ("methodology article autumn 2025", "2025-11-30", "2025-11-30"),
        ("autumn 2025", "2025-11-30", "2025-11-30"),
        ("by autumn 2025", "2025-08-31", "2025-11-30"),
        ("by the end of autumn 2025", "2025-11-30", "2025-11-30"),
        ("winter 2025", "2026-02-28", "2026-02-28"),
        ("user guide July 2025", "2025-07-31", "2025-07-31"),
        ("by July 2025", "2025-06-30", "2025-07-31"),
        ("by the end of July 2025", "2025-07-31", "2025-07-31"),
        ("Q3 2025", "2025-09-30", "2025-09-30"),
        ("by 31 March 2026", "2026-03-31", "2026-03-31"),
        ("2026-03-31", "2026-03-31", "2026-03-31"),
    ],
)
def test_the_strict_and_the_lenient_reading(words, strict, lenient):
    window = read_due(words)
    assert (window.strict, window.latest) == (D(strict), D(lenient))
    assert window.rule


@pytest.mark.parametrize(
    ("start", "words", "last"),
    [
        ("2017-09-07", "within three months", "2017-12-07"),
        ("2017-09-07", "Within 6 months", "2018-03-07"),
        ("2017-08-31", "within six months", "2018-02-28"),
        ("2023-08-31", "within six months", "2024-02-29"),
        ("2024-01-01", "within 10 days", "2024-01-11"),
        ("2024-01-01", "immediately", "2024-01-01"),
    ],
)
def test_months_are_counted_from_the_report(start, words, last):
    assert read_due(words, D(start)).latest == D(last)
    assert read_due(words).latest is None


@pytest.mark.parametrize("words", ["", "ongoing", "longer term, then yearly", "after recommendations 3 and 4"])
def test_words_without_a_date_have_none(words):
    window = read_due(words)
    assert (window.earliest, window.strict, window.latest, window.precision) == (None, None, None, "none")


@pytest.mark.parametrize(
    ("on", "words"), [("2017-12-06", "due in 1 day"), ("2017-12-07", "due today"), ("2017-12-08", "1 day overdue")]
)
def test_scenario_18_due_today_and_one_day_overdue(on, words):
    assert overdue_words(D("2017-12-07"), D(on)) == words


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.integers(0, 120), st.integers(0, 120))
def test_months_add_up_but_for_the_end_of_a_month(day, first, second):
    together, apart = months_after(day, first + second), months_after(months_after(day, first), second)
    assert (together.year, together.month) == (apart.year, apart.month)
    assert 0 <= (together - apart).days <= 3


@given(st.text(max_size=60))
def test_no_words_break_the_reading(words):
    window = read_due(words, date(2020, 2, 29))
    assert window.strict is None or window.strict <= window.latest
