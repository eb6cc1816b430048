"""Finds tables by what their headings mean, wherever they stand.

What headings have meant is kept in `headings/*.csv`, one file a publication: our name, the heading as seen, and the
first and last edition it was seen in.  A renamed column is one added line there; a heading that begins with `like:` is a
pattern (a regular expression) for those not seen yet, asked only where no heading seen fits.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from loaders.grids import HEAD_ROWS, Grid, Value, words
from loaders.markers import plain

FOLDER = Path(__file__).parent / "headings"
LINES_OF_HEADER = 3  # a heading may stand over up to this many rows


PATTERN = "like:"


class Known(dict[str, str]):
    """Headings, made comparable, to our names; what is not among them is looked for by pattern."""

    def __init__(self, seen: Mapping[str, str], patterns: Iterable[tuple[re.Pattern[str], str]]) -> None:
        super().__init__(seen)
        self._patterns = tuple(patterns)
        self._told: dict[str, str | None] = {}

    def _by_pattern(self, text: str) -> str | None:
        if text not in self._told:
            self._told[text] = next((name for like, name in self._patterns if like.fullmatch(text)), None)
        return self._told[text]

    def __contains__(self, text: object) -> bool:
        return super().__contains__(text) or (isinstance(text, str) and self._by_pattern(text) is not None)

    def __missing__(self, text: str) -> str:
        if (name := self._by_pattern(text)) is None:
            raise KeyError(text)
        return name

    def get(self, text: str, default: Any = None) -> Any:
        """The name of a heading, or `default`."""
        try:
            return self[text]
        except KeyError:
            return default


@dataclass
class Table:
    """A table found in a grid.

    `columns` leads from our name to the column; `first_row` is the first row under the header.  `unknown` are headed
    columns nobody has a name for, `repeated` are later columns with a heading already taken, by column.
    """

    grid: Grid
    header_row: int
    columns: dict[str, int]
    unknown: dict[int, str] = field(default_factory=dict)
    repeated: dict[int, str] = field(default_factory=dict)

    @property
    def first_row(self) -> int:
        """Where the body begins."""
        return self.header_row + 1

    def value(self, row: list[Value], name: str) -> Value:
        """The cell of a row under one of our names; blank where the row is short or the column is not there."""
        column = self.columns.get(name)
        return row[column] if column is not None and column < len(row) else ""


@cache
def aliases(publication: str) -> Known:
    """Headings seen, made comparable, to our names; from `headings/<publication>.csv`."""
    told = [(row["heading"], row["name"]) for row in lines(publication)]
    return Known(
        {plain(heading): name for heading, name in told if not heading.startswith(PATTERN)},
        [(re.compile(heading.removeprefix(PATTERN)), name) for heading, name in told if heading.startswith(PATTERN)],
    )


@cache
def lines(publication: str) -> tuple[dict[str, str], ...]:
    """The lines of a headings file, in order."""
    with (FOLDER / f"{publication}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def find_table(grid: Grid, known: Mapping[str, str], required: Iterable[str]) -> Table | None:
    """The first table whose header has every required column, or None.

    A heading may stand one or two rows above the lowest line of its header, as over a spanned group of columns.
    """
    wanted = set(required)
    head = grid.head
    named = [{known[text] for text in texts if text in known} for texts in grid.head_texts(plain)]
    for number in range(min(len(head), HEAD_ROWS)):
        if not wanted <= set().union(*named[max(number - LINES_OF_HEADER + 1, 0) : number + 1]):
            continue
        if sum(1 for cell in head[number] if isinstance(cell, str) and cell.strip()) < 2:
            continue
        table = _header_at(grid, number, known)
        if wanted <= table.columns.keys():
            return table
    return None


def best_header(grid: Grid, known: Mapping[str, str]) -> Table | None:
    """The row with the most known headings, at least two; for saying what is missing from a table."""
    tables = (_header_at(grid, number, known) for number in range(min(len(grid.head), HEAD_ROWS)))
    best = max(tables, key=lambda table: len(table.columns), default=None)
    return best if best and len(best.columns) >= 2 else None


def _header_at(grid: Grid, number: int, known: Mapping[str, str]) -> Table:
    head = grid.head
    table = Table(grid, number, {})
    for column, cell in enumerate(head[number]):
        text = cell if isinstance(cell, str) else ""
        name = known.get(plain(text)) if text.strip() else None
        if not text.strip():
            name, text = _from_above(head, number, column, known)
        if name and name in table.columns:
            before = table.columns[name]
            # A heading copied by mistake stands over nothing, and may stand on either side of the one that counts.
            if _is_empty(grid, number, before) and not _is_empty(grid, number, column):
                table.columns[name], column = column, before
            table.repeated[column] = words(text)
        elif name:
            table.columns[name] = column
        elif text.strip():
            table.unknown[column] = words(text)
    return table


def _is_empty(grid: Grid, header_row: int, column: int) -> bool:
    body = islice(grid.rows, header_row + 1, header_row + 1 + HEAD_ROWS)
    return not any(row[column] not in ("", None) for row in body if column < len(row))


def _from_above(head: list[list[Value]], number: int, column: int, known: Mapping[str, str]) -> tuple[str | None, str]:
    """A known heading in the rows just above a blank header cell."""
    for above in range(number - 1, max(number - LINES_OF_HEADER, -1), -1):
        text = head[above][column] if column < len(head[above]) else ""
        if isinstance(text, str) and text.strip():
            name = known.get(plain(text))
            return (name, text) if name else (None, "")
    return None, ""
