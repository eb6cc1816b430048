"""Tables in which a column says of what year each row is, as when the sheets of several years are put together."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date

from loaders.grids import words
from loaders.headings import Table
from loaders.periods_in_files import Period, day, financial_year, month_end, span, year_ending, year_to

_HEADING = re.compile(r"\b(?:year|period|ending|time)\b", re.IGNORECASE)
LEAST = 4  # filled cells of a row of the table; fewer is a footnote


def rows_by_period(table: Table) -> dict[Period, list[int]]:
    """The rows of each year, in the order of the file; nothing where no column says so for every row."""
    for column, heading in sorted(table.unknown.items()):
        if _HEADING.search(heading) and (found := _by_period(table, column)):
            del table.unknown[column]
            return found
    return {}


def period_of(cell: object) -> Period | None:
    """The twelve months that `2017/18`, `Apr 2017 to Mar 2018`, `year ending March 2018`, `Mar 2018` or a day ends."""
    text = words(cell)
    if isinstance(cell, date) or (ends := day(text)):
        ends = day(cell)
        return year_to(month_end(ends)) if ends else None
    return financial_year(text) or span(text) or year_ending(text) or year_ending(f"year ending {text}")


def _by_period(table: Table, column: int) -> dict[Period, list[int]]:
    found: dict[Period, list[int]] = defaultdict(list)
    for number in range(table.first_row, len(table.grid.rows)):
        row = table.grid.rows[number]
        if sum(cell not in ("", None) for cell in row) < LEAST:
            continue
        period = period_of(row[column]) if column < len(row) else None
        if period is None:
            return {}
        found[period].append(number)
    return dict(found)
