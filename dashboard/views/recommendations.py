"""Recommendations and committed actions, with the three positions on each kept in three columns."""

from __future__ import annotations

from dashboard.domain.dates import british
from dashboard.domain.figures import count_of
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.recommendations import ENDED, ISSUER_STATUSES, NOT_KNOWN, days_late, issuer_status, window_words
from dashboard.domain.view_model import ChartSpec, Column, Note, Table, View
from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.recommendations import recommendations
from dashboard.views import columns as c
from dashboard.views.question import Question, ViewDefinition, filter_words, source_ids_of, sources_used

FILTERS = (
    FilterDefinition("issuer", "Issuer", "choice", choices=("HMICFRS", "OSR")),
    FilterDefinition("force", "Force", "force"),
    FilterDefinition("owner", "Owner", "choice", choices_from="actions.owner"),
    FilterDefinition("status", "Issuer's status", "choice", choices=ISSUER_STATUSES),
    FilterDefinition("kind", "Kind", "choice", choices_from="recommendations.kind"),
)
RECOMMENDATION_COLUMNS = (
    Column("rec_id", "Number here"),
    Column("issuer", "Issuer"),
    Column("issuer_ref", "Issuer's number"),
    c.KIND,
    Column("parent_rec_id", "Belongs to"),
    Column("force", "Force", missing="national"),
    c.FORCE_CODE,
    Column("addressee", "Aimed at"),
    Column("respondent", "Answered by"),
    Column("owner", "Owner"),
    c.REPORT_TITLE,
    c.PUBLISHED_ON,
    c.PUBLISHED_PRECISION,
    c.SUMMARY,
    Column("due_words", "Due, as published", missing="none stated"),
    Column("due_earliest", "Due from"),
    Column("due_latest", "Due by", missing="no date"),
    Column("due_rule", "How the date was read"),
    Column("force_position", "Force's position"),
    Column("body_position", "Local policing body's position"),
    Column("positions_source_id", "Source of positions", missing="no position held"),
    Column("positions_words", "The positions in our words", missing="no position held"),
    Column("explanation_type", "Explanation given", missing="none held"),
    Column("issuer_status", "Issuer's status"),
    Column("issuer_status_on", "Status since"),
    Column("days_late", "Finished after its due date by", "days"),
    Column("days_late_missing", "Why no figure"),
    Column("elements", "Elements", "count"),
    Column("elements_unanswered", "Elements not answered in the response", "count"),
    c.NOTE,
    c.PLACE,
    c.KNOWN_FROM,
    c.SOURCE_ID,
)
ACTION_COLUMNS = (
    Column("action_id", "Action"),
    Column("rec_id", "Recommendation"),
    Column("owner", "Owner"),
    Column("action", "What was promised"),
    Column("target_words", "Date, as published", missing="none stated"),
    Column("due_earliest", "Window from"),
    Column("due_latest", "Window to"),
    Column("window", "Against its window"),
    Column("depends_on", "Waits for"),
    Column("status_words", "Status, as published"),
    Column("status_on", "Status as of"),
    c.NOTE,
    c.PLACE,
    c.SOURCE_ID,
)
POSITION_MISSING = "not known"


def shown_recommendation(found: Record, names: dict[str, str]) -> Record:
    """One recommendation as a row; a position nobody has stated reads "not known", never blank."""
    status = issuer_status(found["register"])
    force = found["positions"].get("force", {})
    body = found["positions"].get("local policing body", {})
    unanswered = [e for e in found["elements"] if e["answered"] in ("no", "elsewhere")]
    return {
        **found,
        "force": names.get(found["force_code"] or ""),
        "force_position": force.get("position", POSITION_MISSING if found["force_code"] else "not applicable"),
        "body_position": body.get("position", POSITION_MISSING if found["force_code"] else "not applicable"),
        "positions_source_id": force.get("source_id") or body.get("source_id"),
        "positions_words": " ".join(
            f"{holder.capitalize()}: {position['position_words'].rstrip('.')}."
            for holder, position in sorted(found["positions"].items())
            if position["position_words"]
        )
        or None,
        "explanation_type": body.get("explanation_type"),
        "issuer_status": status.status,
        "issuer_status_on": status.since,
        "days_late": days_late(found["due_latest"], status),
        "days_late_missing": _why_not_late(found, status.has_ended),
        "elements": len(found["elements"]) or None,
        "elements_unanswered": len(unanswered) if found["elements"] else None,
    }


def _why_not_late(found: Record, has_ended: bool) -> str | None:
    if found["due_latest"] is None:
        return "no due date"
    return None if has_ended else "no end held"


def shown_action(found: Record, question: Question) -> Record:
    """One committed action as a row."""
    window = window_words(
        due_earliest=found["due_earliest"],
        due_latest=found["due_latest"],
        target_kind=found["target_kind"] or "",
        on=question.as_at.day,
    )
    return {**found, "window": window}


def owners_in(words: str | None) -> set[str]:
    """The single owners in "Home Office; ONS (with HMICFRS)"."""
    return {part.split("(")[0].strip() for part in (words or "").split(";") if part.strip()}


def build(question: Question) -> View:
    """Recommendations and committed actions.

    Tables
        recommendations  one row a cause of concern, recommendation or area for improvement
        elements         one row an element, with whether the response answered it
        actions          one row a committed action of a national plan
    """
    found = recommendations(question.connection, as_at=question.as_at)
    names = question.force_names()
    rows = [r for r in (shown_recommendation(f, names) for f in found) if _wanted(question, r)]
    kept = {r["rec_id"] for r in rows}
    actions = [
        shown_action(a, question)
        for a in facts(question.connection, "actions", as_at=question.as_at)
        if a["rec_id"] in kept and (not question.wants("owner") or question.wants("owner") in owners_in(a["owner"]))
    ]
    elements = [e for f in found if f["rec_id"] in kept for e in f["elements"]]
    states = _states(rows)
    return View(
        name="recommendations",
        title="Recommendations and what has become of them",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=_statement(rows, actions),
        tables=(
            Table.from_records(
                "recommendations",
                "Recommendations, causes of concern and areas for improvement",
                RECOMMENDATION_COLUMNS,
                rows,
                empty_message="No recommendation was known for this choice on this date. "
                "Clear a filter or choose a later as-at date.",
                page_columns=(
                    "rec_id",
                    "force",
                    "summary",
                    "due_words",
                    "due_latest",
                    "force_position",
                    "body_position",
                    "positions_source_id",
                    "issuer_status",
                    "days_late",
                    "source_id",
                ),
            ),
            Table.from_records(
                "actions",
                "Committed actions in the national plan",
                ACTION_COLUMNS,
                actions,
                empty_message="No committed action belongs to the recommendations chosen.",
                page_columns=("action_id", "owner", "action", "target_words", "window", "status_words", "source_id"),
            ),
            Table.from_records(
                "elements",
                "Elements of recommendations and whether the response answered them",
                (
                    Column("rec_id", "Recommendation"),
                    Column("element", "Element"),
                    Column("element_text", "What it asks"),
                    Column("answered", "Answered"),
                    Column("answer_note", "Where or how"),
                    c.SOURCE_ID,
                ),
                elements,
                empty_message="No elements are held for the recommendations chosen.",
            ),
            states,
        ),
        charts=_charts(states),
        notes=_notes(actions),
        sources=sources_used(
            question,
            source_ids_of(rows, actions, elements)
            | {p["source_id"] for f in found if f["rec_id"] in kept for p in f["positions"].values()}
            | {e["source_id"] for f in found if f["rec_id"] in kept for e in f["register"]},
        ),
    )


def _wanted(question: Question, row: Record) -> bool:
    owner = question.wants("owner")
    tests = (
        (question.wants("issuer"), row["issuer"]),
        (question.wants("force"), row["force_code"]),
        (question.wants("status"), row["issuer_status"]),
        (question.wants("kind"), row["kind"]),
    )
    if any(wanted and wanted != value for wanted, value in tests):
        return False
    return not owner or owner in owners_in(row["owner"])


def _states(rows: list[Record]) -> Table:
    counts: dict[str, int] = {}
    for row in rows:
        counts[row["issuer_status"]] = counts.get(row["issuer_status"], 0) + 1
    ordered = sorted(counts, key=lambda s: (s == NOT_KNOWN, s in ENDED, s))
    return Table.from_records(
        "states",
        "How many stand where with their issuer",
        (Column("issuer_status", "Issuer's status"), Column("items", "Items", "count")),
        ({"issuer_status": status, "items": counts[status]} for status in ordered),
    )


def _charts(states: Table) -> tuple[ChartSpec, ...]:
    if not states.rows:
        return ()
    said = ", ".join(f"{number} {status}" for status, number in states.rows)
    return (
        ChartSpec(
            name="states",
            kind="bars",
            table="states",
            title="Where the items stand with their issuer",
            subtitle="Number of items by the issuer's own status. A force's claim does not count as closed; "
            "an item without a register entry counts as not known.",
            alt=f"Bars by issuer's status: {said}.",
            roles={"label": "issuer_status", "value": "items"},
            options={"unit": "items"},
        ),
    )


def _statement(rows: list[Record], actions: list[Record]) -> str:
    if not rows:
        return "No recommendation was known for this choice on this date."
    ended = sum(r["issuer_status"] in ENDED for r in rows)
    unknown = sum(r["issuer_status"] == NOT_KNOWN for r in rows)
    passed = sum(a["window"] == "window has passed" for a in actions)
    words = (
        f"Of {count_of(len(rows), 'item')}, the issuer counts {ended} as finished; for {unknown} "
        "no status from the issuer is held."
    )
    if actions:
        words += (
            f" Of {count_of(len(actions), 'committed action')}, {passed} "
            f"{'has' if passed == 1 else 'have'} a window that has passed with no later status held."
        )
    return words


def _notes(actions: list[Record]) -> tuple[Note, ...]:
    statuses = [a["status_on"] for a in actions if a["status_on"]]
    plan = (
        ()
        if not statuses
        else (
            Note(
                "The national plan gives seasons without defining them; here summer ends on 31 August and autumn on "
                "30 November. A window that has passed says nothing about whether the action was done: no status after "
                f"{british(max(statuses))} is held.",
                "coverage",
            ),
        )
    )
    return (
        Note(
            "Force's position, local policing body's position and issuer's status are three things with three holders. "
            "None is worked out from another, and no total merges them.",
            "definition",
        ),
        Note(
            "'Issued' means only that the issuer's register held no later entry in the copy read; an item may have been "
            "finished since.",
            "coverage",
        ),
        Note(
            "Where a report says 'within six months' without naming a start, the window is counted from its day of "
            "publication; that is our reading, said for each date in the downloads.",
        ),
        *plan,
    )


RECOMMENDATIONS = ViewDefinition(
    name="recommendations",
    title="Recommendations and what has become of them",
    answers="What was recommended to whom, who says what about it, and when was it due?",
    filters=FILTERS,
    build=build,
)
