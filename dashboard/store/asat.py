"""The only place that turns an as-at date into a condition."""

from __future__ import annotations

import sqlalchemy as sa

from dashboard.domain.asat import AsAt


def known_at(table: sa.FromClause, as_at: AsAt) -> sa.ColumnElement[bool]:
    """Rows of a fact table that were the published value on that day."""
    return sa.and_(
        table.c.known_from <= as_at.day,
        sa.or_(table.c.known_until.is_(None), table.c.known_until > as_at.day),
        table.c.is_withdrawn.is_(sa.false()),
    )


def published_by(editions: sa.FromClause, as_at: AsAt) -> sa.ColumnElement[bool]:
    """Editions that were known on that day."""
    return editions.c.known_from <= as_at.day
