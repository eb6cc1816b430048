"""Whose control chart a decision is about."""

from __future__ import annotations

from dashboard.domain.asat import AsAt
from dashboard.domain.subjects import Found
from dashboard.domain.subjects.control_chart import KIND
from dashboard.store.engine import Connection
from dashboard.store.queries import bodies


def find_chart(connection: Connection, subject_id: str, as_at: AsAt) -> Found | None:
    """The force of the chart, from an identifier written force_code|audit_type|offence_group|business_area."""
    force_code, *rest = subject_id.split("|")
    known = {force["force_code"] for force in bodies.forces(connection, as_at=as_at, kind=None)}
    return Found(scope=force_code) if force_code in known and len(rest) == 3 else None


FINDERS = {KIND: find_chart}
