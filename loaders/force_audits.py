"""Reads a force's own audits from its upload: every row checked, every fault at once with its sheet and cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from typing import Any

from dashboard.domain.audit_lists import CENSUS, REASONS, folded
from dashboard.domain.audit_sheet import (
    AREA_FIELDS,
    FAULTS_HEADING,
    FIELDS,
    NEEDED,
    OTHER_HEADINGS,
    PRIMARY,
    REVIEW,
    SECONDARY,
)
from dashboard.domain.audit_words import in_the_list
from dashboard.domain.kinds.fields import Field
from loaders.errors import HostileFile, UnknownPublication
from loaders.grids import Grid, words
from loaders.report import LoadReport
from loaders.template_cells import Told, read_cell
from loaders.totals_only import PersonalCell, blank_personal_data, looks_like_cases
from loaders.workbook import read_workbook

MOST_ROWS = 100_000
HEADER_WITHIN = 20
_FIELD = {one.name: one for one in FIELDS}
_NAMES = {folded(one.name): one.name for one in FIELDS} | OTHER_HEADINGS
_AREA_NAMES = {folded(one.name): one.name for one in AREA_FIELDS}
_REASON = re.compile(r"(reason|secondary)[_ ](.+)", re.IGNORECASE)


@dataclass
class AuditRow:
    """One row of the sheet: where it stands, and what its cells say by column name."""

    grid: Grid
    number: int
    columns: Mapping[str, int]
    values: dict[str, Any]

    def place(self, name: str) -> str:
        """The cell of a column, or the row where the file has no such column."""
        if name in self.columns:
            return self.grid.address(self.number, self.columns[name])
        return self.grid.row_address(self.number)

    @property
    def cell(self) -> tuple[str, str, str]:
        """What the row is about: offence group, business area, reporting route; blank for all."""
        return self.values["offence_group"], self.values["business_area"], self.values["reporting_route"]

    def counts_of(self, prefix: str) -> dict[str, int]:
        """Crimes by reason code, for the reasons the row gives a number for."""
        found = {code: self.values.get(f"{prefix}{code}") for code in REASONS}
        return {code: number for code, number in found.items() if number is not None}


@dataclass
class AreaRow:
    """A force's own name of a business area, with its dates."""

    area_name: str
    valid_from: date | None
    valid_until: date | None
    joined_as: str


@dataclass
class ReadAudits:
    """A file read: its rows, the names of areas it brings, and the account of reading it."""

    report: LoadReport
    rows: list[AuditRow] = field(default_factory=list)
    areas: list[AreaRow] = field(default_factory=list)
    force_code: str = ""
    grids: list[Grid] = field(default_factory=list)
    personal: list[PersonalCell] = field(default_factory=list)


def read_audits(content: bytes, file_name: str) -> ReadAudits:
    """Read an upload of audits; nothing is stored, and no cell's contents are quoted unless they are of our own lists.

    A cell that looks like personal data is a fault and read as a blank, so that every other fault is found as well;
    `personal` holds all of them, and a file with any must not be kept.

    Raises:
        UnreadableFile, HostileFile: it cannot or must not be opened, or is far too long.
        UnknownPublication: no sheet has the headings of an upload of audits.
    """
    if not content.startswith(b"PK"):  # text: its lines are counted before anything is read
        _refuse_too_many(file_name, content.count(b"\n"), "")
    book = read_workbook(content, filename=file_name)
    for grid in book.grids:
        _refuse_too_many(file_name, len(grid.rows), f" on sheet '{grid.name}'")
    personal = blank_personal_data(book.grids)
    read = ReadAudits(LoadReport(file_name, "force_audits", "its headings are those of an upload of audits"))
    read.report.notes += book.notes
    read.grids = book.grids
    read.personal = personal
    for cell in personal:
        read.report.fault(cell.place, f"{cell.words}; take it out")
    headers = {id(grid): _header(grid) for grid in book.grids}
    sheets = [grid for grid in book.grids if headers[id(grid)] is not None]
    if not sheets:
        raise UnknownPublication(
            f"{file_name} is no upload of audits: no sheet is headed {', '.join(NEEDED)}. "
            "`rcq audits template` writes one to fill in."
        )
    for grid in book.grids:
        if grid in sheets:
            _read_sheet(grid, headers[id(grid)] or 0, read)
        elif not _read_areas(grid, read):
            read.report.skipped.append(f"Sheet '{grid.sheet}': no audits in it.")
    if not read.rows:
        read.report.fault(file_name, "no row is filled in; write at least one audit under the headings")
    if looks_like_cases([row.values["crimes_due"] or 0 for row in read.rows]):
        read.report.fault(
            read.rows[0].grid.row_address(read.rows[0].number),
            "each row is a single crime; audits are sent in as totals only, one row for each audit or part of it",
        )
    return read


def _refuse_too_many(file_name: str, rows: int, where: str) -> None:
    if rows > MOST_ROWS:
        raise HostileFile(
            f"{file_name} has {rows:,} rows{where}; audits are sent in as totals, at most {MOST_ROWS:,} rows a file. Nothing of "
            "it was kept. Send in totals, or one year at a time."
        )


def _header(grid: Grid) -> int | None:
    """The row of the headings: the first with three or more of those that an upload needs."""
    for number, row in enumerate(grid.head[:HEADER_WITHIN]):
        found = {_NAMES.get(folded(cell)) for cell in row if isinstance(cell, str)}
        if len(found & set(NEEDED)) >= 3:
            return number
    return None


def _columns(grid: Grid, header: int, read: ReadAudits) -> dict[str, int]:
    """Our names to columns; headings nobody knows, columns given twice and columns that are missing are faults."""
    columns: dict[str, int] = {}
    for column, cell in enumerate(grid.rows[header]):
        heading = words(cell)
        at_top = grid.rows[0][column] if column < len(grid.rows[0]) else ""
        if not heading or words(at_top).startswith(FAULTS_HEADING):
            continue  # the column of faults in a copy that was given back to be mended
        name = _NAMES.get(folded(re.sub(r"[()]", "", heading)))
        place = grid.address(header, column)
        if name is None:
            read.report.fault(place, _unknown_heading(heading))
        elif name in columns:
            read.report.fault(place, f"a second column for {name}")
        else:
            columns[name] = column
    for name in NEEDED:
        if name not in columns:
            read.report.fault(grid.row_address(header), f"column {name} is missing ({_FIELD[name].meaning})")
    return columns


def _unknown_heading(heading: str) -> str:
    if _REASON.fullmatch(heading):
        return f"names no reason of the controlled list; allowed: {', '.join(REASONS)}"
    near = get_close_matches(folded(heading), _NAMES, n=1, cutoff=0.7)
    hint = f"; did you mean {_NAMES[near[0]]}?" if near else "; take it out, or see `rcq audits template`"
    return f"is no column of an upload of audits{hint}"


def _read_sheet(grid: Grid, header: int, read: ReadAudits) -> None:
    columns = _columns(grid, header, read)
    for number in range(header + 1, len(grid.rows)):
        cells = grid.rows[number]
        if any(words(cell) for cell in cells):
            row = AuditRow(grid, number, columns, {})
            _read_row(row, cells, read)
            read.rows.append(row)


def _read_row(row: AuditRow, cells: list[Any], read: ReadAudits) -> None:
    report = read.report
    for name, described in _FIELD.items():
        column = row.columns.get(name)
        cell = cells[column] if column is not None and column < len(cells) else None
        told = _told(described, cell)
        value = told.value
        if told.fault:
            report.fault(row.place(name), told.fault)
        elif told.repair:
            report.repairs.add(row.grid, row.number, row.columns[name], told.repair)
        if name in NEEDED and value in (None, "") and not told.fault and column is not None:
            report.fault(row.place(name), f"is blank, and must not be ({described.meaning})")
        if described.type == "integer" and value is not None:
            value = _whole(row, name, value, report)
        row.values[name] = "" if value is None and described.type == "text" else value
    _check_row(row, report)


def _told(described: Field, cell: Any) -> Told:
    """What a cell says; a word of a controlled list may stand in any of the forms by which it is known."""
    meant = in_the_list(described.name, cell.strip()) if isinstance(cell, str) else cell
    told = read_cell(described, meant)
    if meant == cell or told.fault or not isinstance(cell, str) or meant == cell.strip():
        return told
    return replace(told, repair=f"read as {meant or 'all offences, which is a blank'}")


def _whole(row: AuditRow, name: str, value: float, report: LoadReport) -> int | None:
    if value < 0:
        report.fault(row.place(name), "is negative; counts are 0 or more")
        return None
    if value != int(value):
        report.fault(row.place(name), "is not a whole number; counts have no fractions")
        return None
    return int(value)


def _check_row(row: AuditRow, report: LoadReport) -> None:
    """What the numbers of one row must be to each other."""
    v = row.values
    if v["sampling_method"] == CENSUS and v["population"] is None:
        v["population"] = v["crimes_due"]
    pairs = (
        ("crimes_recorded", "crimes_due", "x is more than n: more crimes recorded than were due"),
        ("crimes_due", "population", "n is more than N: more crimes due than there are in the population"),
        ("on_time", "crimes_recorded", "more crimes recorded on time than were recorded"),
    )
    for part, whole, what in pairs:
        if v[part] is not None and v[whole] is not None and v[part] > v[whole]:
            report.fault(row.place(part), f"{what} ({v[part]:,} of {v[whole]:,})")
    if (
        v["sampling_method"] == CENSUS
        and None not in (v["population"], v["crimes_due"])
        and v["population"] > v["crimes_due"]
    ):
        report.fault(
            row.place("population"), f"all cases were audited, but N is {v['population']:,} and n {v['crimes_due']:,}"
        )
    if v["period_start"] and v["period_end"] and v["period_end"] < v["period_start"]:
        report.fault(row.place("period_end"), "the period ends before it starts")
    _check_reasons(row, report)
    reviewed = [v[name] for name in REVIEW]
    if any(one is not None for one in reviewed) and None in reviewed:
        report.fault(row.place(REVIEW[0]), f"a second review needs all four counts: {', '.join(REVIEW)}")
    elif None not in reviewed and v["crimes_due"] is not None and sum(reviewed) > v["crimes_due"]:
        report.fault(
            row.place(REVIEW[0]), f"{sum(reviewed):,} cases were reviewed a second time, of {v['crimes_due']:,} due"
        )


def _check_reasons(row: AuditRow, report: LoadReport) -> None:
    due, recorded = row.values["crimes_due"], row.values["crimes_recorded"]
    primary = row.counts_of(PRIMARY)
    if due is None or recorded is None or recorded > due:
        return
    missed, given = due - recorded, sum(primary.values())
    if primary and given != missed:
        place = row.place(next(f"{PRIMARY}{code}" for code in primary))
        short = f"{missed - given} too few" if given < missed else f"{given - missed} too many"
        report.fault(place, f"primary reasons add to {given:,} and {missed:,} crimes were missed: {short}")
    for code, number in row.counts_of(SECONDARY).items():
        if number > missed:
            report.fault(
                row.place(f"{SECONDARY}{code}"), f"{number:,} crimes with this reason, but {missed:,} were missed"
            )


def _read_areas(grid: Grid, read: ReadAudits) -> bool:
    """The force's own names of its business areas, where a sheet gives them."""
    headers = ((number, _area_columns(row)) for number, row in enumerate(grid.head[:HEADER_WITHIN]))
    header, columns = next(
        ((number, found) for number, found in headers if {"area_name", "joined_as"} <= found.keys()), (-1, {})
    )
    if not columns:
        return False
    for number in range(header + 1, len(grid.rows)):
        cells = grid.rows[number]
        told = {one.name: read_cell(one, _at(cells, columns.get(one.name))) for one in AREA_FIELDS}
        for name, one in told.items():
            if one.fault:
                read.report.fault(grid.address(number, columns[name]), one.fault)
        name = told["area_name"].value
        if not name:
            continue
        area = AreaRow(name, told["valid_from"].value, told["valid_until"].value, told["joined_as"].value or name)
        if area.valid_from and area.valid_until and area.valid_until < area.valid_from:
            read.report.fault(grid.row_address(number), "the name ends before it begins")
        read.areas.append(area)
    return True


def _area_columns(row: list[Any]) -> dict[str, int]:
    texts = {at: folded(cell) for at, cell in enumerate(row) if isinstance(cell, str)}
    return {_AREA_NAMES[text]: at for at, text in texts.items() if text in _AREA_NAMES}


def _at(cells: list[Any], column: int | None) -> Any:
    return cells[column] if column is not None and column < len(cells) else None
