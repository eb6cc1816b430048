"""What stands now of a force's own audits, whatever the day: for putting them right, not for showing."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from dashboard.domain.kinds import BY_NAME
from dashboard.store import schema
from dashboard.store.queries.facts import Record, records_of


def rows_of_audits(
    connection: sa.Connection, kind_name: str, publication_id: str, audit_ids: Collection[str]
) -> dict[tuple[Any, ...], Record]:
    """Of some of a force's audits, the rows of force_audits or of their reasons by key."""
    table, kind = schema.FACTS[kind_name], BY_NAME[kind_name]
    query = sa.select(*(table.c[name] for name in (*kind.keys, *kind.values))).where(
        table.c.publication_id == publication_id,
        table.c.audit_id.in_(list(audit_ids)),
        table.c.known_until.is_(None),
        table.c.is_withdrawn.is_(sa.false()),
    )
    return {tuple(row[name] for name in kind.keys): row for row in records_of(connection.execute(query))}
