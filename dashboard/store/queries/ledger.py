"""What people entered, as it was known on a day, each subject's entries in the order in which they happened."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from dashboard.domain.asat import AsAt
from dashboard.domain.ledger import Held
from dashboard.store import schema

_ledger = schema.ledger


def entries(
    connection: sa.Connection,
    *,
    as_at: AsAt,
    subject_kind: str | None = None,
    subject_ids: Collection[str] | None = None,
    actions: Collection[str] | None = None,
    scope: str | None = None,
    entered_since: date | None = None,
    newest: int | None = None,
) -> list[Held]:
    """Entries known on the day, by the day they happened and, within a day, in the order they were entered.

    All of them, the undone ones and the undoings included, so that a history can be shown; `Held.stands` tells those
    that count.  `scope` is a force code, or "" for national matters; `entered_since` keeps what became known on or after
    a day; `newest` keeps that many of the entries last made.  None leaves a filter out.
    """
    undoing = _ledger.alias("undoing")
    query = (
        sa.select(*(c for c in _ledger.c if c.name != "idempotency_key"), undoing.c.entry_id.label("undone_by"))
        .select_from(_ledger)
        .outerjoin(undoing, sa.and_(undoing.c.undoes == _ledger.c.entry_id, undoing.c.known_from <= as_at.day))
        .where(_ledger.c.known_from <= as_at.day)
    )
    if subject_kind is not None:
        query = query.where(_ledger.c.subject_kind == subject_kind)
    if subject_ids is not None:
        query = query.where(_ledger.c.subject_id.in_(list(subject_ids)))
    if actions is not None:
        query = query.where(_ledger.c.action.in_(list(actions)))
    if scope is not None:
        query = query.where(_ledger.c.scope == scope)
    if entered_since is not None:
        query = query.where(_ledger.c.known_from >= entered_since)
    if newest is not None:
        query = query.order_by(_ledger.c.entry_id.desc()).limit(newest)
    found = [_held(dict(row)) for row in connection.execute(query).mappings()]
    return sorted(found, key=lambda held: (held.happened_on, held.entry_id))


def standing(
    connection: sa.Connection, subject_kind: str, *, as_at: AsAt, subject_ids: Collection[str] | None = None
) -> dict[str, list[Held]]:
    """The entries that count, by subject: what the current state of each is worked out from."""
    grouped: dict[str, list[Held]] = {}
    for held in entries(connection, as_at=as_at, subject_kind=subject_kind, subject_ids=subject_ids):
        if held.stands:
            grouped.setdefault(held.subject_id, []).append(held)
    return grouped


def last_entry_id(connection: sa.Connection, subject_kind: str, subject_id: str, *, as_at: AsAt) -> int:
    """The number of the last entry about a subject, undoings included; 0 where there is none.  Forms send it as `expects`."""
    query = sa.select(sa.func.max(_ledger.c.entry_id)).where(
        _ledger.c.subject_kind == subject_kind,
        _ledger.c.subject_id == subject_id,
        _ledger.c.known_from <= as_at.day,
    )
    return int(connection.scalar(query) or 0)


def refusals(connection: sa.Connection, *, as_at: AsAt) -> list[dict[str, Any]]:
    """The log of refusals up to the end of the day (UTC), oldest first."""
    table = schema.refusals
    end = datetime.combine(as_at.day, datetime.max.time(), UTC)
    query = sa.select(table).where(table.c.refused_at <= end).order_by(table.c.refusal_id)
    return [dict(row) for row in connection.execute(query).mappings()]


def _held(row: dict[str, Any]) -> Held:
    row["evidence"] = tuple(row["evidence"] or ())
    if row["entered_at"].tzinfo is None:  # SQLite keeps no zone; everything was written in UTC
        row["entered_at"] = row["entered_at"].replace(tzinfo=UTC)
    return Held(**row)
