"""Crime recording systems and who uses them."""

from __future__ import annotations

from dashboard.domain.kinds.fields import FORCE, Kind, count, dated, day, key, text

KINDS: tuple[Kind, ...] = (
    Kind(
        "recording_systems",
        "Crime recording systems",
        (
            key("system_id", "identifier"),
            text("name", "product name", required=True),
            text("vendor", "supplier, as the source names it"),
            text("family", "systems of one supplier or maker that are looked at together; the grouping is ours"),
            text("aliases", "other names, separated by semicolons"),
            day("used_from", "first day in use anywhere, where known"),
            day("used_until", "last day in use anywhere, where known"),
        ),
        is_reference=True,
    ),
    Kind(
        "force_systems",
        "Recording systems by force",
        (
            key("force_code", "the force", **FORCE),
            key("system_id", "the system", refers_to="recording_systems.system_id"),
            key("status", "what the source says: contract signed, in use, chosen, replaced"),
            count("as_at_year", "year the statement describes", "year"),
            *dated("go_live_on", "first day of use"),
            *dated("ended_on", "last day of use"),
            text("previous_system", "what it replaced"),
            text("shared_instance", "name of the instance that several forces share, where the source says so"),
            text("confidence", "how firmly the source says so", choices=("high", "medium", "low")),
        ),
    ),
)
