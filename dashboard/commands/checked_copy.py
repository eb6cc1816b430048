"""A copy of a submitted file with a column that says what is wrong in each row, to be mended and loaded again."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from loaders import boundaries
from loaders.grids import HEAD_ROWS, Grid
from loaders.report import LoadReport
from loaders.workbook import read_workbook

FAULTS_HEADING = "Faults found"
_CELL = re.compile(r"'(.*)'!([A-Z]{1,3})(\d+)")
_SHEET_ROW = re.compile(r"'(.*)' row (\d+)")
_ROW = re.compile(r"row (\d+)(?:, column ([A-Z]{1,3}))?")
_SHEET = re.compile(r"'(.*)'")


@dataclass(frozen=True)
class CheckedCopy:
    """The sheets of the copy in order, the form they were submitted in, and how many rows carry a fault."""

    form: str
    sheets: dict[str, list[list[Any]]]
    rows_with_faults: int


def checked_copy(content: bytes, file_name: str, report: LoadReport) -> CheckedCopy:
    """The file's values with a last column of faults; a total that does not agree counts as one.

    Repeats no personal data: a file that holds any never comes this far.
    """
    if report.recognised_as == boundaries.KIND:  # no sheet to mark: the faults themselves, a row each
        rows = [["Where", FAULTS_HEADING], *([fault.place, fault.what] for fault in report.faults)]
        return CheckedCopy("csv", {file_name: rows}, len(report.faults))
    book = read_workbook(content, filename=file_name)
    by_sheet: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for fault in report.faults:
        sheet, row, column = _place(fault.place, book.grids)
        by_sheet[sheet][row].append(f"{column}{fault.what}")
    for check in report.mismatches:
        sheet, row, column = _place(check.place, book.grids)
        by_sheet[sheet][row].append(
            f"{column}{check.what}: printed {check.printed:,.10g}, parts add to {check.computed:,.10g}"
        )
    sheets = {grid.sheet: _with_faults(grid, by_sheet.get(grid.sheet, {})) for grid in book.grids}
    return CheckedCopy(book.form, sheets, sum(len(rows) for rows in by_sheet.values()))


def _place(place: str, grids: list[Grid]) -> tuple[str, int, str]:
    """Sheet, row from 0, and the words for the column; what names no row is told in the first."""
    if match := _CELL.fullmatch(place):
        return match[1], int(match[3]) - 1, f"{match[2]}: "
    if match := _SHEET_ROW.fullmatch(place):
        return match[1], int(match[2]) - 1, ""
    if match := _ROW.fullmatch(place):
        return grids[0].sheet, int(match[1]) - 1, f"{match[2]}: " if match[2] else ""
    match = _SHEET.match(place)
    named = match[1] if match and any(grid.sheet == match[1] for grid in grids) else grids[0].sheet
    return named, 0, ""


def _with_faults(grid: Grid, faults: dict[int, list[str]]) -> list[list[Any]]:
    rows = grid.rows
    if not faults:
        return rows
    width = max(map(len, rows), default=0)
    header = max(range(min(len(rows), HEAD_ROWS)), key=lambda at: (_texts(rows[at]), -at), default=0)
    copy = []
    for number, row in enumerate(rows):
        told = "; ".join(faults.get(number, ()))
        if number == header:
            told = f"{FAULTS_HEADING}{': ' if told else ''}{told}"
        copy.append([*row, *[""] * (width - len(row)), told])
    return copy


def _texts(row: list[Any]) -> int:
    return sum(1 for cell in row if isinstance(cell, str) and cell.strip())
