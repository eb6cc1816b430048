"""The rows of one sheet of the open data tables, by column, each name told once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter
from typing import Any

from loaders.forces_in_files import area_named
from loaders.grids import Value, words
from loaders.headings import Table
from loaders.markers import LARGEST, plain
from loaders.periods_in_files import Period, financial_year, quarter
from loaders.reading import offence_names, take_count
from loaders.report import LoadReport


@dataclass
class Rows:
    """The rows of one sheet by column: row numbers, areas, periods, offences (group, subgroup, code, note), counts."""

    numbers: list[int]
    areas: list[str]
    periods: list[Period]
    offences: list[tuple[str, str, str, str | None]]
    values: list[int | None]
    statuses: list[str]


def read_columns(table: Table, report: LoadReport) -> Rows | None:
    """The rows column by column (row by row, half a million would take several times as long); None where there are none.

    A row whose force or period is not known keeps a blank or None there, and a fault in the report.
    """
    numbers = _rows_with_a_force(table, report)
    if not numbers:
        return None
    names = _Names(table, report)
    cells = _by_column(table, numbers)
    areas = _told(cells["force"], lambda cell, at: names.area(cell, numbers[at]))
    periods = _told(
        list(zip(cells["financial_year"], cells["quarter"], strict=True)),
        lambda pair, at: names.period(pair[0], pair[1], numbers[at]),
    )
    offences = _told(
        list(zip(cells["group"], cells["subgroup"], cells["code"], strict=True)),
        lambda triple, at: names.offence(triple, numbers[at]),
    )
    values, statuses = _counts(table, numbers, cells["count"], report)
    return Rows(numbers, areas, periods, offences, values, statuses)


class _Names:
    """Names of one sheet read once each: what they mean, and what was done to read them."""

    def __init__(self, table: Table, report: LoadReport) -> None:
        self.table, self.report = table, report
        self.areas: dict[Value, str] = {}
        self.periods: dict[tuple[Value, Value], Period | None] = {}
        self.offences: dict[tuple[Value, Value, Value], tuple[str, str, str, str | None]] = {}

    def area(self, cell: Value, row: int) -> str:
        """Force code, or blank with a fault."""
        if cell not in self.areas:
            area = area_named(words(cell))
            if not area.code:
                self.report.fault(self._at(row, "force"), "names no known force or fraud body (nor on later rows)")
            elif area.remark:
                self.report.repairs.add(self.table.grid, row, self.table.columns["force"], area.remark)
            self.areas[cell] = area.code
        return self.areas[cell]

    def period(self, year: Value, number: Value, row: int) -> Period | None:
        """The quarter, or None with a fault."""
        if (year, number) not in self.periods:
            span = financial_year(words(year))
            digits = re.fullmatch(r"(?:q|quarter )?([1-4])", words(number).casefold())
            if span is None:
                self.report.fault(self._at(row, "financial_year"), "is no financial year such as 2017/18")
            if digits is None:
                self.report.fault(self._at(row, "quarter"), "is no quarter from 1 to 4")
            elif isinstance(number, str) and not self.table.grid.is_csv:
                column = self.table.columns["quarter"]
                self.report.repairs.add(self.table.grid, row, column, "quarter stored as text (and on later rows)")
            self.periods[year, number] = quarter(span, int(digits[1])) if span and digits else None
        return self.periods[year, number]

    def offence(self, cells: tuple[Value, Value, Value], row: int) -> tuple[str, str, str, str | None]:
        """Group, subgroup (blank where it only repeats the group), code, and a note on names that changed."""
        if cells not in self.offences:
            group, subgroup, code = (words(cell) for cell in cells)
            known = offence_names("group").get(plain(group))
            if known is None:
                self.report.fault(self._at(row, "group"), "names no known offence group (nor on later rows)")
            ours = known[0] if known else group
            note = f"Printed as {group} in this edition." if plain(ours) != plain(group) else None
            inner = offence_names("subgroup").get(plain(subgroup), ("", subgroup))[1]
            if plain(inner) in (plain(ours), plain(group)):
                inner = ""
            self.offences[cells] = (ours, inner, code.upper() if code.isalpha() else code, note)
        return self.offences[cells]

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
    return cells


def _told(cells: Sequence[Any], tell: Callable[[Any, int], Any]) -> list[Any]:
    """What each cell means, asking once for each different one, at its first place."""
    first = dict(zip(reversed(cells), range(len(cells) - 1, -1, -1), strict=True))
    meaning = {cell: tell(cell, at) for cell, at in sorted(first.items(), key=itemgetter(1))}
    return list(map(meaning.__getitem__, cells))


def _rows_with_a_force(table: Table, report: LoadReport) -> list[int]:
    rows, force_at = table.grid.rows, table.columns["force"]
    width = max(table.columns.values()) + 1
    body = islice(rows, table.first_row, None)
    numbers = [number for number, row in enumerate(body, table.first_row) if len(row) >= width and row[force_at]]
    if len(numbers) < len(rows) - table.first_row:
        for number in sorted(set(range(table.first_row, len(rows))).difference(numbers)):
            if any(cell not in ("", None) for cell in rows[number]):
                _say_skipped(table, number, report)
    return numbers


def _counts(
    table: Table, numbers: list[int], cells: Sequence[Value], report: LoadReport
) -> tuple[list[int | None], list[str]]:
    if set(map(type, cells)) == {float} and all(map(float.is_integer, cells)) and max(map(abs, cells)) < LARGEST:
        return list(map(int, cells)), ["published"] * len(cells)
    column = table.columns["count"]
    readings = [
        take_count(table.grid, number, column, cell, report) for number, cell in zip(numbers, cells, strict=True)
    ]
    values = [None if reading.value is None else int(reading.value) for reading in readings]
    return values, [reading.status for reading in readings]


def _say_skipped(table: Table, number: int, report: LoadReport) -> None:
    place = table.grid.row_address(number)
    text = next((words(cell) for cell in table.grid.rows[number] if cell not in ("", None)), "")
    if re.match(r"total|all offences", text.casefold()):
        report.skipped.append(f"{place}: a total, not a force.")
    elif re.match(r"source|note|\d+[.)]|\[note", text.casefold()):
        report.skipped.append(f"{place}: a footnote.")
    else:
        report.fault(place, "has no force and is no footnote")
