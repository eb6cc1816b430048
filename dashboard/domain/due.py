"""When something is due, read from the words in which a report or plan says so.

Words such as "by summer 2025" have two readings: the strict one ends before the season begins, the lenient one when it
ends; "autumn 2025" without "by" has one, its end.  Both are kept, with the rule, because the sources define neither.  Seasons are meteorological: summer ends on
31 August, autumn on 30 November.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dashboard.domain.dates import british, parse_day
from dashboard.domain.errors import BadDate

_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_MONTHS = {name.casefold(): n for n, name in enumerate(calendar.month_name) if name}
_SEASON = re.compile(r"\b(spring|summer|autumn|winter)\s+(\d{4})\b", re.IGNORECASE)
# "by summer" may mean before it begins; "in autumn" and "autumn" cannot, and nor can "by the end of autumn".
_ENDS_BEFORE = re.compile(r"\b(by|before|until|ahead of)(\s+the)?\s*$", re.IGNORECASE)
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})\s+(\d{{4}})\b", re.IGNORECASE)
_WITHIN = re.compile(r"\bwithin\s+(\w+)\s+(month|week|day)s?\b", re.IGNORECASE)
_QUARTER = re.compile(r"\bq([1-4])\s+(\d{4})\b", re.IGNORECASE)
_NUMBERS = {
    word: n
    for n, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], start=1
    )
} | {"eighteen": 18}


@dataclass(frozen=True)
class DueWindow:
    """The days between which something is due.  `strict` is the last day on the strict reading, `latest` on the lenient
    one; equal where the words leave no choice, both None where they name no date.  `precision` is day, month, season,
    quarter or none."""

    words: str
    earliest: date | None = None
    strict: date | None = None
    latest: date | None = None
    precision: str = "none"
    rule: str = "The words name no date."


@lru_cache(maxsize=4096)
def read_due(words: str, start: date | None = None) -> DueWindow:
    """The window that the words give; `start` is the day from which "within three months" is counted."""
    text = words.strip()
    for reader in (_read_within, _read_immediately):
        if start and (found := reader(text, start)):
            return found
    for whole in (_read_season, _read_quarter, _read_day, _read_month):
        if found := whole(text):
            return found
    return DueWindow(text)


def _read_within(text: str, start: date) -> DueWindow | None:
    found = _WITHIN.search(text)
    if not found:
        return None
    number = int(found[1]) if found[1].isdigit() else _NUMBERS.get(found[1].casefold(), 0)
    if not number:
        return None
    unit = found[2].casefold()
    last = (
        months_after(start, number)
        if unit == "month"
        else start + timedelta(days=number * (7 if unit == "week" else 1))
    )
    rule = f"Counted from {british(start)} to the same day of the month; the words name no start."
    if unit != "month":
        rule = f"Counted from {british(start)} in days."
    return DueWindow(text, start, last, last, "day", rule)


def _read_immediately(text: str, start: date) -> DueWindow | None:
    if not re.search(r"\bimmediate(ly)?\b", text, re.IGNORECASE):
        return None
    return DueWindow(text, start, start, start, "day", "Immediately is read as the day of the report.")


def _read_season(text: str) -> DueWindow | None:
    found = _SEASON.search(text)
    if not found:
        return None
    season, year = found[1].casefold(), int(found[2])
    first = date(year, _SEASONS[season], 1)
    last = last_of_month(months_after(first, 2))
    span = f"Meteorological {season}, {british(first)} to {british(last)}"
    if not _ENDS_BEFORE.search(text[: found.start()]):
        return DueWindow(text, first, last, last, "season", f"{span}: due by its end. The source does not define it.")
    strict = first - timedelta(days=1)
    rule = (
        f"{span}: the lenient reading ends with it, the strict one before it begins, on {british(strict)}. "
        "The source defines neither."
    )
    return DueWindow(text, first, strict, last, "season", rule)


def _read_quarter(text: str) -> DueWindow | None:
    found = _QUARTER.search(text)
    if not found:
        return None
    first = date(int(found[2]), 3 * int(found[1]) - 2, 1)
    last = last_of_month(months_after(first, 2))
    return DueWindow(text, first, last, last, "quarter", "Quarter of the calendar year.")


def _read_day(text: str) -> DueWindow | None:
    bare = re.sub(r"^(by|before|on|due|no later than)\s+", "", text, flags=re.IGNORECASE)
    try:
        day = parse_day(bare)
    except BadDate:
        return None
    return DueWindow(text, None, day, day, "day", "The day named.")


def _read_month(text: str) -> DueWindow | None:
    found = _MONTH.search(text)
    if not found:
        return None
    first = date(int(found[2]), _MONTHS[found[1].casefold()], 1)
    last = last_of_month(first)
    before = text[: found.start()].casefold().rstrip()
    if before.endswith(("end of", "by the end of")) or not before.endswith(("by", "before")):
        return DueWindow(text, first, last, last, "month", "The month named.")
    strict = first - timedelta(days=1)
    return DueWindow(text, first, strict, last, "month", "Strict reading: before the month; lenient: by its end.")


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months on, or the last day of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def last_of_month(day: date) -> date:
    """The last day of the month that `day` is in."""
    return date(day.year, day.month, calendar.monthrange(day.year, day.month)[1])


def overdue_words(last: date | None, on: date) -> str:
    """ "due today", "1 day overdue", "due in 12 days", or "no date"."""
    if last is None:
        return "no date"
    days = (on - last).days
    if days == 0:
        return "due today"
    return f"{_days(days)} overdue" if days > 0 else f"due in {_days(-days)}"


def _days(number: int) -> str:
    return f"{number:,} day{'' if number == 1 else 's'}"
