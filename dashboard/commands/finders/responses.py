"""Finds the response that an entry is about, by the report it answers."""

from __future__ import annotations

from dashboard.domain.access import Role
from dashboard.domain.asat import AsAt
from dashboard.domain.subjects import Found
from dashboard.store.engine import Connection
from dashboard.store.queries import responses


def response(connection: Connection, subject_id: str, as_at: AsAt) -> Found | None:
    """The response with this identifier; `asked` and `explained` among its facts say what it must hold and holds."""
    report = next((r for r in responses.reports(connection, as_at=as_at) if r["response_id"] == subject_id), None)
    if report is None:
        return None
    explained = responses.explanations(connection, as_at=as_at)
    return Found(
        report["force_code"],
        frozenset({Role.PCC_OFFICE}),
        {**report, "explained": {rec: explained[rec] for rec in report["asked"] if rec in explained}},
    )


FINDERS = {"response": response}
