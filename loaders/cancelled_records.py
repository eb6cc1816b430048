"""Records cancelled or transferred after they were recorded (no-crimes until 2014), by force and group."""

from __future__ import annotations

import dataclasses
from collections import defaultdict

from loaders.cancelled_by_columns import read_by_columns, tables_in
from loaders.errors import UnknownPublication
from loaders.facts import Facts
from loaders.forces_in_files import BTP, ENGLAND_AND_WALES, FORCES, area_named
from loaders.grids import Grid, words
from loaders.headings import Table, aliases, find_table
from loaders.markers import plain
from loaders.periods_in_files import Period, financial_year, financial_year_in_name, words_for
from loaders.publication_facts import prose, published_on, years_named
from loaders.reading import (
    COMMON_CONSTANTS,
    ONE_FORCE,
    ReadPublication,
    area_cells,
    offence_names,
    say_who_is_missing,
    take_count,
)
from loaders.report import EditionFacts, LoadReport, TotalCheck
from loaders.workbook import Workbook

PUBLICATION = "ho-cancelled-records"
HEADINGS = "cancelled_records"
NEEDED = ("force", "group", "offences", "cancelled")
COLUMNS = (
    "period_start",
    "period_end",
    "area_code",
    "offence_group",
    "part_of",
    "recorded_offences",
    "cancelled_records",
    "coverage",
    "value_status",
    "place",
    "note",
)
ALL = "All offences"
Counts = tuple[int | None, int | None]
Found = dict[tuple[Period, str, str, str], tuple[int, Counts]]  # period, area, group, part of -> row, both counts


def matches(book: Workbook) -> int:
    """How many sheets look like this publication."""
    return sum(1 for grid in book.grids if _table_in(grid)) or len(tables_in(book))


def _table_in(grid: Grid) -> Table | None:
    return find_table(grid, aliases(HEADINGS), NEEDED)


def read(book: Workbook, report: LoadReport) -> ReadPublication:
    """Rows of `cancelled_records` by financial year, force and offence group.

    A group that is part of another names it in `part_of`; rows with a blank `part_of` add up without a double count.
    Rows of totals (a whole force, England and Wales) are checked against their parts and not kept.
    """
    facts = Facts("cancelled_records", COMMON_CONSTANTS, COLUMNS)
    cells: dict[tuple[str, Period], int] = defaultdict(int)
    read_by_columns(book, facts, cells, report)
    wide = {id(table.grid) for table in tables_in(book)}
    for grid in book.grids:
        if id(grid) in wide:
            continue
        if table := _table_in(grid):
            found = _read_table(table, book, report)
            _say_if_named(table, book, report)
            _check_totals(found, table, report)
            _keep(found, table, facts, cells, report)
        else:
            report.skipped.append(f"Sheet '{grid.sheet}': no table of cancelled records in it.")
    if not len(facts) and not report.faults:
        raise UnknownPublication(
            f"{book.file_name} holds no table with columns for {', '.join(NEEDED)}, and none of transferred or "
            "cancelled records with a row a force and a column an offence group."
        )
    report.coverage = area_cells(cells, (*FORCES, BTP))
    say_who_is_missing(report)
    periods = sorted({period for _, period in cells})
    label = ", ".join(f"{start.year}/{end.year % 100:02}" for start, end in periods)
    edition = EditionFacts(
        PUBLICATION,
        f"Home Office, Cancelled or transferred records (no-crimes) by police force area, {label}",
        label,
        periods[0][0] if periods else None,
        periods[-1][1] if periods else None,
        published_on(book.grids),
    )
    return ReadPublication(edition, {"cancelled_records": facts}, report)


def _read_table(table: Table, book: Workbook, report: LoadReport) -> Found:
    grid = table.grid
    found: Found = {}
    for number in range(table.first_row, len(grid.rows)):
        row = grid.rows[number]
        if sum(1 for cell in row if cell not in ("", None)) < len(NEEDED) - 1:
            continue
        area = area_named(words(table.value(row, "force")))
        group = offence_names("cancelled").get(plain(words(table.value(row, "group"))))
        period = _period(table, number, book)
        problems = (
            ("force", not area.code and plain(words(table.value(row, "force"))) != "total", "names no known force"),
            ("group", group is None, "names no known offence group"),
            (
                "financial_year" if "financial_year" in table.columns else "force",
                period is None,
                "has no financial year",
            ),
        )
        for name, is_wrong, what in problems:
            if is_wrong:
                report.fault(grid.address(number, table.columns[name]), what)
        if group is None or period is None or problems[0][1]:
            continue
        counts = [
            take_count(grid, number, table.columns[name], table.value(row, name), report).value
            for name in ("offences", "cancelled")
        ]
        key = (period, area.code or ENGLAND_AND_WALES, *group)
        if key in found:
            report.fault(grid.row_address(number), f"says something about the same figure as row {found[key][0] + 1}")
        found[key] = (number, (_whole(counts[0]), _whole(counts[1])))
    return found


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)


def _period(table: Table, number: int, book: Workbook) -> Period | None:
    """The financial year of a row; without a column for it, the one the sheet's name or the titles speak of."""
    if "financial_year" in table.columns:
        return financial_year(words(table.value(table.grid.rows[number], "financial_year")))
    named = financial_year(table.grid.name) or next(iter(years_named(prose(book.grids))), None)
    return (
        named
        or next((year for text in prose(book.grids) for word in text.split() if (year := financial_year(word))), None)
        or financial_year_in_name(book.file_name)
    )


def _say_if_named(table: Table, book: Workbook, report: LoadReport) -> None:
    """Note that the year was read from the file's name, where nothing else tells it."""
    named = financial_year_in_name(book.file_name)
    bare = dataclasses.replace(book, file_name="")
    if named and "financial_year" not in table.columns and _period(table, table.first_row, bare) is None:
        report.notes.append(f"No column or title tells the year; {words_for(named)} is read from the file's name.")


def _check_totals(found: Found, table: Table, report: LoadReport) -> None:
    """Printed totals of forces and of the whole, and parts that must not exceed the group they are in."""
    sums: dict[tuple[Period, str], list[int]] = defaultdict(lambda: [0, 0])
    everything = [0, 0]
    for (period, area, group, part_of), (_, counts) in found.items():
        if part_of and (period, area, part_of, "") in found:
            _check_part(found, (period, area, group, part_of), table, report)
        elif group != ALL and area != ENGLAND_AND_WALES:
            for at, value in enumerate(counts):
                sums[period, area][at] += value or 0
                everything[at] += value or 0
    for (period, area, group, _), (number, counts) in found.items():
        if group == ALL or area == ENGLAND_AND_WALES:
            parts = (
                sums[period, area]
                if area != ENGLAND_AND_WALES
                else [
                    sum(c[at] or 0 for (p, a, g, _), (_, c) in found.items() if (p, g) == (period, group) and a != area)
                    for at in (0, 1)
                ]
            )
            for at, name in enumerate(("offences", "cancelled")):
                if counts[at] is not None:
                    place = table.grid.address(number, table.columns[name])
                    report.totals.append(TotalCheck(place, f"total of {name}", counts[at] or 0, parts[at]))
    report.sums["recorded offences"] = report.sums.get("recorded offences", 0) + everything[0]
    report.sums["cancelled records"] = report.sums.get("cancelled records", 0) + everything[1]


def _check_part(found: Found, key: tuple[Period, str, str, str], table: Table, report: LoadReport) -> None:
    period, area, group, part_of = key
    number, counts = found[key]
    whole = found.get((period, area, part_of, ""))
    if whole and any((part or 0) > (total or 0) for part, total in zip(counts, whole[1], strict=True)):
        report.fault(table.grid.row_address(number), f"{group} is more than {part_of}, which it is part of")


def _keep(found: Found, table: Table, facts: Facts, cells: dict[tuple[str, Period], int], report: LoadReport) -> None:
    inside = 0
    for (period, area, group, part_of), (number, (offences, cancelled)) in found.items():
        if group == ALL or area == ENGLAND_AND_WALES:
            report.skipped.append(f"{table.grid.row_address(number)}: a total; checked, not kept.")
            continue
        whole = found.get((period, area, part_of, "")) if part_of else None
        note = f"Part of {part_of}: do not add." if whole else None
        status = "not published" if offences is None and cancelled is None else "published"
        inside += 1 if whole else 0
        place = table.grid.row_address(number)
        part = part_of if whole else ""
        facts.add(*period, area, group, part, offences, cancelled, ONE_FORCE, status, place, note)
        cells[area, period] += 1
    if inside:
        report.notes.append(f"{inside} rows are part of a group that has a row of its own; sums leave them out.")
