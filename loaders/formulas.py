"""Cells of a workbook that are worked out by formulas: named, and refused unless they only do sums on the file's own cells.

A reader takes the value last saved with such a cell, which need not be what its formula says.  Publishers' own tables hold
plain arithmetic now and then (a change worked out from two columns); anything else could fetch or run something, or has no
business among figures.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from loaders.errors import SHOWN, HostileFile
from loaders.grids import letters

HARMLESS = frozenset(
    [
        "SUM",
        "SUBTOTAL",
        "AVERAGE",
        "ROUND",
        "ROUNDUP",
        "ROUNDDOWN",
        "ABS",
        "MIN",
        "MAX",
        "COUNT",
        "COUNTA",
        "COUNTIF",
        "SUMIF",
        "SUMIFS",
        "IF",
        "IFERROR",
        "AND",
        "OR",
        "NOT",
        "VLOOKUP",
        "HLOOKUP",
        "INDEX",
        "MATCH",
        "ROW",
        "COLUMN",
    ]
)
_TEXT = re.compile(r'"[^"]*"')
_FUNCTION = re.compile(r"([A-Za-z_][\w.]*)\s*\(")
_REFERENCE = re.compile(r"\$?[A-Za-z]{1,3}\$?\d{1,7}\b")
_OUTSIDE = re.compile(r"""https?:|file:|ftp:|\\\\|\||\[\d+\]|\.(?:xls|ods|csv)[a-z]?\b|'#""", re.IGNORECASE)
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass
class Formulas:
    """The first cells of each sort, in the reader's own terms, and how many there are."""

    refused: list[str] = field(default_factory=list)
    harmless: list[str] = field(default_factory=list)
    refused_count: int = 0
    harmless_count: int = 0

    def add(self, sheet: str, cell: str, formula: str) -> None:
        """Note a cell; its formula is not quoted, only what makes it one that is refused."""
        why = why_refused(formula)
        place = f"'{sheet}'!{cell}"
        if why:
            self.refused_count += 1
            if len(self.refused) < SHOWN:
                self.refused.append(f"{place} ({why})")
        else:
            self.harmless_count += 1
            if len(self.harmless) < SHOWN:
                self.harmless.append(place)


def why_refused(formula: str) -> str:
    """What keeps a formula from being plain arithmetic on the file's own cells, or nothing."""
    if _OUTSIDE.search(formula):
        return "reaches outside the file"
    bare = _TEXT.sub("", formula)
    odd = [name.upper() for name in _FUNCTION.findall(bare) if name.upper() not in HARMLESS]
    if odd:
        return f"function {odd[0][:30]}"
    return "" if _REFERENCE.search(bare) else "refers to no cell"


def check_formulas(content: bytes, kind: str) -> list[str]:
    """A note on the harmless formulas of an XLSX or ODS workbook; HostileFile naming the cells with any other.

    The archive must have been looked through (`archive_guard.inspect`).
    """
    found = Formulas()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for sheet, cell, formula in _in_ods(archive) if kind == "ods" else _in_xlsx(archive):
            found.add(sheet, cell, formula)
    if found.refused:
        more = f"; and {found.refused_count - SHOWN:,} more" if found.refused_count > SHOWN else ""
        raise HostileFile(
            f"The file holds formulas that are not plain arithmetic on its own cells: {'; '.join(found.refused)}{more}. "
            "Nothing of it was read. Put the figures in their place (copy, paste as values), save it and load it again."
        )
    if not found.harmless:
        return []
    more = f" and {found.harmless_count - SHOWN:,} more" if found.harmless_count > SHOWN else ""
    return [
        f"{found.harmless_count:,} cells are worked out by plain arithmetic on the file's own cells; the values last saved "
        f"with the file were read: {', '.join(found.harmless)}{more}."
    ]


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _in_xlsx(archive: zipfile.ZipFile) -> Iterator[tuple[str, str, str]]:
    names = _sheet_names(archive)
    for part in archive.namelist():
        if part.startswith("xl/worksheets/") and part.endswith(".xml"):
            with archive.open(part) as stream:
                for cell, formula in _xlsx_cells(stream):
                    yield names.get(part, part), cell, formula


def _xlsx_cells(stream: IO[bytes]) -> Iterator[tuple[str, str]]:
    number, column = 0, 0
    for event, element in iterparse(stream, events=("start", "end")):
        name = _local(element)
        if event == "start":
            if name == "row":
                number, column = int(element.get("r") or number + 1), 0
            continue
        if name == "c":
            column += 1
            formula = next((child for child in element if _local(child) == "f"), None)
            # A cell that shares its neighbour's formula holds none itself.
            if formula is not None and formula.text:
                yield element.get("r") or f"{letters(column - 1)}{number}", formula.text
            element.clear()
        elif name == "row":
            element.clear()


def _sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """The name a reader sees for each part."""
    if "xl/_rels/workbook.xml.rels" not in archive.namelist():
        return {}
    with archive.open("xl/_rels/workbook.xml.rels") as stream:
        targets = {e.get("Id"): str(e.get("Target")) for _, e in iterparse(stream) if _local(e) == "Relationship"}
    with archive.open("xl/workbook.xml") as stream:
        sheets = [(e.get("name"), e.get(_RELATED)) for _, e in iterparse(stream) if _local(e) == "sheet"]
    return {f"xl/{targets.get(key, '').removeprefix('/xl/')}": str(name) for name, key in sheets if key in targets}


def _in_ods(archive: zipfile.ZipFile) -> Iterator[tuple[str, str, str]]:
    sheet, row, column, repeats = "", 0, 0, 1
    with archive.open("content.xml") as stream:
        for event, element in iterparse(stream, events=("start", "end")):
            name = _local(element)
            if event == "start":
                if name == "table":
                    sheet, row = str(_attribute(element, "name") or ""), 0
                elif name == "table-row":
                    column, repeats = 0, int(_attribute(element, "number-rows-repeated") or 1)
                elif name in ("table-cell", "covered-table-cell"):
                    if formula := _attribute(element, "formula"):
                        yield sheet, f"{letters(column)}{row + 1}", formula.removeprefix("of:")
                    column += int(_attribute(element, "number-columns-repeated") or 1)
            elif name == "table-row":
                row += repeats
                element.clear()


def _attribute(element: Element, name: str) -> str | None:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)
