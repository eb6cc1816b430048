"""Table A4: recorded crime in England and Wales by offence code, with the sums printed between the codes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from loaders.facts import Facts
from loaders.grids import words
from loaders.headings import lines
from loaders.markers import plain, read_count, without_notes
from loaders.period_tables import PeriodTable
from loaders.periods_in_files import Period, words_for
from loaders.report import LoadReport, TotalCheck

EXCLUDES = "England and Wales: 43 forces and British Transport Police; excludes fraud and computer misuse"
FRAUD = "England and Wales; fraud and computer misuse"
INCLUDES = "England and Wales: 43 forces and British Transport Police, and fraud and computer misuse"
ABOVE_GROUPS = "Adds up several groups: do not add to them."
OF_WHICH = "Part of the row above it: do not add."
FRAUD_GROUP = "Fraud and computer misuse offences"
BURGLARY = {"domestic burglary": r"residential", "non-domestic burglary": r"business and community|non-residential"}
KNOWN = {plain(line["heading"]): line for line in lines("appendix_recorded_crime")}


@dataclass
class _Row:
    """A row of the table: what it is (code, sum, of which, over, group, body, above, all) and where it belongs."""

    number: int
    role: str
    code: str
    label: str
    group: str = ""
    subgroup: str = ""
    values: dict[Period, int] = field(default_factory=dict)


def read_recorded(table: PeriodTable, facts: Facts, report: LoadReport) -> None:
    """Rows for every code and every printed sum; each sum is checked against the rows it adds up."""
    rows = _rows(table, report)
    _place(rows, report, table)
    _check(rows, table, report)
    held: dict[tuple[str, str, str, Period], int] = {}
    blank = 0
    columns = {period: column for column, period in table.periods.items()}
    for row in rows:
        blank += len(table.periods) - len(row.values)
        note = {"above": ABOVE_GROUPS, "of which": OF_WHICH}.get(row.role)
        for period, offences in row.values.items():
            key = (row.group, row.subgroup, row.code, period)
            place = table.grid.address(row.number, columns[period])
            if key in held:
                report.fault(place, f"a second figure for the same offence and period (first in row {held[key] + 1})")
                continue
            held[key] = row.number
            facts.add(*period, row.group, row.subgroup, row.code, offences, _coverage(row), place, note)
    report.skipped.append(
        f"'{table.grid.sheet}': {blank:,} cells are blank or marked as not available; no rows from them."
    )


def _coverage(row: _Row) -> str:
    if row.group == "All offences including fraud":
        return INCLUDES
    return FRAUD if row.group == FRAUD_GROUP else EXCLUDES


def _rows(table: PeriodTable, report: LoadReport) -> list[_Row]:
    found = []
    for number in range(table.header_row + 1, len(table.grid.rows)):
        cells = table.grid.rows[number]
        text = words(cells[table.label_column]) if table.label_column < len(cells) else ""
        label, had_notes = without_notes(text)
        values = _values(table, number, report)
        if not label or values is None:
            continue
        if had_notes:
            report.repairs.add(table.grid, number, table.label_column, "note marker left out of the name")
        code = words(cells[table.code_column]).upper() if table.code_column is not None else ""
        row = _Row(number, "code" if code else "", code, label, values=values)
        if not code:
            _name(row, table, report)
        if row.role and row.role != "heading":
            found.append(row)
    return found


def _values(table: PeriodTable, number: int, report: LoadReport) -> dict[Period, int] | None:
    """The counts of a row by period; None where the row has nothing at all."""
    cells = table.grid.rows[number]
    values: dict[Period, int] = {}
    is_filled = False
    for column, period in table.periods.items():
        reading = read_count(cells[column] if column < len(cells) else "")
        place = table.grid.address(number, column)
        is_filled = is_filled or reading.symbol != "blank"
        if reading.fault:
            report.fault(place, reading.fault)
        elif reading.value is not None:
            values[period] = int(reading.value)
        elif reading.symbol == "blank" and values:
            report.notes.append(f"{place} is blank where a figure or a marker should be; no row from it.")
        if reading.value is not None and reading.repair:
            report.repairs.add(table.grid, number, column, reading.repair)
    return values if is_filled else None


def _name(row: _Row, table: PeriodTable, report: LoadReport) -> None:
    """A row without a code is a sum; which one is told by its name."""
    if re.match(r"of which", row.label, re.IGNORECASE):
        row.role = "of which"
        return
    line = KNOWN.get(plain(row.label))
    if line is None:
        report.fault(table.grid.address(row.number, table.label_column), "a sum of a name that is not known")
        return
    row.role, row.group, row.subgroup = line["name"], line["offence_group"], line["offence_subgroup"]


def _place(rows: list[_Row], report: LoadReport, table: PeriodTable) -> None:
    """Give each code the group and subgroup of the sum that follows it, and each `of which` those of the sum before."""
    ends: _Row | None = None
    for row in reversed(rows):
        if row.role in ("sum", "group", "body"):
            ends = row
        elif row.role == "code" and ends is not None:
            row.group, row.subgroup = ends.group, ends.subgroup if ends.role == "sum" else ""
            _sort_burglary(row)
            if ends.group == "Robbery":
                row.subgroup = row.label
        elif row.role == "code":
            report.fault(table.grid.row_address(row.number), "a code with no sum under it")
    before: _Row | None = None
    for row in rows:
        if row.role == "sum":
            before = row
        elif row.role == "of which" and before is not None:
            inner = re.sub(r"^of which\W*", "", row.label, flags=re.IGNORECASE).strip()
            row.group, row.subgroup = before.group, f"{before.subgroup}: of which {inner.casefold()}"


def _sort_burglary(row: _Row) -> None:
    """Codes of both kinds of burglary stand together over the two sums of the old and the new classification."""
    kind = row.subgroup.casefold()
    pattern = BURGLARY.get(kind)
    if pattern and re.search(pattern, row.label, re.IGNORECASE):
        row.subgroup = "Residential burglary" if kind == "domestic burglary" else "Non-residential burglary"


def _check(rows: list[_Row], table: PeriodTable, report: LoadReport) -> None:
    columns = {period: column for column, period in table.periods.items()}
    for row in rows:
        parts = _parts(row, rows)
        for period, printed in row.values.items():
            known = [part.values[period] for part in parts if period in part.values]
            if known:
                place = table.grid.address(row.number, columns[period])
                report.totals.append(TotalCheck(place, f"{row.label}, {words_for(period)}", printed, sum(known)))


def _parts(row: _Row, rows: list[_Row]) -> list[_Row]:
    """The rows a printed sum adds up; none for a code."""
    inside = [part for part in rows if part.group == row.group and part is not row]
    if row.role == "sum":
        return [part for part in inside if part.role == "code" and part.subgroup == row.subgroup]
    if row.role == "over":
        return [part for part in inside if part.role == "sum" and "burglary" in part.subgroup.casefold()]
    if row.role == "group":
        sums = [part for part in inside if part.role in ("sum", "body") and "burglary" not in part.subgroup.casefold()]
        sums += [part for part in inside if part.role == "over"]
        return sums or [part for part in inside if part.role == "code"]
    groups = [part for part in rows if part.role == "group" and part.group != FRAUD_GROUP]
    if row.group == "All offences excluding fraud":
        return groups
    if row.group == "All offences including fraud":
        return [part for part in rows if part.role == "group"]
    society = ("Drug", "Possession", "Public order", "Miscellaneous")
    if row.role == "above":
        return [part for part in groups if part.group.startswith(society) == row.group.startswith("Other")]
    return []
