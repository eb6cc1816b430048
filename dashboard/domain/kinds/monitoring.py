"""Monitoring stages of forces."""

from __future__ import annotations

from dashboard.domain.kinds.fields import FORCE, Kind, day, key

# The inspectorate's approach to monitoring has these two; a force is in the first unless it is moved.
SCAN, ENGAGE = "Scan", "Engage"

KINDS: tuple[Kind, ...] = (
    Kind(
        "monitoring_stages",
        "Stages of the inspectorate's monitoring",
        (
            key("force_code", "the force", **FORCE),
            key("stage", "stage in the inspectorate's words", choices=(SCAN, ENGAGE)),
            key("started_on", "first day", "date"),
            day("ended_on", "day it was left; the next stage may begin on it"),
        ),
    ),
)
