"""What a corrected file of audits changes: an audit that comes again comes whole, and what it no longer states is withdrawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.commands.publications import Changes
from dashboard.domain.kinds import BY_NAME
from dashboard.store.audits_held import rows_of_audits
from dashboard.store.engine import Connection

Rows = Mapping[str, Sequence[dict[str, Any]]]
OF_AUDITS = ("force_audits", "force_audit_reasons")


def with_withdrawals(connection: Connection, publication_id: str, rows: Rows) -> dict[str, list[dict[str, Any]]]:
    """The rows of a correction, with one that withdraws each part or reason of its audits that it leaves out."""
    found = {kind: list(stated) for kind, stated in rows.items()}
    for kind, held, stated in _held(connection, publication_id, rows):
        left_out = [dict(zip(BY_NAME[kind].keys, key, strict=True)) for key in held if key not in stated]
        if left_out:
            found.setdefault(kind, []).extend({**blank, "is_withdrawn": True} for blank in left_out)
    return found


def changes_of(connection: Connection, publication_id: str, rows: Rows) -> dict[str, Changes]:
    """How many rows of each kind a file would add, change and withdraw, and how many it only repeats."""
    changes = {kind: Changes(len(stated), 0, 0) for kind, stated in rows.items()}
    for kind, held, stated in _held(connection, publication_id, rows):
        again = [key for key in stated if key in held]
        values = [name for name in BY_NAME[kind].values if name != "place"]
        same = sum(all(held[key][name] == stated[key].get(name) for name in values) for key in again)
        withdrawn = sum(key not in stated for key in held)
        if stated or withdrawn:
            changes[kind] = Changes(len(stated) - len(again), len(again) - same, same, withdrawn)
    return changes


def _held(connection: Connection, publication_id: str, rows: Rows) -> list[tuple[str, Any, Any]]:
    """For each kind of rows of audits: what is held of these audits and what the file states, by key."""
    audit_ids = {row["audit_id"] for row in rows.get("force_audits", ())}
    return [
        (
            kind,
            rows_of_audits(connection, kind, publication_id, audit_ids),
            {tuple(row[name] for name in BY_NAME[kind].keys): row for row in rows.get(kind, ())},
        )
        for kind in OF_AUDITS
    ]
