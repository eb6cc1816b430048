"""Tables of offences down and periods across, alone on a sheet or several side by side."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from loaders.grids import Grid, Value, words
from loaders.markers import plain
from loaders.periods_in_files import Period, span, spans, year_ending

_LABELS = re.compile(r"offence (group|type|category|description)s?|offences?|type of (crime|offence)|crime types?")
_CODES = re.compile(r"offence codes?|codes?|offence classification codes?")
_SIGNIFICANCE = re.compile(r"significan", re.IGNORECASE)
_CHANGE = re.compile(r"change|difference|compared", re.IGNORECASE)
_LIMITS = (
    ("standard_error", re.compile(r"standard error", re.IGNORECASE)),
    ("lower", re.compile(r"\blower\b", re.IGNORECASE)),
    ("upper", re.compile(r"\bupper\b", re.IGNORECASE)),
)
_BASES = re.compile(r"unweighted|\bbase\b", re.IGNORECASE)
FEWEST = 2  # periods a row must name to be the header of such tables


@dataclass(frozen=True)
class PeriodTable:
    """One table: the column of its labels, of codes if it has any, and of each period; significance by its period.

    Of a table of changes, `periods` are the earlier ones and `compared` the later one where the heading names it.
    `limits` has the columns of printed limits and standard errors by period and name.
    """

    grid: Grid
    title: str
    header_row: int
    label_column: int
    code_column: int | None
    periods: dict[int, Period]
    significance: dict[Period, int]
    is_change: bool
    compared: Period | None = None
    limits: dict[tuple[Period, str], int] = field(default_factory=dict)

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
        tables = []
        for start, end in zip(labels, ends, strict=True):
            tables += [_table(grid, number, start, end), _changes_beside(grid, number, start, end)]
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
    limits: dict[tuple[Period, str], int] = {}
    for column in range(start + 1, end):
        text = header[column] if isinstance(header[column], str) else ""
        period = _period(text)
        limit = next((name for name, pattern in _LIMITS if pattern.search(text)), None)
        if limit and (period or periods):
            limits[period or list(periods.values())[-1], limit] = column
        elif period and _BASES.search(text):
            continue
        elif period and _SIGNIFICANCE.search(text):
            significance[period] = column
        elif period and period not in periods.values():
            periods[column] = period
        elif _SIGNIFICANCE.search(text) and column - 1 in periods:
            significance[periods[column - 1]] = column
    title = _title(grid, number, start)
    return PeriodTable(grid, title, number, start, code, periods, significance, bool(significance), limits=limits)


def _changes_beside(grid: Grid, number: int, start: int, end: int) -> PeriodTable:
    """Changes that stand beside the figures under the same names; without any period where there are none.

    Each column names both periods, or one heading names the later period and ends in "compared with", and the earlier
    ones stand in the rows below it, each followed by a column of marks of significance.
    """
    head = grid.head
    periods: dict[int, Period] = {}
    significance: dict[Period, int] = {}
    compared: Period | None = None
    for column in range(start + 1, end):
        text = words(head[number][column]) if isinstance(head[number][column], str) else ""
        if not _CHANGE.search(text) and not (_SIGNIFICANCE.search(text) and periods):
            continue
        named = spans(text)
        if len(named) >= 2:
            earlier, later = sorted(named[:2], key=lambda period: period[1])
            compared = later
            if _SIGNIFICANCE.search(text):
                significance[earlier] = column
            elif earlier not in periods.values():
                periods[column] = earlier
        elif _SIGNIFICANCE.search(text) and column - 1 in periods:
            significance[periods[column - 1]] = column
        elif len(named) == 1 and re.search(r"compared with\W*$", text, re.IGNORECASE):
            compared = named[0]
            _earlier_below(head, number, column, end, periods, significance)
    title = _title(grid, number, start)
    return PeriodTable(grid, title, number, start, None, periods, significance, True, compared)


def _earlier_below(
    head: list[list[Value]],
    number: int,
    first: int,
    end: int,
    periods: dict[int, Period],
    significance: dict[Period, int],
) -> None:
    for below in range(number + 1, min(number + 3, len(head))):
        row = head[below]
        for column in range(first, min(end, len(row))):
            period = span(row[column]) if isinstance(row[column], str) else None
            if period and period not in periods.values():
                periods[column] = period
                if not words(row[column + 1] if column + 1 < len(row) else ""):
                    significance[period] = column + 1
        if len(significance) == 1 < len(periods):
            significance.clear()  # only beyond the last column is there room for marks


def _title(grid: Grid, number: int, column: int) -> str:
    """The nearest text over the label column that names a table; else the first text of the sheet."""
    for above in range(number - 1, max(-1, number - 4), -1):
        row = grid.head[above]
        text = words(row[column]) if column < len(row) else ""
        if re.match(r"(table |worksheet )?[A-Z]\d", text):
            return text
    return next((words(cell) for row in grid.head[:3] for cell in row if words(cell)), "")
