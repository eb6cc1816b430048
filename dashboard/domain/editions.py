"""An edition on its way into the store: what it is, and what it states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

# One row of a kind: its own fields and the common ones, by name, plus "known_from" and "is_withdrawn".
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Publication:
    """A thing published again and again."""

    publication_id: str
    title: str
    publisher: str
    figure_class: str = ""
    licence: str = ""
    frequency: str = ""
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Edition:
    """One issue of a publication.

    `publisher` is given where it differs from the publication's.
    `known_from` is the publication date, or the day it was retrieved where that date is not known.
    `change_kind` says what its differences from earlier editions are: a "revision" was planned, a "correction"
    puts a mistake right; `change_reason` says why.  `sha256` is of the rows or file taken in.
    """

    source_id: str
    publication_id: str
    title: str
    published_on: date | None
    published_precision: str
    retrieved_on: date
    known_from: date
    file_name: str
    sha256: str
    edition_label: str = ""
    publisher: str = ""
    url: str = ""
    is_secondary: bool = False
    secondary_note: str = ""
    change_kind: str = "first"
    change_reason: str = ""
    corrects_source_id: str | None = None


@dataclass(frozen=True)
class EditionContent:
    """An edition and the rows it states, by kind.

    Rows held as `Counts` are all that their publication says of the periods they name; other rows say nothing of
    what they leave out.  `coverage` names the areas and periods given in part, as an estimate or not at all
    (area_code, period_start, period_end, state).
    """

    edition: Edition
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    coverage: Sequence[Mapping[str, Any]] = ()

    def count(self) -> int:
        """How many rows it states."""
        return sum(len(rows) for rows in self.rows.values())
