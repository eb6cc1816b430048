"""Which sheets of a workbook are filled templates: told by their headings, which are the names of our own fields."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache

from dashboard.domain.kinds import BY_NAME, KINDS, Field, Kind
from dashboard.domain.templates import SOURCE_COLUMNS, TABLE_COLUMN, columns_of, is_needed
from loaders.grids import Grid, Value, words

HEADER_WITHIN = 30  # rows in which the header of a template stands
MOSTLY = 0.6  # share of the headings that must be ours where the sheet's name does not say what it is
OTHER_NAMES = {
    "force": "force_code",
    "police_force": "force_code",
    "force_name": "force_code",
    "source_id": "source",
    "source_date": "source_published_on",
    "source_link": "source_url",
    "publisher": "source_publisher",
}


@dataclass
class Sheet:
    """One sheet: the kinds its rows may be of, its header and columns by field name; `unknown` are other headings.

    `kinds` is empty for a sheet of sources.  Where it has several, the column `table` says of which one a row is.
    """

    grid: Grid
    kinds: tuple[Kind, ...]
    header_row: int
    columns: dict[str, int]
    unknown: dict[int, str] = field(default_factory=dict)
    repeated: dict[int, str] = field(default_factory=dict)

    def cell(self, row: list[Value], name: str) -> Value:
        """The cell under a field's name; blank where the row is short or the column is not there."""
        column = self.columns.get(name)
        return row[column] if column is not None and column < len(row) else ""

    def place(self, number: int, name: str) -> str:
        """Where the cell of a field stands; the row where its column is missing."""
        column = self.columns.get(name)
        return self.grid.row_address(number) if column is None else self.grid.address(number, column)


def sheet_of(grid: Grid) -> Sheet | None:
    """The template sheet a grid is, or None."""
    best: Sheet | None = None
    for number, row in enumerate(grid.head[:HEADER_WITHIN]):
        names = [field_name(words(cell)) if isinstance(cell, str) else "" for cell in row]
        if sum(1 for name in names if name) < 2:
            continue
        sheet = _as_sheet(grid, number, names)
        if sheet and (best is None or len(sheet.columns) > len(best.columns)):
            best = sheet
    return best


def field_name(heading: str) -> str:
    """`Recorded pct (%)`, `recorded_pct *` and `Recorded pct` are all the field recorded_pct."""
    bare = re.sub(r"\(.*?\)|\[.*?\]|\*", " ", heading.casefold())
    return re.sub(r"[^a-z0-9]+", "_", bare).strip("_")


def _as_sheet(grid: Grid, number: int, names: list[str]) -> Sheet | None:
    filled = [name for name in names if name]
    named = BY_NAME.get(field_name(grid.name)) if not grid.is_csv else None
    if TABLE_COLUMN in filled and _share(filled, _every_name() | {TABLE_COLUMN}) >= MOSTLY and len(filled) > 3:
        return _with_columns(Sheet(grid, KINDS, number, {}), names, _every_name() | {TABLE_COLUMN})
    if named and _share(filled, _names_of(named)) >= 1 / 3:
        return _with_columns(Sheet(grid, (named,), number, {}), names, _names_of(named))
    own = [name for name in filled if name.startswith("source_") and OTHER_NAMES.get(name, name) in SOURCE_COLUMNS]
    if len(own) >= 2 and _share(filled, frozenset(SOURCE_COLUMNS) | OTHER_NAMES.keys()) >= MOSTLY:
        return _with_columns(Sheet(grid, (), number, {}), names, frozenset(SOURCE_COLUMNS))
    kind = _best_kind(filled)
    return None if kind is None else _with_columns(Sheet(grid, (kind,), number, {}), names, _names_of(kind))


def _best_kind(filled: list[str]) -> Kind | None:
    """The kind most of whose needed fields and most of these headings agree; None where none does."""

    def fit(kind: Kind) -> tuple[int, float]:
        own = {field.name for field in kind.fields}
        found = {OTHER_NAMES.get(name, name) for name in filled}
        return len(own & found), len(own & found) / len(own)

    def is_fit(kind: Kind) -> bool:
        needed = {field.name for field in kind.fields if is_needed(field)}
        found = {OTHER_NAMES.get(name, name) for name in filled}
        return (
            len(needed & found) >= max(1, len(needed) / 2)
            and bool(set(kind.keys) & found)
            and _share(filled, _names_of(kind)) >= MOSTLY
            and len({field.name for field in kind.fields} & found) >= 2
        )

    return max(filter(is_fit, KINDS), key=fit, default=None)


def _share(filled: list[str], known: frozenset[str]) -> float:
    return sum(1 for name in filled if OTHER_NAMES.get(name, name) in known) / len(filled)


def _with_columns(sheet: Sheet, names: list[str], known: frozenset[str]) -> Sheet:
    for column, name in enumerate(names):
        ours = OTHER_NAMES.get(name, name) if name not in known else name
        if not name or name.startswith("faults_found"):  # the column of a checked copy that came back
            continue
        if ours not in known:
            sheet.unknown[column] = words(sheet.grid.head[sheet.header_row][column])
        elif ours in sheet.columns:
            sheet.repeated[column] = ours
        else:
            sheet.columns[ours] = column
    return sheet


def nearest(heading: str, kinds: tuple[Kind, ...]) -> str:
    """`; did you mean 'recorded_pct'?` for a heading nobody knows, or nothing."""
    known = sorted(set().union(*(_names_of(kind) for kind in kinds)) if kinds else SOURCE_COLUMNS)
    near = get_close_matches(field_name(heading), known, n=1, cutoff=0.6)
    return f"; did you mean {near[0]!r}?" if near else ""


@cache
def _fields(kind: Kind) -> dict[str, Field]:
    return {field.name: field for field in columns_of(kind)}


def _names_of(kind: Kind) -> frozenset[str]:
    return frozenset(_fields(kind))


@cache
def _every_name() -> frozenset[str]:
    return frozenset().union(*map(_names_of, KINDS))
