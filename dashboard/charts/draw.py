"""Picks the drawing function by the name in the chart's definition and finishes what it drew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import altair as alt

from dashboard.charts import theme
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
from dashboard.charts.wording import title
from dashboard.domain.view_model import ChartSpec, Table

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
    drawing = DRAWERS[spec.kind](spec, table)
    # What is the same for every chart is added to the finished dictionary: Altair would copy all layers for each step.
    # Nor does it check against its schema here: that takes longer than the drawing, and the tests do it for every kind.
    finished = _inline(alt.layer(*drawing.layers).to_dict(validate=False))
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
