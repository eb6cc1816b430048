"""Bodies, groups and forums that have to do with the quality of recorded crime, with their place and public papers."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.domain.figures import count_of
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.view_model import Column, Note, Table, View
from dashboard.store.queries.facts import Record, facts
from dashboard.views import columns as c
from dashboard.views.question import (
    Question,
    ViewDefinition,
    filter_words,
    source_ids_of,
    sources_used,
)

DATES = (
    Column("started_on", "From", missing="start not known"),
    Column("started_precision", "Precision of the start"),
    Column("ended_on", "To", missing="no end held"),
    Column("ended_precision", "Precision of the end"),
)


def build(question: Question) -> View:
    """Bodies and forums.

    Tables
        bodies                 one row a body, group, forum, role or unit named in a source document
        local_policing_bodies  one row a local policing body, with the force it oversees and its dates
    """
    names = question.force_names()
    named = facts(question.connection, "oversight_bodies", as_at=question.as_at)
    parents = {b["body_id"]: b["name"] for b in named}
    rows = [
        {
            **b,
            "force": names.get(b["force_code"]) if b["force_code"] else None,
            "parent": parents.get(b["parent_id"] or ""),
        }
        for b in named
        if _wanted(question, b)
    ]
    rows.sort(key=lambda b: (b["force"] or "", b["place_in_field"], b["name"]))
    bodies = _policing_bodies(question, names)
    return View(
        name="bodies",
        title="Who meets about the quality of recorded crime",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=_statement(rows, bodies),
        tables=(
            Table.from_records(
                "bodies",
                "Bodies, groups and forums",
                (
                    Column("name", "Name"),
                    Column("body_id", "Identifier"),
                    Column("aliases", "Other names", missing="none"),
                    c.KIND,
                    Column("place_in_field", "Where it stands"),
                    Column("parent", "Part of, or reports to", missing="not stated"),
                    Column("force", "Force", missing="national"),
                    c.FORCE_CODE,
                    *DATES,
                    Column("task", "What it does about recorded crime"),
                    Column("url", "Public papers", missing="none found"),
                    c.BASIS,
                    c.NOTE,
                    c.PLACE,
                    c.KNOWN_FROM,
                    c.SOURCE_ID,
                ),
                ({**r, "url": r["public_papers_url"]} for r in rows),
                empty_message="No body or forum was known for this choice on this date.",
                page_columns=("name", "kind", "place_in_field", "parent", "force", "task", "url", "source_id"),
            ),
            Table.from_records(
                "local_policing_bodies",
                "Local policing bodies",
                (
                    Column("name", "Name"),
                    Column("body_id", "Identifier"),
                    c.KIND,
                    c.FORCE,
                    c.FORCE_CODE,
                    *DATES,
                    Column("state", "On the day asked about"),
                    c.NOTE,
                    c.PLACE,
                    c.SOURCE_ID,
                ),
                bodies,
                empty_message="No local policing body was known for this choice on this date.",
                page_columns=("name", "force", "started_on", "ended_on", "state", "source_id"),
            ),
        ),
        notes=(
            Note(
                "A body is here because a document held here names it, with that document as its source; membership and dates are left "
                "open where no source gives them.",
                "coverage",
            ),
        ),
        sources=sources_used(question, source_ids_of(rows, bodies)),
    )


def _wanted(question: Question, body: Record) -> bool:
    force = question.wants("force")
    kept = ((question.wants(n), body[n]) for n in ("kind", "place_in_field"))
    # What is national belongs to every force's picture.
    return all(not words or words == value for words, value in kept) and (
        not force or body["force_code"] in (force, "", None)
    )


def _policing_bodies(question: Question, names: Mapping[str, str]) -> list[Record]:
    if question.wants("kind") or question.wants("place_in_field"):
        return []
    day, force = question.as_at.day, question.wants("force")
    held = facts(question.connection, "local_policing_bodies", as_at=question.as_at, force_code=force or None)
    # A name counts as known at every earlier date; a body that came later must not show before it began for that.
    held = [b for b in held if b["known_from"] <= day or (b["started_on"] and b["started_on"] <= day)]
    rows = [{**b, "force": names.get(b["force_code"], b["force_code"]), "state": state_on(b, day)} for b in held]
    return sorted(rows, key=lambda b: (b["force"], str(b["started_on"] or ""), b["body_id"]))


def state_on(body: Record, day: object) -> str:
    """Whether a body was in being on the day, as far as its dates are held."""
    started, ended = body["started_on"], body["ended_on"]
    if started is not None and day < started:
        return "not yet begun"
    return "ended" if ended is not None and day > ended else "in being"


def _statement(rows: list[Record], bodies: list[Record]) -> str:
    if not rows and not bodies:
        return "No body or forum was known for this choice on this date."
    current = sum(b["state"] == "in being" for b in bodies)
    papers = sum(bool(r["public_papers_url"]) for r in rows)
    return (
        f"{count_of(len(rows), 'body or forum', 'bodies and forums')} named in source documents, {papers} with a link to "
        f"public papers; {count_of(current, 'local policing body', 'local policing bodies')} in being on this date."
    )


BODIES = ViewDefinition(
    name="bodies",
    title="Who meets about the quality of recorded crime",
    answers="Which bodies, groups and forums have to do with recorded crime, where do they stand, and where are their papers?",
    filters=(
        FilterDefinition("force", "Force", "force"),
        FilterDefinition("kind", "Kind", "choice", choices=("organisation", "group", "forum", "role", "business area")),
        FilterDefinition("place_in_field", "Where it stands", "choice", choices_from="oversight_bodies.place_in_field"),
    ),
    build=build,
)
