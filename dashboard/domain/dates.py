"""Reading dates, and saying them the British way without claiming more precision than is known."""

from __future__ import annotations

import calendar
import re
from datetime import date

from dashboard.domain.errors import BadDate

_MONTHS = tuple(calendar.month_name)
_WELSH = (
    *("", "Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin"),
    *("Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr"),
)
_ISO = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")
_BRITISH = re.compile(r"^(\d{1,2})[ /.-]([A-Za-z]+|\d{1,2})[ /.-](\d{4})$")

EARLIEST = date(1900, 1, 1)
LATEST = date(2199, 12, 31)


def parse_day(words: str, *, what: str = "date") -> date:
    """Read 2018-01-15, 15 January 2018, 15 Jan 2018, 15 Ionawr 2018 or 15/01/2018 (day first) as a date.

    Raises BadDate, naming `what` and the forms that can be read, for anything else and outside 1900 to 2199.
    """
    text = words.strip()
    parts: tuple[int, int, int] | None = None
    if iso := _ISO.match(text):
        parts = (int(iso[1]), int(iso[2]), int(iso[3]))
    elif british := _BRITISH.match(text):
        month = _month_number(british[2])
        parts = (int(british[3]), month, int(british[1])) if month else None
    try:
        day = date(*parts) if parts else None
    except ValueError:
        day = None
    if day is None:
        raise BadDate(f"The {what} {words!r} is not a date; write it as 2018-01-15 or 15 January 2018.")
    if not EARLIEST <= day <= LATEST:
        side = "before the first" if day < EARLIEST else "after the last"
        bound = EARLIEST if day < EARLIEST else LATEST
        raise BadDate(
            f"The {what} {words!r} is {side} day that can be asked about, {bound.day} {_MONTHS[bound.month]} {bound.year}; "
            "write one such as 2018-01-15 or 15 January 2018."
        )
    return day


def _month_number(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    lowered = word.casefold()
    if len(lowered) < 3:
        return None
    named = [*enumerate(_MONTHS), *enumerate(_WELSH)]
    return next((n for n, name in named if name and name.casefold().startswith(lowered)), None)


def british(day: date | None, precision: str | None = "day", *, unknown: str = "date not known") -> str:
    """A date in words: "7 September 2017", "May 2024", "2014", or `unknown`, as precisely as it is known."""
    if day is None or precision == "unknown":
        return unknown
    if precision == "year":
        return str(day.year)
    if precision == "month":
        return f"{_MONTHS[day.month]} {day.year}"
    return f"{day.day} {_MONTHS[day.month]} {day.year}"


def period_words(start: date | None, end: date | None) -> str:
    """A period in the field's words: "year ending March 2024", "April to June 2017", "1 July to 31 December 2016"."""
    if start is None and end is None:
        return "period not known"
    if start is None or end is None:
        return f"to {british(end)}" if end else f"from {british(start)}"
    whole_months = start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if whole_months and months == 12:
        return f"year ending {_MONTHS[end.month]} {end.year}"
    if whole_months and months == 1:
        return british(end, "month")
    if whole_months:
        first = _MONTHS[start.month] if start.year == end.year else british(start, "month")
        return f"{first} to {british(end, 'month')}"
    return f"{british(start)} to {british(end)}"


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later, or the last day of that month where it is shorter."""
    position = day.year * 12 + day.month - 1 + months
    year, month = divmod(position, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def first_day(day: date, precision: str | None) -> date:
    """The first day that a date known only to its month or year could mean, given the last one.

    Changes of rules take effect at the start of their month, so that is where a break is drawn.
    """
    if precision == "year":
        return day.replace(month=1, day=1)
    return day.replace(day=1) if precision == "month" else day
