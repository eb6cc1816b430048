"""What changed about one force since a day: new statements, statements that were replaced, and what people entered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from dashboard.domain.dates import british
from dashboard.domain.figures import percent
from dashboard.domain.kinds import BY_NAME
from dashboard.domain.ledger import words_of
from dashboard.domain.subjects import SUBJECTS
from dashboard.domain.view_model import Column, Table
from dashboard.store.queries.facts import Record, facts, replaced
from dashboard.views import columns as c
from dashboard.views.entered import entries_seen
from dashboard.views.own_audit_rows import audit_news
from dashboard.views.question import Question

# For each kind of fact about one force: the words for a row.
SAID: dict[str, Callable[[Record], str]] = {
    "inspections": lambda r: f"{r['report_title']}" + (f": {r['judgement']}" if r["judgement"] else ""),
    "audits": lambda r: f"{r['audit_type']} by {r['audited_by']}: {r['crimes_recorded']} of {r['crimes_due']}",
    "recommendations": lambda r: f"{r['kind']}: {r['summary']}",
    "responses": lambda r: f"{r['responder'] or 'response'} on {r['report_title']}",
    "force_systems": lambda r: f"{r['system_id']}: {r['status']}",
    "monitoring_stages": lambda r: (
        f"{r['stage']} from {british(r['started_on'])}" + (f" to {british(r['ended_on'])}" if r["ended_on"] else "")
    ),
    "events": lambda r: r["event"],
    "local_policing_bodies": lambda r: r["name"] + (f", to end {british(r['ended_on'])}" if r["ended_on"] else ""),
    "recording_coverage": lambda r: f"{r['programme']}: recording graded {r['recording_graded']}",
}


# An edition that is no revision of another may still say something later about the same thing.
CHANGE_WORDS = {"first": "later statement"}


def revision_rows(question: Question, code: str) -> list[Record]:
    """Statements about the force that were replaced by the day: what was said, what is said, since when, and why."""
    rows = [row for kind in SAID for row in _replaced(question, kind, code)]
    rows += _replaced_audits(question, code)
    return sorted(
        [*rows, *_replaced_measures(question, code)], key=lambda r: (r["known_from"], r["kind"], r["after"] or "")
    )


def _replaced(question: Question, kind: str, code: str) -> Iterator[Record]:
    keys = BY_NAME[kind].keys
    now = {
        (r["publication_id"], *(r[k] for k in keys)): r
        for r in facts(question.connection, kind, as_at=question.as_at, force_code=code)
    }
    for before in replaced(question.connection, kind, as_at=question.as_at, force_code=code):
        after = now.get((before["publication_id"], *(before[k] for k in keys)))
        yield _revision(kind, SAID[kind](before), SAID[kind](after) if after else None, before, after)


def _replaced_measures(question: Question, code: str) -> Iterator[Record]:
    """Measures of inspections have no force of their own; the inspection says which."""
    own = {i["inspection_id"] for i in facts(question.connection, "inspections", as_at=question.as_at, force_code=code)}
    if not own:
        return
    now = {
        (r["publication_id"], r["inspection_id"], r["measure"]): r
        for r in facts(question.connection, "inspection_measures", as_at=question.as_at, inspection_id=own)
    }
    for before in replaced(question.connection, "inspection_measures", as_at=question.as_at, inspection_id=own):
        after = now.get((before["publication_id"], before["inspection_id"], before["measure"]))
        yield _revision("inspection_measures", _rate(before), _rate(after) if after else None, before, after)


def _replaced_audits(question: Question, code: str) -> Iterator[Record]:
    """The force's own audits that were put right, as whoever asks may see them."""
    for news in audit_news(question, date.min, code):
        if news["before"]:
            yield {
                "kind": BY_NAME["force_audits"].title,
                "before": f"{news['what']}: {news['before']}",
                "after": f"{news['what']}: {news['now']}",
                "known_from": news["known_from"],
                "change_kind": news["kind"],
                "change_reason": news["reason"],
                "source_id": news["source_id"],
            }


def _rate(row: Record) -> str:
    value = row["value_status"] if row["recorded_pct"] is None else percent(row["recorded_pct"])
    margin = f" plus or minus {row['margin_pct']}" if row["margin_pct"] else ""
    return f"{row['measure'].replace('_', ' ')}: {value}{margin}"


def _revision(kind: str, before: str, after: str | None, row: Record, new: Record | None) -> Record:
    source = new or row
    return {
        "kind": BY_NAME[kind].title,
        "before": before,
        "after": after if after != before else f"{after} (its dates, note or other details)",
        "known_from": row["known_until"],
        "change_kind": CHANGE_WORDS.get(source["change_kind"], source["change_kind"]) if new else "withdrawn",
        "change_reason": (source["change_reason"] or None) if new else None,
        "source_id": source["source_id"],
    }


def change_rows(question: Question, code: str, revisions: list[Record], totals: list[Record]) -> list[Record]:
    """What became known about the force on or after the day in the filter since, oldest first; nothing without it."""
    if not question.wants("since"):
        return []
    since = date.fromisoformat(question.wants("since"))
    rows = [
        {
            "known_from": r["known_from"],
            "what": "changed",
            "kind": r["kind"],
            "words": f"{r['after'] or 'withdrawn'} (before: {r['before']})",
            "source_id": r["source_id"],
        }
        for r in revisions
        if r["known_from"] >= since
    ]
    rows += [
        {
            "known_from": news["known_from"],
            "what": "new",
            "kind": BY_NAME["force_audits"].title,
            "words": f"{news['what']}: {news['now']}",
            "source_id": news["source_id"],
        }
        for news in audit_news(question, since - timedelta(days=1), code)
        if not news["before"]
    ]
    changed = {(r["kind"], r["known_from"], r["source_id"]) for r in rows}
    for kind, said in SAID.items():
        title = BY_NAME[kind].title
        rows += [
            {
                "known_from": r["known_from"],
                "what": "new",
                "kind": title,
                "words": said(r),
                "source_id": r["source_id"],
            }
            for r in facts(question.connection, kind, as_at=question.as_at, force_code=code)
            if r["known_from"] >= since and (title, r["known_from"], r["source_id"]) not in changed
        ]
    rows += [
        {
            "known_from": t["known_from"],
            "what": "new or revised",
            "kind": "Recorded crime",
            "words": f"{t['period']}: {t['offences']:,} offences ({t['publication']})",
            "source_id": t["source_id"],
        }
        for t in totals
        if t["known_from"] >= since and t["offences"] is not None
    ]
    return sorted([*rows, *_entered(question, code, since)], key=lambda r: (r["known_from"], r["kind"], r["words"]))


def _entered(question: Question, code: str, since: date) -> Iterator[Record]:
    for held in entries_seen(question, scope=code, entered_since=since):
        subject = SUBJECTS.get(held.subject_kind)
        undone = " (undone since)" if held.undone_by else ""
        yield {
            "known_from": held.known_from,
            "what": "entered",
            "kind": subject.title if subject else held.subject_kind,
            "words": f"{held.subject_id}, {held.action.replace('_', ' ')}: {words_of(held.body)}{undone}",
            "source_id": None,
        }


def change_tables(changes: list[Record], revisions: list[Record]) -> tuple[Table, Table]:
    """What changed since a day, and every revision."""
    kind = Column("kind", "Kind of evidence")
    return (
        Table.from_records(
            "changes",
            "What changed since the date chosen",
            (
                Column("known_from", "Known from"),
                Column("what", "New, changed or entered"),
                kind,
                Column("words", "What"),
                Column("source_id", "Source", missing="entered here"),
            ),
            changes,
            empty_message="Nothing became known since the date chosen, or no date is chosen in the filter since.",
        ),
        Table.from_records(
            "revisions",
            "Statements that were replaced",
            (
                Column("known_from", "Since"),
                kind,
                Column("before", "Said before"),
                Column("after", "Said now", missing="withdrawn"),
                Column("change_kind", "Revision or correction"),
                Column("change_reason", "Why", missing="not stated"),
                c.SOURCE_ID,
            ),
            revisions,
            empty_message="No statement about this force was replaced by another on or before this date.",
        ),
    )
