"""Bytes of an ODS, XLSX or CSV file to grids whose cells remember their sheet and address."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import ParseError

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from loaders.archive_guard import MAX_INFLATED, inspect
from loaders.errors import HostileFile, UnreadableFile
from loaders.formulas import check_formulas
from loaders.grids import Grid, Rows

MAX_CSV = 300 * 1024 * 1024
MAX_COLUMNS = 2_000
MAX_SHEETS = 300
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass
class Workbook:
    """The sheets of one file in order; `notes` says what a reader should know about the file as such."""

    file_name: str
    form: str
    grids: list[Grid]
    notes: list[str] = field(default_factory=list)


def read_workbook(content: bytes, *, filename: str) -> Workbook:
    """Open a file by what its bytes are, whatever its name ends in.

    Raises UnreadableFile for anything but ODS, XLSX and CSV, and HostileFile for what could harm the machine.
    """
    if not content.strip():
        raise UnreadableFile(f"{filename} is empty; get it again.")
    if content.startswith(OLD_EXCEL):
        raise UnreadableFile(
            f"{filename} is an old Excel workbook (.xls) or protected by a password; save it as XLSX without one."
        )
    if content.startswith(b"PK"):
        return _read_archive(content, filename)
    return _read_csv(content, filename)


def read_grids(content: bytes, *, filename: str) -> list[Grid]:
    """The grids of a file; see `read_workbook`."""
    return read_workbook(content, filename=filename).grids


def _read_archive(content: bytes, filename: str) -> Workbook:
    if len(content) > MAX_INFLATED:
        raise HostileFile(f"{filename} is {len(content) / 1e6:,.0f} MB, too large for a table of figures.")
    archive = inspect(content)
    try:
        notes = check_formulas(content, archive.kind) if archive.formulas else []
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [meta for meta in book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
    except (CalamineError, OSError, ValueError, ParseError) as error:
        raise UnreadableFile(f"{filename} cannot be read as a workbook ({error}); get it again.") from error
    if len(sheets) > MAX_SHEETS:
        raise HostileFile(f"{filename} holds {len(sheets):,} sheets. It was not read.")
    grids = [Grid(meta.name, _sheet_loader(book, meta.name, filename)) for meta in sheets]
    if not grids:
        raise UnreadableFile(f"{filename} holds no sheets.")
    return Workbook(filename, archive.kind, grids, notes)


def _sheet_loader(book: CalamineWorkbook, name: str, filename: str) -> Callable[[int | None], Rows]:
    """Reads the sheet from the open workbook when asked, keeping the parsed form between head and body."""
    opened: list[CalamineSheet] = []

    def load(limit: int | None) -> Rows:
        try:
            if not opened:
                opened.append(book.get_sheet_by_name(name))
            rows = opened[0].to_python(skip_empty_area=False, nrows=limit)
        except (CalamineError, OSError, ValueError) as error:
            raise UnreadableFile(f"Sheet {name!r} of {filename} cannot be read ({error}); get it again.") from error
        if limit is None:
            opened.clear()
        return rows

    return load


def _read_csv(content: bytes, filename: str) -> Workbook:
    if len(content) > MAX_CSV:
        raise HostileFile(f"{filename} is {len(content) / 1e6:,.0f} MB, too large for a table of figures.")
    text, notes = _decode(content, filename)
    if text.lstrip()[:1] in ("{", "[", "<") and not text.lstrip().startswith("[note"):
        raise UnreadableFile(f"{filename} is JSON, XML or a web page; ODS, XLSX and CSV can be read here.")
    sample = text[:20_000]
    delimiter = max(",\t;|", key=sample.count)
    try:
        rows: Rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise UnreadableFile(f"{filename} cannot be read as a table ({error}).") from error
    widest = max(map(len, rows), default=0)
    if widest > MAX_COLUMNS:
        raise HostileFile(f"{filename} has a row of {widest:,} cells. It was not read.")
    if widest < 2:
        raise UnreadableFile(f"{filename} is no workbook and no table with columns; ODS, XLSX and CSV can be read.")
    return Workbook(filename, "csv", [Grid(filename, lambda limit: rows[:limit], is_csv=True)], notes)


def _decode(content: bytes, filename: str) -> tuple[str, list[str]]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16"), ["Written in UTF-16; read as such."]
        except UnicodeDecodeError as error:
            raise UnreadableFile(f"{filename} is damaged text; get it again.") from error
    if b"\0" in content:
        raise UnreadableFile(f"{filename} is neither a workbook nor text; ODS, XLSX and CSV can be read.")
    try:
        notes = ["A byte-order mark in front was left out."] if content.startswith(b"\xef\xbb\xbf") else []
        return content.decode("utf-8-sig"), notes
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), ["Not written in UTF-8; read as Windows-1252."]
