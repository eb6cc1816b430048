"""Writes empty templates (or filled ones) as CSV, ODS or XLSX, with a sheet of notes that explains every column."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from dashboard.domain.kinds import Field
from dashboard.domain.templates import (
    FILLED_IN,
    NOTES_SHEET,
    SOURCE_COLUMNS,
    SOURCE_FIELDS,
    SOURCES_SHEET,
    TABLE_COLUMN,
    Template,
    columns_of,
    is_needed,
)

FORMATS = ("xlsx", "ods", "csv")
Rows = Mapping[str, Sequence[Mapping[str, Any]]]
NOTE_HEADER = ("Sheet", "Column", "Meaning", "Unit", "Must be filled", "What may stand there")
FORMS = {
    "date": "a date: 2018-01-15, 15/01/2018 or 15 January 2018; a month or year alone counts as its last day",
    "integer": "a whole number",
    "number": "a number; per cent are written 79.5, not 0.795",
    "text": "text",
    "flag": "yes or no",
}


def template_file(template: Template, form: str, rows: Rows | None = None) -> bytes:
    """A template in one of FORMATS; `rows` by kind (and by "Sources") fill it in."""
    rows = rows or {}
    if form == "csv":
        return _csv(template, rows)
    sheets = {NOTES_SHEET: notes(template), SOURCES_SHEET: _table(SOURCE_COLUMNS, rows.get(SOURCES_SHEET, ()))}
    for kind in template.kinds:
        names = tuple(field.name for field in columns_of(kind))
        sheets[kind.name] = _table(names, rows.get(kind.name, ()))
    return sheets_as(sheets, form)


def sheets_as(sheets: Mapping[str, list[list[str]]], form: str) -> bytes:
    """Sheets of text by name as a workbook; `form` is "xlsx" or "ods"."""
    return _xlsx(sheets) if form == "xlsx" else _ods(sheets)


def notes(template: Template) -> list[list[str]]:
    """The sheet of notes: what the file is for, how rows name their source, and every column."""
    lines = [
        [f"Template {template.name}: {template.title}"],
        ["Fill one row for each statement. Leave out sheets and columns that are not needed; do not rename them."],
        [
            "Every row names its source: either the sheet Sources holds one source for the whole file, or a row names one "
            "of several in its column source, or it spells its source out in its own columns."
        ],
        ["Write no names of people, e-mail addresses or crime references: a file that holds any is refused."],
        ["Check it with `rcq load FILE` or on the page Load; every fault is shown at once with its cell."],
        [],
        list(NOTE_HEADER),
    ]
    lines += [_note(SOURCES_SHEET, field) for field in SOURCE_FIELDS]
    for kind in template.kinds:
        lines += [_note(kind.name, field) for field in columns_of(kind) if field.name not in SOURCE_COLUMNS]
    return lines


def _note(sheet: str, field: Field) -> list[str]:
    allowed = f"one of: {', '.join(field.choices)}" if field.choices else FORMS[field.type]
    if field.refers_to == "forces.force_code":
        allowed = "a force: its name or its area code"
    elif field.refers_to and field.refers_to != "sources.source_id":
        allowed = f"a {field.name} of {field.refers_to.split('.')[0]}, in this file or held already"
    needed = "yes" if is_needed(field) or field.name == "source_title" else FILLED_IN.get(field.name, "no")
    return [sheet, field.name, field.meaning, field.unit, needed, allowed]


def _table(names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    return [list(names), *([_text(row.get(name)) for name in names] for row in rows)]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _csv(template: Template, rows: Rows) -> bytes:
    """One kind: its columns.  Several kinds: the union of their columns, and in front the kind a row is of."""
    names = list(dict.fromkeys(field.name for kind in template.kinds for field in columns_of(kind)))
    several = len(template.kinds) > 1
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([TABLE_COLUMN, *names] if several else names)
    for kind in template.kinds:
        for row in rows.get(kind.name, ()):
            cells = [_text(row.get(name)) for name in names]
            writer.writerow([kind.name, *cells] if several else cells)
    return out.getvalue().encode("utf-8-sig")


def _xlsx(sheets: Mapping[str, list[list[str]]]) -> bytes:
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})  # the same template is the same bytes
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name[:31])
            is_notes = name == NOTES_SHEET
            for number, row in enumerate(rows):
                is_header = row == list(NOTE_HEADER) if is_notes else number == 0
                for column, value in enumerate(row):
                    if value:
                        sheet.write_string(
                            number, column, value, bold if is_header else wrapped if is_notes and number > 6 else None
                        )
            if is_notes:
                for column, width in enumerate((24, 26, 60, 20, 24, 60)):
                    sheet.set_column(column, column, width)
            else:
                sheet.freeze_panes(1, 0)
                sheet.set_column(0, max(len(rows[0]) - 1, 0), 22)
    return out.getvalue()


def _ods(sheets: Mapping[str, list[list[str]]]) -> bytes:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    for name, rows in sheets.items():
        table = Table(name=name)
        for row in rows:
            line = TableRow()
            for value in row:
                cell = TableCell(valuetype="string") if value else TableCell()
                if value:
                    cell.addElement(P(text=value))
                line.addElement(cell)
            table.addElement(line)
        book.spreadsheet.addElement(table)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
