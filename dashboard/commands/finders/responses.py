"""Finds the response that an entry is about, by the report it answers."""

from __future__ import annotations

from dashboard.domain.access import Role
from dashboard.domain.asat import AsAt
from dashboard.domain.subjects import Found
from dashboard.store.engine import Connection
from dashboard.store.queries import responses


def response(connection: Connection, subject_id: str, as_at: AsAt) -> Found | None:
    """The response with this identifier; `asked` and `explained` among its facts say what it must hold and holds, and
    `others` which other answers of the same body there are."""
    reports = responses.reports(connection, as_at=as_at, every_body=True)
    report = next((r for r in reports if r["response_id"] == subject_id), None)
    if report is None:
        return None
    explained = responses.explanations(connection, as_at=as_at).of(report)
    others = [r["response_id"] for r in reports if r["force_code"] == report["force_code"] and r is not report]
    return Found(
        report["force_code"], frozenset({Role.PCC_OFFICE}), {**report, "explained": explained, "others": others}
    )


FINDERS = {"response": response}
