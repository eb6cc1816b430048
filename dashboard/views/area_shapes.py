"""The boundaries of force areas that are held on a day, for the map of those who want to see where a force is."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from dashboard.domain.asat import AsAt
from dashboard.store.engine import Store
from dashboard.store.queries.facts import facts


@dataclass(frozen=True)
class Shapes:
    """GeoJSON geometry by force code, the year whose boundaries these are, and the source they came from."""

    by_force: dict[str, dict[str, Any]] = field(default_factory=dict)
    vintage: int | None = None
    source_id: str = ""


def shapes_on(store: Store, as_at: AsAt) -> Shapes:
    """The boundaries known on the day; empty where none were loaded."""
    with store.reading() as connection:
        held = facts(connection, "boundaries", as_at=as_at)
    if not held:
        return Shapes()
    return Shapes(
        {row["force_code"]: json.loads(row["geometry"]) for row in held},
        max((row["vintage"] for row in held if row["vintage"]), default=None),
        max(row["source_id"] for row in held),
    )
