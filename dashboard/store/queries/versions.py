"""How many changes of the store bear on what was known by a day."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa

from dashboard.domain.asat import AsAt
from dashboard.store import schema
from dashboard.store.asat import published_by


def changes_known(connection: sa.Connection, *, as_at: AsAt) -> int:
    """The number of loads that stated something known by the day, and of entries made by then.

    Unlike the store's version it stays the same when something is loaded that became known later, so that an export of
    a past day made again is the same to the byte.
    """
    editions, ledger = schema.editions, schema.ledger
    loaded = sa.select(sa.func.count(sa.distinct(editions.c.load_id))).where(published_by(editions, as_at))
    entered = sa.select(sa.func.count()).select_from(ledger).where(ledger.c.known_from <= as_at.day)
    return int(connection.scalar(loaded) or 0) + int(connection.scalar(entered) or 0)


def changed_since(connection: sa.Connection, *, as_at: AsAt, since: datetime) -> list[str]:
    """What was loaded, taken out or entered after a moment and counts as known by the day, in words, oldest first.

    Of a load taken out nothing is left that says of which days it was, so that each is named.

    Nothing else can make an answer about that day differ from what it was at that moment.
    """
    editions, loads, ledger = schema.editions, schema.loads, schema.ledger
    loaded = (
        sa.select(
            loads.c.loaded_at, loads.c.load_id, editions.c.title, editions.c.change_kind, editions.c.change_reason
        )
        .join(editions, editions.c.load_id == loads.c.load_id)
        .where(published_by(editions, as_at))
        .order_by(loads.c.load_id, editions.c.edition_id)
    )
    said = [
        f"load {row.load_id} of {_aware(row.loaded_at):%Y-%m-%d}: {row.title}, {row.change_kind}"
        f"{f' ({row.change_reason})' if row.change_reason else ''}"
        for row in connection.execute(loaded)
        if _aware(row.loaded_at) > since
    ]
    said += [
        f"load {row.load_id} of {_aware(row.loaded_at):%Y-%m-%d}: {row.what} ({-row.rows_added:,} rows)"
        for row in connection.execute(sa.select(loads).where(loads.c.rows_added < 0).order_by(loads.c.load_id))
        if _aware(row.loaded_at) > since
    ]
    entered = sa.select(ledger).where(ledger.c.known_from <= as_at.day).order_by(ledger.c.entry_id)
    return said + [
        f"entry {row.entry_id} of {_aware(row.entered_at):%Y-%m-%d}: {row.subject_kind} {row.subject_id}, {row.action}"
        for row in connection.execute(entered)
        if _aware(row.entered_at) > since and row.subject_kind != "snapshot"
    ]


def _aware(moment: datetime) -> datetime:
    """SQLite keeps no zone; everything was written in UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
