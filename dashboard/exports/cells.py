"""A value as a person reads it: dates at their true precision, figures with their unit's habits, reasons for gaps."""

from __future__ import annotations

import re
from datetime import date

from dashboard.domain.view_model import Column, Table, Value
from dashboard.locale import ENGLISH, Words

# Columns whose values are short codes, shown with spaces.
CODES = frozenset({"measure", "audit_type"})
NOT_COMPARABLE = "not comparable"
# Units that are things one can count, said in the singular of one.
COUNTED_NOUNS = frozenset({"forces", "items", "actions", "publications", "figures", "offences", "crimes", "records"})
LONGEST_GAP = 18  # characters of a reason that a column of figures has room for
_KIND_OF_NOTHING = re.compile(
    r"not (comparable|measurable|published|held|known|applicable|stated|audited|graded|tested)|no interval|"
    r"too (few|small) to judge",
    re.IGNORECASE,
)
_REFUSED = re.compile(r"refused|cannot be compared", re.IGNORECASE)


def is_figure(column: Column) -> bool:
    """Whether the column holds figures, which stand to the right."""
    return bool(column.unit) and column.unit != "position"


def cell_words(column: Column, record: dict[str, Value], words: Words = ENGLISH) -> tuple[str, bool]:
    """What to show for a column of a record, and whether it is a stand-in for a missing value."""
    value = record[column.name]
    if value is None or value == "":
        return (words.say(reason_missing(column, record)), True)
    if isinstance(value, bool):
        return (words.say("yes" if value else "no"), False)
    if isinstance(value, date):
        precision = record.get(f"{column.name.removesuffix('_on')}_precision") or record.get("precision")
        return (words.day(value, str(precision) if precision else "day"), False)
    if isinstance(value, int | float):
        unit = "ratio" if not column.unit and record.get("unit") == "ratio" else column.unit
        return (words.figure(value, unit), False)
    return (words.say(str(value).replace("_", " ") if column.name in CODES else str(value)), False)


def reason_missing(column: Column, record: dict[str, Value]) -> str:
    """Why a value is missing; where a rate or a difference is missing its limits are so for the same reason."""
    names = [f"{column.name}_missing"]
    if column.name in ("lower_pct", "upper_pct"):
        names += ["recorded_pct_missing", "rate_missing"]
    if column.name.startswith("difference_"):
        names.append("difference_pct_missing")
    reading = str(record.get("reading") or "")
    if column.unit and _REFUSED.match(reading) and not record.get(names[0]):
        return NOT_COMPARABLE  # why stands in the same row
    if column.name.startswith("rate_published"):
        names.append("recorded_pct_missing")
    return next((str(record[name]) for name in names if record.get(name)), column.missing)


def without_figure(reason: str) -> str:
    """A reason for a missing figure in the few words that fit a column of figures; a short reason as it is.

    The kinds of nothing stay apart: what is not held, not published, not measurable or not comparable says so.
    """
    if len(reason) <= LONGEST_GAP:
        return reason
    if _REFUSED.match(reason):
        return NOT_COMPARABLE  # a comparison that is refused, whatever else its reason names
    kind = _KIND_OF_NOTHING.search(reason)
    return kind.group(0).lower() if kind else "no figure"


def figure_words(value: float, unit: str) -> str:
    """A figure with thousands separators and the decimals its unit calls for; a year stays a year."""
    return ENGLISH.figure(value, unit)


def shown_columns(table: Table) -> list[Column]:
    """The columns a page shows: those named for it, or all of them without the ones that only explain others."""
    if table.page_columns:
        return [table.column(name) for name in table.page_columns]
    hidden = ("_missing", "_precision")
    return [
        c for c in table.columns if not c.name.endswith(hidden) and c.name not in ("precision", "segment", "force_code")
    ]


def rows_words(count: int) -> str:
    """How many rows there are, in words."""
    return f"{count:,} row{'' if count == 1 else 's'}"


def counted(value: float, unit: str) -> str:
    """The unit as it is said of one thing: "1 force", "2 forces", "1 figure compared"; others stay as they are."""
    if value != 1:
        return unit
    noun, space, rest = unit.partition(" ")
    return f"{noun.removesuffix('s')}{space}{rest}" if noun in COUNTED_NOUNS else unit
