"""Writes small files in the publishers' layouts, in each format, for the tests to read."""

import csv
import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter

Sheets = dict[str, list[list[object]]]

NAMESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def xlsx(sheets: Sheets) -> bytes:
    """A workbook; numbers become numbers, everything else text."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value not in ("", None):
                        sheet.write(number, column, value)
    return out.getvalue()


def ods(sheets: Sheets) -> bytes:
    """The same as an OpenDocument workbook, with the empty rows and cells at the ends that office programs write."""
    tables = "".join(
        f"<table:table table:name={quoteattr(name)}>{''.join(map(_ods_row, rows))}"
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
        for name, rows in sheets.items()
    )
    return ods_archive(tables)


def ods_archive(tables: str, more: dict[str, bytes] | None = None) -> bytes:
    """An OpenDocument archive round the markup of its tables."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES}><office:body>'
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    return archive(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
            "content.xml": content.encode(),
        }
        | (more or {})
    )


def archive(parts: dict[str, bytes]) -> bytes:
    """A zip archive of the given parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of an archive, to be changed and put together again."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def _ods_row(row: list[object]) -> str:
    cells = "".join(map(_ods_cell, row))
    return f'<table:table-row>{cells}<table:table-cell table:number-columns-repeated="16370"/></table:table-row>'


def _ods_cell(value: object) -> str:
    if value in ("", None):
        return "<table:table-cell/>"
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'


def csv_bytes(rows: list[list[object]], *, encoding: str = "utf-8", line_end: str = "\n") -> bytes:
    """A CSV file."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=line_end).writerows(rows)
    return out.getvalue().encode(encoding)


OPEN_DATA = [
    "Financial Year",
    "Financial Quarter",
    "Force Name",
    "Offence Description",
    "Offence Group",
    "Offence Subgroup",
    "Offence Code",
    "Number of Offences",
]


def open_data_row(
    count: object = 5,
    *,
    year: str = "2017/18",
    quarter: object = 1,
    force: str = "Kent",
    name: str = "Arson",
    group: str = "Criminal damage and arson",
    subgroup: str = "Arson",
    code: str = "56A",
) -> list[object]:
    """One row of the Home Office open data tables."""
    return [year, quarter, force, name, group, subgroup, code, count]


def open_data(*rows: list[object]) -> list[list[object]]:
    """A sheet of the Home Office open data tables."""
    return [OPEN_DATA, *rows]
