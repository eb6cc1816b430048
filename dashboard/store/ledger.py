"""Writing entries: the only module that adds to the ledger, and it only ever adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from dashboard.store import ledger_states, schema
from dashboard.store.engine import Connection, raise_version


def add_entry(connection: Connection, values: Mapping[str, Any]) -> int:
    """Add one entry and raise the store's version; returns its number.  The caller has checked it and owns the transaction."""
    (entry_id,) = add_entries(connection, [values])
    return entry_id


def add_entries(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Add entries in their order, bring their subjects' states up to date and raise the store's version once; returns their numbers."""
    if not rows:
        return []
    inserted = connection.execute(
        sa.insert(schema.ledger).returning(schema.ledger.c.entry_id, sort_by_parameter_order=True),
        list(map(dict, rows)),
    )
    numbers = [int(number) for number in inserted.scalars()]
    ledger_states.rebuild(connection, ((row["subject_kind"], row["subject_id"]) for row in rows))
    raise_version(connection)
    return numbers


def entry_with_key(connection: Connection, idempotency_key: str) -> dict[str, Any] | None:
    """The entry that was sent with this key, or None."""
    ledger = schema.ledger
    found = connection.execute(sa.select(ledger).where(ledger.c.idempotency_key == idempotency_key)).mappings().first()
    return dict(found) if found else None


def entries_with_keys(connection: Connection, keys: Sequence[str]) -> list[dict[str, Any]]:
    """The entries that were sent with these keys, in no order."""
    ledger = schema.ledger
    found = connection.execute(sa.select(ledger).where(ledger.c.idempotency_key.in_(keys))).mappings()
    return [dict(row) for row in found]


def last_entry_number(connection: Connection) -> int:
    """The number of the newest entry of all; 0 where there is none."""
    return int(connection.scalar(sa.select(sa.func.max(schema.ledger.c.entry_id))) or 0)


def add_refusal(connection: Connection, values: Mapping[str, Any], refused_at: datetime) -> None:
    """Write down that somebody was not allowed to make an entry."""
    connection.execute(sa.insert(schema.refusals).values(refused_at=refused_at, **values))
