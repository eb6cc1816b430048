"""Which entered recommendations can answer a choice of filters, asked of the database before any of them is read.

The conditions leave in everything that fits and may leave in what does not: whoever asks looks at each item as well.  Items
of the record stand in no condition, since where they stand also depends on what the record says of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from dashboard.domain.recommendations import ENDED, NOT_KNOWN
from dashboard.domain.standing import STALE_AFTER
from dashboard.store import schema

Condition = sa.ColumnElement[bool]
_table = schema.ledger_states
_of = _table.c
_HAS_ENDED: Condition = _of.issuer_status.in_(sorted(ENDED))
_OPEN: Condition = sa.or_(_of.issuer_status.is_(None), sa.not_(_HAS_ENDED))
_NOT_REJECTED: Condition = sa.or_(_of.force_position.is_(None), _of.force_position != "rejected")


def narrowing(wanted: Mapping[str, str], on: date) -> list[Condition]:
    """Conditions on the table of states for the filters of the register, empty where none of them narrows it."""
    found = [make(wanted[name], on) for name, make in _MAKERS.items() if wanted.get(name)]
    conditions = [condition for condition in found if condition is not None]
    if not conditions:
        return []
    held = sa.select(schema.FACTS["recommendations"].c.rec_id)
    return [sa.or_(_of.subject_id.in_(held), sa.and_(*conditions))]


def _status(value: str, _on: date) -> Condition:
    return _of.issuer_status.is_(None) if value == NOT_KNOWN else _of.issuer_status == value


def _category(value: str, on: date) -> Condition | None:
    past, known = _of.due_latest < on, _of.issuer_status.is_not(None)
    parts: dict[str, Any] = {
        "closed": [_HAS_ENDED],
        "disputed": [_OPEN, _of.force_position == "rejected"],
        "overdue": [_OPEN, _NOT_REJECTED, past, known],
        "unknown": [_OPEN, _NOT_REJECTED, past],
        "re-dated": [_OPEN, _NOT_REJECTED, _of.due_latest >= on, _of.due_original < on],
        "not yet due": [_OPEN, _NOT_REJECTED, _of.due_latest >= on],
        "no date": [_OPEN, _NOT_REJECTED],
    }
    return sa.and_(*parts[value]) if value in parts else None


def _disputed(value: str, _on: date) -> Condition | None:
    return sa.and_(_OPEN, _of.force_position == "rejected") if value == "yes" else None


def _stale(value: str, on: date) -> Condition | None:
    return sa.and_(_OPEN, _of.last_on <= on - timedelta(days=STALE_AFTER)) if value == "yes" else None


def _mine(value: str, _on: date) -> Condition | None:
    claims = (_of.force_claim, _of.reported_claim)
    parts: dict[str, Condition] = {
        "force": sa.or_(_of.force_position.is_(None), *(claim == "in progress" for claim in claims)),
        "pcc_office": _of.body_position.is_(None),
        "working_group": _of.scope == "",
        "inspectorate": sa.or_(*(claim == "force says complete" for claim in claims)),
    }
    return sa.and_(_OPEN, parts[value]) if value in parts else None


def _same(column: sa.Column[Any]) -> Callable[[str, date], Condition]:
    return lambda value, _on: column == value


def _words(value: str, _on: date) -> Condition | None:
    if not value.isascii() or set(value) & set('%_"\\'):
        return None  # what a database calls the same letters, and what a state escapes, differ from ours
    return sa.or_(*(sa.func.lower(column).contains(value.lower()) for column in (_of.subject_id, _of.state)))


_MAKERS: dict[str, Callable[[str, date], Condition | None]] = {
    "status": _status,
    "due": _category,
    "disputed": _disputed,
    "stale": _stale,
    "mine": _mine,
    "issuer": _same(_of.issuer),
    "kind": _same(_of.kind),
    "words": _words,
}
