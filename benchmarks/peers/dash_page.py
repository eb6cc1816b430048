"""The same charts in Dash, in two fashions.

`/page/…` is as Dash's own guide has it: the callback asks the view, builds the figure and hands over the page's tables
with it.  `/kept/…` is the least Dash can do: the chart alone, and its answers kept in memory once worked out.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import Any

import plotly.graph_objects as go
from dash import Dash, Input, Output, dcc, html, no_update

from benchmarks.scenes import Scene, asked, scenes
from dashboard.domain.view_model import ChartSpec, Table, View
from dashboard.store.engine import open_store

STORE = open_store(os.environ["RCQ_DATABASE_URL"])
SCENES: dict[str, Scene] = {scene.view: scene for scene in scenes(STORE)}
COLOURS = ("#12436D", "#F46A25")


@cache
def kept_figure(view_name: str, value: str) -> dict[str, Any]:
    scene = SCENES[view_name]
    return figure(asked(STORE, view_name, {scene.filter: value}), scene.chart)


def figure(view: View, chart: str) -> dict[str, Any]:
    spec = view.chart(chart)
    made = {"series": _lines, "interval_dots": _dots}[spec.kind](spec, view.table(spec.table))
    made.update_layout(title={"text": spec.title}, template="plotly_white")
    finished: dict[str, Any] = made.to_plotly_json()
    return finished


def _lines(spec: ChartSpec, table: Table) -> go.Figure:
    roles, records = spec.roles, table.records()
    made = go.Figure()
    for name, colour in zip(dict.fromkeys(r[roles["series"]] for r in records), COLOURS, strict=False):
        own = [r for r in records if r[roles["series"]] == name]
        made.add_scatter(
            x=[r[roles["date"]] for r in own], y=[r[roles["value"]] for r in own], name=name, line={"color": colour}
        )
    for mark in spec.marks:
        made.add_shape(type="line", x0=mark.on, x1=mark.on, y0=0, y1=1, yref="paper", line={"color": "#8A8A8A"})
        made.add_annotation(x=mark.on, y=1, yref="paper", text=str(mark.number), showarrow=False)
    return made.update_layout(height=420)


def _dots(spec: ChartSpec, table: Table) -> go.Figure:
    roles = spec.roles
    held = [r for r in table.records() if r[roles["value"]] is not None]
    made = go.Figure()
    made.add_scatter(
        x=[r[roles["value"]] for r in held],
        y=[r[roles["label"]] for r in held],
        mode="markers",
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [(r[roles["upper"]] or r[roles["value"]]) - r[roles["value"]] for r in held],
            "arrayminus": [r[roles["value"]] - (r[roles["lower"]] or r[roles["value"]]) for r in held],
        },
        marker={"color": COLOURS[0]},
    )
    return made.update_layout(height=120 + 20 * len(held))


app = Dash(__name__)
app.layout = html.Div([dcc.Location(id="where"), html.Div(id="page")])
app.config.suppress_callback_exceptions = True


@app.callback(Output("page", "children"), Input("where", "pathname"))
def show_page(pathname: str) -> list[Any]:
    fashion, scene = _place(pathname)
    if scene is None:
        return []
    options = [{"label": choice.words, "value": choice.value} for choice in scene.choices]
    tables = [html.Div(id="tables")] if fashion == "page" else []
    return [
        dcc.RadioItems(options, scene.choices[0].value, id="filter"),
        dcc.Graph(id="chart", config={"displayModeBar": False}),
        *tables,
    ]


@app.callback(Output("chart", "figure"), Input("filter", "value"), Input("where", "pathname"))
def show_chart(value: str, pathname: str) -> Any:
    fashion, scene = _place(pathname)
    if scene is None:
        return no_update
    if fashion == "kept":
        return kept_figure(scene.view, value)
    return figure(asked(STORE, scene.view, {scene.filter: value}), scene.chart)


@app.callback(Output("tables", "children"), Input("filter", "value"), Input("where", "pathname"))
def show_tables(value: str, pathname: str) -> Any:
    _, scene = _place(pathname)
    if scene is None:
        return no_update
    view = asked(STORE, scene.view, {scene.filter: value})
    charted = view.chart(scene.chart).table
    return [_table(table) for table in view.tables if table.name != charted]


def _table(table: Table) -> html.Table:
    shown = [table.column(name) for name in table.page_columns] or list(table.columns)
    head = html.Tr([html.Th(column.label) for column in shown])
    body = [html.Tr([html.Td(str(record[column.name] or "")) for column in shown]) for record in table.records()[:50]]
    return html.Table([html.Thead(head), html.Tbody(body)])


def _place(pathname: str) -> tuple[str, Scene | None]:
    """The fashion and the scene that an address names."""
    _, fashion, view = [*pathname.split("/"), "", ""][:3]
    return fashion, SCENES.get(view)


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]), debug=False)
