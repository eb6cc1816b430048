"""What people entered, as it was known on a day, each subject's entries in the order in which they happened."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime
from typing import Any

import orjson
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
    role: str | None = None,
    entered_since: date | None = None,
    newest: int | None = None,
) -> list[Held]:
    """Entries known on the day, by the day they happened and, within a day, in the order they were entered.

    All of them, the undone ones and the undoings included, so that a history can be shown; `Held.stands` tells those
    that count.  `scope` is a force code, or "" for national matters; `role` one of those who enter; `entered_since` keeps what became known on or after
    a day; `newest` keeps that many of the entries last made.  None leaves a filter out.
    """
    undoing = _ledger.alias("undoing")
    query = (
        sa.select(*(c for c in _ledger.c if c.name != "idempotency_key"), undoing.c.entry_id.label("undone_by"))
        .select_from(_ledger)
        .outerjoin(undoing, sa.and_(undoing.c.undoes == _ledger.c.entry_id, undoing.c.known_from <= as_at.day))
        .where(_ledger.c.known_from <= as_at.day)
    )
    equal = {"subject_kind": subject_kind, "scope": scope, "role": role}
    query = query.where(*(_ledger.c[name] == value for name, value in equal.items() if value is not None))
    among = {"subject_id": subject_ids, "action": actions}
    query = query.where(*(_ledger.c[name].in_(list(wanted)) for name, wanted in among.items() if wanted is not None))
    if entered_since is not None:
        query = query.where(_ledger.c.known_from >= entered_since)
    if newest is not None:
        query = query.order_by(_ledger.c.entry_id.desc()).limit(newest)
    found = [held_of(dict(row)) for row in connection.execute(query).mappings()]
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


def newest_standing(
    connection: sa.Connection,
    subject_kind: str,
    *,
    as_at: AsAt,
    by: Collection[str],
    subject_ids: Collection[str] | None = None,
) -> dict[str, list[Held]]:
    """As `standing`, but of each subject, action and value of the fields `by` of the body only the newest entry.

    Where a later answer replaces an earlier one, only the last of them counts; leaving the rest in the store is what
    keeps a collection of many years as quick to ask as one of a single year.
    """
    newest = (
        _newest_by(subject_kind, as_at, by, subject_ids)
        if by
        else _newest(connection, subject_kind, as_at, subject_ids)
    )
    query = sa.select(*(c for c in _ledger.c if c.name != "idempotency_key")).where(_ledger.c.entry_id.in_(newest))
    found = [held_of(dict(row)) for row in connection.execute(query).mappings()]
    grouped: dict[str, list[Held]] = {}
    for held in sorted(found, key=lambda held: (held.happened_on, held.entry_id)):
        grouped.setdefault(held.subject_id, []).append(held)
    return grouped


def _newest_by(
    subject_kind: str, as_at: AsAt, by: Collection[str], subject_ids: Collection[str] | None
) -> sa.Select[Any]:
    order = (_ledger.c.happened_on.desc(), _ledger.c.entry_id.desc())
    same = (_ledger.c.subject_id, _ledger.c.action, *(_ledger.c.body[field].as_string() for field in by))
    of_subjects = () if subject_ids is None else (_ledger.c.subject_id.in_(list(subject_ids)),)
    ranked = (
        sa.select(_ledger.c.entry_id, sa.func.row_number().over(partition_by=same, order_by=order).label("place"))
        .where(*_counts(subject_kind, as_at), *of_subjects)
        .subquery()
    )
    return sa.select(ranked.c.entry_id).where(ranked.c.place == 1)


def _newest(
    connection: sa.Connection, subject_kind: str, as_at: AsAt, subject_ids: Collection[str] | None
) -> list[int]:
    """The same with nothing to tell entries of one action apart: what the states kept beside the ledger say."""
    return [
        said["entry_id"]
        for subject_id, state in current_states(connection, subject_kind, as_at=as_at).items()
        if subject_ids is None or subject_id in subject_ids
        for said in state["latest"].values()
    ]


def subjects_known(connection: sa.Connection, subject_kind: str, *, as_at: AsAt) -> set[str]:
    """The subjects of a kind about which something that counts was entered by the day."""
    return set(count_standing(connection, subject_kind, as_at=as_at))


def count_standing(connection: sa.Connection, subject_kind: str, *, as_at: AsAt) -> dict[str, int]:
    """How many entries that count there are about each subject of a kind; those with none are not there."""
    states = current_states(connection, subject_kind, as_at=as_at)
    counts = {subject_id: sum(state["counts"].values()) for subject_id, state in states.items()}
    return {subject_id: number for subject_id, number in counts.items() if number}


def _counts(subject_kind: str, as_at: AsAt) -> list[sa.ColumnElement[bool]]:
    """What an entry of a kind must be to count on a day: known, no undoing, and not undone by then."""
    # The few entries undone are listed once; looking for an undoing of each of ten thousand took most of the time.
    undoing = _ledger.alias("undoing")
    is_known = (
        sa.func.coalesce(undoing.c.known_from, as_at.day) <= as_at.day
    )  # so that no index of days is walked through
    undone = sa.select(undoing.c.undoes).where(undoing.c.undoes > 0, is_known)
    known = _ledger.c.known_from <= as_at.day
    return [
        _ledger.c.subject_kind == subject_kind,
        known,
        _ledger.c.undoes.is_(None),
        _ledger.c.entry_id.not_in(undone),
    ]


def count_entries(connection: sa.Connection, *, as_at: AsAt) -> int:
    """How many entries were known on the day."""
    query = sa.select(sa.func.count()).select_from(_ledger).where(_ledger.c.known_from <= as_at.day)
    return int(connection.scalar(query) or 0)


def current_states(
    connection: sa.Connection,
    subject_kind: str,
    *,
    as_at: AsAt,
    scope: str | None = None,
    subject_ids: Collection[str] | None = None,
    where: Collection[sa.ColumnElement[bool]] = (),
) -> dict[str, dict[str, Any]]:
    """What the entries of each subject come to on the day (see `dashboard.domain.ledger_state`), dates as ISO text.

    `scope` keeps the subjects of one force, `subject_ids` these, `where` those for which conditions on the table of states
    hold.  Subjects about which nothing was entered by then are not there.
    """
    table = schema.ledger_states
    query = sa.select(table.c.subject_id, table.c.scope, table.c.state).where(
        table.c.subject_kind == subject_kind,
        table.c.known_from <= as_at.day,
        sa.or_(table.c.known_until.is_(None), table.c.known_until > as_at.day),
    )
    if scope is not None:
        query = query.where(table.c.scope == scope)
    if subject_ids is not None:
        query = query.where(table.c.subject_id.in_(list(subject_ids)))
    found = connection.execute(query.where(*where))
    return {subject_id: {**orjson.loads(state), "scope": of} for subject_id, of, state in found}


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


def held_of(row: dict[str, Any]) -> Held:
    """A row of the ledger as an entry."""
    row["evidence"] = tuple(row["evidence"] or ())
    if row["entered_at"].tzinfo is None:  # SQLite keeps no zone; everything was written in UTC
        row["entered_at"] = row["entered_at"].replace(tzinfo=UTC)
    return Held(**row)
