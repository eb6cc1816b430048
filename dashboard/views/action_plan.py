"""The ten recommendations on police recorded crime: owners, windows, what waits for what, and what is late by which reading."""

from __future__ import annotations

from datetime import date
from typing import Any

from dashboard.domain.due import overdue_words
from dashboard.domain.figures import count_of
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.plan import DONE_WORDS, action_standing, deliverable_of, done_words, numbers_of
from dashboard.domain.standing import EMPTY
from dashboard.domain.view_model import ChartSpec, Column, Note, Table, View
from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.ledger import current_states
from dashboard.store.queries.recommendations import recommendations
from dashboard.views.minutes import minuted_actions
from dashboard.views.plan_changes import CHANGE_COLUMNS, changes_since, since_words
from dashboard.views.plan_columns import ACTION_COLUMNS, PLAN_COLUMNS
from dashboard.views.plan_drawing import drawing_of
from dashboard.views.question import Question, ViewDefinition, filter_words, source_ids_of, sources_used
from dashboard.views.recommendation_rows import ended_ids, shown_recommendation
from dashboard.views.recommendations import owners_in

FILTERS = (
    FilterDefinition("owner", "Owner", "choice", choices_from="actions.owner"),
    FilterDefinition("since", "Changes since", "date"),
)


def build(question: Question) -> View:
    """The national action plan.

    Tables
        plan          one row a recommendation, in the plan's own order
        actions       one row a committed action
        minuted       actions that meetings minuted for the recommendations, with meeting, owner and window
        deliverables  what several actions share
        changes       what changed since the day in the filter `since`, or since the last update was given out, or ever
        drawing       points and links of the drawing of dependencies
    """
    on, owner = question.as_at.day, question.wants("owner")
    found = recommendations(question.connection, as_at=question.as_at, issuer="OSR")
    states = current_states(question.connection, "action", as_at=question.as_at)
    held = facts(question.connection, "actions", as_at=question.as_at)
    ended = ended_ids(found)
    done = ended | {a["action_id"] for a in held if done_words(a, states.get(a["action_id"], EMPTY))}
    rows = {f["rec_id"]: shown_recommendation(f, {}, on, ended) for f in found}
    actions = [_action(a, states.get(a["action_id"], EMPTY), on, done, rows.get(a["rec_id"])) for a in held]
    actions.sort(key=lambda a: (_number(a["rec_id"]), a["action_id"]))
    plan = sorted((_recommendation(row, actions, on) for row in rows.values()), key=lambda r: _number(r["rec_id"]))
    if owner:
        actions = [a for a in actions if owner in owners_in(a["owner"])]
        kept = {a["rec_id"] for a in actions}
        plan = [r for r in plan if owner in owners_in(r["owner"]) or r["rec_id"] in kept]
    changes = changes_since(question, {r["rec_id"] for r in plan}, {a["action_id"] for a in actions})
    drawing = drawing_of(plan, actions)
    return View(
        name="action_plan",
        title="National action plan on police recorded crime",
        as_at=on,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=_statement(plan, actions),
        tables=(
            Table.from_records(
                "plan",
                "The recommendations, in the plan's order",
                PLAN_COLUMNS,
                plan,
                empty_message="The recommendations were made in May 2024; none was known for this choice on this date.",
                page_columns=(
                    "number_owner",
                    "state",
                    "strict_reading",
                    "lenient_reading",
                    "waits_for_numbers",
                    "summary",
                    "due_words",
                    "needs_first",
                    "addressee",
                    "respondent",
                    "source_id",
                ),
            ),
            Table.from_records(
                "actions",
                "Committed actions",
                ACTION_COLUMNS,
                actions,
                empty_message="No committed action was known for this choice on this date.",
                page_columns=(
                    "number",
                    "state",
                    "strict_reading",
                    "lenient_reading",
                    "waits_for_numbers",
                    "owner",
                    "action",
                    "needs_first",
                    "target_words",
                    "deliverable",
                    "progress",
                    "progress_on",
                    "source_id",
                ),
            ),
            minuted_actions(question, [r["rec_id"] for r in plan]),
            _deliverables(actions),
            Table.from_records(
                "changes",
                f"What changed {since_words(question)}".rstrip(),
                CHANGE_COLUMNS,
                changes,
                empty_message="Nothing about the plan was entered or published in that time.",
            ),
            drawing,
        ),
        charts=_charts(drawing, plan),
        notes=_notes(),
        sources=sources_used(question, source_ids_of(plan, actions)),
    )


def _action(found: Record, state: Record, on: date, done: frozenset[str], recommendation: Record | None) -> Record:
    standing = action_standing(found, state, on, done, recommendation)
    number = numbers_of([found["action_id"]])
    return {**found, **standing, "number": number, "deliverable": deliverable_of(found)}


def _recommendation(row: Record, actions: list[Record], on: date) -> Record:
    own = [a for a in actions if a["rec_id"] == row["rec_id"]]
    waits, closed = row["waits_for"], row["category"] == "closed"
    reading = row["issuer_status"] if closed else "waiting" if waits else ""
    past = {name: (on - row[name]).days if row[name] and on > row[name] else 0 for name in ("due_strict", "due_latest")}
    needs = [n for a in own for n in (a["needs_first"] or "").split(", ") if n and not n.startswith(row["rec_id"])]
    return {
        **row,
        "number_owner": f"{row['issuer_ref']}, {row['owner'] or 'no owner yet'}",
        "waits_for_numbers": numbers_of((waits or "").split(", ")) if waits else None,
        "needs_first": ", ".join(dict.fromkeys(needs)) or None,
        "strict_reading": reading or overdue_words(row["due_strict"], on),
        "lenient_reading": reading or overdue_words(row["due_latest"], on),
        "state": reading or _state(row, past),
        "actions": len(own),
        "actions_done": sum(a["state"] in DONE_WORDS for a in own),
    }


def _state(row: Record, past: dict[str, int]) -> str:
    if row["due_latest"] is None:
        return "no date"
    if past["due_latest"]:
        return "past its date"
    return "past its date on the strict reading only" if past["due_strict"] else "not yet due"


def _number(rec_id: str) -> tuple[int, str]:
    """The plan's own order: 10 after 9."""
    last = rec_id.rpartition("-")[2]
    return (int(last), rec_id) if last.isdigit() else (10_000, rec_id)


def _deliverables(actions: list[Record]) -> Table:
    shared: dict[str, list[Record]] = {}
    for action in actions:
        if action["deliverable"]:
            shared.setdefault(action["deliverable"], []).append(action)
    rows = [
        {
            "deliverable": name,
            "actions": ", ".join(a["action_id"] for a in of),
            "recommendations": ", ".join(sorted({a["rec_id"] for a in of}, key=_number)),
            "due_latest": max(a["due_latest"] for a in of),
            "states": "; ".join(sorted({a["state"] for a in of})),
        }
        for name, of in sorted(shared.items(), key=lambda item: (item[1][0]["due_latest"], item[0]))
    ]
    return Table.from_records(
        "deliverables",
        "What the actions deliver, together where they share it",
        (
            Column("deliverable", "Deliverable"),
            Column("recommendations", "Recommendations"),
            Column("actions", "Actions"),
            Column("due_latest", "By", missing="no date"),
            Column("states", "State of its actions"),
        ),
        rows,
        empty_message="No dated deliverable was known for this choice on this date.",
    )


def _charts(drawing: Table, plan: list[Record]) -> tuple[ChartSpec, ...]:
    if not drawing.rows:
        return ()
    waiting = [f"{r['issuer_ref']} waits for {_and(r['waits_for_numbers'])}" for r in plan if r["waits_for"]]
    leaning = sorted({str(r["issuer_ref"]) for r in plan if r["needs_first"]}, key=lambda n: (len(n), n))
    waits = "; ".join(waiting) or "none waits for another"
    states = "; ".join(f"{r['issuer_ref']} {r['state']}" for r in plan)
    leans = (
        f", and {count_of(len(leaning), 'other needs', 'others need')} something first by our reading"
        if leaning
        else ""
    )
    return (
        ChartSpec(
            name="dependencies",
            kind="dependencies",
            table="drawing",
            title=f"Of {count_of(len(plan), 'recommendation')}, {waits}{leans}",
            subtitle="A line leads from what must come first. Whole lines: the plan says so outright, and what waits cannot be "
            "overdue. Broken lines: needed by our reading, which stops no clock.",
            alt=f"Drawing of what waits for what: {waits}. Needing something first by our reading: "
            f"{', '.join(leaning) or 'none'}. State of each: {states}.",
            roles={
                "label": "label",
                "level": "level",
                "state": "state",
                "from_label": "from_label",
                "kind": "depends_kind",
            },
        ),
    )


def _and(numbers: str) -> str:
    return " and ".join(numbers.rsplit(", ", 1))


def _statement(plan: list[Record], actions: list[Record]) -> str:
    if not plan:
        return "No recommendation of the plan was known for this choice on this date."
    count: dict[str, int] = {}
    for action in actions:
        count[action["state"]] = count.get(action["state"], 0) + 1
    both = count.get("past its date on both readings", 0) + count.get("past its date", 0)
    strict = count.get("past its date on the strict reading only", 0)
    words = f"{count_of(len(plan), 'recommendation')} with {count_of(len(actions), 'committed action')}. "
    if not actions:
        return f"{words}No plan was published by this date."
    return (
        f"{words}Past its date with no later status held: {both}; on the strict reading only: {strict}; waiting for another: "
        f"{count.get('waiting', 0)}; said to be done: {sum(count.get(name, 0) for name in DONE_WORDS)}; without a date: "
        f"{count.get('no date', 0)}."
    )


def _notes() -> tuple[Note, ...]:
    texts: tuple[tuple[str, Any], ...] = (
        (
            "The plan gives seasons without defining them. Here seasons are meteorological: summer ends on 31 August, autumn on "
            '30 November. "By" a season has two readings: the strict one ends before it begins, the lenient one with it; both are '
            'shown. A season without "by" is due by its end.',
            "definition",
        ),
        (
            "Past its date says nothing about whether the work was done: the last published status is of February 2025 unless a "
            "later one was entered. An action that waits for another cannot be overdue. An owner's word that something is done "
            "is a claim; only the issuer's verification ends it.",
            "coverage",
        ),
        (
            "One rule serves tables, drawing and counts: an action waits only for what the plan itself says must come first. "
            "What it needs by our reading of its words is named under “Needs first, by our reading” and drawn as a broken line; "
            "its own date, where it has one, still counts.",
            "definition",
        ),
    )
    return tuple(Note(text, kind) for text, kind in texts)


ACTION_PLAN = ViewDefinition(
    name="action_plan",
    title="National action plan on police recorded crime",
    answers="Who promised what on the ten recommendations, what waits for what, and what is late by which reading?",
    filters=FILTERS,
    build=build,
)
