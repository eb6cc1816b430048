"""How many changes of the store bear on what was known by a day."""

from __future__ import annotations

import sqlalchemy as sa

from dashboard.domain.asat import AsAt
from dashboard.store import schema
from dashboard.store.asat import published_by


def changes_known(connection: sa.Connection, *, as_at: AsAt) -> int:
    """The number of loads that stated something known by the day.

    Unlike the store's version it stays the same when something is loaded that became known later, so that an export of
    a past day made again is the same to the byte.
    """
    editions = schema.editions
    query = sa.select(sa.func.count(sa.distinct(editions.c.load_id))).where(published_by(editions, as_at))
    return int(connection.scalar(query) or 0)
