"""The template in which a force sends in its audits, and a sent file given back with its faults beside the rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from dashboard.domain.audit_sheet import AREA_FIELDS, AREAS_SHEET, AUDITS_SHEET, FAULTS_HEADING, FIELDS, NEEDED
from dashboard.domain.errors import unknown_name
from dashboard.domain.kinds.fields import Field
from dashboard.domain.templates import NOTES_SHEET
from dashboard.exports.template_files import FORMATS, FORMS, NOTE_HEADER, sheets_as

Sheets = Mapping[str, list[list[str]]]


def audit_template(form: str) -> bytes:
    """An empty template in one of FORMATS; CSV holds the sheet of audits alone.  UnknownName for another format."""
    if form not in FORMATS:
        raise unknown_name("format", form, FORMATS)
    sheets = {
        AUDITS_SHEET: [[field.name for field in FIELDS]],
        AREAS_SHEET: [[field.name for field in AREA_FIELDS]],
        NOTES_SHEET: _notes(),
    }
    if form == "csv":
        return csv_of(sheets[AUDITS_SHEET])
    return sheets_as(sheets, form)


def csv_of(rows: Sequence[Sequence[str]]) -> bytes:
    """Rows as CSV for a spreadsheet."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def _notes() -> list[list[str]]:
    lines = [
        ["Template for a force's own audits of recording"],
        ["Totals only: one row for each audit, or one for each part of it by offence group, business area and route."],
        ["The rate is crimes correctly recorded (x) of crimes due (n). Incidents examined are another number."],
        ["Primary reasons, where any are given, add to the crimes missed: one for each. Secondary ones need not."],
        ["A file that holds names, references, addresses or single cases is refused whole, and nothing of it is kept."],
        ["Check it with `rcq audits check FILE`; every fault is shown at once with its cell."],
        [],
        list(NOTE_HEADER),
    ]
    lines += [_note(AUDITS_SHEET, field, needed=field.name in NEEDED) for field in FIELDS]
    lines += [_note(AREAS_SHEET, field, needed=field.required) for field in AREA_FIELDS]
    return lines


def _note(sheet: str, field: Field, *, needed: bool) -> list[str]:
    allowed = f"one of: {', '.join(field.choices)}" if field.choices else FORMS[field.type]
    return [sheet, field.name, field.meaning, field.unit, "yes" if needed else "no", allowed]


def with_faults(sheets: Sheets, places: Mapping[str, Mapping[int, Sequence[str]]], form: str) -> bytes:
    """The sheets as they were sent with one more column in front, which says what is wrong in each row.

    `places` leads from the sheet's name to row numbers counted from 0 to the sentences about that row.
    """
    marked = {
        name: [["; ".join(places.get(name, {}).get(number, ())), *row] for number, row in enumerate(rows)]
        for name, rows in sheets.items()
    }
    for name, rows in marked.items():
        if rows:
            said = rows[0][0] or ("" if places.get(name) else "nothing")
            rows[0][0] = f"{FAULTS_HEADING}: {said}" if said else FAULTS_HEADING
    if form == "csv":
        return csv_of(next(iter(marked.values())))
    return sheets_as(marked, form)
