"""Finds the columns of area codes and names in a table whose headings do not say which they are."""

from __future__ import annotations

import re

from loaders.forces_in_files import Area, area_named
from loaders.grids import words
from loaders.headings import Table

SAMPLE = 60  # rows looked at
FEWEST = 1 / 3  # share of filled cells that must be codes, or names of known areas
_CODE = re.compile(r"[EWK]\d{8}")
# The one name that a region and a force share; without codes, the region stands above its forces.
REGION_OF_SAME_NAME = {"E23000014": "E12000005"}


def find_areas(table: Table) -> bool:
    """Put `area_code` and `area_name` into the table's columns by what stands in them; whether names are there now.

    A column that is headed already is left alone.
    """
    body = table.grid.head[table.first_row : table.first_row + SAMPLE]
    taken = set(table.columns.values())
    for name, fits in (("area_code", _is_code), ("area_name", _is_name)):
        if name in table.columns:
            continue
        for column in range(min(max(map(len, body), default=0), 8)):
            cells = [words(row[column]) for row in body if column < len(row) and words(row[column])]
            if column not in taken and cells and sum(map(fits, cells)) >= max(1, FEWEST * len(cells)):
                table.columns[name] = column
                table.unknown.pop(column, None)
                taken.add(column)
                break
    return "area_name" in table.columns


def _is_code(text: str) -> bool:
    return bool(_CODE.fullmatch(text))


def _is_name(text: str) -> bool:
    return area_named(text).level in ("force", "special force")


def is_region_before_force(table: Table, number: int, area: Area) -> bool:
    """Whether a row is the region of the same name as a force further down."""
    if area.code not in REGION_OF_SAME_NAME:
        return False
    below = table.grid.rows[number + 1 :]
    return any(area_named(words(table.value(row, "area_name"))).code == area.code for row in below)
