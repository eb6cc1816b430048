"""Finds the recommendation that an entry is about, in the record or among those that people entered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from dashboard.domain.access import Role
from dashboard.domain.asat import AsAt
from dashboard.domain.ledger import Held
from dashboard.domain.ledger_state import known_by
from dashboard.domain.subjects import Found
from dashboard.store.engine import Connection
from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.ledger import entries

KIND = "recommendation"
AT_ONCE = 2_000  # identifiers in one question; databases bound their number
# Who owns what the force must do, and what the departments of the working group must do: neither closes it.
OF_FORCE = frozenset({Role.FORCE, Role.PCC_OFFICE})
NATIONAL = frozenset({Role.WORKING_GROUP})


def recommendation(connection: Connection, subject_id: str, as_at: AsAt) -> Found | None:
    """The recommendation with this identifier, with its day of publication, its elements and the issuer's register among the facts."""
    history = entries(connection, as_at=as_at, subject_kind=KIND, subject_ids=[subject_id])
    return finder_of(connection, [subject_id], as_at)(subject_id, history)


def finder_of(
    connection: Connection, subject_ids: Sequence[str], as_at: AsAt
) -> Callable[[str, Sequence[Held]], Found | None]:
    """Finds any of these recommendations, asking the record about all of them at once.

    What it gives takes an identifier and the entries about it, whatever their day.
    """
    rows: dict[str, Record] = {}
    elements: dict[str, list[str]] = {}
    register: dict[str, list[Record]] = {}
    for start in range(0, len(subject_ids), AT_ONCE):
        some = list(subject_ids[start : start + AT_ONCE])
        # What the newer publication says of it counts.
        rows |= {row["rec_id"]: row for row in facts(connection, "recommendations", as_at=as_at, rec_id=some)}
        for row in facts(connection, "recommendation_elements", as_at=as_at, rec_id=some):
            elements.setdefault(row["rec_id"], []).append(row["element"])
        for row in facts(connection, "recommendation_events", as_at=as_at, rec_id=some):
            register.setdefault(row["rec_id"], []).append(row)
    for events in register.values():
        events.sort(key=lambda event: (event["happened_on"], event["sequence"]))

    def find(subject_id: str, history: Sequence[Held]) -> Found | None:
        if row := rows.get(subject_id):
            scope = row["force_code"] or ""
            its_own = {"elements": elements.get(subject_id, []), "register": register.get(subject_id, [])}
            return Found(scope, _owners(scope), {**row, **its_own})
        standing = (held for held in known_by(history, as_at.day) if held.stands and held.action == "create")
        made = next(standing, None)
        if made is None:
            return None
        published = date.fromisoformat(made.body["published_on"])
        return Found(made.scope, _owners(made.scope), {**made.body, "published_on": published})

    return find


def _owners(scope: str) -> frozenset[Role]:
    return OF_FORCE if scope else NATIONAL


def action(connection: Connection, subject_id: str, as_at: AsAt) -> Found | None:
    """The committed action of the national plan with this identifier."""
    rows = facts(connection, "actions", as_at=as_at, action_id=subject_id)
    return Found("", NATIONAL, rows[-1]) if rows else None


FINDERS = {KIND: recommendation, "action": action}
