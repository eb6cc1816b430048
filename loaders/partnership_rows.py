"""Table C2 lists community safety partnerships under their forces; this brings it to one row a force."""

from __future__ import annotations

import re

from loaders.force_area_totals import Figures
from loaders.forces_in_files import area_coded, name_of
from loaders.grids import words
from loaders.headings import Table
from loaders.markers import Reading
from loaders.reading import take_count
from loaders.report import LoadReport, TotalCheck

_TOTAL = re.compile(r"\btotal\b|police force area$|^all ", re.IGNORECASE)
_UNASSIGNED = re.compile(r"unassigned|not assigned|unallocated|unknown", re.IGNORECASE)
Rows = dict[str, int]


def is_by_partnership(table: Table) -> bool:
    """Whether rows are partnerships (or authorities) and not forces."""
    return bool({"partnership_code", "partnership_name", "authority_code"} & table.columns.keys())


def by_force(table: Table, measures: list[tuple[str, int]], report: LoadReport) -> tuple[Figures, Rows]:
    """The printed total of each force, checked against its partnerships; their sum where no total is printed.

    Rows without a partnership are either a force's total or crimes that could not be placed; the words beside them
    tell which, and a lone row without such words is the total.
    """
    printed: dict[str, int] = {}
    parts: dict[str, list[int]] = {}
    for number in range(table.first_row, len(table.grid.rows)):
        row = table.grid.rows[number]
        area = area_coded(words(table.value(row, "area_code")), words(table.value(row, "area_name")))
        if not area.code or not any(column < len(row) and row[column] not in ("", None) for _, column in measures):
            continue
        if _is_total(table, number):
            printed[area.code] = number
        else:
            parts.setdefault(area.code, []).append(number)
    figures: Figures = {}
    rows: Rows = {}
    for code in sorted({*printed, *parts}):
        summed = _sum(table, parts.get(code, []), measures, report)
        rows[code] = printed.get(code, parts.get(code, [0])[0])
        figures[code] = _read(table, printed[code], measures, report) if code in printed else summed
        if code in printed and code in parts:
            _compare(table, code, figures[code], summed, rows[code], report)
    if parts:
        report.notes.append("Rows by community safety partnership were added up to forces and not kept one by one.")
    return figures, rows


def _is_total(table: Table, number: int) -> bool:
    row = table.grid.rows[number]
    codes = [words(table.value(row, name)) for name in ("partnership_code", "authority_code")]
    if any(re.match(r"[EW]\d{8}", code) for code in codes):
        return False
    texts = " ".join(words(table.value(row, name)) for name in ("partnership_name", "authority_name", "area_name"))
    return not _UNASSIGNED.search(" ".join((texts, *codes))) and (not any(codes) or bool(_TOTAL.search(texts)))


def _read(table: Table, number: int, measures: list[tuple[str, int]], report: LoadReport) -> dict[str, Reading]:
    row = table.grid.rows[number]
    return {
        name: take_count(table.grid, number, column, row[column] if column < len(row) else "", report)
        for name, column in measures
    }


def _sum(table: Table, numbers: list[int], measures: list[tuple[str, int]], report: LoadReport) -> dict[str, Reading]:
    sums: dict[str, Reading] = {}
    for number in numbers:
        for name, reading in _read(table, number, measures, report).items():
            held = sums.get(name)
            if held is None or held.value is None:
                sums[name] = reading
            elif reading.value is not None:
                sums[name] = Reading(held.value + reading.value)
    return sums


def _compare(
    table: Table, code: str, total: dict[str, Reading], summed: dict[str, Reading], number: int, report: LoadReport
) -> None:
    for name, reading in total.items():
        parts = summed[name].value
        if reading.value is not None and parts is not None:
            place = table.grid.address(number, table.columns[name])
            what = f"{name_of(code)}, {name.replace('_', ' ')} from its partnerships"
            report.totals.append(TotalCheck(place, what, reading.value, parts))
