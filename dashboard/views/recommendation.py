"""One recommendation: its three axes side by side, its elements, its history, its measures, and what would reopen it."""

from __future__ import annotations

from dashboard.domain.asat import AsAt
from dashboard.domain.dates import LATEST, british
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.view_model import Column, Note, Table, View
from dashboard.store.queries.facts import Record
from dashboard.store.queries.recommendations import recommendations, with_its_own
from dashboard.views import columns as c
from dashboard.views.minutes import minuted_actions
from dashboard.views.question import Question, ViewDefinition, filter_words, source_ids_of, sources_used
from dashboard.views.recommendation_axes import axes_of
from dashboard.views.recommendation_history import HISTORY_COLUMNS, history_chart, history_of
from dashboard.views.recommendation_measures import MEASURE_COLUMNS, REOPEN_COLUMNS, measures_of, reopening
from dashboard.views.recommendation_named import named, no_such_item
from dashboard.views.recommendation_ready import RULE, ready
from dashboard.views.recommendation_rows import (
    RECOMMENDATION_COLUMNS,
    ended_ids,
    shown_recommendation,
)
from dashboard.views.recommendations import conflicts

FILTERS = (FilterDefinition("id", "Number of the item", "text"),)
NEXT_TO_NONE = "Choose a recommendation by its number."


def build(question: Question) -> View:
    """One recommendation, cause of concern or area for improvement.

    Tables
        item      the item as in the view recommendations
        axes      one row an axis: who holds it, what they say, since when, in words
        elements  its elements and whether they are answered
        history   the record's and the ledger's entries about it, in order
        measures  how progress is measured, with figure and interval where there is one
        forums    the boards that will see it
        ready     whether a run of monthly audits is long enough to ask for closure, by a local rule
        reopen    what was measured afterwards against the rate at the time, and whether that would reopen it
        minuted   actions that meetings minuted for it, with meeting, owner and window
        related   what it belongs to, and what belongs to it
    """
    wanted = question.wants("id")
    # The item and those around it; only where it is written otherwise, or not there, is the whole register looked at.
    found = with_its_own(question.connection, wanted, as_at=question.as_at) if wanted else []
    if wanted and not found:
        found = recommendations(question.connection, as_at=question.as_at)
    one = named(found, wanted)
    if wanted and one is None and not _ever_held(question, wanted):
        raise no_such_item(found, wanted)
    names, ended = question.force_names(), ended_ids(found)
    row = shown_recommendation(one, names, question.as_at.day, ended) if one else None
    history = history_of(question, one) if one else []
    measures = measures_of(question, one) if one else []
    forums = _forums(one) if one else []
    reopen = reopening(question, one) if one else []
    axes = axes_of(one, row) if one and row else []
    return View(
        name="recommendation",
        title=f"Recommendation {row['rec_id']}" if row else "One recommendation",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=_statement(row, wanted),
        tables=(
            Table.from_records(
                "item",
                "The item",
                RECOMMENDATION_COLUMNS,
                [row] if row else [],
                empty_message=NEXT_TO_NONE,
                page_columns=(
                    "rec_id",
                    "due_latest",
                    "clock",
                    "category",
                    "due_words",
                    "summary",
                    "force",
                    "owner",
                    "kind",
                    "addressee",
                    "respondent",
                    "source_id",
                ),
            ),
            Table.from_records(
                "axes",
                "Three axes, each with its holder",
                (
                    Column("holder", "Holder"),
                    Column("says", "Says"),
                    Column("since", "Since", missing="not known"),
                    Column("words", "In words", missing="nothing held"),
                    Column("reasons", "Reasons named", missing="none held"),
                    Column("source_id", "Source", missing="none held"),
                ),
                axes,
                empty_message=NEXT_TO_NONE,
            ),
            Table.from_records(
                "elements",
                "Elements and whether the response answers them",
                (
                    Column("element", "Element"),
                    Column("element_text", "What it asks", missing="not held"),
                    Column("answered", "Answered"),
                    Column("coverage", "In the response"),
                    Column("answer_note", "Where or how", missing="not stated"),
                    Column("source_id", "Source", missing="the ledger"),
                ),
                [{**e, "coverage": COVERAGE[e["answered"]]} for e in (one["elements"] if one else [])],
                empty_message="No elements are held for this item.",
            ),
            Table.from_records(
                "history",
                "What happened, in order",
                HISTORY_COLUMNS,
                history,
                empty_message="No dated entry about this item was known by this date.",
            ),
            Table.from_records(
                "measures",
                "How progress is measured",
                MEASURE_COLUMNS,
                measures,
                empty_message="No measure is held for this item.",
            ),
            Table.from_records(
                "forums",
                "Boards and meetings that will see it",
                (Column("forum", "Forum"), Column("named_by", "Named by"), c.SOURCE_ID),
                forums,
                empty_message="No forum is held for this item.",
            ),
            Table.from_records(
                "reopen",
                "What would reopen this",
                REOPEN_COLUMNS,
                reopen,
                empty_message="No rate at the time of the report and no later figure is held, so there is nothing to compare.",
            ),
            ready(question, one),
            minuted_actions(question, [one["rec_id"]] if one else []),
            _related(found, one),
        ),
        charts=history_chart(row, history),
        notes=(*(conflicts([row]) if row else ()), *_notes()),
        sources=sources_used(
            question,
            source_ids_of([one] if one else [], axes, history, measures, reopen, one["elements"] if one else []),
        ),
    )


COVERAGE = {
    "yes": "answered",
    "in part": "answered in part",
    "no": "not answered here",
    "elsewhere": "not answered here; see where or how",
    None: "not read",
}


def _ever_held(question: Question, wanted: str) -> bool:
    later = recommendations(question.connection, as_at=AsAt(LATEST))
    return named(later, wanted) is not None


def _forums(found: Record) -> list[Record]:
    rows: dict[str, Record] = {}
    for holder, held in sorted(found["positions"].items()):
        for forum in filter(None, (part.strip() for part in (held["forums"] or "").split("|"))):
            row = rows.setdefault(forum, {"forum": forum, "named_by": holder, "source_id": held["source_id"]})
            if holder not in row["named_by"]:
                row["named_by"] += f", {holder}"
    return list(rows.values())


def _related(found: list[Record], one: Record | None) -> Table:
    rows = []
    for other in found if one else []:
        if one and other["rec_id"] == one["parent_rec_id"]:
            rows.append({**other, "relation": "it belongs to"})
        elif one and other["parent_rec_id"] == one["rec_id"]:
            rows.append({**other, "relation": "belongs to it"})
    return Table.from_records(
        "related",
        "What it belongs to, and what belongs to it",
        (Column("rec_id", "Number here"), Column("relation", "Relation"), c.KIND, c.SUMMARY, c.SOURCE_ID),
        rows,
        empty_message="It stands by itself.",
    )


def _statement(row: Record | None, wanted: str) -> str:
    if row is None:
        return (
            f"No recommendation {wanted} was known by this date."
            if wanted
            else f"No recommendation is chosen. {NEXT_TO_NONE}"
        )
    where = f"{row['force']}, " if row["force"] else ""
    return (
        f"{where}{row['kind']}, due {row['due_words'] or 'on no stated date'}: {row['clock']}. Force: {row['force_position']}. "
        f"Local policing body: {row['body_position']}. Issuer: {row['issuer_status']}.{_reported(row)}"
    )


def _reported(row: Record) -> str:
    """What others reported after the issuer's last word held here, as what it is."""
    words, on = row["reported"], british(row["reported_on"])
    return f" Later, by a secondary account of {on} and not by the issuer: {words.rstrip('.')}." if words else ""


def _notes() -> tuple[Note, ...]:
    return (
        Note(
            "The force, the local policing body and the issuer each say their own; none is worked out from another.",
            "definition",
        ),
        Note(
            "A later figure is set beside the rate at the time of the report. Only a later upper limit below that rate is offered "
            "as a reason to reopen; figures from different programmes or rules may differ for other reasons.",
            "method",
        ),
        Note(RULE, "method"),
    )


RECOMMENDATION = ViewDefinition(
    name="recommendation",
    title="One recommendation",
    answers="What was asked, who says what about it, what happened, and what would reopen it?",
    filters=FILTERS,
    build=build,
)
