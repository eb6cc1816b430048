"""Finds the recommendation that an entry is about."""

from __future__ import annotations

from dashboard.domain.access import Role
from dashboard.domain.asat import AsAt
from dashboard.domain.subjects import Found
from dashboard.store.engine import Connection
from dashboard.store.queries.facts import facts

# Who owns what the force must do, and what the departments of the working group must do: neither closes it.
OF_FORCE = frozenset({Role.FORCE, Role.PCC_OFFICE})
NATIONAL = frozenset({Role.WORKING_GROUP})


def recommendation(connection: Connection, subject_id: str, as_at: AsAt) -> Found | None:
    """The recommendation with this identifier, with its day of publication among the facts."""
    rows = facts(connection, "recommendations", as_at=as_at, rec_id=subject_id)
    if not rows:
        return None
    row = rows[0]
    scope = row["force_code"] or ""
    return Found(scope, OF_FORCE if scope else NATIONAL, row)


FINDERS = {"recommendation": recommendation}
