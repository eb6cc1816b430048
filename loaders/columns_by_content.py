"""Tells a column by what stands in it, for tables whose header is wrong or missing."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice

from loaders.forces_in_files import area_named
from loaders.grids import Value, words
from loaders.headings import Table
from loaders.markers import plain, read_count
from loaders.periods_in_files import financial_year, quarter_number
from loaders.reading import offence_names
from loaders.report import LoadReport

SAMPLE = 60  # rows looked at
ENOUGH = 0.8  # share of them that must fit
_CODE = re.compile(r"\d{1,3}[A-Z]?(?:\.\d{1,2})?(?:/\d{1,3}[A-Z]?(?:\.\d{1,2})?)*|[A-Z]{2,5}", re.IGNORECASE)


def _is_force(cell: Value) -> bool:
    return area_named(words(cell)).level in ("force", "special force", "fraud body")


def _is_quarter(cell: Value) -> bool:
    return quarter_number(words(cell)) is not None


def _is_count(cell: Value) -> bool:
    return read_count(cell).value is not None and not _is_quarter(cell)


# What a column must look like.  Only these can be told from their contents.
FITS: dict[str, Callable[[Value], bool]] = {
    "financial_year": lambda cell: financial_year(words(cell)) is not None,
    "quarter": _is_quarter,
    "force": _is_force,
    "group": lambda cell: plain(words(cell)) in offence_names("group"),
    "code": lambda cell: bool(_CODE.fullmatch(words(cell))),
    "count": lambda cell: read_count(cell).value is not None,
}
SURE = ("financial_year", "quarter", "force", "group")  # so plain that a heading over anything else is wrong


def put_right(table: Table, report: LoadReport) -> None:
    """Correct the columns of a table whose headings do not fit what stands under them, and say so in the report."""
    least = len(table.columns) // 2 + 1  # fewer is a footnote or a total
    body = islice(table.grid.rows, table.first_row, None)
    sample = list(islice((row for row in body if sum(cell not in ("", None) for cell in row) >= least), SAMPLE))
    if not sample:
        return
    for name in SURE:
        column = table.columns.get(name)
        if column is not None and not _fits(sample, column, FITS[name]):
            table.unknown[column] = words(table.grid.rows[table.header_row][column])
            del table.columns[name]
    _free_swapped_counts(table, sample, report)
    for name, fits in FITS.items():
        if name in table.columns:
            continue
        taken = set(table.columns.values())
        candidates = [column for column in (*table.unknown, *_unheaded(table, sample)) if column not in taken]
        column = next((at for at in candidates if _fits(sample, at, fits)), None)
        if column is not None:
            table.columns[name] = column
            table.unknown.pop(column, None)
            report.repairs.add(table.grid, table.header_row, column, f"heading wrong or missing; read as {name}")


def _free_swapped_counts(table: Table, sample: list[list[Value]], report: LoadReport) -> None:
    """Where counts stand under the heading of the codes and codes under that of the counts, change the two over."""
    count, code = table.columns.get("count"), table.columns.get("code")
    if count is None or code is None or _fits(sample, count, FITS["count"]):
        return
    if _fits(sample, code, FITS["count"]) and _fits(sample, count, FITS["code"]):
        table.columns["count"], table.columns["code"] = code, count
        for name in ("count", "code"):
            report.repairs.add(table.grid, table.header_row, table.columns[name], f"heading wrong; read as {name}")


def _unheaded(table: Table, sample: list[list[Value]]) -> list[int]:
    width = max(map(len, sample))
    headed = {*table.columns.values(), *table.unknown, *table.repeated}
    return [column for column in range(width) if column not in headed]


def _fits(sample: list[list[Value]], column: int, fits: Callable[[Value], bool]) -> bool:
    cells = [row[column] for row in sample if column < len(row) and row[column] not in ("", None)]
    return len(cells) >= ENOUGH * len(sample) and sum(map(fits, cells)) >= ENOUGH * len(cells)
