"""Beside a tile map: the same facts on the areas as they lie, where boundaries were loaded and somebody wants them."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from dashboard.charts.draw import draw_areas
from dashboard.domain.figures import count_of
from dashboard.domain.view_model import View
from dashboard.ui import ask


def areas_too(view: View, name: str) -> None:
    """A switch for the map of areas under the tile map `name`; nothing where no boundaries are held on the day."""
    shapes = ask.shapes(view.as_at)
    spec = view.chart(name) if any(chart.name == name for chart in view.charts) else None
    if spec is None or not shapes.by_force:
        return
    if not st.toggle("Show the force areas on a map as well", key=f"rcq_areas_{view.name}"):
        return
    table = view.table(spec.table)
    geometries = {
        str(row["force"]): shapes.by_force[str(row["force_code"])]
        for row in table.records()
        if row["force_code"] in shapes.by_force
    }
    spec = replace(
        spec,
        title="The same facts on the force areas",
        subtitle="Shade and mark mean what they mean on the tiles above.",
        alt=f"Map of {count_of(len(geometries), 'force area')}, filled and marked as on the tile map. {spec.alt}",
    )
    st.vega_lite_chart(spec=draw_areas(spec, table, geometries), theme=None, alt=spec.alt, key=f"areas_{view.name}")
    year = f" of {shapes.vintage}" if shapes.vintage else ""
    without = [str(row["force"]) for row in table.records() if str(row["force"]) not in geometries]
    left_out = f" No boundary is held for {', '.join(without)}." if without else ""
    st.html(
        f'<p class="rcq-caption">Large areas catch the eye; the tiles and the table weigh every force alike. Boundaries{year}: '
        f"Office for National Statistics, Open Government Licence v3.0; contains OS data © Crown copyright and database "
        f"right. Source {escape(shapes.source_id)}.{escape(left_out)}</p>"
    )
