"""The Crime Survey: estimates, and what is known of their error."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from dashboard.domain.asat import AsAt
from dashboard.store.queries.facts import Record, facts


def survey_estimates(
    connection: sa.Connection, *, as_at: AsAt, measure: str = "incidents", offence_types: Collection[str] | None = None
) -> list[Record]:
    """Estimates of one measure by offence type and period end; values are in the record's own `unit`."""
    found = facts(connection, "survey_estimates", as_at=as_at, measure=measure, offence_type=offence_types)
    return sorted(found, key=lambda r: (r["offence_type"], r["period_end"], r["publication_id"]))
