"""Everything people entered, the newest first, with what stood there before; and what was refused."""

from __future__ import annotations

from datetime import date

from dashboard.domain.access import ROLE_WORDS, Role
from dashboard.domain.figures import count_of
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.ledger import UNDO, Held, evidence_words, words_of
from dashboard.domain.subjects import SUBJECTS
from dashboard.domain.view_model import Column, Note, Table, View
from dashboard.store.queries.facts import Record
from dashboard.store.queries.ledger import count_entries, refusals
from dashboard.views import columns as c
from dashboard.views.entered import entries_seen
from dashboard.views.question import Question, ViewDefinition, filter_words

MOST = 2000
EDITORS = tuple(role.value for role in Role if role is not Role.READER)
FILTERS = (
    FilterDefinition("force", "Force", "force"),
    FilterDefinition("subject_kind", "About what", "choice", choices=tuple(SUBJECTS)),
    FilterDefinition("subject_id", "Number of the item", "text"),
    FilterDefinition("role", "Entered by", "choice", choices=EDITORS),
    FilterDefinition("since", "Entered since", "date"),
)
COLUMNS = (
    Column("entry_id", "Entry"),
    Column("entered_at", "Entered at (UTC)"),
    Column("known_from", "Known from"),
    Column("happened_on", "Happened on"),
    Column("happened_precision", "Precision of date"),
    Column("actor", "By"),
    Column("role", "Role"),
    c.FORCE,
    c.FORCE_CODE,
    Column("subject_kind", "About what"),
    Column("subject_id", "Item"),
    Column("action", "Entry"),
    Column("action_words", "What was entered"),
    Column("old", "Before", missing="nothing"),
    Column("new", "Now"),
    Column("reason", "Why", missing="none given"),
    Column("evidence", "Evidence", missing="none"),
    Column("undoes", "Undoes entry", missing="none"),
    Column("undone_by", "Undone by entry", missing="stands"),
    Column("batch", "Came in with", missing="by itself"),
)


def build(question: Question) -> View:
    """The ledger.

    Tables
        ledger    one row an entry, the newest first, with the text that stood there before
        refusals  one row an entry that somebody was not allowed to make
    """
    since = question.wants("since")
    words = question.wants("subject_id")
    found = entries_seen(
        question,
        subject_kind=question.wants("subject_kind") or None,
        subject_ids=[words] if words else None,
        scope=question.wants("force") or None,
        role=question.wants("role") or None,
        entered_since=date.fromisoformat(since) if since else None,
        newest=MOST,
    )
    names = question.force_names()
    rows = [_row(held, before, names) for held, before in _with_before(found)]
    rows.sort(key=lambda r: -r["entry_id"])
    refused = [
        {**r, "refused_at": f"{r['refused_at']:%Y-%m-%d %H:%M:%S}", "force": names.get(r["force_code"])}
        for r in refusals(question.connection, as_at=question.as_at)
    ]
    total = count_entries(question.connection, as_at=question.as_at)
    return View(
        name="ledger",
        title="Ledger of entries",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=_statement(rows, total, refused),
        tables=(
            Table.from_records(
                "ledger",
                "Entries, the newest first",
                COLUMNS,
                rows,
                empty_message="Nothing was entered for this choice by this date.",
                page_columns=(
                    "entry_id",
                    "entered_at",
                    "actor",
                    "subject_id",
                    "action_words",
                    "old",
                    "new",
                    "happened_on",
                    "reason",
                    "evidence",
                    "undone_by",
                ),
            ),
            Table.from_records(
                "refusals",
                "Entries that were refused, because the person may not make them",
                (
                    Column("refused_at", "At (UTC)"),
                    Column("actor", "By"),
                    Column("role", "Role"),
                    c.FORCE,
                    Column("subject_kind", "About what"),
                    Column("subject_id", "Item"),
                    Column("action", "Entry"),
                    Column("why", "Why"),
                ),
                list(reversed(refused))[:MOST],
                empty_message="Nothing was refused by this date.",
            ),
        ),
        notes=(
            Note(
                "Nothing here can be changed or deleted; the database refuses it. A mistake is put right by a further entry, and "
                "an entry counts as known from the day it was entered.",
                "definition",
            ),
            Note(
                "What an office prepares is for its force and itself until the response is published; until then, and for "
                "comments on it and decisions about a force's own audits always, others see that there is an entry and not what "
                "it says.",
                "definition",
            ),
            Note(
                f"At most the {MOST:,} newest entries of a choice are shown; narrow it to see older ones.", "coverage"
            ),
        ),
    )


def _with_before(found: list[Held]) -> list[tuple[Held, Held | None]]:
    """Each entry with the one that stood there before it, as entered: the same subject and sort of entry."""
    latest: dict[tuple[str, str, str], Held] = {}
    by_number = {held.entry_id: held for held in found}
    pairs = []
    for held in sorted(found, key=lambda h: h.entry_id):
        key = (held.subject_kind, held.subject_id, held.action)
        before = by_number.get(held.undoes) if held.undoes else latest.get(key)
        pairs.append((held, before))
        latest[key] = held
    return pairs


def _row(held: Held, before: Held | None, names: dict[str, str]) -> Record:
    subject = SUBJECTS.get(held.subject_kind)
    action = subject.action(held.action) if subject else None
    return {
        **{name: getattr(held, name) for name in held.__dataclass_fields__},
        "entered_at": f"{held.entered_at:%Y-%m-%d %H:%M:%S}",
        "role": ROLE_WORDS[Role(held.role)],
        "force": names.get(held.scope, "national"),
        "force_code": held.scope or None,
        "action_words": action.title if action else ("Undoing of an entry" if held.action == UNDO else held.action),
        "old": words_of(before.body) if before else None,
        "new": "undone" if held.undoes else words_of(held.body),
        "reason": held.reason or None,
        "evidence": "; ".join(evidence_words(item) for item in held.evidence) or None,
        "batch": held.batch or None,
    }


def _statement(rows: list[Record], total: int, refused: list[Record]) -> str:
    if not total:
        return "No entry had been made by this date."
    return (
        f"{count_of(len(rows), 'entry', 'entries')} shown of {total:,} made by this date; "
        f"{count_of(len(refused), 'refusal')} logged."
    )


LEDGER = ViewDefinition(
    name="ledger",
    title="Ledger of entries",
    answers="Who entered what, when, on what evidence, and what stood there before?",
    filters=FILTERS,
    build=build,
    holds_unpublished=True,
)
