"""When the store was last written to, which no clock can be behind."""

from __future__ import annotations

from datetime import UTC, date

import sqlalchemy as sa

from dashboard.domain.clock import LONDON
from dashboard.store import schema


def last_day(connection: sa.Connection, today: date) -> date:
    """The last day of which anything can be known: today, or the day of the last load or entry where that is later, since
    a store that was written to after today shows that this computer's clock is slow."""
    written = [
        connection.scalar(sa.select(sa.func.max(moment)))
        for moment in (schema.loads.c.loaded_at, schema.ledger.c.entered_at)
    ]
    # SQLite keeps no zone; everything was written in UTC.
    moments = [moment if moment.tzinfo else moment.replace(tzinfo=UTC) for moment in written if moment]
    return max([today, *(moment.astimezone(LONDON).date() for moment in moments)])
