"""From the checked rows of an upload to what the store holds: agreement between rows, and sums that the file leaves out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from dashboard.domain.audit_lists import folded
from dashboard.domain.audit_sheet import CELL, COUNTS, OF_THE_AUDIT, PRIMARY, SECONDARY
from loaders.force_audits import AuditRow, ReadAudits
from loaders.report import FileFault, LoadReport

# Names of business areas known for the force to the days each was in use.
Areas = Mapping[str, Sequence[tuple[date | None, date | None]]]
Row = dict[str, Any]
BREAKDOWN = dict(zip(CELL, ("offence group", "business area", "reporting route"), strict=True))
ADDED_UP = "Added up here from the rows of the file."


def check_rows(read: ReadAudits, areas: Areas) -> None:
    """What the rows must be to each other and to the force's business areas; every fault goes into the report."""
    report = read.report
    own: dict[str, list[tuple[date | None, date | None]]] = defaultdict(list)
    for name, days in areas.items():
        own[folded(name)] += days
    for area in read.areas:
        own[folded(area.area_name)].append((area.valid_from, area.valid_until))
    known = ", ".join(sorted({*areas, *(area.area_name for area in read.areas)})) or "none"
    forces = [row.values["force"] for row in read.rows if row.values["force"]]
    read.force_code = forces[0] if forces else ""
    first_of: dict[str, AuditRow] = {}
    seen: dict[tuple[str, ...], AuditRow] = {}
    for row in read.rows:
        if row.values["force"] and row.values["force"] != read.force_code:
            report.fault(
                row.place("force"), "is another force than that of the first row; send in one file for each force"
            )
        _check_area(row, own, known, report)
        audit_id = row.values["audit_id"]
        if not audit_id:
            continue
        _same_audit(row, first_of.setdefault(audit_id, row), report)
        key = (audit_id, *map(folded, row.cell))
        if key in seen:
            where = seen[key].grid.row_address(seen[key].number)
            report.fault(row.place("audit_id"), f"this audit, offence group, area and route stand in {where} already")
        seen.setdefault(key, row)
    for rows in _by_audit(read.rows).values():
        _check_sums(rows, report)


def sort_faults(report: LoadReport) -> None:
    """Put the faults in the order in which somebody mends a file."""
    report.faults.sort(key=_in_the_file)


def _in_the_file(fault: FileFault) -> tuple[int, int, str]:
    """Where a fault stands, for the order of reading: by row, then by column; what is about the whole file comes first."""
    row = re.search(r"(?:row |![A-Z]+)(\d+)", fault.place)
    column = re.search(r"column ([A-Z]+)|!([A-Z]+)\d", fault.place)
    letters = next((one for one in column.groups() if one), "") if column else ""
    return int(row[1]) if row else 0, len(letters), letters


def _check_area(row: AuditRow, own: Areas, known: str, report: LoadReport) -> None:
    name = row.values["business_area"]
    if not name:
        return
    held = own.get(folded(name))
    if held is None:
        report.fault(
            row.place("business_area"),
            f"is no business area known for this force; known: {known}. Name it on the sheet Business areas",
        )
        return
    start, end = row.values["period_start"], row.values["period_end"]
    if start and end and not any((f is None or f <= end) and (u is None or start <= u) for f, u in held):
        report.fault(row.place("business_area"), "this name was not in use in the period; see the sheet Business areas")


def _same_audit(row: AuditRow, first: AuditRow, report: LoadReport) -> None:
    for name in OF_THE_AUDIT:
        mine, theirs = row.values[name], first.values[name]
        if mine not in ("", None) and theirs not in ("", None) and mine != theirs and name != "force":
            where = first.grid.row_address(first.number)
            report.fault(row.place(name), f"differs from {where} of the same audit; one audit has one {name}")


def _by_audit(rows: Iterable[AuditRow]) -> dict[str, list[AuditRow]]:
    grouped: dict[str, list[AuditRow]] = defaultdict(list)
    for row in rows:
        grouped[row.values["audit_id"]].append(row)
    return grouped


def _pattern(row: AuditRow, shared: set[str]) -> tuple[str, ...]:
    """The columns that break this row down further than its whole audit."""
    return tuple(name for name in CELL if row.values[name] and name not in shared)


def _shared(rows: Sequence[AuditRow]) -> set[str]:
    """The columns in which every row of an audit says the same: the audit is about that alone."""
    return {name for name in CELL if len({folded(row.values[name]) for row in rows}) == 1}


def _check_sums(rows: Sequence[AuditRow], report: LoadReport) -> None:
    """Parts may not hold more than the whole; less is said, since a part may be missing on purpose."""
    shared = _shared(rows)
    totals = [row for row in rows if not _pattern(row, shared)]
    if len(rows) < 2 or not totals:
        return
    whole = totals[0]
    parts: dict[tuple[str, ...], list[AuditRow]] = defaultdict(list)
    for row in rows:
        if pattern := _pattern(row, shared):
            parts[pattern].append(row)
    for pattern, found in parts.items():
        for name in ("crimes_due", "crimes_recorded"):
            numbers = [row.values[name] for row in found]
            if None in numbers or whole.values[name] is None:
                continue
            words = " and ".join(BREAKDOWN[one] for one in pattern)
            if sum(numbers) > whole.values[name]:
                report.fault(
                    whole.place(name),
                    f"the rows by {words} add to {sum(numbers):,}, more than the {whole.values[name]:,} of the whole",
                )
            elif sum(numbers) < whole.values[name]:
                report.notes.append(
                    f"{whole.place(name)}: the rows by {words} add to {sum(numbers):,} of {whole.values[name]:,}; the rest is in no row."
                )


def rows_to_store(read: ReadAudits) -> dict[str, list[Row]]:
    """Rows of force_audits, force_audit_reasons and business_areas; totals and sums the file leaves out are added."""
    audits: list[Row] = []
    reasons: list[Row] = []
    for rows in _by_audit(read.rows).values():
        for stated in _whole_audit(rows):
            audits.append({name: value for name, value in stated.items() if name not in ("primary", "secondary")})
            reasons += _reason_rows(stated)
    areas = [
        {
            "force_code": read.force_code,
            "area_name": area.area_name,
            "valid_from": area.valid_from or date(1900, 1, 1),
            "valid_until": area.valid_until,
            "joined_as": area.joined_as,
            "basis": "as published",
            "place": "sheet of business areas",
        }
        for area in read.areas
    ]
    found = {"force_audits": audits, "force_audit_reasons": reasons, "business_areas": areas}
    return {kind: rows for kind, rows in found.items() if rows}


def _whole_audit(rows: Sequence[AuditRow]) -> list[Row]:
    shared = _shared(rows)
    by_pattern: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        by_pattern[_pattern(row, shared)].append(_stated(row, _pattern(row, shared)))
    cells = [pattern for pattern in by_pattern if len(pattern) > 1]
    for name in CELL:
        if (name,) not in by_pattern and any(name in pattern for pattern in cells):
            pattern = next(pattern for pattern in cells if name in pattern)
            for value in dict.fromkeys(row[name] for row in by_pattern[pattern]):
                parts = [row for row in by_pattern[pattern] if row[name] == value]
                by_pattern[(name,)].append(_added_up(parts, keep={*shared, name}, breakdown=BREAKDOWN[name]))
    if () not in by_pattern:
        largest = max(by_pattern.values(), key=lambda found: sum(row["crimes_due"] or 0 for row in found))
        by_pattern[()].append(_added_up(largest, keep=shared, breakdown="total"))
    return [row for pattern in sorted(by_pattern, key=len) for row in by_pattern[pattern]]


def _stated(row: AuditRow, pattern: tuple[str, ...]) -> Row:
    v = row.values
    return {
        **{name: v[name] for name in ("audit_id", *CELL, *COUNTS)},
        "force_code": v["force"],
        **{name: v[name] or None for name in OF_THE_AUDIT if name != "force"},
        "published": v["published"] or "no",
        "link": v["link"] or None,
        "breakdown": "total" if not pattern else BREAKDOWN[pattern[0]] if len(pattern) == 1 else "cell",
        "place": row.grid.row_address(row.number),
        "basis": "as published",
        "figure_class": "management information" if v["published"] == "yes" else "unpublished",
        "note": v["note"] or None,
        "primary": row.counts_of(PRIMARY),
        "secondary": row.counts_of(SECONDARY),
    }


def _added_up(parts: Sequence[Row], *, keep: set[str], breakdown: str) -> Row:
    """One row for several; a count that one of them lacks is missing from the sum as well."""
    first = parts[0]
    whole: Row = {
        **first,
        **{name: (first[name] if name in keep else "") for name in CELL},
        "breakdown": breakdown,
        "basis": "derived",
        "place": f"{len(parts)} rows from {first['place']} on",
        "note": ADDED_UP,
    }
    for name in COUNTS:
        numbers = [row[name] for row in parts]
        whole[name] = None if None in numbers else sum(numbers)
    for rank in ("primary", "secondary"):
        codes = dict.fromkeys(code for row in parts for code in row[rank])
        whole[rank] = {code: sum(row[rank].get(code, 0) for row in parts) for code in codes}
    missed = (whole["crimes_due"] or 0) - (whole["crimes_recorded"] or 0)
    if sum(whole["primary"].values()) != missed:
        whole["primary"] = {}  # some rows give no reasons, so the sum would not be that of all misses
    return whole


def _reason_rows(stated: Row) -> list[Row]:
    common = (
        "audit_id",
        *CELL,
        "force_code",
        "audit_type",
        "manual_edition",
        "period_start",
        "period_end",
        "breakdown",
    )
    return [
        {
            **{name: stated[name] for name in (*common, "place", "basis", "figure_class")},
            "reason": code,
            "rank": rank,
            "crimes": number,
            "note": None,
        }
        for rank in ("primary", "secondary")
        for code, number in stated[rank].items()
    ]
