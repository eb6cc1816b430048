"""Finds the recommendation that an entry is about, in the record or among those that people entered."""

from __future__ import annotations

from datetime import date

from dashboard.domain.access import Role
from dashboard.domain.asat import AsAt
from dashboard.domain.subjects import Found
from dashboard.store.engine import Connection
from dashboard.store.queries.facts import facts
from dashboard.store.queries.ledger import standing

# Who owns what the force must do, and what the departments of the working group must do: neither closes it.
OF_FORCE = frozenset({Role.FORCE, Role.PCC_OFFICE})
NATIONAL = frozenset({Role.WORKING_GROUP})


def recommendation(connection: Connection, subject_id: str, as_at: AsAt) -> Found | None:
    """The recommendation with this identifier, with its day of publication and its elements among the facts."""
    rows = facts(connection, "recommendations", as_at=as_at, rec_id=subject_id)
    if rows:
        row = rows[-1]  # what the newer publication says of it
        elements = facts(connection, "recommendation_elements", as_at=as_at, rec_id=subject_id)
        scope = row["force_code"] or ""
        return Found(scope, _owners(scope), {**row, "elements": [e["element"] for e in elements]})
    entries = standing(connection, "recommendation", as_at=as_at, subject_ids=[subject_id]).get(subject_id, [])
    made = next((held for held in entries if held.action == "create"), None)
    if made is None:
        return None
    published = date.fromisoformat(made.body["published_on"])
    return Found(made.scope, _owners(made.scope), {**made.body, "published_on": published})


def _owners(scope: str) -> frozenset[Role]:
    return OF_FORCE if scope else NATIONAL


def action(connection: Connection, subject_id: str, as_at: AsAt) -> Found | None:
    """The committed action of the national plan with this identifier."""
    rows = facts(connection, "actions", as_at=as_at, action_id=subject_id)
    return Found("", NATIONAL, rows[-1]) if rows else None


FINDERS = {"recommendation": recommendation, "action": action}
