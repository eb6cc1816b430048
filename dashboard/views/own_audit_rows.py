"""Forces' own audits for views that are about more than audits: those of one force, and those that became known since a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from dashboard.domain.dates import british, period_words
from dashboard.domain.figures import count_of
from dashboard.domain.view_model import Note
from dashboard.store.queries.facts import Record
from dashboard.store.queries.force_audits import Wanted, audit_rows, audits_by_edition, count_rows, replaced_audits
from dashboard.views.audit_common import crimes_covered, rated
from dashboard.views.audit_tables import rate_words
from dashboard.views.own_pairs import COMPARABLE_TYPES, measure_of
from dashboard.views.question import Question

# As many of a force's audits as a page about more than audits can hold; ten years of months.
MOST_OF_A_FORCE = 120
# Above so many audits in one file a list of what is new says how many there are, not each.
MOST_LINES = 40


def own_audits_of(question: Question, code: str) -> list[Record]:
    """The newest whole audits of a force as whoever asks may see them, at most MOST_OF_A_FORCE."""
    wanted = Wanted(force_codes=[code])
    rows = rated(question, audit_rows(question.connection, wanted, as_at=question.as_at, newest=MOST_OF_A_FORCE))
    for row in rows:
        row["measure"] = crimes_covered(row)
    return rows


def older_left_out(question: Question, code: str, shown: list[Record]) -> tuple[Note, ...]:
    """That older audits are not on the page, where there are any."""
    if len(shown) < MOST_OF_A_FORCE:
        return ()
    held = count_rows(question.connection, Wanted(force_codes=[code]), as_at=question.as_at)
    if held == len(shown):
        return ()
    oldest = min((row["period_end"] for row in shown if row["period_end"]), default=None)
    return (
        Note(
            f"{count_of(held - len(shown), 'older audit')} of the force's own left out here; those listed end from "
            f"{british(oldest)} on. The page All audits has every one.",
            "coverage",
        ),
    )


def to_set_beside_inspections(rows: list[Record]) -> list[Record]:
    """Of a force's own audits those of crimes that inspections measure too, large enough to judge, under their names."""
    return [
        {**row, "measure": measure}
        for row in rows
        if row["audit_type"] in COMPARABLE_TYPES
        and row["judgeable"] == "yes"
        and not row["business_area"]
        and not row["reporting_route"]
        and (measure := measure_of(row))
    ]


def audit_news(question: Question, since: date, code: str = "") -> Iterator[Record]:
    """Own audits that became known after a day, oldest first, as whoever asks may see them.

    Fields: known_from, kind, force_code, what, before, now, reason, source_id.
    """
    wanted = Wanted(force_codes=[code] if code else None, known_after=since)
    files = audits_by_edition(question.connection, wanted, as_at=question.as_at)
    few = [file["source_id"] for file in files if file["audits"] <= MOST_LINES]
    # Rows of files with too many audits to list are not even read: there can be thousands.
    listed = audit_rows(question.connection, replace(wanted, source_ids=few), as_at=question.as_at) if few else []
    before = replaced_audits(question.connection, wanted, as_at=question.as_at) if few else []
    old = {_key(row): row for row in rated(question, before)}
    yield from (_line(row, old.get(_key(row))) for row in rated(question, listed))
    yield from (_many(file) for file in files if file["audits"] > MOST_LINES)


def _key(row: Record) -> tuple[str, ...]:
    return row["publication_id"], row["audit_id"], row["offence_group"], row["business_area"], row["reporting_route"]


def _about(row: Record) -> str:
    crimes = f", {row['offence_group']}" if row["offence_group"] else ""
    return f"{row['audit_id']}: {row['audit_type']}{crimes}, {row['period']}"


def _line(row: Record, before: Record | None) -> Record:
    was = before if before is not None and before["known_until"] == row["known_from"] else None
    again = "correction" if row["change_kind"] == "correction" else "revision"
    return {
        **{name: row[name] for name in ("known_from", "force_code", "source_id")},
        "kind": again if was else "new own audit",
        "what": _about(row),
        "before": rate_words(was) if was else None,
        "now": rate_words(row),
        "reason": row["change_reason"] or None,
    }


def _many(file: Record) -> Record:
    return {
        **{name: file[name] for name in ("known_from", "force_code", "source_id")},
        "kind": "new own audits",
        "what": f"{count_of(file['audits'], 'own audit')}, {period_words(file['period_start'], file['period_end'])}",
        "before": None,
        "now": "too many to list here; the page All audits has them",
        "reason": file["change_reason"] or None,
    }
