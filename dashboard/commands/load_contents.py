"""A file that was read, as editions for the store, and row by row beside what the store holds."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.commands.crosswalk_editions import CROSSWALK, crosswalk_contents, tally_of
from dashboard.domain.clock import Clock
from dashboard.domain.counts import Counts
from dashboard.domain.editions import Edition, EditionContent
from dashboard.domain.kinds import BY_NAME
from dashboard.store import loads
from dashboard.store.chain import place_of
from dashboard.store.counts import compare_counts
from dashboard.store.engine import Connection
from loaders.reading import ReadPublication
from loaders.report import EditionFacts


@dataclass(frozen=True)
class Wishes:
    """What the person loading a file adds to it.

    `published_on` is needed where the file does not print its day and would change what is held; `accept_totals` is the reason for taking a file whose
    own totals do not agree; `correction` is the reason where it puts a mistake right, and blank for a planned revision.
    """

    as_kind: str | None = None
    published_on: date | None = None
    accept_totals: str = ""
    correction: str = ""


@dataclass(frozen=True)
class Changes:
    """What a file's rows of one kind would do to what its publication says now.

    `withdrawn` counts those that stood in the edition before and are left out of this one, where it states all of its
    periods; of other files nothing can be said about what they leave out, and it is 0.
    """

    added: int
    revised: int
    unchanged: int
    withdrawn: int = 0

    def __add__(self, other: Changes) -> Changes:
        mine, theirs = dataclasses.astuple(self), dataclasses.astuple(other)
        return Changes(*(one + more for one, more in zip(mine, theirs, strict=True)))


def published_on(facts: EditionFacts, wishes: Wishes) -> date | None:
    """The day of publication: the person's, or else the file's."""
    return wishes.published_on or facts.published_on


def contents_of(read: ReadPublication, checksum: str, clock: Clock, wishes: Wishes) -> list[EditionContent]:
    """The editions a file states, with their rows; what it gives in full is not worth a line of coverage."""
    coverage = [cell for cell in read.report.coverage if cell["state"] != "present"]
    return [
        EditionContent(
            edition=_edition(facts, read.report.file_name, checksum, number, clock, wishes),
            rows=rows,
            coverage=coverage if number == 0 else (),
        )
        for number, (facts, rows) in enumerate(read.by_edition())
    ]


def crosswalk_in(
    read: ReadPublication, clock: Clock, wishes: Wishes
) -> tuple[Sequence[Mapping[str, Any]], date] | None:
    """The rows of an edited crosswalk and the day from which they count; None for any other file."""
    if CROSSWALK not in read.rows:
        return None
    return read.rows[CROSSWALK], published_on(read.edition, wishes) or clock.today()


def contents_on(
    connection: Connection, read: ReadPublication, checksum: str, clock: Clock, wishes: Wishes
) -> list[EditionContent]:
    """`contents_of`, with an edited crosswalk as the differences it makes to what is held."""
    return [
        one
        for content in contents_of(read, checksum, clock, wishes)
        for one in (crosswalk_contents(connection, content) if CROSSWALK in content.rows else (content,))
    ]


def _edition(facts: EditionFacts, file_name: str, checksum: str, number: int, clock: Clock, wishes: Wishes) -> Edition:
    """The edition as the store names it; `number` tells apart the several sources of one filled template.

    Without a day of publication it counts as known from today, the day it is entered.
    """
    published = published_on(facts, wishes)
    reasons = [wishes.correction, f"Totals accepted: {wishes.accept_totals}" if wishes.accept_totals else ""]
    return Edition(
        source_id=f"{facts.publication_id}-{checksum[:12]}" + (f"-{number + 1:03}" if number else ""),
        publication_id=facts.publication_id,
        title=facts.title,
        edition_label=facts.edition_label,
        publisher=facts.publisher,
        url=facts.url,
        is_secondary=facts.is_secondary,
        published_on=published,
        published_precision="day" if wishes.published_on else facts.published_precision if published else "unknown",
        retrieved_on=clock.today(),
        known_from=published or clock.today(),
        file_name=file_name,
        sha256=checksum,
        change_kind="correction" if wishes.correction else "revision",
        change_reason=" ".join(reason for reason in reasons if reason),
    )


def changes_of(
    connection: Connection,
    contents: Sequence[EditionContent],
    *,
    whole_periods: bool = True,
    crosswalk: tuple[Sequence[Mapping[str, Any]], date] | None = None,
) -> dict[str, Changes]:
    """Whole periods against the edition before; other rows one by one against the newest statements there are.

    `whole_periods` False leaves the first to whoever takes the edition in, which tells them too.  `crosswalk` are the rows
    of an edited crosswalk and its day: a file of that kind holds no other.
    """
    changes: dict[str, Changes] = {}
    if crosswalk is not None:
        return {CROSSWALK: Changes(*tally_of(connection, *crosswalk))}
    for content in contents:
        edition = content.edition
        for kind_name, rows in content.rows.items():
            if not isinstance(rows, Counts):
                found = _changes_of_rows(connection, kind_name, rows, edition.publication_id)
            elif whole_periods:
                place = place_of(edition.known_from, edition.change_kind, edition.source_id)
                tally = compare_counts(connection, publication_id=edition.publication_id, place=place, counts=rows)
                found = Changes(**dataclasses.asdict(tally))
            else:
                continue
            changes[kind_name] = changes.get(kind_name, Changes(0, 0, 0)) + found
    return changes


def _changes_of_rows(
    connection: Connection, kind_name: str, rows: Sequence[Mapping[str, Any]], publication_id: str
) -> Changes:
    kind = BY_NAME[kind_name]
    figures = [f.name for f in kind.fields if f.type in ("integer", "number") and not f.is_key]
    width = len(kind.keys)
    names = [*kind.keys, *figures]
    held = {row[:width]: row[width:] for row in loads.held_values(connection, kind_name, publication_id, names)}
    added = revised = unchanged = 0
    for row in rows:
        before = held.get(tuple(row[name] for name in kind.keys))
        if before is None:
            added += 1
        elif before == tuple(row[name] for name in figures):
            unchanged += 1
        else:
            revised += 1
    return Changes(added, revised, unchanged)
