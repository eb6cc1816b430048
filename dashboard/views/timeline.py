"""Recording improvements and other events since 2002, in time order, each with what it should do to the figures."""

from __future__ import annotations

from dashboard.domain.dates import british
from dashboard.domain.figures import count_of
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.view_model import ChartSpec, Column, Note, Table, View
from dashboard.store.queries.facts import Record, facts
from dashboard.views import columns as c
from dashboard.views.comparability import cautions_of
from dashboard.views.question import (
    Question,
    ViewDefinition,
    filter_words,
    source_ids_of,
    sources_used,
    within_dates,
)

NATIONAL = "National"
BOTH = "Both"
COLUMNS = (
    Column("year", "Year"),
    Column("when", "Date in words"),
    *c.EVENT_COLUMNS[:6],
    c.FORCE,
    c.FORCE_CODE,
    *c.EVENT_COLUMNS[6:-3],
    c.BASIS,
    c.KNOWN_FROM,
    *c.EVENT_COLUMNS[-3:],
)


def build(question: Question) -> View:
    """The register of events.

    Tables
        timeline  one row an event, oldest first: kind, where, series, what happened, expected effect, source
    """
    names = question.force_names()
    found = [_shown(e, names) for e in facts(question.connection, "events", as_at=question.as_at) if e["happened_on"]]
    rows, _ = within_dates(question, [r for r in found if _wanted(question, r)], "happened_on")
    rows = sorted(rows, key=lambda r: (r["happened_on"], r["event_id"], r["source_id"]))
    return View(
        name="timeline",
        title="What changed in recording, rules and measuring",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=_statement(rows),
        tables=(
            Table.from_records(
                "timeline",
                "Events, oldest first",
                COLUMNS,
                rows,
                empty_message="No event was known for this choice on this date. Clear a filter or choose a later date.",
                page_columns=("happened_on", "category", "scope", "event", "expected_effect", "is_break", "source_id"),
            ),
        ),
        charts=_charts(rows),
        notes=(
            Note(
                "An effect is what the source, or the register in our words, expects; it is not a measured cause of what followed.",
                "definition",
            ),
            Note(
                "Events that no source was found for are not here, so a quiet year may only be an unread one.",
                "coverage",
            ),
        ),
        warnings=cautions_of(rows),
        sources=sources_used(question, source_ids_of(rows)),
    )


def _shown(event: Record, names: dict[str, str]) -> Record:
    return {
        **event,
        "year": str(event["happened_on"].year),
        "when": british(event["happened_on"], event["happened_precision"]),
        "force": names.get(event["force_code"]) if event["force_code"] else None,
    }


def _wanted(question: Question, event: Record) -> bool:
    force, scope, series = question.wants("force"), question.wants("scope"), question.wants("series")
    category = question.wants("category")
    if category and event["category"] != category:
        return False
    if scope and (scope == "national") != (event["scope"] == NATIONAL):
        return False
    if series and event["series_affected"] not in (series, BOTH):
        return False
    # A force's own timeline holds what concerned every force as well, unless only one of the two is asked for.
    return not force or event["force_code"] == force or (event["scope"] == NATIONAL and scope != "force")


def _charts(rows: list[Record]) -> tuple[ChartSpec, ...]:
    if not rows:
        return ()
    kinds = sorted({r["category"] for r in rows})
    said = ", ".join(f"{sum(r['category'] == kind for r in rows)} {kind.lower()}" for kind in kinds)
    return (
        ChartSpec(
            name="timeline",
            kind="timeline",
            table="timeline",
            title="When did rules, collections, systems and inspections change?",
            subtitle="Each mark is an event in the table; a month or year is marked on its last day",
            alt=f"Timeline of {count_of(len(rows), 'event')} from {rows[0]['when']} to {rows[-1]['when']}: {said}.",
            roles={
                "date": "happened_on",
                "lane": "category",
                "text": "event",
                "kind": "category",
                "date_words": "when",
            },
        ),
    )


def _statement(rows: list[Record]) -> str:
    if not rows:
        return "No event was known for this choice on this date."
    breaks = sum(r["is_break"] == "yes" for r in rows)
    local = len({r["force_code"] for r in rows if r["force_code"]})
    where = f"; {count_of(local, 'force is', 'forces are')} named" if local else ""
    return (
        f"{count_of(len(rows), 'event')} from {rows[0]['when']} to {rows[-1]['when']}{where}; "
        f"across {count_of(breaks, 'of them figures', 'of them figures')} must not be compared."
        if breaks
        else f"{count_of(len(rows), 'event')} from {rows[0]['when']} to {rows[-1]['when']}{where}; none is a break in a total."
    )


TIMELINE = ViewDefinition(
    name="timeline",
    title="What changed in recording, rules and measuring",
    answers="What changed in how crime is recorded and measured, when, where, and with which expected effect?",
    filters=(
        FilterDefinition("force", "Force", "force"),
        FilterDefinition("category", "Kind of event", "choice", choices_from="events.category"),
        FilterDefinition("scope", "National or one force", "choice", choices=("national", "force")),
        FilterDefinition("series", "Series", "choice", choices=("PRC", "CSEW")),
        FilterDefinition("from", "From", "date"),
        FilterDefinition("to", "To", "date"),
    ),
    build=build,
)
