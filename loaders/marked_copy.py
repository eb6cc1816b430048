"""Where a file's faults stand, by sheet and row, so that the file can be given back with them written beside its rows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from loaders.grids import Grid, words
from loaders.report import FileFault

_CSV = re.compile(r"row (\d+)")
_SHEET = re.compile(r"'(.+)'(?:![A-Z]+| row )(\d+)")


def sheets_of(grids: Iterable[Grid]) -> dict[str, list[list[str]]]:
    """Every cell as text, by sheet."""
    return {grid.name[:31]: [[words(cell) for cell in row] for row in grid.rows] for grid in grids}


def faults_by_row(faults: Iterable[FileFault], grids: list[Grid]) -> dict[str, dict[int, list[str]]]:
    """Sheet to row (counted from 0) to what is wrong there, each with its column; what has no place stands at the top."""
    found: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    first = grids[0].name[:31] if grids else ""
    for fault in faults:
        sheet, row = first, 0
        if in_sheet := _SHEET.match(fault.place):
            sheet, row = in_sheet[1].strip()[:31], int(in_sheet[2]) - 1
        elif in_csv := _CSV.match(fault.place):
            row = int(in_csv[1]) - 1
        found[sheet][row].append(str(fault))
    return found
