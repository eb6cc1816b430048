"""Rates over time, each at the stretch of time it was measured in: a bar for the window, a line for the interval."""

from __future__ import annotations

from datetime import date

import altair as alt

from dashboard.charts import theme
from dashboard.charts.drawing import Drawing, rows, words_only
from dashboard.charts.roles import Roles, resolve
from dashboard.charts.scales import axis_title, date_domain, number_domain, time_axis
from dashboard.charts.wording import day, field, interval, listed, literal
from dashboard.domain.view_model import ChartSpec, Table

_HEIGHT = 320


def windows(spec: ChartSpec, table: Table) -> Drawing:
    """One mark a row: across, the days looked at; up and down, the interval; a point in the middle, told apart by shape.

    Roles: label, start, end, value, lower, upper, colour_by (at most six kinds).
    Options: unit, axis_title, colour_order ("a|b").
    A row without a value or without both days is left to the table; a value without limits is a bar and a point.
    """
    roles = resolve(spec, table, required=("label", "start", "end", "value", "lower", "upper", "colour_by"))
    days = [one for role in ("start", "end") for one in roles.values(role) if isinstance(one, date)]
    drawn = [
        number
        for start, end, number in zip(roles.values("start"), roles.values("end"), roles.numbers("value"), strict=True)
        if start and end and number is not None
    ]
    if not table.rows or not drawn:
        return words_only(table.empty_message)
    figures = roles.numbers("value") + roles.numbers("lower") + roles.numbers("upper")
    domain = number_domain(figures, unit=roles["value"].unit)
    x = time_axis(roles.name("start"), date_domain(days, room=0.04), title=None)
    title = axis_title(roles["value"], domain, characters=32, words=spec.options.get("axis_title"))
    y = alt.Y(
        f"{roles.name('value')}:Q",
        scale=alt.Scale(domain=list(domain), nice=False, zero=False),
        axis=alt.Axis(title=title, tickCount=6),
    )
    return Drawing(_layers(spec, roles, x, y), height=_HEIGHT)


def _layers(spec: ChartSpec, roles: Roles, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    start, end, value = (field(roles.name(role)) for role in ("start", "end", "value"))
    number_format = theme.number_format(roles.numbers("value"), roles["value"].unit)
    suffix = literal(theme.unit_suffix(roles["value"].unit))
    base = (
        rows()
        .transform_filter(f"isValid({start}) && isValid({end}) && isValid({value})")
        .transform_calculate(
            middle_=f"toDate((time({start}) + time({end})) / 2)",
            shown_=f"format({value}, {literal(number_format)}) + {suffix}",
            interval_words_=interval(roles.name("lower"), roles.name("upper"), number_format),
            window_=f"({day(roles.name('start'))}) + ' to ' + ({day(roles.name('end'))})",
        )
        .transform_calculate(
            said_=f"{field(roles.name('label'))} + ': ' + datum.shown_ + ', interval ' + datum.interval_words_ + ', ' + datum.window_"
        )
    )
    kinds = tuple(dict.fromkeys([*listed(spec.options.get("colour_order")), *filter(None, roles.words("colour_by"))]))
    name = f"{roles.name('colour_by')}:N"
    legend = alt.Legend(orient="top", columns=alt.ExprRef("width < 300 ? 1 : 4"))
    colour = alt.Color(
        name, scale=alt.Scale(domain=list(kinds), range=list(theme.CATEGORICAL[: len(kinds)])), legend=legend
    )
    shape = alt.Shape(name, scale=alt.Scale(domain=list(kinds), range=list(theme.SHAPES[: len(kinds)])))
    middle = alt.X("middle_:T", scale=x["scale"])
    lower, upper = roles.name("lower"), roles.name("upper")
    tips = [
        alt.Tooltip(f"{roles.name('label')}:N", title=roles["label"].label),
        alt.Tooltip("shown_:N", title=roles["value"].label),
        alt.Tooltip("interval_words_:N", title="Interval"),
        alt.Tooltip("window_:N", title="Window"),
    ]
    layers = [
        base.mark_rule(strokeWidth=4, opacity=0.75, aria=False).encode(
            x=x, x2=alt.X2(f"{roles.name('end')}:T"), y=y, color=colour
        )
    ]
    if any(number is not None for number in roles.numbers("lower")):
        held = base.transform_filter(f"isValid({field(lower)}) && isValid({field(upper)})")
        layers.append(
            held.mark_rule(strokeWidth=1.5, aria=False).encode(
                x=middle, y=alt.Y(f"{lower}:Q", scale=y["scale"]), y2=alt.Y2(f"{upper}:Q"), color=colour
            )
        )
    point = base.mark_point(filled=True, size=80, opacity=1)
    layers.append(
        point.encode(x=middle, y=y, color=colour, shape=shape, tooltip=tips, description=alt.Description("said_:N"))
    )
    return layers
