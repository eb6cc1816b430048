"""What changed about the national plan: entries of the ledger, and statements that became known."""

from __future__ import annotations

from datetime import date

from dashboard.domain.ledger import words_of
from dashboard.domain.subjects import SUBJECTS
from dashboard.domain.view_model import Column
from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.ledger import entries
from dashboard.views import columns as c
from dashboard.views.question import Question

CHANGE_COLUMNS = (
    Column("known_from", "Known from"),
    Column("happened_on", "Happened on"),
    Column("about", "About"),
    Column("what", "What"),
    Column("words", "In words"),
    Column("by", "By"),
    c.SOURCE_ID,
)


def changes_since(question: Question, rec_ids: set[str], action_ids: set[str]) -> list[Record]:
    """Entries and newly known actions, in the plan's order; from the filter `since` on, that day included."""
    since = date.fromisoformat(question.wants("since")) if question.wants("since") else None
    rows: list[Record] = []
    for kind, ids in (("recommendation", rec_ids), ("action", action_ids)):
        found = entries(
            question.connection, as_at=question.as_at, subject_kind=kind, subject_ids=sorted(ids), entered_since=since
        )
        for held in found:
            action = SUBJECTS[kind].action(held.action)
            undone = f" (undone by entry {held.undone_by})" if held.undone_by else ""
            rows.append(
                {
                    "known_from": held.known_from,
                    "happened_on": held.happened_on,
                    "about": held.subject_id,
                    "what": f"{action.title if action else 'Undoing of an entry'}{undone}",
                    "words": words_of(held.body),
                    "by": held.actor,
                }
            )
    published = facts(question.connection, "actions", as_at=question.as_at)
    rows += [
        {
            "known_from": said["known_from"],
            "happened_on": said["status_on"],
            "about": said["action_id"],
            "what": "Published in the plan",
            "words": f"{said['action']} {said['status_words']}.",
            "by": said["owner"],
            "source_id": said["source_id"],
        }
        for said in published
        if said["action_id"] in action_ids and since and said["known_from"] >= since
    ]
    return sorted(rows, key=lambda r: (r["known_from"], r["about"]))
