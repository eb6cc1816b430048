"""ONS police force area tables: a row an area, a column an offence (Tables P1 and C2, 2018-19 and accessible layouts)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.area_columns import REGION_OF_SAME_NAME, find_areas, is_region_before_force
from loaders.cancelled_by_columns import CANCELLED
from loaders.errors import UnknownPublication
from loaders.facts import Facts
from loaders.force_area_totals import Figures, check_columns, check_rows
from loaders.forces_in_files import BTP, ENGLAND_AND_WALES, FORCES, FRAUD_BODIES, Area, area_coded, name_of
from loaders.grids import Grid, Value, words
from loaders.headings import Table, aliases, find_table, lines
from loaders.markers import Reading, plain, without_notes
from loaders.partnership_rows import by_force, is_by_partnership
from loaders.period_column import rows_by_period
from loaders.periods_in_files import Period, all_years_ending, words_for, year_ending
from loaders.publication_facts import prose, published_on, years_named
from loaders.reading import ReadPublication, area_cells, crime_facts, say_who_is_missing, take_count
from loaders.report import EditionFacts, LoadReport
from loaders.workbook import Workbook

PUBLICATION = "ons-pfa-tables"
HEADINGS = "force_area_tables"
NOT_COUNTS = re.compile(
    r"\brates?\b|percentage change|per cent change|per 1,?000|% change|knife|sharp instrument|outcome|summons"
)
OVERLAP = "Measures in this table overlap: groups, parts of groups and a total. Pick one level."
MEASURES: dict[str, tuple[str, str]] = {
    line["name"]: (line["offence_group"], line["offence_subgroup"]) for line in lines(HEADINGS) if line["offence_group"]
}


@dataclass
class _State:
    """What builds up over the tables."""

    report: LoadReport
    facts: Facts
    cells: dict[tuple[str, Period], int] = field(default_factory=lambda: defaultdict(int))
    states: dict[tuple[str, Period], str] = field(default_factory=dict)
    held: dict[tuple[str, str, Period], float | None] = field(default_factory=dict)


def matches(book: Workbook) -> int:
    """How many sheets look like this publication."""
    return sum(1 for grid in book.grids if _table_in(grid) and not CANCELLED.search(_title(grid)))


def _table_in(grid: Grid) -> Table | None:
    """A table of areas with at least three offence columns."""
    for needed in (("area_code", "area_name"), ("area_name", "violence", "theft"), ("violence", "theft", "robbery")):
        table = find_table(grid, aliases(HEADINGS), needed)
        if table and len(table.columns.keys() & MEASURES.keys()) >= 3 and find_areas(table):
            return table
    return None


def read(book: Workbook, report: LoadReport) -> ReadPublication:
    """Rows of `recorded_crime` for the year, a row an area and measure, forces and England and Wales.

    Regions and countries are read for checking only.  Tables of rates and changes are left out and named.
    """
    state = _State(report, crime_facts(offence_code=""))
    periods: Counter[Period] = Counter()
    for grid in book.grids:
        table = _table_in(grid)
        title = _title(grid)
        if table is None or CANCELLED.search(title) or NOT_COUNTS.search(plain(title)) or _is_not_numbers(table):
            report.skipped.append(
                f"Sheet '{grid.sheet}': {without_notes(title)[0][:90] or 'no title'}; not counts by force."
            )
            continue
        if by_period := rows_by_period(table):
            for year, numbers in by_period.items():
                periods[year] += 1
                _read_table(table, year, state, only=numbers)
            continue
        period = _period(title, book, report)
        if period is None:
            report.fault(
                f"'{grid.sheet}'",
                "no year is named in the title, on the first sheet or in the file's name; expected for instance "
                "'year ending March 2024' in the first row",
            )
            continue
        periods[period] += 1
        _read_table(table, period, state)
    if not periods and not report.faults:
        raise UnknownPublication(
            f"{book.file_name} holds no table of counts with area codes, area names and offences such as "
            "'Violence against the person'."
        )
    return _finish(book, state, sorted(periods))


def _title(grid: Grid) -> str:
    """The first text of a sheet."""
    return next((words(cell) for row in grid.head for cell in row if isinstance(cell, str) and cell.strip()), "")


def _is_not_numbers(table: Table) -> bool:
    """A unit line under the header that speaks of changes or rates."""
    units = [words(cell) for row in table.grid.head[table.first_row : table.first_row + 2] for cell in row]
    above = [words(cell) for row in table.grid.head[max(0, table.header_row - 3) : table.header_row] for cell in row]
    return any(NOT_COUNTS.search(plain(text)) for text in (*units, *above) if len(text) < 90)


def _period(title: str, book: Workbook, report: LoadReport) -> Period | None:
    """The year of a table: that of its title, unless footnotes are glued to it; then the one the first sheet speaks of."""
    elsewhere = years_named([text for text in prose(book.grids, sheets=1) if not re.match(r"table", text.casefold())])
    whole = [year for year in all_years_ending(title) if f"{year[1].year}" in title]
    if len(whole) == 1 and not re.search(r"year ending \w+ \d{2}\d,", title):
        return whole[0]
    if elsewhere:
        return elsewhere.most_common(1)[0][0]
    everywhere = years_named(prose(book.grids, sheets=3))
    found = year_ending(title) or (everywhere.most_common(1)[0][0] if everywhere else None)
    return found or _period_in_name(book, report)


def _period_in_name(book: Workbook, report: LoadReport) -> Period | None:
    """The year a file's name speaks of, said in the report: a sheet saved as CSV loses its cover and often its title."""
    name = re.sub(r"(year)[\s_-]*(ending)[\s_-]*([a-z]+)[\s_-]*", r" \1 \2 \3 ", book.file_name.casefold())
    period = year_ending(name)
    note = f"No title or cover tells the year; {words_for(period)} is read from the file's name." if period else ""
    if note and note not in report.notes:
        report.notes.append(note)
    return period


def _read_table(table: Table, period: Period, state: _State, *, only: Sequence[int] | None = None) -> None:
    """The rows of a year; `only` where a column says which rows are of it."""
    grid, report = table.grid, state.report
    measures = [(name, column) for name, column in table.columns.items() if name in MEASURES]
    figures: Figures = {}
    rows: dict[str, int] = {}
    body: Sequence[int] = range(table.first_row, len(grid.rows)) if only is None else only
    if is_by_partnership(table):
        figures, rows = by_force(table, measures, report)
        body = range(0)
    for number in body:
        row = grid.rows[number]
        if not _is_data(row, measures):
            _say_if_odd(table, number, report)
            continue
        area = _area(table, number, report)
        if not area.code:
            continue
        if area.code in rows:
            report.fault(
                grid.row_address(number), f"a second row for {name_of(area.code)} (first in row {rows[area.code] + 1})"
            )
            continue
        rows[area.code] = number
        figures[area.code] = {
            name: take_count(grid, number, column, row[column] if column < len(row) else "", report)
            for name, column in measures
        }
    check_columns(table, figures, rows, report)
    check_rows(table, figures, rows, report)
    for column, heading in table.unknown.items():
        report.skipped.append(
            f"{grid.address(table.header_row, column)}: column {heading[:60]!r} is not one this product keeps."
        )
    _keep(table, period, figures, rows, state)


def _is_data(row: list[Value], measures: list[tuple[str, int]]) -> bool:
    return sum(1 for _, column in measures if column < len(row) and row[column] not in ("", None)) >= 2


def _say_if_odd(table: Table, number: int, report: LoadReport) -> None:
    row = table.grid.rows[number]
    filled = [cell for cell in row if cell not in ("", None)]
    area = area_coded(words(table.value(row, "area_code")), words(table.value(row, "area_name")))
    if len(filled) >= 2 and area.code in FRAUD_BODIES:
        report.skipped.append(f"{table.grid.row_address(number)}: {name_of(area.code)}, which is no police force.")
    elif len(filled) >= 2 and area.code:
        report.fault(table.grid.row_address(number), "names an area and has next to no figures")


def _area(table: Table, number: int, report: LoadReport) -> Area:
    row = table.grid.rows[number]
    area = area_coded(words(table.value(row, "area_code")), words(table.value(row, "area_name")))
    column = table.columns["area_name"]
    if area.code in FRAUD_BODIES:
        report.skipped.append(f"{table.grid.row_address(number)}: {name_of(area.code)}, which is no police force.")
        return Area("", area.level)
    if "area_code" not in table.columns and is_region_before_force(table, number, area):
        area = Area(REGION_OF_SAME_NAME[area.code], "region")
    if not area.code:
        report.fault(table.grid.address(number, column), "has figures but names no area that is known")
    elif area.remark:
        report.repairs.add(table.grid, number, column, area.remark)
    return area


def _keep(table: Table, period: Period, figures: Figures, rows: dict[str, int], state: _State) -> None:
    missing = [code for code in (*FORCES, BTP) if _is_missing(figures.get(code))]
    coverage = _national_coverage(table, missing)
    for code in (*FORCES, BTP):
        if code in missing:
            state.states[code, period] = "missing"
    for code, readings in figures.items():
        if code not in FORCES and code not in (BTP, ENGLAND_AND_WALES):
            continue
        for name, reading in readings.items():
            if _already_said(state, table, (code, name, period), reading.value, rows[code]):
                continue
            column = table.columns[name]
            note = OVERLAP if reading.value is not None else f"Printed as {reading.symbol}."
            where = coverage if code == ENGLAND_AND_WALES else "One force; excludes fraud"
            value = None if reading.value is None else int(reading.value)
            place = table.grid.address(rows[code], column)
            state.facts.add(*period, code, *MEASURES[name], value, where, reading.status, place, note)
            if code != ENGLAND_AND_WALES and value is not None:
                state.cells[code, period] += 1


def _already_said(state: _State, table: Table, key: tuple[str, str, Period], value: float | None, number: int) -> bool:
    """Two tables of one workbook may print the same figure; saying two different things is a fault."""
    if key not in state.held:
        state.held[key] = value
        return False
    if state.held[key] != value:
        place = table.grid.address(number, table.columns[key[1]])
        state.report.fault(place, "differs from what another table of this file says")
    return True


def _is_missing(readings: dict[str, Reading] | None) -> bool:
    return readings is None or all(reading.value is None for reading in readings.values())


def _national_coverage(table: Table, missing: list[str]) -> str:
    head = " ".join(words(cell) for row in table.grid.head[: table.header_row] for cell in row)
    names = [name_of(code) for code in missing if code != BTP]
    if names or re.search(r"excluding (greater manchester|\w+ police)", head.casefold()):
        return f"England and Wales without {', '.join(names) or 'the forces its title leaves out'}; excludes fraud"
    if BTP in missing:
        return "England and Wales: 43 forces; excludes fraud"
    return "England and Wales: 43 forces and British Transport Police; excludes fraud"


def _finish(book: Workbook, state: _State, periods: list[Period]) -> ReadPublication:
    report = state.report
    for key in [key for key in state.states if state.cells.get(key)]:
        del state.states[key]  # missing from one table, there in another
    _mark_estimates(book, state)
    report.coverage = area_cells(state.cells, (*FORCES, BTP), state.states)
    say_who_is_missing(report)
    last = periods[-1] if periods else None
    label = words_for(last) if last else ""
    title = f"ONS, Crime in England and Wales: Police Force Area data tables, {label}"
    edition = EditionFacts(
        PUBLICATION,
        title,
        label,
        periods[0][0] if periods else None,
        last[1] if last else None,
        published_on(book.grids),
    )
    return ReadPublication(edition, {"recorded_crime": state.facts}, report)


_ESTIMATE = re.compile(
    r"^\W*\d+[.)]?\s*(.{4,40}?) (?:police force |police |constabulary )?(?:were|was) unable to provide.*estimate"
)


def _mark_estimates(book: Workbook, state: _State) -> None:
    """Footnotes that say part of a force's figures are estimates; there is no marker in the cells."""
    for grid in book.grids:
        for number, row in enumerate(grid.rows):
            text = words(row[0]) if row else ""
            match = _ESTIMATE.search(text.casefold()) if len(text) > 40 else None
            code = area_coded("", match[1]).code if match else ""
            for area, period in list(state.cells):
                if code and area == code and state.states.get((area, period)) != "estimated":
                    state.states[area, period] = "estimated"
                    state.report.notes.append(
                        f"{grid.row_address(number)}: figures of {name_of(code)} are partly estimated."
                    )
    _note_estimated_rows(state)


def _note_estimated_rows(state: _State) -> None:
    columns = [state.facts.column(name) for name in ("area_code", "period_start", "period_end")]
    notes = state.facts.varying["note"]
    for at, (area, start, end) in enumerate(zip(*columns, strict=True)):
        if state.states.get((area, (start, end))) == "estimated":
            notes[at] = f"Partly estimated, as a footnote says. {notes[at] or ''}".strip()
