"""The page as somebody would write it by hand: one HTML file, Vega, and an address that gives finished answers.

The same charts and the same tables as the dashboard's page, from the same store, kept once worked out.  The chart is
drawn before the tables are put in, so the tables never hold it up.
"""

from __future__ import annotations

import json
import os
import sys
from functools import cache

import uvicorn
import vl_convert
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from benchmarks.scenes import Scene, asked, drawn, scenes
from dashboard.charts.frame import with_rows
from dashboard.store.engine import open_store
from dashboard.ui.html_table import table_html

STORE = open_store(os.environ["RCQ_DATABASE_URL"])
SCENES: dict[str, Scene] = {scene.view: scene for scene in scenes(STORE)}
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>By hand</title>
<h1>{title}</h1><label>{label} <select id="filter">{options}</select></label>
<div id="chart" style="width:100%"></div><div id="tables"></div><script src="/vega.js"></script>
<script>
const filter = document.getElementById("filter"), chart = document.getElementById("chart");
async function show() {{
  const answer = await (await fetch("/answers/{view}/" + filter.selectedIndex)).json();
  await vegaEmbed(chart, answer.chart, {{renderer: "svg", actions: false}});
  document.getElementById("tables").innerHTML = answer.tables;
}}
filter.addEventListener("change", show);
show();
</script></html>"""


def page(request: Request) -> HTMLResponse:
    scene = SCENES[request.path_params["view"]]
    options = "".join(f"<option>{choice.words}</option>" for choice in scene.choices)
    return HTMLResponse(PAGE.format(view=scene.view, title=scene.view, label=scene.label, options=options))


@cache
def answered(view_name: str, number: int) -> bytes:
    scene = SCENES[view_name]
    view = asked(STORE, scene.view, {scene.filter: scene.choices[number].value})
    spec = view.chart(scene.chart)
    chart = with_rows(drawn(view, scene.chart), view.table(spec.table), spec)
    tables = "".join(table_html(view, table) for table in view.tables if table.name != spec.table)
    return json.dumps({"chart": chart, "tables": tables}).encode()


def answers(request: Request) -> Response:
    content = answered(request.path_params["view"], request.path_params["number"])
    return Response(content, media_type="application/json")


def vega(_request: Request) -> Response:
    return Response(_vega(), media_type="text/javascript", headers={"Cache-Control": "max-age=3600"})


@cache
def _vega() -> str:
    return vl_convert.javascript_bundle()


app = Starlette(
    routes=[
        Route("/page/{view}", page),
        Route("/answers/{view}/{number:int}", answers),
        Route("/vega.js", vega),
        Route("/", lambda _request: Response("ready")),
    ]
)

if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="error")
