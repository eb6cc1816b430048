"""What waits for what: points in steps from left to right, lines from what must come first."""

from __future__ import annotations

from typing import Any

import altair as alt

from dashboard.charts import theme
from dashboard.charts.drawing import Drawing, rows, values, words_only
from dashboard.charts.roles import Roles, resolve
from dashboard.charts.wording import field
from dashboard.domain.view_model import ChartSpec, Table

_ROW = 34
_EDGE = 0.25  # steps left free at either side, for the points


def dependencies(spec: ChartSpec, table: Table) -> Drawing:
    """One point a label, at its level; a line from `from_label` to the label, broken where its kind is not "explicit".

    Roles: label, level (0 at the left), state, from_label, kind.  Several rows with one label are one point with several
    lines.  The order down the picture is that of the rows; state is said in words beside each point.
    """
    roles = resolve(spec, table, required=("label", "level", "state", "from_label", "kind"))
    labels = list(dict.fromkeys(roles.words("label")))
    if not labels:
        return words_only(table.empty_message)
    level = dict(zip(roles.words("label"), roles.numbers("level"), strict=True))
    last = max((n for n in level.values() if n is not None), default=0)
    x = alt.X(
        f"{roles.name('level')}:Q",
        scale=alt.Scale(domain=[-_EDGE, last + 1], nice=False),
        axis=alt.Axis(
            title="Step", tickCount=int(last) + 1, values=list(range(int(last) + 1)), labels=False, grid=False
        ),
    )
    scale = alt.Scale(domain=labels, paddingOuter=0.5, padding=0.5)
    y = alt.Y(f"{roles.name('label')}:N", sort=None, scale=scale, axis=_label_axis())
    return Drawing([*_lines(roles, level, x, y), *_points(roles, x, y)], height=_ROW * len(labels), inset=180)


def _label_axis() -> alt.Axis:
    return alt.Axis(title=None, domain=False, ticks=False, grid=True, labelLimit=170)


def _lines(roles: Roles, level: dict[str, float | None], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """One line a link, as two points with a number of its own: whole where it is said outright, broken where implied."""
    layers = []
    for outright in (True, False):
        points: list[dict[str, Any]] = []
        for number, (to, first, kind) in enumerate(
            zip(roles.words("label"), roles.words("from_label"), roles.words("kind"), strict=True)
        ):
            if first in level and (kind == "explicit") is outright:
                points += [
                    {"link_": number, "order_": order, roles.name("label"): at, roles.name("level"): level[at]}
                    for order, at in enumerate((first, to))
                ]
        if points:
            dash = [1, 0] if outright else [5, 4]
            line = values(points).mark_line(color=theme.AXIS, strokeWidth=1.5, strokeDash=dash, aria=False)
            layers.append(line.encode(x=x, y=y, detail=alt.Detail("link_:N"), order=alt.Order("order_:Q")))
    return layers


def _points(roles: Roles, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    said = f"{field(roles.name('label'))} + ': ' + {field(roles.name('state'))}"
    base = rows().transform_calculate(said_=said)
    dots = base.mark_point(filled=True, size=90, color=theme.FOCUS, opacity=1).encode(
        x=x, y=y, tooltip=[alt.Tooltip("said_:N", title="State")], description=alt.Description("said_:N")
    )
    words = base.mark_text(align="left", dx=8, dy=-9, limit=210).encode(
        x=x, y=y, text=alt.Text(f"{roles.name('state')}:N")
    )
    return [dots, words]
