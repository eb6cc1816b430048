"""Recommendations, the positions taken on them, and the issuer's register."""

from __future__ import annotations

from collections import defaultdict

import sqlalchemy as sa

from dashboard.domain.asat import AsAt
from dashboard.store.queries.facts import Record, facts


def recommendations(connection: sa.Connection, *, as_at: AsAt) -> list[Record]:
    """Causes of concern, recommendations and areas for improvement, by identifier.

    Under `positions` each holds the positions known on the day by holder, under `register` the issuer's entries in
    the register's own order, and under `elements` its elements.
    """
    positions: dict[str, dict[str, Record]] = defaultdict(dict)
    for position in facts(connection, "recommendation_positions", as_at=as_at):
        positions[position["rec_id"]][position["holder"]] = position
    register = _by_recommendation(connection, "recommendation_events", as_at)
    elements = _by_recommendation(connection, "recommendation_elements", as_at)
    return [
        {
            **found,
            "positions": positions.get(found["rec_id"], {}),
            "register": sorted(register.get(found["rec_id"], []), key=lambda e: (e["happened_on"], e["sequence"])),
            "elements": elements.get(found["rec_id"], []),
        }
        for found in facts(connection, "recommendations", as_at=as_at)
    ]


def _by_recommendation(connection: sa.Connection, kind: str, as_at: AsAt) -> dict[str, list[Record]]:
    grouped: dict[str, list[Record]] = defaultdict(list)
    for record in facts(connection, kind, as_at=as_at):
        grouped[record["rec_id"]].append(record)
    return grouped
