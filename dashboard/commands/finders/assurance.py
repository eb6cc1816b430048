"""Finds what entries on quality assurance are about: a force and year, the list of standards, the plan."""

from __future__ import annotations

from dashboard.domain.asat import AsAt
from dashboard.domain.qaad import NATIONAL, split_id
from dashboard.domain.subjects.fields import Found
from dashboard.store.engine import Connection
from dashboard.store.queries.facts import facts
from dashboard.store.queries.ledger import standing

PLAN_OF = "OSR-2024-5"


def qa_return(connection: Connection, subject_id: str, as_at: AsAt) -> Found | None:
    """The return of a force for a year ("E23000032/2026"), with the standards held by identifier."""
    parts = split_id(subject_id)
    if parts is None or not facts(connection, "forces", as_at=as_at, force_code=parts[0]):
        return None
    held = standing(connection, "qa_standard", as_at=as_at)
    standards = {identifier: entries[-1].body for identifier, entries in held.items()}
    return Found(scope=parts[0], facts={"year": parts[1], "standards": standards})


def qaad(connection: Connection, subject_id: str, as_at: AsAt) -> Found | None:
    """The grid of a force ("E23000032/2026") or of the producer ("national/2026").

    It is the producer's own assessment, of a force's data as of its own, and so a national matter.
    """
    parts = split_id(subject_id)
    if parts is None:
        return None
    is_known = parts[0] == NATIONAL or bool(facts(connection, "forces", as_at=as_at, force_code=parts[0]))
    return Found(facts={"year": parts[1]}) if is_known else None


def assurance_plan(connection: Connection, subject_id: str, as_at: AsAt) -> Found | None:
    """The plan that recommendation 5 asks for, with the names and identifiers of the bodies that can be consulted."""
    if subject_id != PLAN_OF:
        return None
    bodies = facts(connection, "oversight_bodies", as_at=as_at)
    policing = facts(connection, "local_policing_bodies", as_at=as_at)
    names = [(b["name"], b["body_id"], *(b["aliases"] or "").split(";")) for b in (*bodies, *policing)]
    return Found(facts={"bodies": {word.strip().casefold() for words in names for word in words if word.strip()}})


def recording_system(connection: Connection, subject_id: str, as_at: AsAt) -> Found | None:
    """A recording system by its identifier."""
    return Found() if facts(connection, "recording_systems", as_at=as_at, system_id=subject_id) else None


FINDERS = {
    "qa_return": qa_return,
    "qaad": qaad,
    "assurance_plan": assurance_plan,
    "recording_system": recording_system,
}
