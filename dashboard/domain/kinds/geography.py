"""Boundaries of police force areas, an optional layer for maps."""

from __future__ import annotations

from dashboard.domain.kinds.fields import FORCE, Kind, count, key, text

KINDS: tuple[Kind, ...] = (
    Kind(
        "boundaries",
        "Boundaries of police force areas",
        (
            key("force_code", "the force", **FORCE),
            text("area_name", "name in the boundary file"),
            count("vintage", "year whose boundaries these are, as the file's property names say", "year"),
            text("geometry", "GeoJSON geometry, WGS84, four decimals, outer rings clockwise", required=True),
            count("points", "points the geometry has", "points"),
        ),
    ),
)
