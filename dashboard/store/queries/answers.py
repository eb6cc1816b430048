"""The explanations that local policing bodies published, by recommendation: what their answers to reports say of each."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

import sqlalchemy as sa

from dashboard.domain.asat import AsAt
from dashboard.domain.ledger import Held
from dashboard.store.queries.facts import Record
from dashboard.store.queries.ledger import current_states, entries, standing

AT_ONCE = 2_000  # identifiers in one question; databases bound their number
# What a state carries only the beginning of, and a letter needs whole.
POSITIONS = ("force_position", "body_position")


def published_explanations(connection: sa.Connection, *, as_at: AsAt) -> dict[str, list[Record]]:
    """The explanations of each recommendation in answers whose publication was known on the day, the newest last.

    Each holds scope (the code of the body's force), explanation_type, words, published_on, and of the entry that says it
    happened_on, entry_id, actor, role, known_from, evidence and reason.  A draft that is not published is nobody's answer.
    """
    states = current_states(connection, "response", as_at=as_at)
    published = {name: state["latest"]["publish"] for name, state in states.items() if "publish" in state["latest"]}
    found: dict[str, list[Record]] = {}
    if not published:
        return found
    for response_id, held in standing(connection, "response", as_at=as_at, subject_ids=published).items():
        last = published[response_id]
        day = date.fromisoformat(last["body"]["published_on"])
        since = max((one.known_from for one in held if one.action == "publish"), default=day)
        for rec_id, row in _explained(held, day, since):
            found.setdefault(rec_id, []).append(row)
    for rows in found.values():
        rows.sort(key=lambda row: (row["published_on"], row["entry_id"]))
    return found


def _explained(held: Collection[Held], day: date, since: date) -> Iterator[tuple[str, Record]]:
    for one in held:
        given = [one.body] if one.action == "explanation" else one.body.get("explanations", [])
        for said in given:
            yield (
                said["rec_id"],
                {
                    "scope": one.scope,
                    "explanation_type": said["explanation_type"],
                    "words": said["words"],
                    "published_on": day,
                    "happened_on": one.happened_on,
                    "entry_id": one.entry_id,
                    "actor": one.actor,
                    "role": one.role,
                    # What was written down before was for nobody else to read until the answer was out.
                    "known_from": max(one.known_from, since),
                    "evidence": one.evidence,
                    "reason": one.reason,
                },
            )


def whole_positions(connection: sa.Connection, rec_ids: Collection[str], *, as_at: AsAt) -> dict[str, dict[str, str]]:
    """The words of the last position of each holder that stands, whole, by recommendation and action."""
    found: dict[str, dict[str, str]] = {}
    ids = sorted(rec_ids)
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        for held in entries(
            connection, as_at=as_at, subject_kind="recommendation", subject_ids=some, actions=POSITIONS
        ):
            if held.stands:
                found.setdefault(held.subject_id, {})[held.action] = held.body["words"]
    return found
