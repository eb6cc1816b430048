"""The rows of one sheet of the open data tables, by column: each different name is read once, and becomes a number."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt

from dashboard.domain.counts import NO_VALUE, Codes
from loaders.forces_in_files import area_named, nearest_force
from loaders.grids import Value, words
from loaders.headings import Table
from loaders.markers import LARGEST, plain
from loaders.periods_in_files import financial_year, quarter, quarter_number
from loaders.reading import offence_names, take_count
from loaders.report import LoadReport

UNKNOWN = -1  # the number of a name that could not be read; its fault is in the report


class Numbering:
    """Gives each different thing the next number."""

    def __init__(self) -> None:
        self.numbers: dict[Hashable, int] = {}

    def of(self, thing: Hashable) -> int:
        """Its number, a new one where it has none."""
        return self.numbers.setdefault(thing, len(self.numbers))

    def things(self) -> list[Any]:
        """Everything numbered, in order."""
        return list(self.numbers)


@dataclass
class Names:
    """What the sheets of one file name, numbered across all of them.  An offence is (group, subgroup, code, note)."""

    areas: Numbering = field(default_factory=Numbering)
    offences: Numbering = field(default_factory=Numbering)
    periods: Numbering = field(default_factory=Numbering)
    statuses: Numbering = field(default_factory=Numbering)


@dataclass
class Rows:
    """The rows of one sheet by column: row numbers, and the numbers of areas, periods, offences and statuses."""

    numbers: npt.NDArray[np.int64]
    areas: Codes
    periods: Codes
    offences: Codes
    statuses: Codes
    values: npt.NDArray[np.int64]


def read_columns(table: Table, names: Names, report: LoadReport) -> Rows | None:
    """The rows column by column (row by row, half a million would take several times as long); None where there are none.

    A row whose force or period is not known is `UNKNOWN` there, with a fault in the report.
    """
    numbers = _rows_with_a_force(table, report)
    if not numbers:
        return None
    sheet = _Sheet(table, names, report)
    cells = _by_column(table, numbers)
    tell = {
        ("force",): sheet.area,
        ("financial_year", "quarter"): sheet.period,
        ("group", "subgroup", "code"): sheet.offence,
    }
    areas, periods, offences = (
        _told([cells[name] for name in columns], lambda told, at, read=read: read(told, numbers[at]))  # type: ignore[misc]
        for columns, read in tell.items()
    )
    values, statuses = _counts(table, numbers, cells["count"], names, report)
    return Rows(np.array(numbers, dtype=np.int64), areas, periods, offences, statuses, values)


class _Sheet:
    """Names of one sheet read once each: what they mean, and what was done to read them."""

    def __init__(self, table: Table, names: Names, report: LoadReport) -> None:
        self.table, self.names, self.report = table, names, report

    def area(self, cells: tuple[Value, ...], row: int) -> int:
        """Force code, or unknown with a fault."""
        area = area_named(words(cells[0]))
        if not area.code:
            what = f"names no known force or fraud body{nearest_force(words(cells[0]))} (nor on later rows)"
            self.report.fault(self._at(row, "force"), what)
            return UNKNOWN
        if area.remark:
            self.report.repairs.add(self.table.grid, row, self.table.columns["force"], area.remark)
        return self.names.areas.of(area.code)

    def period(self, cells: tuple[Value, ...], row: int) -> int:
        """The quarter, or unknown with a fault."""
        year, number = cells
        span = financial_year(words(year))
        digits = quarter_number(words(number))
        if span is None:
            self.report.fault(self._at(row, "financial_year"), "is no financial year such as 2017/18")
        if digits is None:
            self.report.fault(self._at(row, "quarter"), "is no quarter from 1 to 4")
        elif isinstance(number, str) and not self.table.grid.is_csv:
            column = self.table.columns["quarter"]
            self.report.repairs.add(self.table.grid, row, column, "quarter stored as text (and on later rows)")
        return self.names.periods.of(quarter(span, digits)) if span and digits else UNKNOWN

    def offence(self, cells: tuple[Value, ...], row: int) -> int:
        """Group, subgroup (blank where it only repeats the group), code, and a note on names that changed."""
        group, subgroup, code = (words(cell) for cell in cells)
        known = offence_names("group").get(plain(group))
        if known is None:
            self.report.fault(self._at(row, "group"), "names no known offence group (nor on later rows)")
        ours = known[0] if known else group
        note = f"Printed as {group} in this edition." if plain(ours) != plain(group) else ""
        inner = offence_names("subgroup").get(plain(subgroup), ("", subgroup))[1]
        if plain(inner) in (plain(ours), plain(group)):
            inner = ""
        return self.names.offences.of((ours, inner, code.upper() if code.isalpha() else code, note))

    def _at(self, row: int, name: str) -> str:
        return self.table.grid.address(row, self.table.columns[name])


def _by_column(table: Table, numbers: list[int]) -> dict[str, Sequence[Value]]:
    """The cells under each of our names, for the given rows."""
    rows = table.grid.rows
    width = max(table.columns.values()) + 1
    wanted = rows[table.first_row :] if len(numbers) == len(rows) - table.first_row else [rows[at] for at in numbers]
    by_column = list(zip(*(wanted if len(wanted[0]) == width else (row[:width] for row in wanted)), strict=True))
    cells: dict[str, Sequence[Value]] = {name: by_column[column] for name, column in table.columns.items()}
    cells.setdefault("subgroup", cells["group"])
    if "financial_year" not in cells:  # the name of the sheet says it
        cells["financial_year"] = [table.grid.name] * len(numbers)
    return cells


def _told(columns: list[Sequence[Value]], tell: Callable[[tuple[Value, ...], int], int]) -> Codes:
    """What the cells of these columns mean together, asking once for each different combination, at its first place."""
    combined = np.zeros(len(columns[0]), dtype=np.int64)
    seen: list[list[Value]] = []
    for column in columns:
        different = dict.fromkeys(column)
        numbers = dict(zip(different, range(len(different)), strict=True))
        own = np.fromiter(map(numbers.__getitem__, column), dtype=np.int64, count=len(column))
        combined = combined * len(different) + own
        seen.append(list(different))
    different_ones, first, where = np.unique(combined, return_index=True, return_inverse=True)
    meaning = np.zeros(len(different_ones), dtype=np.int32)
    for at in np.argsort(first, kind="stable").tolist():
        row = int(first[at])
        meaning[at] = tell(tuple(column[row] for column in columns), row)
    told: Codes = meaning[where]
    return told


# What stands in place of a force where a row is a total; such rows are told, and left out of every sum.
TOTALS = frozenset(
    form
    for name in ("Total", "England and Wales", "All forces", "Total 43 forces", "Grand total", "England", "Wales")
    for form in (name, name.upper(), name.casefold())
)


def _rows_with_a_force(table: Table, report: LoadReport) -> list[int]:
    rows, force_at = table.grid.rows, table.columns["force"]
    width = max(table.columns.values()) + 1
    body = islice(rows, table.first_row, None)
    numbers = [
        number
        for number, row in enumerate(body, table.first_row)
        if len(row) >= width and row[force_at] and row[force_at] not in TOTALS
    ]
    if len(numbers) < len(rows) - table.first_row:
        for number in sorted(set(range(table.first_row, len(rows))).difference(numbers)):
            if any(cell not in ("", None) for cell in rows[number]):
                _say_skipped(table, number, report)
    return numbers


def _counts(
    table: Table, numbers: list[int], cells: Sequence[Value], names: Names, report: LoadReport
) -> tuple[npt.NDArray[np.int64], Codes]:
    if set(map(type, cells)) <= {float, int}:
        exact = np.array(cells, dtype=np.float64)
        if (np.abs(exact) < LARGEST).all() and (exact == np.floor(exact)).all():
            return exact.astype(np.int64), np.full(len(cells), names.statuses.of("published"), dtype=np.int32)
    column = table.columns["count"]
    readings = [
        take_count(table.grid, number, column, cell, report) for number, cell in zip(numbers, cells, strict=True)
    ]
    values = [NO_VALUE if reading.value is None else int(reading.value) for reading in readings]
    statuses = [names.statuses.of(reading.status) for reading in readings]
    return np.array(values, dtype=np.int64), np.array(statuses, dtype=np.int32)


def _say_skipped(table: Table, number: int, report: LoadReport) -> None:
    place = table.grid.row_address(number)
    text = next((words(cell) for cell in table.grid.rows[number] if cell not in ("", None)), "")
    if table.value(table.grid.rows[number], "force") in TOTALS or re.match(r"total|all offences", text.casefold()):
        report.skipped.append(f"{place}: a total, not a force.")
    elif re.match(r"source|note|\d+[.)]|\[note", text.casefold()):
        report.skipped.append(f"{place}: a footnote.")
    else:
        report.fault(place, "has no force and is no footnote")
