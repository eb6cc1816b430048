"""What every view is given, and the small pieces views share.  A view is a pure function from this to a `View`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from dashboard.domain.access import READER, Person, Role, may_see_unpublished
from dashboard.domain.asat import AsAt
from dashboard.domain.filters import FilterDefinition, Filters
from dashboard.domain.view_model import Source, View
from dashboard.store.engine import Connection
from dashboard.store.fetches import dead_links
from dashboard.store.queries import bodies, editions
from dashboard.store.queries.facts import Record


@dataclass(frozen=True)
class Question:
    """An open connection, the day, and the reader's filters with every value already checked."""

    connection: Connection
    as_at: AsAt
    filters: Filters
    store_version: int
    person: Person = READER

    def may_see(self, force_code: str) -> bool:
        """Whether whoever asks may see the force's unpublished figures in full."""
        return may_see_unpublished(self.person, force_code)

    def wants(self, name: str) -> str:
        """The value of a filter, "" where not set."""
        return self.filters.get(name)

    def forces(self, kind: str | None = "territorial") -> list[Record]:
        """Forces of the day, by name."""
        return bodies.forces(self.connection, as_at=self.as_at, kind=kind)

    def force_names(self) -> dict[str, str]:
        """Code to name, special forces included."""
        return {force["force_code"]: force["name"] for force in self.forces(kind=None)}


@dataclass(frozen=True)
class ViewDefinition:
    """A view by name: its filters, and the function that answers it.

    `holds_unpublished` says that its answer depends on who asks.
    """

    name: str
    title: str
    answers: str
    filters: tuple[FilterDefinition, ...]
    build: Callable[[Question], View]
    holds_unpublished: bool = False


def seen_as(person: Person) -> str:
    """What tells two people's answers apart where figures are unpublished: "" for readers, a force's code, or "*"."""
    if person.role is Role.ADMINISTRATOR:
        return "*"
    return person.force_code if person.role in (Role.FORCE, Role.PCC_OFFICE) else ""


def sources_used(question: Question, source_ids: Iterable[str | None]) -> tuple[Source, ...]:
    """The editions behind a view's figures, in the order of publisher and date."""
    wanted = sorted({source_id for source_id in source_ids if source_id})
    found = editions.editions(question.connection, as_at=question.as_at, source_ids=wanted)
    dead = dead_links(question.connection, question.as_at.day)
    return tuple(source_from(edition, dead.get(edition["url"])) for edition in found)


def source_from(edition: Record, dead_on: date | None = None) -> Source:
    """An edition as a view's source; `dead_on` is the day on which its link was found to work no longer."""
    return Source(
        source_id=edition["source_id"],
        title=edition["title"],
        publisher=edition["publisher"],
        published_on=edition["published_on"],
        published_precision=edition["published_precision"],
        url=edition["url"],
        retrieved_on=edition["retrieved_on"],
        sha256=edition["sha256"],
        figure_class=edition["figure_class"],
        is_secondary=bool(edition["is_secondary"]),
        licence=edition["licence"],
        edition_label=edition["edition_label"],
        file_name=edition["file_name"],
        note=edition["secondary_note"],
        dead_on=dead_on,
    )


def source_ids_of(*record_lists: Iterable[Record]) -> set[str]:
    """Every source named in the records."""
    return {r["source_id"] for records in record_lists for r in records if r.get("source_id")}


def within_dates(question: Question, records: list[Record], field: str) -> tuple[list[Record], int]:
    """The records whose date lies within the filters from and to, and how many were left out for want of a date."""
    first, last = question.wants("from"), question.wants("to")
    if not first and not last:
        return records, 0
    undated = [r for r in records if r[field] is None]
    kept = [
        r
        for r in records
        if r[field] is not None
        and (not first or r[field].isoformat() >= first)
        and (not last or r[field].isoformat() <= last)
    ]
    return kept, len(undated)


def in_force_scope(question: Question, records: list[Record]) -> list[Record]:
    """The records of the forces that the filters force and region choose."""
    force, region = question.wants("force"), question.wants("region")
    kept = [r for r in records if not force or r["force_code"] == force]
    if region:
        codes = {f["force_code"] for f in question.forces(kind=None) if f["region"] == region}
        kept = [r for r in kept if r["force_code"] in codes]
    return kept


def filter_words(question: Question) -> dict[str, str]:
    """The filters as they stand, with force codes as they were asked for."""
    return question.filters.as_dict()
