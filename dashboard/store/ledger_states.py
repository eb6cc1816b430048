"""The states that ledger entries come to, kept beside the ledger so that thousands can be asked for at once.

Nothing here is a statement of its own: `rebuild` makes every row from the ledger again, and a test holds the two equal.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa

from dashboard.domain.entered import IN_BRIEF, brief_of
from dashboard.domain.ledger_state import states_over_time
from dashboard.store import schema
from dashboard.store.engine import Connection

Subject = tuple[str, str]
SUBJECTS_AT_ONCE = 200
BLANK = dict.fromkeys((*IN_BRIEF, "due_latest", "due_original"))


def rebuild(connection: Connection, subjects: Iterable[Subject] | None = None) -> int:
    """Work the states of these subjects (None: of all there are) out of the ledger again; returns how many rows they take."""
    ledger, states = schema.ledger, schema.ledger_states
    if subjects is None:
        connection.execute(sa.delete(states))
        pairs = sa.select(ledger.c.subject_kind, ledger.c.subject_id).distinct()
        chosen = [(row[0], row[1]) for row in connection.execute(pairs)]
    else:
        chosen = sorted(set(subjects))
    made = 0
    for start in range(0, len(chosen), SUBJECTS_AT_ONCE):
        made += _rebuild_some(connection, chosen[start : start + SUBJECTS_AT_ONCE])
    return made


def _rebuild_some(connection: Connection, subjects: list[Subject]) -> int:
    # Imported here: the questions import the schema that this module's tables stand in.
    from dashboard.store.queries.ledger import held_of

    ledger, states = schema.ledger, schema.ledger_states
    rows: list[dict[str, Any]] = []
    for kind in sorted({kind for kind, _ in subjects}):
        ids = [subject_id for of, subject_id in subjects if of == kind]
        connection.execute(sa.delete(states).where(states.c.subject_kind == kind, states.c.subject_id.in_(ids)))
        found = connection.execute(
            sa.select(*(c for c in ledger.c if c.name != "idempotency_key"))
            .where(ledger.c.subject_kind == kind, ledger.c.subject_id.in_(ids))
            .order_by(ledger.c.entry_id)
        ).mappings()
        grouped: dict[str, list[Any]] = {}
        for row in found:
            grouped.setdefault(row["subject_id"], []).append(held_of(dict(row)))
        for subject_id, entries in grouped.items():
            rows += [
                {
                    "subject_kind": kind,
                    "subject_id": subject_id,
                    "scope": entries[0].scope,
                    "known_from": known_from,
                    "known_until": known_until,
                    "state": json.dumps(state, default=_iso, ensure_ascii=False, separators=(",", ":")),
                    "last_on": state["last_on"],
                    **_brief(kind, subject_id, state),
                }
                for known_from, known_until, state in states_over_time(entries)
            ]
    if rows:
        connection.execute(sa.insert(states), rows)
    return len(rows)


def _brief(kind: str, subject_id: str, state: dict[str, Any]) -> dict[str, Any]:
    """What of a state is asked of the database; blank for what is no recommendation."""
    return brief_of(subject_id, state) if kind == "recommendation" else BLANK


def _iso(value: Any) -> str:
    assert isinstance(value, date), "nothing else in a state is not JSON already"
    return value.isoformat()
