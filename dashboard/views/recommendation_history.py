"""The history of one recommendation: the issuer's register, positions of the record, and the ledger, in one order."""

from __future__ import annotations

from dashboard.domain.ledger import UNDO, Held, words_of
from dashboard.domain.subjects import SUBJECTS
from dashboard.domain.view_model import Column
from dashboard.store.queries.facts import Record
from dashboard.store.queries.ledger import entries
from dashboard.views import columns as c
from dashboard.views.question import Question

HISTORY_COLUMNS = (
    Column("happened_on", "Date", missing="not known"),
    Column("holder", "Who"),
    Column("what", "What"),
    Column("words", "In words", missing="no words held"),
    Column("reason", "Why", missing="none given"),
    Column("known_from", "Known from"),
    Column("entry_id", "Entry", missing="the record"),
    Column("undone_by", "Undone by entry", missing="stands"),
    c.PLACE,
    c.SOURCE_ID,
)
REPORTED = "reported by others (secondary)"
HOLDERS = {
    "force": "force",
    "pcc_office": "local policing body",
    "inspectorate": "issuer",
    "working_group": "working group",
    "administrator": "administrator",
}


def history_of(question: Question, found: Record) -> list[Record]:
    """Every entry about the item, by day; within a day the register's own order, then the order of entering."""
    rows: list[Record] = [
        {**e, "holder": _teller(e), "what": e["event"], "words": e["event_words"], "order": (e["sequence"], 0)}
        for e in found["register"]
    ]
    held = entries(
        question.connection, as_at=question.as_at, subject_kind="recommendation", subject_ids=[found["rec_id"]]
    )
    rows += [_entered(one) for one in held]
    return sorted(
        rows, key=lambda r: (r["happened_on"], r["entry_id"] is not None if "entry_id" in r else False, r["order"])
    )


def _teller(entry: Record) -> str:
    """The issuer, save for what is only known from somebody else's account."""
    return REPORTED if entry["basis"] == "secondary" and entry["event"] == "comment" else "issuer"


def _entered(held: Held) -> Record:
    action = SUBJECTS["recommendation"].action(held.action)
    return {
        "happened_on": held.happened_on,
        "holder": HOLDERS.get(held.role, held.role),
        "what": "Undoing of an entry" if held.action == UNDO else action.title if action else held.action,
        "words": f"undoes entry {held.undoes}" if held.undoes else words_of(held.body),
        "reason": held.reason or None,
        "known_from": held.known_from,
        "entry_id": held.entry_id,
        "undone_by": held.undone_by,
        "order": (0, held.entry_id),
    }
