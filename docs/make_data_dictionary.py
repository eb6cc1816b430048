"""Writes docs/data-dictionary.md from the declarations of the kinds of fact and the files of the bundled record.

Run `python docs/make_data_dictionary.py` after changing either; a test holds the page equal to what this makes.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from dashboard.domain.kinds import COMMON, KINDS, Field, Kind
from dashboard.paths import DATA_DIR, PROJECT_ROOT

PAGE = PROJECT_ROOT / "docs" / "data-dictionary.md"

INTRODUCTION = """\
# Data dictionary

Every kind of fact the store holds: one table in the store and one file in `data/` each. This page is made from
`dashboard/domain/kinds` by `docs/make_data_dictionary.py`; change it there.

How to read it

- **key** fields together name what a row is about. A later statement of the same publication about the same key
  replaces an earlier one from the day it was known; both stay.
- A date known only to its month or year is held as the last day it could have been, with the precision beside it, so
  that nothing counts as known before it surely was. Pages show it as "May 2024" or "2014".
- An empty cell is a missing value, never a zero.
- Kinds marked as *names* (forces, codes, systems) count as known at every earlier date from their first statement on;
  when the thing itself began and ended is in its own dates.
- In the store every row also has `publication_id`, `edition_id`, `known_from`, `known_until` (not including),
  `closed_by` (the edition that replaced it) and `is_withdrawn`.
"""


def page() -> str:
    """The whole page."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield INTRODUCTION
    yield "## Fields that every file has\n"
    yield from _fields(COMMON)
    for kind in KINDS:
        yield from _kind(kind)
    yield from _sources()


def _kind(kind: Kind) -> Iterator[str]:
    names = " (names)" if kind.is_reference else ""
    yield f"## {kind.title}{names}\n"
    yield f"`data/{kind.name}.csv`, {_rows(DATA_DIR / f'{kind.name}.csv'):,} rows.\n"
    yield from _fields(kind.fields)


def _fields(fields: tuple[Field, ...]) -> Iterator[str]:
    yield "| field | type | unit | meaning |"
    yield "| --- | --- | --- | --- |"
    for field in fields:
        words = field.meaning
        if field.choices:
            words += f" (one of: {', '.join(field.choices)})"
        if field.refers_to:
            words += f" (found in {field.refers_to})"
        marks = [mark for mark, holds in (("key", field.is_key), ("required", field.required)) if holds]
        name = f"`{field.name}`" + (f" ({', '.join(marks)})" if marks else "")
        yield f"| {name} | {field.type} | {field.unit} | {words} |"
    yield ""


def _sources() -> Iterator[str]:
    yield "## Publications and editions\n"
    yield f"`data/sources.csv`, {_rows(DATA_DIR / 'sources.csv'):,} editions of the publications in `data/publications.csv`:\n"
    yield "| publication | publisher | class of figures | licence | how often | note |"
    yield "| --- | --- | --- | --- | --- | --- |"
    with (DATA_DIR / "publications.csv").open(encoding="utf-8", newline="") as file:
        for p in csv.DictReader(file):
            cells = (
                p["title"],
                p["publisher"],
                p["figure_class"] or "none: documents",
                p["licence"],
                p["frequency"],
                p["note"],
            )
            yield "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"
    yield ""


def _rows(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file)) - 1


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
