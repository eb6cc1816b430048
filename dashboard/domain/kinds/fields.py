"""What a kind of fact is made of: its fields, their types and units, and what every row carries besides.

The tables of the store, the checks on bundled and template files, and the data dictionary are all made from
these declarations, so a column is described in exactly one place.  To add a kind, add it to `KINDS`.

Besides its own fields every row carries the fields in `COMMON`: where it came from, and when it was known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

FieldType = Literal["text", "integer", "number", "date", "flag"]

PRECISIONS = ("day", "month", "year", "unknown")
FIGURE_CLASSES = (
    "official statistic",
    "inspectorate finding",
    "management information",
    "unpublished",
    "illustrative",
)
BASES = ("as published", "secondary", "derived")
VALUE_STATUSES = ("published", "not published", "not measurable", "not comparable", "no records")


@dataclass(frozen=True)
class Field:
    """One column of a kind.

    `is_key` fields together name the thing a row is about; a later row with the same key replaces an earlier one
    from its date on.  `refers_to` names the kind and field a value must be found in ("forces.force_code").
    A date known only to the month or year is held as the last day it could have been, with the precision beside it,
    so that nothing counts as known before it surely was.
    """

    name: str
    type: FieldType
    meaning: str
    unit: str = ""
    is_key: bool = False
    required: bool = False
    choices: tuple[str, ...] = ()
    refers_to: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind of fact: one table in the store, one file in the bundled record.

    An `is_reference` kind names things (forces, codes, systems) instead of measuring them: its first statement counts
    as known at every earlier date too, since a force did not begin to exist when we first read its name.  When the
    thing itself began and ended is in its own from and to dates.  `indexes` names the fields that a large kind is asked
    by besides its key.
    """

    name: str
    title: str
    fields: tuple[Field, ...]
    is_reference: bool = False
    indexes: tuple[tuple[str, ...], ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Names of the key fields, in order."""
        return tuple(f.name for f in self.fields if f.is_key)

    @property
    def values(self) -> tuple[str, ...]:
        """Names of the fields that are not part of the key, the common ones that belong to the row included."""
        return tuple(f.name for f in self.fields if not f.is_key) + ROW_COMMON


def key(name: str, meaning: str, of: FieldType = "text", **more: Any) -> Field:
    """A field that is part of the key; one that may be blank says `required=False`."""
    return Field(name, of, meaning, is_key=True, **{"required": True, **more})


def text(name: str, meaning: str, **more: Any) -> Field:
    """A text field."""
    return Field(name, "text", meaning, **more)


def number(name: str, meaning: str, unit: str, **more: Any) -> Field:
    """A number with its unit."""
    return Field(name, "number", meaning, unit=unit, **more)


def count(name: str, meaning: str, unit: str = "count", **more: Any) -> Field:
    """A whole number with its unit."""
    return Field(name, "integer", meaning, unit=unit, **more)


def day(name: str, meaning: str, **more: Any) -> Field:
    """A date."""
    return Field(name, "date", meaning, **more)


def dated(name: str, meaning: str) -> tuple[Field, Field]:
    """A date and, beside it, how precisely it is known."""
    stem = name.removesuffix("_on")
    return (
        day(name, f"{meaning}; the last day it could have been where only the month or year is known"),
        text(f"{stem}_precision", f"how precisely {name} is known", choices=PRECISIONS),
    )


FORCE: dict[str, Any] = {"refers_to": "forces.force_code"}

COMMON: tuple[Field, ...] = (
    text("source_id", "the edition the row came from", required=True, refers_to="sources.source_id"),
    text("place", "sheet, table, page or row within the source"),
    day("known_on", "when this row was known, where that differs from the day its source was published"),
    text("basis", "how the row relates to its source", required=True, choices=BASES),
    text("figure_class", "class of the figure, where it differs from that of its publication", choices=FIGURE_CLASSES),
    text("note", "what a reader should know about this row: definition, rounding, doubt, working"),
)
ROW_COMMON = ("place", "basis", "figure_class", "note")

STATUS = text("value_status", "why a value is there or not", required=True, choices=VALUE_STATUSES)
PERIOD = (
    key("period_start", "first day the figure describes", "date"),
    key("period_end", "last day the figure describes", "date"),
)
