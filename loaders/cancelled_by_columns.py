"""Cancelled or transferred records printed with a row a force and a column an offence group, a table for each count."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from loaders.facts import Facts
from loaders.forces_in_files import BTP, ENGLAND_AND_WALES, FORCES, area_named
from loaders.grids import Grid, words
from loaders.headings import aliases
from loaders.markers import plain
from loaders.periods_in_files import Period, all_years_ending, financial_year
from loaders.publication_facts import prose, years_named
from loaders.reading import ONE_FORCE, offence_names, take_count
from loaders.report import LoadReport, TotalCheck
from loaders.workbook import Workbook

CANCELLED = re.compile(r"transferred|cancelled|no[- ]?crim", re.IGNORECASE)
_SHARES = re.compile(r"percentage|per cent|proportion|\brate|%", re.IGNORECASE)
_YEAR = re.compile(r"((?:19|20)\d{2}\s*[/_–-]\s*\d{2,4})")
FEWEST = 3  # offence groups a header must name
ALL = "All offences"
Key = tuple[Period, str, str, str]


@dataclass(frozen=True)
class ByColumns:
    """One such table: what it counts ("cancelled" or "offences"), its columns of forces and groups, and its year."""

    grid: Grid
    what: str
    header_row: int
    force_column: int
    groups: dict[int, tuple[str, str]]
    title: str


def by_columns(grid: Grid) -> ByColumns | None:
    """The table of a sheet, or None; tables of percentages are none."""
    known = aliases("cancelled_records")
    names = offence_names("cancelled")
    for number, row in enumerate(grid.head):
        groups = {
            at: names[plain(words(cell))]
            for at, cell in enumerate(row)
            if isinstance(cell, str) and plain(cell) in names
        }
        force = next(
            (at for at, cell in enumerate(row) if isinstance(cell, str) and known.get(plain(cell)) == "force"), None
        )
        if len(groups) >= FEWEST and force is not None:
            title = " ".join(words(cell) for line in grid.head[:number] for cell in line if isinstance(cell, str))
            return _named(grid, number, force, groups, f"{grid.name} {title}")
    return None


def _named(grid: Grid, number: int, force: int, groups: dict[int, tuple[str, str]], title: str) -> ByColumns | None:
    first = title[:300]
    if _SHARES.search(first):
        return None
    what = (
        "cancelled"
        if CANCELLED.search(first)
        else "offences"
        if re.search(r"offences|recorded", first, re.IGNORECASE)
        else ""
    )
    return ByColumns(grid, what, number, force, groups, title) if what else None


def tables_in(book: Workbook) -> list[ByColumns]:
    """The tables of a workbook of cancelled records; none where no sheet speaks of them."""
    found = [table for grid in book.grids if (table := by_columns(grid))]
    return found if any(table.what == "cancelled" for table in found) else []


def read_by_columns(book: Workbook, facts: Facts, cells: dict[tuple[str, Period], int], report: LoadReport) -> None:
    """Rows of `cancelled_records` from the tables of both counts; totals are checked and not kept."""
    found: dict[Key, dict[str, tuple[int | None, str, str]]] = defaultdict(dict)
    for table in tables_in(book):
        period = _period(table, book)
        if period is None:
            report.fault(
                f"'{table.grid.sheet}'", "no year is named in the title; expected for instance year ending March 2022"
            )
            continue
        read = _read(table, period, report)
        _check(read, table, report)
        for key, value in read.items():
            found[key][table.what] = value
    for key, counts in found.items():
        _keep(key, counts, found, facts, cells)
    for what, label in (("offences", "recorded offences"), ("cancelled", "cancelled records")):
        report.sums[label] = report.sums.get(label, 0) + sum(
            counts[what][0] or 0
            for key, counts in found.items()
            if what in counts and key[1] != ENGLAND_AND_WALES and key[2] != ALL and not _is_part(key, found)
        )


def _is_part(key: Key, found: dict[Key, dict[str, tuple[int | None, str, str]]]) -> bool:
    return bool(key[3]) and (key[0], key[1], key[3], "") in found


def _period(table: ByColumns, book: Workbook) -> Period | None:
    years = all_years_ending(table.title)
    if years:
        return years[-1]
    match = _YEAR.search(table.title)
    return (financial_year(match[1].replace("–", "-")) if match else None) or next(
        iter(years_named(prose(book.grids))), None
    )


def _read(table: ByColumns, period: Period, report: LoadReport) -> dict[Key, tuple[int | None, str, str]]:
    grid = table.grid
    read: dict[Key, tuple[int | None, str, str]] = {}
    for number in range(table.header_row + 1, len(grid.rows)):
        row = grid.rows[number]
        name = words(row[table.force_column]) if table.force_column < len(row) else ""
        filled = [column for column in table.groups if column < len(row) and row[column] not in ("", None)]
        if not name or not filled:
            continue
        area = area_named(name)
        code = (
            ENGLAND_AND_WALES
            if plain(name) in ("total", "england and wales", "total 43 forces", "all forces")
            else area.code
        )
        if area.level in ("region", "country") and code != ENGLAND_AND_WALES:
            report.skipped.append(f"{grid.row_address(number)}: {name}, an area above the forces.")
            continue
        if code not in FORCES and code not in (BTP, ENGLAND_AND_WALES):
            report.fault(grid.address(number, table.force_column), "names no known force")
            continue
        for column in filled:
            reading = take_count(grid, number, column, row[column], report)
            place = grid.address(number, column)
            key = (period, code, *table.groups[column])
            if key in read:
                report.fault(place, f"says something about the same figure as {read[key][1]}")
            read[key] = (None if reading.value is None else int(reading.value), place, reading.status)
    return read


def _check(read: dict[Key, tuple[int | None, str, str]], table: ByColumns, report: LoadReport) -> None:
    """The total of a force is the sum of its groups, that of the whole the sum of its forces."""
    present = {(group, part_of) for _, _, group, part_of in read}
    for (period, area, group, part_of), (printed, place, _) in read.items():
        if printed is None or (group != ALL and area != ENGLAND_AND_WALES):
            continue
        if area == ENGLAND_AND_WALES:
            parts = [v for (p, a, *g), (v, _, _) in read.items() if (p, *g) == (period, group, part_of) and a != area]
        else:
            parts = [
                v
                for (p, a, g, inside), (v, _, _) in read.items()
                if (p, a) == (period, area) and g != ALL and not (inside and (inside, "") in present)
            ]
        known = [value for value in parts if value is not None]
        if known:
            report.totals.append(TotalCheck(place, f"total of {table.what} records", printed, sum(known)))


def _keep(
    key: Key,
    counts: dict[str, tuple[int | None, str, str]],
    found: dict[Key, dict[str, tuple[int | None, str, str]]],
    facts: Facts,
    cells: dict[tuple[str, Period], int],
) -> None:
    period, area, group, part_of = key
    if group == ALL or area == ENGLAND_AND_WALES:
        return
    offences, cancelled = (counts.get(what, (None, "", ""))[0] for what in ("offences", "cancelled"))
    is_part = _is_part(key, found)
    status = "published" if offences is not None or cancelled is not None else "not published"
    place = "; ".join(place for _, place, _ in counts.values())
    note = f"Part of {part_of}: do not add." if is_part else None
    facts.add(*period, area, group, part_of if is_part else "", offences, cancelled, ONE_FORCE, status, place, note)
    cells[area, period] += 1
