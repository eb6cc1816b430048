"""What the group has proposed, evidenced and agreed to drive the two sources apart, and the events beside it."""

from __future__ import annotations

from dataclasses import replace

from dashboard.domain.figures import count_of
from dashboard.domain.filters import FilterDefinition, Filters
from dashboard.domain.ledger import Held
from dashboard.domain.subjects.driver import AGREED, EVIDENCED, PROPOSED, REOPENED
from dashboard.domain.view_model import Column, Note, Table, View
from dashboard.store.queries import ledger
from dashboard.store.queries.facts import Record
from dashboard.views.divergence import DIVERGENCE
from dashboard.views.driver_rows import KIND, driver_rows, evidence_words
from dashboard.views.pair_choice import OFFENCE_FILTER
from dashboard.views.question import Question, ViewDefinition, filter_words, source_ids_of, sources_used

STATES = (PROPOSED, EVIDENCED, AGREED, REOPENED)
DRIVER_COLUMNS = (
    Column("driver_id", "Driver"),
    Column("driver", "What drives the two apart"),
    Column("state", "State"),
    Column("offence_types", "Offence types", missing="all"),
    Column("from", "Since", missing="not said"),
    Column("to", "Until", missing="not said"),
    Column("direction", "Which way", missing="not said"),
    Column("evidence", "Evidence", missing="none entered"),
    Column("evidence_for", "Pieces for", "pieces"),
    Column("evidence_against", "Pieces against", "pieces"),
    Column("confidence", "Confidence", missing="not agreed"),
    Column("owner", "Owner", missing="not agreed"),
    Column("agreed_on", "Agreed on", missing="not agreed"),
    Column("meeting", "Meeting", missing="not agreed"),
    Column("next_analysis", "Next analysis", missing="not agreed"),
    Column("wording", "Wording agreed", missing="none"),
    Column("reopened_because", "Reopened because", missing="not reopened"),
    Column("event_id", "Registered event", missing="none named"),
    Column("proposed_on", "Proposed on", missing="not said"),
    Column("last_entry", "Last entry", "number"),
)
HISTORY_COLUMNS = (
    Column("entry", "Entry", "number"),
    Column("driver_id", "Driver"),
    Column("happened_on", "Happened on"),
    Column("action", "What"),
    Column("words", "Words", missing="none"),
    Column("evidence", "Evidence", missing="none"),
    Column("reason", "Why", missing="none given"),
    Column("entered_by", "Entered by"),
    Column("known_from", "Known from"),
    Column("stands", "Stands"),
)


def build(question: Question) -> View:
    """Drivers of the divergence.

    Tables
        drivers  one row a driver: state, evidence, and what was agreed about it
        history  every entry, undone ones included
        indexed  both sources, for the chart that agreed drivers are marked on
    """
    beside = DIVERGENCE.build(replace(question, filters=Filters.of({"offence_type": question.wants("offence_type")})))
    chart = tuple(chart for chart in beside.charts if chart.name == "indexed")
    rows = [r for r in driver_rows(question) if question.wants("state") in ("", r["state"])]
    shown = {r["driver_id"] for r in rows}
    history = [
        _history_row(h)
        for h in ledger.entries(question.connection, as_at=question.as_at, subject_kind=KIND)
        if h.subject_id in shown
    ]
    agreed = [r for r in rows if r["state"] == AGREED]
    return View(
        name="drivers",
        title="What drives the two sources apart",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=(
            f"{count_of(len(rows), 'driver')} entered, {len(agreed)} agreed in a meeting."
            if rows
            else "No driver had been entered for this choice on this date."
        ),
        tables=(
            Table.from_records(
                "drivers",
                "Drivers",
                DRIVER_COLUMNS,
                rows,
                empty_message="No driver had been entered for this choice on this date. The working group or the inspectorate "
                "proposes one below, or with rcq record.",
                page_columns=(
                    "driver_id",
                    "driver",
                    "state",
                    "offence_types",
                    "from",
                    "direction",
                    "evidence",
                    "confidence",
                    "owner",
                    "agreed_on",
                    "next_analysis",
                ),
            ),
            Table.from_records(
                "history",
                "Every entry about them",
                HISTORY_COLUMNS,
                history,
                empty_message="No entry about a driver was known on this date.",
            ),
            beside.table("indexed"),
        ),
        charts=chart,
        notes=(
            Note(
                "A driver is the group's own judgement of what moves recorded crime against the survey. It is agreed in a meeting, "
                "with confidence, owner and next analysis, and can be reopened; it is not proof of a cause.",
                "definition",
            ),
            Note("Agreed drivers are marked on the charts of the offence types they bear on, from the day they began."),
        ),
        sources=sources_used(question, source_ids_of(beside.table("indexed").records())),
    )


def _history_row(held: Held) -> Record:
    words = "; ".join(
        f"{name.replace('_', ' ')}: {', '.join(value) if isinstance(value, list) else value}"
        for name, value in held.body.items()
    )
    return {
        "entry": held.entry_id,
        "driver_id": held.subject_id,
        "happened_on": held.happened_on,
        "action": held.action,
        "words": words or None,
        "evidence": evidence_words(held) if held.evidence else None,
        "reason": held.reason or None,
        "entered_by": held.actor,
        "known_from": held.known_from,
        "stands": "yes" if held.stands else "undone" if held.undone_by else "undoes another",
    }


DRIVERS = ViewDefinition(
    name="drivers",
    title="What drives the two sources apart",
    answers="Which drivers of the divergence were proposed, evidenced and agreed, by whom, and what is analysed next?",
    filters=(OFFENCE_FILTER, FilterDefinition("state", "State", "choice", choices=STATES)),
    build=build,
)
