"""Recorded crime at police force area level, rolling years 2003 to 2018: never added over periods."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from loaders.errors import UnknownPublication
from loaders.facts import Facts
from loaders.forces_in_files import BTP, FORCES, FRAUD_BODIES, area_named
from loaders.grids import Grid, words
from loaders.headings import Table, aliases, find_table
from loaders.markers import plain
from loaders.period_column import period_of
from loaders.periods_in_files import Period, day, month_end, year_ending, year_to
from loaders.publication_facts import published_on
from loaders.reading import (
    FRAUD_BODY,
    ONE_FORCE,
    ReadPublication,
    area_cells,
    crime_facts,
    offence_names,
    say_who_is_missing,
    take_count,
)
from loaders.report import EditionFacts, LoadReport
from loaders.workbook import Workbook

PUBLICATION = "ho-ons-rolling-recorded-crime"
HEADINGS = "rolling_recorded_crime"
NEEDED = ("period", "force", "offence", "count")


def matches(book: Workbook) -> int:
    """How many sheets look like this publication."""
    return sum(1 for grid in book.grids if _table_in(grid))


def _table_in(grid: Grid) -> Table | None:
    return find_table(grid, aliases(HEADINGS), NEEDED)


def read(book: Workbook, report: LoadReport) -> ReadPublication:
    """Rows of `recorded_crime` by rolling year, force and offence; raises UnknownPublication without its columns.

    A period that ends a day or two before its month does is a misprint: its rows are kept under the month's last day
    and each says how it was printed.
    """
    facts = crime_facts(offence_code="")
    cells: dict[tuple[str, Period], int] = defaultdict(int)
    for grid in book.grids:
        if table := _table_in(grid):
            _read_table(table, facts, cells, report)
        else:
            report.skipped.append(f"Sheet '{grid.sheet}': no table of rolling years in it.")
    if not len(facts) and not report.faults:
        raise UnknownPublication(f"{book.file_name} holds no table with columns for {', '.join(NEEDED)}.")
    states = _part_years(facts, cells)
    report.coverage = area_cells(cells, (*FORCES, BTP), states)
    say_who_is_missing(report)
    report.notes.append("Rolling years overlap: no two periods may be added. The file prints no totals to check.")
    periods = sorted({period for _, period in cells})
    last = periods[-1][1] if periods else None
    label = f"to year ending {last:%B %Y}" if last else ""
    title = f"Home Office and ONS, Recorded crime data at police force area level (rolling 12 months), {label}"
    edition = EditionFacts(PUBLICATION, title, label, periods[0][0], last, published_on(book.grids))
    return ReadPublication(edition, {"recorded_crime": facts}, report)


def _read_table(table: Table, facts: Facts, cells: dict[tuple[str, Period], int], report: LoadReport) -> None:
    grid = table.grid
    ends: dict[object, tuple[Period | None, str]] = {}
    seen: dict[tuple[Period, str, str, str], int] = {}
    for number in range(table.first_row, len(grid.rows)):
        row = grid.rows[number]
        if _is_no_row_of_the_table(grid, number, report):
            continue
        printed = table.value(row, "period")
        if printed not in ends:
            ends[printed] = _period(printed, table, number, report)
        period, note = ends[printed]
        area = area_named(words(table.value(row, "force")))
        offence = offence_names("rolling").get(plain(words(table.value(row, "offence"))))
        if not area.code:
            report.fault(grid.address(number, table.columns["force"]), "names no known force or fraud body")
        if offence is None:
            report.fault(grid.address(number, table.columns["offence"]), "names no known offence")
        reading = take_count(grid, number, table.columns["count"], table.value(row, "count"), report)
        if period is None or not area.code or offence is None:
            continue
        if printed_note := note:
            report.repairs.add(grid, number, table.columns["period"], printed_note)
        key = (period, area.code, *offence)
        if key in seen:
            report.fault(grid.row_address(number), f"says something about the same figure as row {seen[key] + 1}")
        seen[key] = number
        coverage = FRAUD_BODY if area.code in FRAUD_BODIES else ONE_FORCE
        place = grid.row_address(number)
        facts.add(*period, area.code, *offence, reading.value, coverage, reading.status, place, note or None)
        cells[area.code, period] += 1


def _is_no_row_of_the_table(grid: Grid, number: int, report: LoadReport) -> bool:
    """Whether a line is blank or holds words in one cell alone, as a source line or footnote does, which is told."""
    filled = [cell for cell in grid.rows[number] if cell not in ("", None)]
    if len(filled) == 1 and isinstance(filled[0], str):
        report.skipped.append(f"{grid.row_address(number)}: a footnote.")
        return True
    return not filled


def _period(printed: object, table: Table, number: int, report: LoadReport) -> tuple[Period | None, str]:
    end = day(printed)
    if end is None and (year := year_ending(f"year ending {words(printed)}") or period_of(printed)):
        return year, ""
    if end is None:
        report.fault(table.grid.address(number, table.columns["period"]), "is no date (nor on later rows)")
        return None, ""
    proper = month_end(end)
    if end == proper:
        return year_to(end), ""
    return year_to(proper), f"Printed as 12 months ending {words(printed)}; read as {proper:%d-%m-%Y}."


def _part_years(facts: Facts, cells: dict[tuple[str, Period], int]) -> dict[tuple[str, Period], str]:
    """Points that reach back before a body began to record: those in the first year after its first point."""
    first_of_all = min((period[1] for _, period in cells), default=date.min)
    first: dict[str, date] = {}
    for area, period in cells:
        first[area] = min(first.get(area, period[1]), period[1])
    part = {
        (area, period)
        for area, period in cells
        if first[area] > first_of_all and period[1] < first[area] + timedelta(days=364)
    }
    notes = facts.varying["note"]
    columns = (facts.column(name) for name in ("area_code", "period_start", "period_end"))
    for at, (area, start, end) in enumerate(zip(*columns, strict=True)):
        if (area, (start, end)) in part:
            notes[at] = f"Part year. {notes[at] or ''}".strip()
    return dict.fromkeys(part, "partial")
