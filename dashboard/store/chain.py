"""How the statements about one key follow each other: each holds until the next one is known.

The order is by the day a statement was known; of one day, editions said to put a mistake right come after the
others; then by the edition's identifier, and never by the moment of loading.  So the same editions give the same chain
in whatever order they came in, and a correction published on the day of what it corrects stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

# Where an edition stands among the others of its publication.
Place = tuple[date, bool, str]


def place_of(known_from: date, change_kind: str, source_id: str) -> Place:
    """The place of an edition, or of one of its statements that has a day of its own."""
    return (known_from, change_kind == "correction", source_id)


@dataclass(frozen=True, order=True)
class Statement:
    """What one edition says about one key; `row_id` finds the row that says it."""

    place: Place
    edition_id: int
    row_id: int

    @property
    def known_from(self) -> date:
        """The day from which it is known."""
        return self.place[0]


@dataclass(frozen=True)
class Link:
    """A statement's place in its chain: known until (not including), and the edition that closed it."""

    row_id: int
    known_until: date | None
    closed_by: int | None


def link(statements: Iterable[Statement]) -> list[Link]:
    """The chain of the statements about one key.

    Two statements known from one day leave the first with an empty interval: it was never the published value at
    the end of a day, so no as-at date shows it, but the row stays.
    """
    ordered = sorted(statements)
    following = [*ordered[1:], None]
    return [
        Link(row_id=one.row_id, known_until=later.known_from, closed_by=later.edition_id)
        if later
        else Link(row_id=one.row_id, known_until=None, closed_by=None)
        for one, later in zip(ordered, following, strict=True)
    ]
