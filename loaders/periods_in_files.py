"""Periods as publications print them: quarters, financial years, years ending, and misprints among them."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta
from functools import lru_cache

Period = tuple[date, date]

_MONTHS = {name[:3].casefold(): number for number, name in enumerate(calendar.month_name) if number}
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_FINANCIAL = re.compile(r"((?:19|20)\d{2})\s*[/_-]\s*(\d{4}|\d{2})")
# A year glued to footnote digits ("December 181,2", "Mar '121") is two digits long; four digits count only as a whole
# year, and after an apostrophe two digits are the year whatever follows.
_YEAR = r"[\s-]*(?:['’‘]\s?(\d{2})|((?:19|20)\d{2})|(\d{2}))"
_SPAN = re.compile(rf"{_MONTH}{_YEAR}\s*(?:to|[-–])\s*{_MONTH}{_YEAR}", re.IGNORECASE)
_ENDING = re.compile(
    rf"\b(?:year\s+(?:ending|to|ended)|YE|12\s+months\s+(?:ending|to))\s+(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH}{_YEAR}",
    re.IGNORECASE,
)
_DAY = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH}\s+((?:19|20)\d{{2}})", re.IGNORECASE)
_NOTE = re.compile(r"\[\s*notes?[^\]]*\]", re.IGNORECASE)
_NUMERIC_DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


@lru_cache(maxsize=512)
def financial_year(text: str) -> Period | None:
    """`2017/18`, `2017-18`, `2017_18`, `2017/2018` or `year ending March 2018`: April to March."""
    match = _FINANCIAL.fullmatch(text.strip())
    if not match and (ending := year_ending(text)):
        return ending if ending[1].month == 3 else None
    if not match or (int(match[1]) + 1) % 100 != int(match[2]) % 100:
        return None
    year = int(match[1])
    return date(year, 4, 1), date(year + 1, 3, 31)


def financial_year_in_name(file_name: str) -> Period | None:
    """The one financial year in a file's name: `no-crime-201112.csv`, `cancelled_2019-20.ods`; None where there are several."""
    found = {
        year
        for first, last in re.findall(r"(?<!\d)((?:19|20)\d{2})[\s/_-]?((?:19|20)?\d{2})(?!\d)", file_name)
        if (year := financial_year(f"{first}/{last}"))
    }
    return found.pop() if len(found) == 1 else None


_QUARTERS = {"apr": 1, "jul": 2, "oct": 3, "jan": 4}
_QUARTER = re.compile(r"(?:q|qtr|quarter)?\s*([1-4])(?:\.0+)?(?:\s*[(:-].*)?")
_QUARTER_MONTHS = re.compile(rf"{_MONTH}\s*(?:to|[-–])\s*{_MONTH}(?:\s+\d{{4}})?", re.IGNORECASE)


def quarter_number(text: str) -> int | None:
    """1 to 4 for `1`, `1.0`, `Q1`, `Quarter 1`, `Q1 (Apr to Jun)` and `April to June`; the year begins in April."""
    bare = text.casefold().strip()
    if match := _QUARTER.fullmatch(bare):
        return int(match[1])
    match = _QUARTER_MONTHS.fullmatch(bare)
    first = _QUARTERS.get(match[1][:3]) if match else None
    return first if match and first and (_MONTHS[match[2][:3]] - _MONTHS[match[1][:3]]) == 2 else None


def quarter(year: Period, number: int) -> Period:
    """Quarter 1 (April to June) to 4 (January to March) of a financial year."""
    start = date(year[0].year + (number == 4), (4, 7, 10, 1)[number - 1], 1)
    return start, _month_end(start.year, start.month + 2)


def span(text: str) -> Period | None:
    """`Apr 2019 to Mar 2020` or `Apr '19 to Mar '20`, with line breaks and note markers about it or not."""
    match = _SPAN.search(" ".join(_NOTE.sub(" ", text).split()))
    return _span_of(match) if match else None


def spans(text: str) -> list[Period]:
    """Every `Apr 2019 to Mar 2020` in a text, in order."""
    found = map(_span_of, _SPAN.finditer(" ".join(_NOTE.sub(" ", text).split())))
    return [period for period in found if period]


def _span_of(match: re.Match[str]) -> Period | None:
    start = date(_year(match, 2), _MONTHS[match[1][:3].casefold()], 1)
    end = _month_end(_year(match, 6), _MONTHS[match[5][:3].casefold()])
    return (start, end) if start < end else None


def year_ending(text: str) -> Period | None:
    """The first `year ending March 2018` in a sentence; never read from glued footnote digits."""
    match = _ENDING.search(" ".join(text.split()))
    return year_to(_ending_day(match)) if match else None


def all_years_ending(text: str) -> list[Period]:
    """Every `year ending ...` in a sentence, in order."""
    return [year_to(_ending_day(match)) for match in _ENDING.finditer(" ".join(text.split()))]


def _ending_day(match: re.Match[str]) -> date:
    return _month_end(_year(match, 2), _MONTHS[match[1][:3].casefold()])


def _year(match: re.Match[str], first: int) -> int:
    """The year among three groups of which one is filled; two digits from 70 on are of the last century."""
    year = int(next(filter(None, match.groups()[first - 1 : first + 2])))
    return year if year > 99 else year + (1900 if year >= 70 else 2000)


def year_to(end: date) -> Period:
    """The twelve months to a day that ends a month."""
    following = end + timedelta(days=1)
    return date(following.year - 1, following.month, 1), end


def day(value: object) -> date | None:
    """A date cell, `31-03-2003`, `31/03/2003`, `2003-03-31` or `31 March 2003`."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value).strip()
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        pass
    try:
        if match := _NUMERIC_DAY.fullmatch(text):
            return date(int(match[3]), int(match[2]), int(match[1]))
        if match := _DAY.search(text):
            return date(int(match[3]), _MONTHS[match[2][:3].casefold()], int(match[1]))
    except ValueError:
        pass
    return None


def month_end(value: date) -> date:
    """The last day of the month a day lies in."""
    return _month_end(value.year, value.month)


def words_for(period: Period) -> str:
    """`year ending March 2018`, or the two days where it is not a year."""
    start, end = period
    if year_to(end) == period and end == month_end(end):
        return f"year ending {end:%B %Y}"
    return f"{start:%-d %B %Y} to {end:%-d %B %Y}"


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
