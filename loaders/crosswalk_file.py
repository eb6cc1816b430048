"""Reads an edited crosswalk: a filled template of that kind alone, which may be the file of the bundled record itself."""

from __future__ import annotations

from loaders import templates
from loaders.reading import ReadPublication
from loaders.report import LoadReport
from loaders.workbook import Workbook

KIND = "crosswalk"
PUBLICATION = "product-reference"


def matches(book: Workbook) -> int:
    """One more than its sheets where every filled sheet is of the crosswalk, so that it is told from other templates; an empty template is one."""
    filled = [sheet for sheet in templates.sheets_of(book) if sheet.kinds]
    if not filled or any([kind.name for kind in sheet.kinds] != [KIND] for sheet in filled):
        return 0
    has_rows = any(
        cell not in ("", None) for sheet in filled for row in sheet.grid.rows[sheet.header_row + 1 :] for cell in row
    )
    return len(filled) + 1 if has_rows else 0


def read(book: Workbook, report: LoadReport) -> ReadPublication:
    """The rows of the sets of pairs that the file states, each set in full.

    Where the file names no source, it is itself the source: what a column `source_id` says of rows written out by this
    product is where each came from, and no title.
    """
    own = templates.Source(f"Crosswalk as edited in {book.file_name}", "", None, "day", "", PUBLICATION, False)
    return templates.read(book, report, own=own)
