"""Picks the drawing function by the name in the chart's definition and finishes what it drew."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import altair as alt
from altair.utils.schemapi import disable_debug_mode

from dashboard.charts import theme
from dashboard.charts.area_map import Geometry, area_map
from dashboard.charts.bars import bars
from dashboard.charts.calendar_grid import calendar_grid
from dashboard.charts.control import control
from dashboard.charts.dependencies import dependencies
from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import DATASET
from dashboard.charts.funnel import funnel
from dashboard.charts.interval_dots import interval_dots
from dashboard.charts.matrix import matrix
from dashboard.charts.series import series
from dashboard.charts.stretches import stretches
from dashboard.charts.tile_map import tile_map
from dashboard.charts.timeline import timeline
from dashboard.charts.windows import windows
from dashboard.charts.wording import title
from dashboard.domain.view_model import ChartSpec, Table

# Altair checks every piece of a chart as it is made, which took a third of the drawing; the tests check whole charts of every
# kind against the same schema.  The switch is one for the process, in which nobody else makes charts.
disable_debug_mode()

Drawer = Callable[[ChartSpec, Table], Drawing]

DRAWERS: Mapping[str, Drawer] = MappingProxyType(
    {
        "bars": bars,
        "dependencies": dependencies,
        "calendar_grid": calendar_grid,
        "control": control,
        "funnel": funnel,
        "interval_dots": interval_dots,
        "matrix": matrix,
        "series": series,
        "stretches": stretches,
        "tile_map": tile_map,
        "timeline": timeline,
        "windows": windows,
    }
)


def draw(spec: ChartSpec, table: Table) -> dict[str, Any]:
    """A finished Vega-Lite specification on the dataset named "table", which is sent separately.

    Same definition and table, same specification: no data access, no clock, nothing global.  Treat the answer
    as read-only where it is cached.  The rows sent must be those of `table`, in the same order, since places
    and heights are worked out from them (see frame.with_frame and frame.with_rows).

    Raises:
        ValueError: the kind is unknown, there is no alternative text, a role or column is missing, or the
            table is not the one that the definition names.
    """
    if spec.kind not in DRAWERS:
        raise ValueError(f"chart {spec.name}: unknown kind {spec.kind}; the kinds are {', '.join(DRAWERS)}")
    if not spec.alt.strip():
        raise ValueError(f"chart {spec.name}: a chart needs alternative text that says the finding")
    if spec.table != table.name:
        raise ValueError(f"chart {spec.name} is of table {spec.table}, not of {table.name}")
    return _finished(DRAWERS[spec.kind](spec, table), spec)


def draw_areas(spec: ChartSpec, table: Table, geometries: Mapping[str, Geometry]) -> dict[str, Any]:
    """A tile map's facts on the areas as they lie; the specification holds its values, and nothing is sent with it.

    Raises ValueError as `area_map` does.
    """
    return _finished(area_map(spec, table, geometries), spec)


def _finished(drawing: Drawing, spec: ChartSpec) -> dict[str, Any]:
    # What is the same for every chart is added to the finished dictionary: Altair would copy all layers for each step.
    finished = _layered(drawing.layers)
    finished |= {
        "config": theme.config(),
        "width": "container",
        "height": drawing.height,
        "description": spec.alt,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "padding": {"left": 5, "top": 5, "right": 8, "bottom": 5},
        "usermeta": {"alt": spec.alt, "embedOptions": {"renderer": "svg", "actions": False}},
    }
    finished["title"] = title(spec, inset=drawing.inset, offset=10)
    return finished


def _layered(layers: Sequence[alt.Chart]) -> dict[str, Any]:
    """The layers as one specification, without a check against Altair's schema: the tests make it for every kind of chart.

    Put together here and not by Altair, which copies every layer through and through to find what they share: that took
    half of the drawing.  Only layers with a selection are left to it, since it has to be told from the others'.
    """
    if any(not alt.utils.is_undefined(layer.params) for layer in layers):
        return _inline(alt.layer(*layers).to_dict(validate=False))
    gathered: dict[str, Any] = {}
    context = {"top_level": False, "datasets": gathered}
    parts = [layer.to_dict(validate=False, context=context) for layer in layers]
    return _inline({"$schema": alt.SCHEMA_URL, "layer": parts, "datasets": gathered})


def _inline(finished: dict[str, Any]) -> dict[str, Any]:
    """Put the few values that Altair gathers under made-up names back where they are used.

    Only the rows of the table are then a named dataset, so that nothing else has to be sent with them.
    """
    gathered = finished.pop("datasets", {})
    for part in [finished, *finished.get("layer", [])]:
        name = part.get("data", {}).get("name")
        if name != DATASET and name in gathered:
            part["data"] = {"values": gathered[name]}
    return finished
