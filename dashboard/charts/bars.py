"""Horizontal bars from zero with their values written beside them, in the order given."""

from __future__ import annotations

from typing import Any

import altair as alt

from dashboard.charts import theme
from dashboard.charts.drawing import Drawing, words_only
from dashboard.charts.roles import Roles, resolve
from dashboard.charts.row_axis import row_axis
from dashboard.charts.scales import axis_title, number_domain, tick_step
from dashboard.charts.wording import field, figure, literal
from dashboard.domain.view_model import ChartSpec, Column, Table


def bars(spec: ChartSpec, table: Table) -> Drawing:
    """One bar a row, always from zero.

    Roles: label, value; optional group (a heading wherever it changes), note, missing_words (shown in place
    of a bar; "not measured" where empty).
    Options: unit, axis_title, x_max, decimals, focus (a label; the other bars are grey).
    """
    roles = resolve(spec, table, required=("label", "value"), optional=("group", "note", "missing_words"))
    if not table.rows:
        return words_only(table.empty_message)
    rows, figures, unit = row_axis(roles), roles.numbers("value"), roles["value"].unit
    # A long unit is said once, on the axis, and in the tooltip; beside every bar it would squeeze the bars.
    short_unit = unit if len(unit) <= 2 else ""
    decimals = spec.options.get("decimals")
    number_format = theme.number_format(figures, unit, decimals=decimals if isinstance(decimals, int) else None)
    missing = field(roles.name("missing_words")) if "missing_words" in roles else "''"
    base = rows.rows().transform_calculate(
        words_=f"isValid({field(roles.name('value'))}) ? {figure(roles.name('value'), number_format, short_unit)}"
        f" : {missing} ? {missing} : 'not measured'",
        said_=f"{field(roles.name('label'))} + ': ' + datum.words_",
        from_=f"isValid({field(roles.name('value'))}) ? {field(roles.name('value'))} : 0",
    )
    domain = number_domain(figures, unit=unit, zero=True, high=spec.options.get("x_max"))
    axis = alt.Axis(
        title=axis_title(roles["value"], domain, characters=32, words=spec.options.get("axis_title")),
        titleAnchor="start",
        titleAlign="left",
        orient="top" if len(rows.positions) > 15 else "bottom",
        tickCount=alt.ExprRef("width < 300 ? 3 : 5"),
        format=theme.number_format(domain, ""),
        tickMinStep=tick_step(figures, unit),
        grid=False,
    )
    # A negative bar has its figure at its left, where it must not run into the labels.
    left = 60 if domain[0] < 0 else 0
    scale = alt.Scale(domain=list(domain), range=[left, alt.ExprRef("width")], nice=False)
    x = alt.X(f"{roles.name('value')}:Q", scale=scale, axis=axis)
    return Drawing(
        [*rows.label_layers(grid=False), *_layers(base, spec, roles, x, rows.encoding(grid=False))],
        height=rows.height,
        inset=rows.width + 80,
    )


def _layers(base: alt.Chart, spec: ChartSpec, roles: Roles, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    value = field(roles.name("value"))
    tips = [
        alt.Tooltip(f"{roles.name('label')}:N", title=roles["label"].label),
        alt.Tooltip("words_:N", title=_with_unit(roles["value"])),
    ]
    if "note" in roles:
        tips.append(alt.Tooltip(f"{roles.name('note')}:N", title=roles["note"].label))
    colour: object = alt.ColorValue(theme.FOCUS)
    if focus := spec.options.get("focus"):
        is_focus = f"{field(roles.name('label'))} === {literal(focus)}"
        colour = alt.condition(is_focus, alt.value(theme.FOCUS), alt.value(theme.CONTEXT_AREA))
    labels = {"y": y, "text": alt.Text("words_:N")}
    at_end = alt.X("from_:Q", scale=x["scale"], axis=x["axis"])
    text: dict[str, Any] = {"baseline": "middle", "aria": False}
    drawn = base.transform_filter(f"isValid({value})").mark_bar(height={"band": 0.75})
    right = base.transform_filter(f"isValid({value}) && {value} >= 0").mark_text(align="left", dx=5, **text)
    left = base.transform_filter(f"isValid({value}) && {value} < 0").mark_text(align="right", dx=-5, **text)
    missing = base.transform_filter(f"!isValid({value})").mark_text(
        align="left", baseline="middle", dx=5, fontStyle="italic", color=theme.QUIET_TEXT
    )
    figures = roles.numbers("value")
    # Only layers that have something to draw: an empty one is a nameless picture to a screen reader.
    layers = []
    if any(figure is not None for figure in figures):
        layers.append(drawn.encode(x=x, y=y, color=colour, tooltip=tips, description=alt.Description("said_:N")))
        layers += [right.encode(x=at_end, **labels), left.encode(x=at_end, **labels)]
    if None in figures:
        layers.append(missing.encode(x=at_end, description=alt.Description("said_:N"), tooltip=tips, **labels))
    return layers


def _with_unit(column: Column) -> str:
    """The words above a figure, with the unit where it is not said beside the figure itself."""
    return f"{column.label} ({column.unit})" if len(column.unit) > 2 else column.label
