"""Recommendations and committed actions, with the three positions on each kept in three columns."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.domain.dates import british
from dashboard.domain.figures import count_of
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.recommendations import ENDED, ISSUER_STATUSES, NOT_KNOWN
from dashboard.domain.standing import CATEGORIES, CATEGORY_WORDS
from dashboard.domain.view_model import ChartSpec, Column, Note, Table, View
from dashboard.store.queries.facts import Record, facts
from dashboard.views import columns as c
from dashboard.views.question import Question, ViewDefinition, filter_words, source_ids_of, sources_used
from dashboard.views.recommendation_rows import (
    ACTION_COLUMNS,
    RECOMMENDATION_COLUMNS,
    STALE_WORDS,
    shown_action,
)
from dashboard.views.register_rows import Item, register

# Whose turn it is: what "mine" keeps for each role.
WAITS_FOR: dict[str, Callable[[Record], bool]] = {
    "force": lambda r: (
        bool(r["force_code"]) and (r["force_position"] == NOT_KNOWN or r["force_claim"] == "in progress")
    ),
    "pcc_office": lambda r: bool(r["force_code"]) and r["body_position"] == NOT_KNOWN,
    "working_group": lambda r: not r["force_code"],
    "inspectorate": lambda r: r["force_claim"] == "force says complete",
}
FILTERS = (
    FilterDefinition("issuer", "Issuer", "choice", choices=("HMICFRS", "OSR")),
    FilterDefinition("force", "Force", "force"),
    FilterDefinition("owner", "Owner", "choice", choices_from="actions.owner"),
    FilterDefinition("status", "Issuer's status", "choice", choices=ISSUER_STATUSES),
    FilterDefinition("kind", "Kind", "choice", choices_from="recommendations.kind"),
    FilterDefinition("severity", "Severity", "text"),
    FilterDefinition("due", "Counts as", "choice", choices=CATEGORIES),
    FilterDefinition("disputed", "Disputed", "choice", choices=("yes", "no")),
    FilterDefinition("stale", "Stale", "choice", choices=("yes", "no")),
    FilterDefinition("mine", "Waiting for", "choice", choices=tuple(WAITS_FOR)),
    FilterDefinition("words", "Words", "text"),
)


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
    items = [item for item in register(question) if _says(question, item) and _wanted(question, item.row)]
    rows = [item.row for item in items]
    kept = {r["rec_id"] for r in rows}
    actions = [
        shown_action(a, question.as_at.day)
        for a in facts(question.connection, "actions", as_at=question.as_at)
        if a["rec_id"] in kept and (not question.wants("owner") or question.wants("owner") in owners_in(a["owner"]))
    ]
    elements = [e for item in items for e in item.elements]
    states, totals = _states(rows), _totals(rows)
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
                    "clock",
                    "force_position",
                    "body_position",
                    "issuer_status",
                    "force",
                    "due_latest",
                    "summary",
                    "due_words",
                    "force_claim",
                    "force_reasons",
                    "body_words",
                    "category",
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
            totals,
        ),
        charts=_charts(states),
        notes=(*conflicts(rows), *_notes(actions)),
        sources=sources_used(
            question,
            source_ids_of(rows, actions, elements).union(*(item.source_ids for item in items)),
        ),
    )


def _wanted(question: Question, row: Record) -> bool:
    tests = (
        (question.wants("status"), row["issuer_status"]),
        (question.wants("severity").casefold(), (row["severity"] or "").casefold()),
        (question.wants("due"), row["category"]),
        (question.wants("disputed"), row["is_disputed"]),
        (question.wants("stale"), row["is_stale"]),
    )
    if any(wanted and wanted != value for wanted, value in tests):
        return False
    owner, mine = question.wants("owner"), question.wants("mine")
    if owner and owner not in owners_in(row["owner"]):
        return False
    return not mine or (row["category"] != "closed" and WAITS_FOR[mine](row))


def _says(question: Question, item: Item) -> bool:
    """Whether an item fits the filters on what it is, apart from where it stands."""
    wanted = (("issuer", "issuer"), ("force", "force_code"), ("kind", "kind"))
    if any(question.wants(name) not in ("", item.row[field]) for name, field in wanted):
        return False
    words = question.wants("words").casefold()
    return not words or words in item.words


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


def _totals(rows: list[Record]) -> Table:
    """One category for each item, so that the parts add up to the whole; beside them what a claim would have made of it."""
    counts = {name: [r for r in rows if r["category"] == name] for name in CATEGORIES}
    return Table.from_records(
        "totals",
        "How the items count, each once",
        (
            Column("category", "Counts as"),
            Column("means", "Which means"),
            Column("items", "Items", "count"),
            Column("claimed_complete", "Of them the force says complete", "count"),
        ),
        (
            {
                "category": name,
                "means": CATEGORY_WORDS[name],
                "items": len(found),
                "claimed_complete": sum(r["force_claim"] == "force says complete" for r in found),
            }
            for name, found in counts.items()
            if rows
        ),
        empty_message="No recommendation was known for this choice on this date, so there is nothing to count.",
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
    count = {name: sum(r["category"] == name for r in rows) for name in CATEGORIES}
    words = (
        f"Of {count_of(len(rows), 'item')}, the issuer counts {ended} as finished; for {unknown} "
        f"no status from the issuer is held. Overdue: {count['overdue']}; disputed, and so not overdue: {count['disputed']}; "
        f"re-dated: {count['re-dated']}; past their date with no end held: {count['unknown']}."
    )
    passed = sum(a["window"] == "window has passed" for a in actions)
    if actions:
        words += (
            f" Of {count_of(len(actions), 'committed action')}, {passed} "
            f"{'has' if passed == 1 else 'have'} a window that has passed with no later status held."
        )
    return words


def conflicts(rows: list[Record]) -> tuple[Note, ...]:
    """A note for each item of which others reported something after its issuer's last word held here."""
    return tuple(
        Note(f"Sources disagree about {r['rec_id']}: {r['conflict']}", "conflict") for r in rows if r["conflict"]
    )


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
            "An item counts once: ended by its issuer, disputed, overdue, re-dated, not yet due, without a date, or unknown. "
            "A force that says complete is counted beside that and never as closed; an item that a force rejects with reasons "
            "is disputed, not overdue; an item that waits for another cannot be overdue. " + STALE_WORDS,
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
