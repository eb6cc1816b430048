"""Dates in data as precisely as they are known: 2025-08-31, 2025-08 or 2025 (ISO 8601's reduced precision).

A date known to its month or year is held as the last day it could be; written out as that day it would claim a day that
nobody stated.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from dashboard.domain.view_model import Table, Value

LENGTHS = {"month": 7, "year": 4}  # characters of the ISO form that are known
# Days that are worked out or entered whole, beside whatever date the column `precision` is about.
WHOLE = frozenset({"known_from", "known_until", "retrieved_on"})


def reduced(value: Value, precision: object) -> Value:
    """The date as ISO text where it is known to the month or year only; any other value as it is."""
    length = LENGTHS.get(str(precision)) if isinstance(value, date) else None
    return value.isoformat()[:length] if length and isinstance(value, date) else value


def precision_of(name: str, columns: Sequence[str]) -> str | None:
    """The column that says how precisely the date column `name` is known; None where there is none."""
    own = f"{name.removesuffix('_on')}_precision"
    if own in columns:
        return own
    return "precision" if "precision" in columns and name.endswith("_on") and name not in WHOLE else None


def reducer(table: Table) -> Callable[[Sequence[Value]], Sequence[Value]]:
    """What makes a row of the table say its dates as precisely as they are known."""
    names = [column.name for column in table.columns]
    pairs = [(n, names.index(p)) for n, name in enumerate(names) if (p := precision_of(name, names))]
    if not pairs:
        return lambda row: row

    def told(row: Sequence[Value]) -> Sequence[Value]:
        values = list(row)
        for n, at in pairs:
            values[n] = reduced(row[n], row[at])
        return values

    return told
