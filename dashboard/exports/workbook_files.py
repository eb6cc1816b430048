"""Writes sheets of plain values as XLSX, ODS or CSV.  Text stays text: nothing that is written can become a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import xlsxwriter

Sheets = Mapping[str, Sequence[Sequence[Any]]]
LONGEST_SHEET_NAME = 31
MOST_ODS_CELLS = 60_000  # the library for ODS takes seconds for more; XLSX is written instead


def workbook_file(
    sheets: Sheets, form: str, is_bold: Callable[[str, int], bool] = lambda _sheet, row: row == 0
) -> bytes:
    """The sheets as a file of the given form; a CSV file holds the first sheet only."""
    if form == "csv":
        return csv_file(next(iter(sheets.values())))
    return _xlsx(sheets, is_bold) if form == "xlsx" else _ods(sheets)


def form_for(sheets: Sheets, form: str) -> str:
    """The form to write in: XLSX in place of ODS where that would take long."""
    cells = sum(len(row) for rows in sheets.values() for row in rows)
    return "xlsx" if form == "ods" and cells > MOST_ODS_CELLS else form


def csv_file(rows: Sequence[Sequence[Any]]) -> bytes:
    """One sheet as CSV with a byte-order mark, as spreadsheets expect it."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([[text_of(cell) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def text_of(value: object) -> str:
    """A value as it is written in text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _xlsx(sheets: Sheets, is_bold: Callable[[str, int], bool]) -> bytes:
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_date_format": "dd/mm/yyyy",
    }
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})  # the same sheets are the same bytes
        bold = book.add_format({"bold": True})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name[:LONGEST_SHEET_NAME])
            for number, row in enumerate(rows):
                style = bold if is_bold(name, number) else None
                for column, value in enumerate(row):
                    if value not in ("", None):
                        _write(sheet, number, column, value, style)
            sheet.set_column(0, max(map(len, rows), default=1), 18)
    return out.getvalue()


def _write(sheet: Any, number: int, column: int, value: Any, style: Any) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(number, column, value, style)
    elif isinstance(value, int | float):
        sheet.write_number(number, column, value, style)
    elif isinstance(value, date):
        sheet.write_datetime(number, column, value.replace(tzinfo=None) if isinstance(value, datetime) else value)
    else:
        sheet.write_string(number, column, str(value)[:32_000], style)


def _ods(sheets: Sheets) -> bytes:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    for name, rows in sheets.items():
        table = Table(name=name)
        for row in rows:
            line = TableRow()
            for value in row:
                is_number = isinstance(value, int | float) and not isinstance(value, bool)
                text = text_of(value)
                if is_number:
                    cell = TableCell(valuetype="float", value=value)
                else:
                    cell = TableCell(valuetype="string") if text else TableCell()
                if text:
                    cell.addElement(P(text=text))
                line.addElement(cell)
            table.addElement(line)
        book.spreadsheet.addElement(table)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
