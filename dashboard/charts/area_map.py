"""The same facts as a tile map on the areas as they lie: for those who look for a place, not for comparing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt

from dashboard.charts import theme
from dashboard.charts.drawing import Drawing, values
from dashboard.charts.roles import resolve
from dashboard.charts.tile_map import category_looks
from dashboard.domain.view_model import ChartSpec, Table

HEIGHT = 560
Geometry = Mapping[str, Any]


def area_map(spec: ChartSpec, table: Table, geometries: Mapping[str, Geometry]) -> Drawing:
    """Areas filled and marked by category, with the roles and options of a tile map.

    Args:
        spec, table: a chart of the kind `tile_map` and its table.
        geometries: GeoJSON geometry (longitude and latitude, outer rings clockwise) by the value of the role name; a row
            without one is left off the map and stays in the table.

    Raises:
        ValueError: a role of the tile map is missing, or no row has a geometry.
    """
    roles = resolve(spec, table, required=("column", "row", "label", "name", "category"), optional=("note",))
    looks = {look.name: look for look in category_looks(spec, roles)}
    features = []
    marks = []
    for name, category in zip(roles.words("name"), roles.words("category"), strict=True):
        if name not in geometries:
            continue
        look = looks[category or "not known"]
        said = {"name": name, "category": look.name, "shown": f"{look.symbol} {look.name}"}
        features.append({"type": "Feature", "geometry": geometries[name], **said, "words": f"{name}: {look.name}"})
        longitude, latitude = middle_of(geometries[name])
        marks.append({"longitude": longitude, "latitude": latitude, "symbol": look.symbol, "ink": look.text})
    if not features:
        raise ValueError(f"chart {spec.name} (area_map): no row has a geometry")
    shown = [f"{look.symbol} {look.name}" for look in looks.values()]
    fill = alt.Fill(
        "shown:N",
        scale=alt.Scale(domain=shown, range=[look.fill for look in looks.values()]),
        legend=alt.Legend(title=None, orient="bottom", columns=1, symbolType="square", symbolStrokeColor=theme.AXIS),
    )
    tips = [alt.Tooltip("name:N", title="Force"), alt.Tooltip("category:N", title=roles["category"].label)]
    areas = (
        values(features)
        .mark_geoshape(stroke=theme.AXIS, strokeWidth=0.6)
        .encode(fill=fill, tooltip=tips, description=alt.Description("words:N"))
    )
    symbols = (
        values(marks)
        .mark_text(fontSize=11, aria=False)
        .encode(
            longitude="longitude:Q",
            latitude="latitude:Q",
            text=alt.Text("symbol:N"),
            color=alt.Color("ink:N", scale=None),
        )
    )
    return Drawing([areas.project("mercator"), symbols.project("mercator")], height=HEIGHT, inset=10)


def middle_of(geometry: Geometry) -> tuple[float, float]:
    """Longitude and latitude of the centre of mass of the largest part: where its mark stands."""
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    ring = max((part[0] for part in parts), key=lambda points: abs(_twice_the_area(points)))
    whole = _twice_the_area(ring)
    if not whole:
        return ring[0][0], ring[0][1]
    sides = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)]
    return (
        sum((a[0] + b[0]) * cross for a, b, cross in sides) / (3 * whole),
        sum((a[1] + b[1]) * cross for a, b, cross in sides) / (3 * whole),
    )


def _twice_the_area(ring: list[list[float]]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))
