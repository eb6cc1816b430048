"""The register of strengths, limitations and effects on the data of each recording system, with its yearly review."""

from __future__ import annotations

from datetime import date

from dashboard.domain.dates import add_months
from dashboard.domain.ledger import Held
from dashboard.domain.subjects.systems import ENDED
from dashboard.domain.view_model import Column, Table
from dashboard.store.queries.facts import Record
from dashboard.store.queries.ledger import standing
from dashboard.views.assurance_rows import ENTERED, entered
from dashboard.views.question import Question

# A remark is to be looked at again a year after it was entered or last reviewed.
REVIEW_MONTHS = 12
COLUMNS = (
    Column("system", "System"),
    Column("sort", "Strength, limitation or effect"),
    Column("words", "What it is"),
    Column("offences", "Offences or collections", missing="not said"),
    Column("forces", "Seen in", missing="not said"),
    Column("state", "State"),
    Column("reviewed_on", "Last reviewed", missing="not yet reviewed"),
    Column("review_words", "Last review", missing="not yet reviewed"),
    Column("review_due", "Review due"),
    Column("review_state", "Review"),
    *ENTERED,
)


def register_rows(question: Question, names: dict[str, str]) -> list[Record]:
    """One row a remark on a system in `names` (identifier to name), with its last review and when the next is due."""
    held = standing(question.connection, "recording_system", as_at=question.as_at)
    return [
        _row(names[system], remark, entries, question.as_at.day)
        for system, entries in sorted(held.items())
        if system in names
        for remark in entries
        if remark.action == "remark"
    ]


def _row(system: str, remark: Held, entries: list[Held], day: date) -> Record:
    reviews = [h for h in entries if h.action == "review" and h.body["about"] == remark.entry_id]
    last = reviews[-1] if reviews else None
    due = add_months(last.happened_on if last else remark.known_from, REVIEW_MONTHS)
    has_ended = last is not None and last.body["outcome"] == ENDED
    return {
        "system": system,
        "sort": remark.body["sort"],
        "words": remark.body["words"],
        "offences": remark.body.get("offences"),
        "forces": remark.body.get("forces"),
        "state": last.body["outcome"] if last else "entered, not yet reviewed",
        "reviewed_on": last.happened_on if last else None,
        "review_words": last.body["words"] if last else None,
        "review_due": None if has_ended else due,
        "review_state": "ended" if has_ended else "due" if day >= due else "not yet due",
        **entered(remark),
    }


def register_table(rows: list[Record]) -> Table:
    """The register as a table."""
    return Table.from_records(
        "register",
        "Strengths, limitations and effects on the data",
        COLUMNS,
        rows,
        empty_message="No strength, limitation or effect is entered for this choice. The working group enters them with their evidence; "
        "no source that was read states any for a single system.",
        page_columns=(
            "system",
            "sort",
            "words",
            "offences",
            "state",
            "review_due",
            "review_state",
            "evidence",
            "actor",
        ),
    )
