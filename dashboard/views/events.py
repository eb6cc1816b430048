"""The register of events that bear on comparing figures over time."""

from __future__ import annotations

from dashboard.domain.figures import count_of
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.view_model import Note, Table, View
from dashboard.store.queries.facts import Record, facts
from dashboard.views import columns as c
from dashboard.views.comparability import NATIONAL, effective_on
from dashboard.views.question import (
    Question,
    ViewDefinition,
    filter_words,
    source_ids_of,
    sources_used,
    within_dates,
)


def build(question: Question) -> View:
    """The register of events.

    Tables
        events  one row an event, oldest first
    """
    held = facts(question.connection, "events", as_at=question.as_at)
    kept, undated = within_dates(question, [e for e in held if _wanted(question, e)], "happened_on")
    rows = sorted(kept, key=lambda e: (str(effective_on(e) or ""), e["event_id"]))
    breaks = [e for e in rows if e["is_break"] == "yes"]
    statement = (
        f"{count_of(len(rows), 'event')} of this choice bear on comparing figures over time; across "
        f"{count_of(len(breaks), 'break')} among them figures must not be compared."
        if rows
        else "No event was known for this choice on this date."
    )
    notes = [
        Note(
            "An event stands beside a figure as something that may have moved it, never as its cause. A change known to its "
            "month counts from the first of the month.",
            "definition",
        )
    ]
    if undated:
        notes.append(Note(f"{count_of(undated, 'event')} left out: the date is not known.", "coverage"))
    return View(
        name="events",
        title="Events that bear on the comparison",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=statement,
        tables=(
            Table.from_records(
                "events",
                "Register of events",
                c.EVENT_COLUMNS,
                rows,
                empty_message="No event was known for this choice on this date.",
                page_columns=(
                    "happened_on",
                    "category",
                    "scope",
                    "series_affected",
                    "offences_affected",
                    "event",
                    "expected_effect",
                    "is_break",
                    "source_id",
                ),
            ),
        ),
        notes=tuple(notes),
        sources=sources_used(question, source_ids_of(rows)),
    )


def _wanted(question: Question, event: Record) -> bool:
    series, category, force = question.wants("series"), question.wants("category"), question.wants("force")
    if series and event["series_affected"] not in (series, "Both"):
        return False
    if category and event["category"] != category:
        return False
    return not force or event["force_code"] == force or event["scope"] == NATIONAL


EVENTS = ViewDefinition(
    name="events",
    title="Events that bear on the comparison",
    answers="Which changes of rules, surveys, systems and scrutiny lie between two figures?",
    filters=(
        FilterDefinition("force", "Force", "force"),
        FilterDefinition("series", "Series", "choice", choices=("PRC", "CSEW")),
        FilterDefinition("category", "Kind of event", "choice", choices_from="events.category"),
        FilterDefinition("from", "From", "date"),
        FilterDefinition("to", "To", "date"),
    ),
    build=build,
)
