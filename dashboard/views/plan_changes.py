"""What changed about the national plan: entries of the ledger, and statements that became known."""

from __future__ import annotations

from datetime import date, timedelta

from dashboard.domain.dates import british
from dashboard.domain.ledger import Held, words_of
from dashboard.domain.subjects import SUBJECTS
from dashboard.domain.subjects.plan import GIVEN_OUT, UPDATE
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


def last_update(question: Question) -> Held | None:
    """The progress update that was given out last, as the group entered it; None where none was."""
    given = entries(question.connection, as_at=question.as_at, subject_kind=UPDATE, actions=[GIVEN_OUT])
    return max((held for held in given if held.stands), key=lambda held: held.entry_id, default=None)


def since_words(question: Question) -> str:
    """Since when changes are listed: "since 1 June 2025", "since the last update, of 1 June 2025", or ""."""
    if question.wants("since"):
        return f"since {british(date.fromisoformat(question.wants('since')))}"
    last = last_update(question)
    return f"since the last update, of {british(last.known_from)}" if last else ""


def changes_since(question: Question, rec_ids: set[str], action_ids: set[str]) -> list[Record]:
    """Entries and newly known actions, in the plan's order; from the filter `since` on, that day included, or else since
    the update that was given out last."""
    since = date.fromisoformat(question.wants("since")) if question.wants("since") else None
    last = None if since else last_update(question)
    rows: list[Record] = []
    for kind, ids in (("recommendation", rec_ids), ("action", action_ids)):
        found = entries(
            question.connection, as_at=question.as_at, subject_kind=kind, subject_ids=sorted(ids), entered_since=since
        )
        for held in found:
            if last and held.entry_id < last.entry_id:  # by number, so that entries of the update's own day fall right
                continue
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
    first = since or (last.known_from + timedelta(days=1) if last else None)
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
        if said["action_id"] in action_ids and first and said["known_from"] >= first
    ]
    return sorted(rows, key=lambda r: (r["known_from"], r["about"]))
