"""Tables of offences down and periods across, alone on a sheet or several side by side."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.grids import Grid, words
from loaders.markers import plain
from loaders.periods_in_files import Period, span, year_ending

_LABELS = re.compile(r"offence (group|type|category|description)s?|offences?|type of (crime|offence)|crime types?")
_CODES = re.compile(r"offence codes?|codes?|offence classification codes?")
_SIGNIFICANCE = re.compile(r"significan", re.IGNORECASE)
_CHANGE = re.compile(r"change|difference|compared", re.IGNORECASE)
FEWEST = 2  # periods a row must name to be the header of such tables


@dataclass(frozen=True)
class PeriodTable:
    """One table: the column of its labels, of codes if it has any, and of each period; significance by its period.

    `last_column` bounds the table to the right where another begins.
    """

    grid: Grid
    title: str
    header_row: int
    label_column: int
    code_column: int | None
    periods: dict[int, Period]
    significance: dict[Period, int]
    is_change: bool

    @property
    def has_codes(self) -> bool:
        """Whether rows carry offence codes."""
        return self.code_column is not None


def period_tables(grid: Grid) -> list[PeriodTable]:
    """Every table of the sheet in the order of its columns; none for other sheets."""
    for number, row in enumerate(grid.head):
        labels = [at for at, cell in enumerate(row) if isinstance(cell, str) and _LABELS.fullmatch(plain(cell))]
        if not labels or sum(1 for cell in row if isinstance(cell, str) and _period(cell)) < FEWEST:
            continue
        ends = [*labels[1:], len(row)]
        tables = [_table(grid, number, start, end) for start, end in zip(labels, ends, strict=True)]
        return [table for table in tables if table.periods]
    return []


def _period(text: str) -> Period | None:
    return None if _CHANGE.search(text) else span(text) or year_ending(text)


def _table(grid: Grid, number: int, start: int, end: int) -> PeriodTable:
    header = grid.head[number]
    code = start - 1 if start and _CODES.fullmatch(plain(words(header[start - 1]))) else None
    if code is None and start + 1 < end and _CODES.fullmatch(plain(words(header[start + 1]))):
        code = start + 1
    periods: dict[int, Period] = {}
    significance: dict[Period, int] = {}
    for column in range(start + 1, end):
        text = header[column] if isinstance(header[column], str) else ""
        period = _period(text)
        if period and _SIGNIFICANCE.search(text):
            significance[period] = column
        elif period and period not in periods.values():
            periods[column] = period
        elif _SIGNIFICANCE.search(text) and column - 1 in periods:
            significance[periods[column - 1]] = column
    title = _title(grid, number, start)
    return PeriodTable(grid, title, number, start, code, periods, significance, bool(significance))


def _title(grid: Grid, number: int, column: int) -> str:
    """The nearest text over the label column that names a table; else the first text of the sheet."""
    for above in range(number - 1, max(-1, number - 4), -1):
        row = grid.head[above]
        text = words(row[column]) if column < len(row) else ""
        if re.match(r"(table |worksheet )?[A-Z]\d", text):
            return text
    return next((words(cell) for row in grid.head[:3] for cell in row if words(cell)), "")
