"""The history of one recommendation: the issuer's register, positions of the record, and the ledger, in one order."""

from __future__ import annotations

from dashboard.domain.dates import british
from dashboard.domain.figures import count_of
from dashboard.domain.ledger import UNDO, Held, evidence_words, words_of
from dashboard.domain.subjects import SUBJECTS
from dashboard.domain.view_model import ChartSpec, Column
from dashboard.store.queries.facts import Record
from dashboard.store.queries.ledger import entries
from dashboard.views import columns as c
from dashboard.views.question import Question

HISTORY_COLUMNS = (
    Column("happened_on", "Date", missing="not known"),
    Column("holder", "Who"),
    Column("what", "What"),
    Column("words", "In words", missing="no words held"),
    Column("evidence", "Evidence", missing="none given"),
    Column("reason", "Why", missing="none given"),
    Column("actor", "By", missing="the register"),
    Column("known_from", "Known from"),
    Column("entry_id", "Entry", missing="the record"),
    Column("undone_by", "Undone by entry", missing="stands"),
    c.PLACE,
    Column("source_id", "Source", missing="the ledger"),
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
    rows += [_explained(question, answer) for answer in found["answers"]]
    rows.sort(key=lambda r: (r["happened_on"], r["entry_id"] is not None if "entry_id" in r else False, r["order"]))
    return [*_taken_over(found), *rows]


def _explained(question: Question, answer: Record) -> Record:
    """What a policing body's answer to the report says of the item, on the day the answer was published."""
    name = question.force_names().get(answer["scope"])
    return {
        "happened_on": answer["published_on"],
        "holder": HOLDERS[answer["role"]] + (f", {name}" if name else ""),
        "what": "Explanation in a published answer",
        "words": f"{answer['explanation_type']}: {answer['words']}",
        "evidence": "; ".join(evidence_words(item) for item in answer["evidence"]) or None,
        "reason": answer["reason"] or None,
        "actor": answer["actor"],
        "known_from": answer["known_from"],
        "entry_id": answer["entry_id"],
        "order": (0, answer["entry_id"]),
    }


def _taken_over(found: Record) -> list[Record]:
    """The record's copies of older positions, of no known day, where the holder has since entered its own."""
    entered = {"force": "force_position", "local policing body": "body_position"}
    return [
        {
            **held,
            "happened_on": None,
            "what": "Position in an older document",
            "words": ": ".join(filter(None, (held["position"], held["position_words"]))),
        }
        for holder, held in sorted(found["positions"].items())
        if entered[holder] in found["state"]["latest"]
    ]


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
        "evidence": "; ".join(evidence_words(item) for item in held.evidence) or None,
        "reason": held.reason or None,
        "actor": held.actor,
        "known_from": held.known_from,
        "entry_id": held.entry_id,
        "undone_by": held.undone_by,
        "order": (0, held.entry_id),
    }


def history_chart(row: Record | None, history: list[Record]) -> tuple[ChartSpec, ...]:
    """The entries as a timeline, where there are at least two of them with a day."""
    dated = [h for h in history if h["happened_on"]]
    if row is None or len(dated) < 2:
        return ()
    return (
        ChartSpec(
            name="history",
            kind="timeline",
            table="history",
            title=f"{count_of(len(dated), 'dated entry', 'dated entries')} about {row['rec_id']}",
            subtitle="Each mark is an entry in the table below, in the lane of who said it.",
            alt=f"Timeline of {count_of(len(dated), 'entry', 'entries')} from {british(dated[0]['happened_on'])} to "
            f"{british(dated[-1]['happened_on'])}; the table lists them in the same order.",
            roles={"date": "happened_on", "lane": "holder", "text": "what", "kind": "holder"},
        ),
    )
