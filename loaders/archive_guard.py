"""Looks through a spreadsheet archive before anything parses it, and refuses what could hurt the machine.

Sizes are checked twice: as the archive's directory claims them, and as they turn out while inflating in pieces.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass

import numpy as np

from loaders.errors import HostileFile, UnreadableFile

MAX_PARTS = 2_000
MAX_INFLATED = 800 * 1024 * 1024  # a full history of 514,280 rows in ODS is 437 MB
MAX_RATIO = 250  # such a history is packed 78 to 1; a bomb about 1,000 to 1
RATIO_FROM = 8 * 1024 * 1024  # parts smaller than this cannot do harm
MAX_CELLS = 14_000_000  # cells in the box round a sheet's contents; a full history on one sheet of 26 columns fits
PIECE = 1024 * 1024
LONG_TEXT = 2_000  # bytes; a text that long belongs on a cover, and matters only where cells repeat it
MAX_REPEATED_TEXT = 400 * 1024 * 1024  # bytes that long texts may come to over all cells that repeat them
SPACE = ord(" ")
OVERLAP = 600  # bytes kept from one piece to the next, so that nothing hides on the seam

# Both begin with fixed letters, which is what makes looking through hundreds of megabytes quick.
_XLSX_WIDE = re.compile(rb'r="([A-Z]{2,4})([0-9]{1,9})"')
_XLSX_ANY = re.compile(rb'r="([A-Z]{1,4})?([0-9]{1,12})"')
_XLSX_ODD = (b"'", b"\n", b"\t", b"\r")  # no r="..." can be written in another legal way without these
# Every repeat but the empty cells that fill up the end of a row, as office programs write them.
_ODS_COLUMNS = re.compile(
    rb'number-columns-repeated="([0-9]+)"'
    rb'(?!(?<=<table:table-cell table:number-columns-repeated="[0-9]{4}")/></table:table-row>)'
    rb'(?!(?<=<table:table-cell table:number-columns-repeated="[0-9]{5}")/></table:table-row>)'
    rb"([^>]*)>(\s*</table:table-row>)?"
)
_ODS_ROWS = re.compile(rb'number-rows-repeated="([0-9]+)"')
_ODD_REFERENCE = re.compile(rb"""\sr\s*=\s*'|\sr\s+=\s*["']|\sr\s*=\s+["']""")
_MACRO = re.compile(r"vbaproject|^basic/|^scripts/|macrosheets/|activex|\.bin\.rels$", re.IGNORECASE)


@dataclass
class Archive:
    """What the look found: `kind` is ods or xlsx; `formulas` counts what may be formulas, by part."""

    kind: str
    formulas: dict[str, int]


def inspect(content: bytes) -> Archive:
    """Look through every part; HostileFile or UnreadableFile naming the first thing that will not do."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _check_directory(parts, len(content))
            kind = _kind({part.filename for part in parts}, archive)
            return Archive(kind, _check_parts(archive, parts))
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise UnreadableFile(
            f"The file is damaged or protected and cannot be opened ({error}); get it again."
        ) from error
    except Exception as error:
        if type(error).__module__ == "zlib":
            raise UnreadableFile(f"The file is damaged ({error}); get it again.") from error
        raise


def _check_directory(parts: list[zipfile.ZipInfo], size: int) -> None:
    if len(parts) > MAX_PARTS:
        raise HostileFile(f"The archive holds {len(parts):,} parts; a workbook has far fewer. It was not opened.")
    seen: set[str] = set()
    for part in parts:
        name = part.filename
        if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name or "\\" in name:
            raise HostileFile(f"The archive holds a part named {name!r}, which leads outside it. It was not opened.")
        if name in seen:
            raise HostileFile(f"The archive holds two parts named {name!r}. It was not opened.")
        seen.add(name)
        if part.flag_bits & 1:
            raise UnreadableFile("The file is protected by a password; save it without one and load it again.")
        if _MACRO.search(name) and not name.endswith("/"):
            raise HostileFile(f"The file carries macros ({name}); save it without them and load it again.")
        if part.file_size > RATIO_FROM and part.file_size > MAX_RATIO * max(part.compress_size, 1):
            raise HostileFile(f"Part {name!r} would unpack to {_mb(part.file_size)}, a zip bomb. It was not opened.")
    total = sum(part.file_size for part in parts)
    if total > MAX_INFLATED:
        raise HostileFile(f"The archive would unpack from {_mb(size)} to {_mb(total)}. It was not opened.")


def _kind(names: set[str], archive: zipfile.ZipFile) -> str:
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names and "mimetype" in names:
        with archive.open("mimetype") as part:
            if b"opendocument.spreadsheet" in part.read(200):
                return "ods"
    if any(name.startswith("xl/") for name in names):
        raise UnreadableFile("This kind of Excel workbook cannot be read; save it as XLSX and load it again.")
    shown = ", ".join(sorted(names)[:5])
    raise UnreadableFile(f"The file is an archive but no XLSX or ODS workbook; it holds {shown}.")


def _check_parts(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> dict[str, int]:
    inflated = 0
    formulas: dict[str, int] = {}
    for part in parts:
        look = _look_for(part.filename)
        before = b""
        own = 0
        with archive.open(part) as stream:
            while piece := stream.read(PIECE):
                own += len(piece)
                inflated += len(piece)
                if inflated > MAX_INFLATED or own > part.file_size:
                    raise HostileFile(f"Part {part.filename!r} unpacks to more than it says. It was not read.")
                look.at(before, piece)
                before = piece[-OVERLAP:]
        found = look.finish()
        if found:
            formulas[part.filename] = found
        if isinstance(look, _StringsLook) and look.long:
            _check_repeated_text(archive, parts, look.long)
    return formulas


def _check_repeated_text(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], long: dict[int, int]) -> None:
    """Refuse a workbook whose cells repeat a long shared text so often that reading it would fill the memory."""
    indexes = b"|".join(str(index).encode() for index in sorted(long))
    pattern = re.compile(b"<v>(" + indexes + b")</v>")
    total = 0
    for part in parts:
        if not isinstance(_look_for(part.filename), _XlsxLook):
            continue
        before = b""
        with archive.open(part) as stream:
            while piece := stream.read(PIECE):
                both = before + piece
                total += sum(long[int(match[1])] for match in pattern.finditer(both) if match.end() > len(before))
                before = piece[-64:]
                if total > MAX_REPEATED_TEXT:
                    raise HostileFile("Cells repeat a long text until it would fill the memory. It was not read.")


class _Look:
    """Looks at one part in pieces; this one only at markup that no spreadsheet needs."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.formulas = 0
        self.is_first = True

    def at(self, before: bytes, piece: bytes) -> None:
        both = before + piece
        if self.name.endswith((".xml", ".rels")):
            if self.is_first and (piece[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in piece[:8]):
                raise HostileFile(f"Part {self.name!r} is written in a form that hides its markup. It was not read.")
            if b"!" in both and (b"<!DOCTYPE" in both or b"<!ENTITY" in both):
                raise HostileFile(f"Part {self.name!r} defines entities, as an XML bomb does. It was not read.")
        if self.is_first and b"macroEnabled" in piece and self.name == "[Content_Types].xml":
            raise HostileFile("The file is a workbook with macros; save it without them and load it again.")
        self.is_first = False
        self.look(both, len(before))

    def look(self, both: bytes, seam: int) -> None:
        """For sheets: see to sizes and formulas."""

    def finish(self) -> int:
        """How often the markup looks as if it held a formula; `loaders.formulas` then looks closely."""
        return self.formulas


class _XlsxLook(_Look):
    """An XLSX sheet: how wide and how deep the box round its cells is."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.columns = 26
        self.rows = 1
        self.tail = b""

    def look(self, both: bytes, seam: int) -> None:
        self.formulas += _pairs(both, max(seam - 1, 0), before="", letter="f", after=">")  # the end of <f> or </f>
        if (any(odd in both for odd in _XLSX_ODD) or _spaced(both)) and _ODD_REFERENCE.search(both):
            raise HostileFile(f"Sheet {self.name!r} writes its cell references in a form nobody uses. It was not read.")
        for match in _XLSX_WIDE.finditer(both):
            column = 0
            for letter in match[1]:
                column = column * 26 + letter - 64
            self.columns = max(self.columns, column)
            self.rows = max(self.rows, int(match[2]))
        self.tail = both[-4 * OVERLAP :]
        for match in _XLSX_ANY.finditer(self.tail):
            self.rows = max(self.rows, int(match[2]))
        if self.columns > 16_384 or self.rows > 1_048_576 or self.columns * self.rows > MAX_CELLS:
            raise HostileFile(
                f"Sheet {self.name!r} claims {self.rows:,} rows of {self.columns:,} columns. It was not read."
            )


class _StringsLook(_Look):
    """The shared texts of an XLSX workbook: which are long, by their number."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.number = -1
        self.since = 0  # bytes since the last text began
        self.long: dict[int, int] = {}

    def look(self, both: bytes, seam: int) -> None:
        piece = both[max(seam - 3, 0) :]
        at = 0
        while (start := piece.find(b"<si", at)) >= 0:
            if piece[start + 3 : start + 4] in (b">", b" ", b"/"):
                self._end_of_text(start - at)
                self.number += 1
            at = start + 3
        self.since += len(piece) - at
        if self.since > LONG_TEXT and self.number >= 0:
            self.long[self.number] = self.since

    def _end_of_text(self, more: int) -> None:
        if self.since + more > LONG_TEXT and self.number >= 0:
            self.long[self.number] = self.since + more
        self.since = 0


def _pairs(both: bytes, start: int, *, before: str, letter: str, after: str) -> int:
    """How often a letter stands between two others; looked for by its rarest letter, several times as quick as the words."""
    text = np.frombuffer(both, dtype=np.uint8)
    places = start + np.flatnonzero(text[start:-1] == ord(letter))
    if before:
        places = places[places > 0]
        places = places[text[places - 1] == ord(before)]
    return int((text[places + 1] == ord(after)).sum())


def _spaced(both: bytes) -> bool:
    """Whether a space stands beside an equals sign; looked for byte by byte, a third of the time of looking for words."""
    letters = np.frombuffer(both, dtype=np.uint8)
    equals = letters == ord("=")
    return bool((equals[1:] & (letters[:-1] == SPACE)).any() or (equals[:-1] & (letters[1:] == SPACE)).any())


class _OdsLook(_Look):
    """The contents of an ODS workbook: how many cells its repeats stand for."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.cells = 0
        self.text = 0  # bytes that repeated texts come to

    def look(self, both: bytes, seam: int) -> None:
        self.formulas += _pairs(both, max(seam - 2, 0), before="r", letter="m", after="u")  # table:formula=
        for match in _ODS_COLUMNS.finditer(both):
            if match.end() > seam:
                self._columns(both, match)
        for match in _ODS_ROWS.finditer(both):
            if match.end() > seam:
                self._rows(both, match)
        if self.cells > MAX_CELLS:
            raise HostileFile("Repeated cells stand for an absurdly large sheet. It was not read.")
        if self.text > MAX_REPEATED_TEXT:
            raise HostileFile("Cells repeat a long text until it would fill the memory. It was not read.")

    def _columns(self, both: bytes, match: re.Match[bytes]) -> None:
        opening = both[max(both.rfind(b"<", 0, match.start()), 0) : match.start()]
        if opening.startswith(b"<table:table-column"):
            return
        is_empty = match[2].endswith(b"/") and b"office:value" not in opening + match[2]
        ends_row = match[3] is not None
        if not (is_empty and (ends_row or match.end() == len(both))):
            self.cells += int(match[1])
            end = both.find(b"</table:table-cell>", match.end())
            self.text += int(match[1]) * ((end if end >= 0 else len(both)) - match.end())

    def _rows(self, both: bytes, match: re.Match[bytes]) -> None:
        end = both.find(b"</table:table-row>", match.end())
        inside = both[match.end() : end if end >= 0 else len(both)]
        if b"<text:p" in inside or b"office:value" in inside:
            repeats = sum(int(found[1]) for found in _ODS_COLUMNS.finditer(inside) if found[3] is None)
            self.cells += int(match[1]) * max(inside.count(b"table-cell"), repeats, 1)
            self.text += int(match[1]) * len(inside)
        elif int(match[1]) > 1_048_576:
            self.cells += int(match[1])


def _look_for(name: str) -> _Look:
    if name.startswith("xl/worksheets/") and name.endswith(".xml"):
        return _XlsxLook(name)
    if name == "xl/sharedStrings.xml":
        return _StringsLook(name)
    return _OdsLook(name) if name == "content.xml" else _Look(name)


def _mb(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
