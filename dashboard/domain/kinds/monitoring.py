"""Monitoring stages of forces."""

from __future__ import annotations

from dashboard.domain.kinds.fields import FORCE, Kind, day, key

KINDS: tuple[Kind, ...] = (
    Kind(
        "monitoring_stages",
        "Stages of the inspectorate's monitoring",
        (
            key("force_code", "the force", **FORCE),
            key("stage", "stage in the inspectorate's words"),
            key("started_on", "first day", "date"),
            day("ended_on", "last day"),
        ),
    ),
)
