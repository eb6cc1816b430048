"""Sheets as an XLSX workbook."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

import xlsxwriter

from dashboard.domain.view_model import Value
from dashboard.exports.same_bytes import settled
from dashboard.exports.sheets import Sheet

WIDEST, NARROWEST = 60, 10  # characters
LOOKED_AT = 200  # rows, for the width of a column


def workbook_xlsx(sheets: Sequence[Sheet], *, title: str, day: date, lang: str) -> bytes:
    """The workbook; each table is a marked table with one header row, and nothing in it can run."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": title, "created": datetime.combine(day, time()), "comments": lang})
    formats = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        "date": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
    }
    for number, sheet in enumerate(sheets):
        _write(book, sheet, formats, number)
    book.close()
    return settled(out.getvalue(), day)


def _write(book: Any, sheet: Sheet, formats: dict[str, Any], number: int) -> None:
    page = book.add_worksheet(sheet.name)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    for line, text in enumerate(sheet.lines):
        page.write_string(line, 0, text, formats["title"] if line == 0 else None)
    if not sheet.header:
        page.set_column(0, 0, 100)
        return
    first = len(sheet.lines)
    for column, width in enumerate(_widths(sheet)):
        page.set_column(column, column, width)
    for line, row in enumerate(sheet.rows, start=first + 1):
        for column, value in enumerate(row):
            _put(page, line, column, value, formats["date"])
    for row_number, target in sheet.links:
        page.write_url(first + 1 + row_number, 0, f"internal:'{target}'!A1", string=target)
    columns = [{"header": label, "header_format": formats["head"]} for label in sheet.header]
    last = first + max(len(sheet.rows), 1)
    page.add_table(first, 0, last, len(columns) - 1, {"name": f"Table{number}", "columns": columns, "style": None})
    page.freeze_panes(first + 1, 0)
    page.repeat_rows(first)


def _put(page: Any, line: int, column: int, value: Value, dated: Any) -> None:
    if isinstance(value, date):
        page.write_datetime(line, column, datetime.combine(value, time()), dated)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        page.write_number(line, column, value)
    elif value not in (None, ""):
        page.write_string(line, column, str(value))


def _widths(sheet: Sheet) -> list[int]:
    longest = [max(len(label) // 2, NARROWEST) for label in sheet.header]
    for row in sheet.rows[:LOOKED_AT]:
        longest = [max(width, len(str(value))) for width, value in zip(longest, row, strict=True)]
    return [min(width + 2, WIDEST) for width in longest]
