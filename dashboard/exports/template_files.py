"""Writes empty templates (or filled ones) as CSV, ODS or XLSX, with a sheet of notes that explains every column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.domain.entry_files import EntryFile
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
from dashboard.exports.workbook_files import csv_file, text_of, workbook_file

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
    noted = notes(template)
    notes_header = noted.index(list(NOTE_HEADER))
    sheets = {NOTES_SHEET: noted, SOURCES_SHEET: _table(SOURCE_COLUMNS, rows.get(SOURCES_SHEET, ()))}
    for kind in template.kinds:
        names = tuple(field.name for field in columns_of(kind))
        sheets[kind.name] = _table(names, rows.get(kind.name, ()))
    return workbook_file(sheets, form, lambda sheet, row: row == (notes_header if sheet == NOTES_SHEET else 0))


def entry_template(entries: EntryFile, form: str) -> bytes:
    """A template for a file of entries in one of FORMATS: the headings, and a sheet that explains each."""
    said = [
        ["Column", "Meaning", "Must be filled", "What may stand there"],
        *(
            [
                c.name,
                c.help or c.label,
                "yes" if c.required else "no",
                "; ".join(c.choices) or FORMS.get(c.type, c.type),
            ]
            for c in entries.columns
        ),
    ]
    return workbook_file({entries.name: [[c.name for c in entries.columns]], NOTES_SHEET: said}, form)


def sheets_as(sheets: Mapping[str, list[list[str]]], form: str) -> bytes:
    """Sheets of text by name as a workbook; `form` is "xlsx" or "ods"."""
    return workbook_file(sheets, form)


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
    return [list(names), *([text_of(row.get(name)) for name in names] for row in rows)]


def _csv(template: Template, rows: Rows) -> bytes:
    """One kind: its columns.  Several kinds: the union of their columns, and in front the kind a row is of."""
    names = list(dict.fromkeys(field.name for kind in template.kinds for field in columns_of(kind)))
    several = len(template.kinds) > 1
    lines = [[TABLE_COLUMN, *names] if several else names]
    for kind in template.kinds:
        for row in rows.get(kind.name, ()):
            cells = [text_of(row.get(name)) for name in names]
            lines.append([kind.name, *cells] if several else cells)
    return csv_file(lines)
