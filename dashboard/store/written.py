"""When the store was last written to, which no clock can be behind."""

from __future__ import annotations

from datetime import UTC, date

import sqlalchemy as sa

from dashboard.domain.clock import LONDON
from dashboard.store import schema


def last_day(connection: sa.Connection, today: date) -> date:
    """The last day of which anything can be known: today, or the day of the last load or entry where that is later, since
    a store that was written to after today shows that this computer's clock is slow."""
    loaded = connection.scalar(sa.select(sa.func.max(schema.loads.c.loaded_at)))
    # The day of an entry has an index; its moment has none, and a ledger may hold hundreds of thousands.
    entered = connection.scalar(sa.select(sa.func.max(schema.ledger.c.known_from)))
    days = [today, *([entered] if entered else [])]
    if loaded:  # SQLite keeps no zone; everything was written in UTC
        moment = loaded if loaded.tzinfo else loaded.replace(tzinfo=UTC)
        days.append(moment.astimezone(LONDON).date())
    return max(days)
