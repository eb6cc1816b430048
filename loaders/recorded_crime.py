"""Home Office open data, police force area tables: a row a quarter, force and offence, on a sheet a year or in a CSV."""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.columns_by_content import put_right
from loaders.errors import UnknownPublication
from loaders.forces_in_files import BTP, FORCES
from loaders.grids import Grid
from loaders.headings import Table, aliases, best_header, find_table
from loaders.periods_in_files import Period, financial_year
from loaders.publication_facts import is_cover, published_on
from loaders.reading import ReadPublication, area_cells, say_who_is_missing
from loaders.recorded_crime_counts import Gathered, cells_of, sums_of
from loaders.recorded_crime_rows import UNKNOWN, read_columns
from loaders.report import EditionFacts, LoadReport
from loaders.workbook import Workbook

PUBLICATION = "ho-recorded-crime-open-data"
HEADINGS = "recorded_crime_open_data"
NEEDED = ("financial_year", "quarter", "force", "group", "code", "count")
TITLE = "Home Office, Police recorded crime open data: police force area tables"


@dataclass
class _State:
    """What builds up over the sheets."""

    report: LoadReport
    gathered: Gathered = field(default_factory=Gathered)
    sheets: dict[Period, str] = field(default_factory=dict)


def matches(book: Workbook) -> int:
    """How many sheets look like this publication; 0 for none."""
    return sum(1 for grid in book.grids if not is_cover(grid) and _table_in(grid) is not None)


def _table_in(grid: Grid) -> Table | None:
    return find_table(grid, aliases(HEADINGS), ("quarter", "force", "count", "code")) or find_table(
        grid, aliases(HEADINGS), ("financial_year", "quarter", "force", "count")
    )


def read(book: Workbook, report: LoadReport) -> ReadPublication:
    """Rows of `recorded_crime` by quarter, force, group, subgroup and code.

    Rows that share a code are added, never dropped as duplicates: homicide is four of them.  Negative counts stay.
    Raises UnknownPublication where no sheet holds the columns, or where the file is by community safety partnership.
    """
    state = _State(report)
    read_any = False
    for grid in book.grids:
        table = None if is_cover(grid) else _table_in(grid)
        if table is None:
            report.skipped.append(f"Sheet '{grid.sheet}': no table of recorded crime in it.")
            continue
        if "partnership" in table.columns:
            raise UnknownPublication(
                f"{book.file_name} is recorded crime by community safety partnership; load the police force area "
                "version of the same release, which is complete and has the same columns without the partnership."
            )
        read_any = True
        _read_sheet(table, state)
        grid.release()
    if not read_any:
        raise UnknownPublication(_what_is_missing(book))
    return _finish(book, state)


def _what_is_missing(book: Workbook) -> str:
    for grid in book.grids:
        if table := best_header(grid, aliases(HEADINGS)):
            missing = ", ".join(name for name in NEEDED if name not in table.columns)
            return (
                f"{book.file_name}, sheet '{grid.sheet}', has some columns of the open data tables but not {missing}."
            )
    return f"{book.file_name} holds no table with the columns of the open data tables ({', '.join(NEEDED)})."


def _read_sheet(table: Table, state: _State) -> None:
    report = state.report
    put_right(table, report)
    missing = [name for name in NEEDED if name not in table.columns]
    if missing == ["financial_year"] and financial_year(table.grid.name):
        report.notes.append(f"'{table.grid.sheet}' has no column for the year; the name of the sheet says it.")
        missing = []
    if missing:
        report.fault(f"'{table.grid.sheet}' row {table.header_row + 1}", f"no column for {', '.join(missing)}")
        return
    _note_odd_columns(table, report)
    names = state.gathered.names
    read = read_columns(table, names, report)
    if read is not None:
        periods = names.periods.things()
        _refuse_repeated_periods(table, {periods[at] for at in set(read.periods.tolist()) if at != UNKNOWN}, state)
        state.gathered.add(table, read)


def _note_odd_columns(table: Table, report: LoadReport) -> None:
    rows = table.grid.rows
    for column, heading in table.repeated.items():
        filled = sum(1 for row in rows[table.first_row :] if column < len(row) and row[column] not in ("", None))
        report.repairs.add(table.grid, table.header_row, column, f"heading {heading!r} stands twice; this one left out")
        if filled:
            place = table.grid.address(table.header_row, column)
            report.fault(place, f"a second column headed {heading!r} holds {filled:,} cells; which one counts?")
    for column, heading in table.unknown.items():
        place = table.grid.address(table.header_row, column)
        report.skipped.append(f"{place}: column {heading!r} is not one this product keeps.")


def _refuse_repeated_periods(table: Table, periods: set[Period], state: _State) -> None:
    for period in sorted(periods):
        other = state.sheets.setdefault(period, table.grid.sheet)
        if other != table.grid.sheet:
            what = f"{period[0]:%B} to {period[1]:%B %Y} stands on sheet '{other}' too; which one counts?"
            state.report.fault(f"'{table.grid.sheet}'", what)


def _finish(book: Workbook, state: _State) -> ReadPublication:
    report = state.report
    counts = state.gathered.counts(state.sheets)
    periods = sorted(state.sheets)
    report.sums = sums_of(counts)
    report.coverage = area_cells(cells_of(counts), (*FORCES, BTP))
    if state.gathered.shared:
        report.notes.append(
            f"{state.gathered.shared:,} rows share period, force and offence code with others; they were added up."
        )
    for year in sorted({_year_of(period) for period in periods}):
        quarters = [period for period in periods if _year_of(period) == year]
        if len(quarters) < 4:
            label = f"{year}/{(year + 1) % 100:02}"
            report.notes.append(
                f"{label} holds {len(quarters)} of 4 quarters: a part year, never set beside full ones."
            )
    say_who_is_missing(report)
    report.notes.append("These tables print no totals to check against; the sums read are in `sums`.")
    first, last = (periods[0][0], periods[-1][1]) if periods else (None, None)
    label = f"{first:%B %Y} to {last:%B %Y}" if first and last else ""
    edition = EditionFacts(PUBLICATION, f"{TITLE}, {label}", label, first, last, published_on(book.grids))
    return ReadPublication(edition, {"recorded_crime": counts}, report)


def _year_of(period: Period) -> int:
    return period[0].year - (period[0].month < 4)
