"""A tracker as a table: its heading row is found under titles above it, and its headings are read without stray spaces."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection
from datetime import date, datetime

import pandas as pd

from dashboard.commands.tracker_words import HEADINGS, folded
from dashboard.domain.errors import ReaderError

TITLES_AT_MOST = 20  # rows above the headings
RECOGNISED = frozenset(words for known in HEADINGS.values() for words in known)


def sheet_in(content: bytes, file_name: str, named: Collection[str] = ()) -> tuple[pd.DataFrame, int]:
    """The rows under the headings, cells as the file has them, and the number of the first of them in the file, from 1.

    The heading row is the one among the first rows with most headings that are known, or among those `named`; the first
    row where none has any.  ReaderError where the file cannot be read as a table.
    """
    try:
        rows = _rows(content, file_name)
    except Exception as error:  # the libraries raise many kinds; each means the same to the person
        raise ReaderError(f"{file_name} cannot be read as a table; save it as CSV (UTF-8), XLSX or ODS.") from error
    wanted = RECOGNISED | {folded(name) for name in named}
    known = [sum(folded(words_in(cell)) in wanted for cell in row) for row in rows[:TITLES_AT_MOST]]
    at = known.index(max(known)) if known else 0
    heads = _unlike([words_in(cell) for cell in rows[at]]) if rows else []
    width = len(heads)
    below = [[*row[:width], *[""] * (width - len(row))] for row in rows[at + 1 :]]
    return pd.DataFrame(below, columns=pd.Index(heads, dtype=object), dtype=object), at + 2


def _rows(content: bytes, file_name: str) -> list[list[object]]:
    if file_name.lower().endswith(".csv"):
        found: list[list[object]] = [
            list(row) for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        ]
    else:
        frame = pd.read_excel(io.BytesIO(content), header=None, dtype=object, keep_default_na=False, engine="calamine")
        found = frame.to_numpy(dtype=object).tolist()
    if not found:
        raise ValueError("no row")
    return found


def _unlike(headings: list[str]) -> list[str]:
    """Headings that can be told apart: a blank one by its place, a repeated one by a number."""
    made: list[str] = []
    for n, heading in enumerate(headings):
        name = heading or f"Column {n + 1}"
        again = sum(other == name or other.startswith(f"{name} (") for other in made)
        made.append(f"{name} ({again + 1})" if name in made else name)
    return made


def heading_named(name: str, headings: Collection[str]) -> str | None:
    """The heading that somebody means by a name: as it is written, or else whatever its case and spaces; None for none."""
    if name in headings:
        return name
    plain = " ".join(name.split()).casefold()
    return next((heading for heading in headings if heading.casefold() == plain), None)


def table_in(content: bytes, file_name: str) -> pd.DataFrame:
    """A table whose headings stand in its first row.  ReaderError where the file cannot be read as one."""
    try:
        if file_name.lower().endswith(".csv"):
            return pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False, encoding="utf-8-sig")
        return pd.read_excel(io.BytesIO(content), dtype=object, keep_default_na=False, engine="calamine")
    except Exception as error:  # the libraries raise many kinds; each means the same to the person
        raise ReaderError(f"{file_name} cannot be read as a table; save it as CSV (UTF-8), XLSX or ODS.") from error


def words_in(cell: object) -> str:
    """A cell as text: days as ISO dates, whole numbers without a point, single spaces, nothing for a blank one."""
    if isinstance(cell, datetime | date):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None or cell != cell else " ".join(str(cell).split())
