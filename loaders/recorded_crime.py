"""Home Office open data, police force area tables: a row a quarter, force and offence, on a sheet a year or in a CSV."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import compress
from operator import itemgetter

from loaders.columns_by_content import put_right
from loaders.errors import UnknownPublication
from loaders.facts import Facts
from loaders.forces_in_files import BTP, FORCES, FRAUD_BODIES
from loaders.grids import Grid, letters
from loaders.headings import Table, aliases, best_header, find_table
from loaders.periods_in_files import Period
from loaders.publication_facts import is_cover, published_on
from loaders.reading import (
    FRAUD_BODY,
    ONE_FORCE,
    ReadPublication,
    area_cells,
    crime_facts,
    say_who_is_missing,
)
from loaders.recorded_crime_rows import Rows, read_columns
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
    facts: Facts = field(default_factory=crime_facts)
    cells: Counter[tuple[str, Period]] = field(default_factory=Counter)
    sheets: dict[Period, str] = field(default_factory=dict)
    shared: int = 0
    sums: dict[str, float] = field(default_factory=lambda: defaultdict(int))


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
    if missing:
        report.fault(f"'{table.grid.sheet}' row {table.header_row + 1}", f"no column for {', '.join(missing)}")
        return
    _note_odd_columns(table, report)
    read = read_columns(table, report)
    if read is not None:
        _refuse_repeated_periods(table, {period for period in set(read.periods) if period}, state)
        _add_facts(table, read, state)


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


def _add_facts(table: Table, read: Rows, state: _State) -> None:
    others = _shared_keys(read)
    notes = [offence[3] for offence in read.offences]
    is_kept = bytearray(map(bool, map(all, zip(read.periods, read.areas, strict=True))))
    for at, more in others.items():
        _add_up(read, at, more, notes)
        state.shared += 1 + len(more)
        for row in more:
            is_kept[row] = 0
    places = _places(table, read.numbers, others)
    areas = list(compress(read.areas, is_kept))
    periods = list(compress(read.periods, is_kept))
    offences = list(compress(read.offences, is_kept))
    values = list(compress(read.values, is_kept))
    coverage = {area: FRAUD_BODY if area in FRAUD_BODIES else ONE_FORCE for area in set(areas)}
    groups = list(map(itemgetter(0), offences))
    state.facts.extend(
        {
            "period_start": list(map(itemgetter(0), periods)),
            "period_end": list(map(itemgetter(1), periods)),
            "area_code": areas,
            "offence_group": groups,
            "offence_subgroup": list(map(itemgetter(1), offences)),
            "offence_code": list(map(itemgetter(2), offences)),
            "offences": values,
            "coverage": list(map(coverage.__getitem__, areas)),
            "value_status": list(compress(read.statuses, is_kept)),
            "place": list(compress(places, is_kept)),
            "note": list(compress(notes, is_kept)),
        }
    )
    state.cells.update(zip(areas, periods, strict=True))
    by_kind: dict[tuple[str, str], int] = defaultdict(int)
    for key, value in zip(zip(areas, groups, strict=True), values, strict=True):
        by_kind[key] += value or 0
    _total_up(state.sums, by_kind)


def _shared_keys(read: Rows) -> dict[int, list[int]]:
    """For the first row of every key that several rows share, the others."""
    first: dict[tuple[int, str, int], int] = {}
    others: dict[int, list[int]] = {}
    # Names of one sheet are told once each, so equal periods and offences mostly are the same object; where two
    # spellings mean the same, the objects differ and the numbers beneath must be the same all the same.
    numbers: dict[object, int] = {}
    ids = {id(told): numbers.setdefault(told, len(numbers)) for told in _different((*read.periods, *read.offences))}
    keys = zip((ids[id(p)] for p in read.periods), read.areas, (ids[id(o)] for o in read.offences), strict=True)
    for at, key in enumerate(keys):
        held = first.setdefault(key, at)
        if held != at:
            others.setdefault(held, []).append(at)
    return others


def _different(told: tuple[object, ...]) -> list[object]:
    return list({id(one): one for one in told}.values())


def _add_up(read: Rows, at: int, more: list[int], notes: list[str | None]) -> None:
    values = [read.values[row] for row in (at, *more)]
    known = [value for value in values if value is not None]
    read.values[at] = sum(known) if known else None
    if known and len(known) < len(values):
        read.statuses[at] = "published"
        notes[at] = " ".join(filter(None, (notes[at], "One of the rows added here has no published count.")))


def _places(table: Table, numbers: list[int], others: dict[int, list[int]]) -> list[str]:
    """`'2017_18'!H14`, with more cells after it where rows were added up; `row 14` in a CSV file."""
    letter = "" if table.grid.is_csv else letters(table.columns["count"])
    prefix = "row " if table.grid.is_csv else f"'{table.grid.sheet}'!"
    places = [f"{prefix}{letter}{number + 1}" for number in numbers]
    for at, more in others.items():
        places[at] += "".join(f", {letter}{numbers[row] + 1}" for row in more)
    return places


def _refuse_repeated_periods(table: Table, periods: set[Period], state: _State) -> None:
    for period in sorted(periods):
        other = state.sheets.setdefault(period, table.grid.sheet)
        if other != table.grid.sheet:
            what = f"{period[0]:%B} to {period[1]:%B %Y} stands on sheet '{other}' too; which one counts?"
            state.report.fault(f"'{table.grid.sheet}'", what)


def _total_up(sums: dict[str, float], by_kind: dict[tuple[str, str], int]) -> None:
    for (area, group), offences in by_kind.items():
        sums["all offences"] += offences
        if group != "Fraud offences":
            whose = "British Transport Police" if area == BTP else "43 forces"
            sums["all offences excluding fraud"] += offences
            sums[f"{whose}, excluding fraud"] += offences


def _finish(book: Workbook, state: _State) -> ReadPublication:
    report = state.report
    periods = sorted({period for _, period in state.cells})
    report.sums = dict(state.sums)
    report.coverage = area_cells(state.cells, (*FORCES, BTP))
    if state.shared:
        report.notes.append(
            f"{state.shared:,} rows share period, force and offence code with others; they were added up."
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
    return ReadPublication(edition, {"recorded_crime": state.facts}, report)


def _year_of(period: Period) -> int:
    return period[0].year - (period[0].month < 4)
