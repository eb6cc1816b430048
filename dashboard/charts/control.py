"""A control chart: points in order of time, centre line and limits by segment, and a shape where a rule fired."""

from __future__ import annotations

from datetime import date

import altair as alt

from dashboard.charts import theme
from dashboard.charts.drawing import Drawing, rows, words_only
from dashboard.charts.event_marks import event_layers, mark_levels
from dashboard.charts.roles import Roles, resolve
from dashboard.charts.scales import axis_title, date_domain, date_tip, number_domain, time_axis
from dashboard.charts.wording import day, field, figure
from dashboard.domain.view_model import ChartSpec, Table

HEIGHT = 290


def control(spec: ChartSpec, table: Table) -> Drawing:
    """One line of points with its centre (long dashes) and limits (short dashes), drawn anew in each segment.

    Roles: date, value, centre, lower, upper; optional segment, signal (words where a rule fired: a diamond), date_words,
    note.  Options: unit, axis_title, y_min, y_max.  Limits without values are not drawn.
    """
    roles = resolve(
        spec,
        table,
        required=("date", "value", "centre", "lower", "upper"),
        optional=("segment", "signal", "date_words", "note"),
    )
    figures = roles.numbers("value")
    if all(one is None for one in figures):
        return words_only(table.empty_message)
    limits = roles.numbers("lower") + roles.numbers("upper")
    days = [value for value in roles.values("date") if isinstance(value, date)]
    span = date_domain([*days, *(mark.on for mark in spec.marks)])
    unit, options = roles["value"].unit, spec.options
    domain = number_domain(figures + limits, unit=unit, low=options.get("y_min"), high=options.get("y_max"))
    x = time_axis(roles.name("date"), span, title=roles["date"].label)
    axis = alt.Axis(
        title=axis_title(roles["value"], domain, characters=38, words=options.get("axis_title")),
        tickCount=6,
        format=theme.number_format(domain, ""),
    )
    y = alt.Y(f"{roles.name('value')}:Q", scale=alt.Scale(domain=list(domain), nice=False, zero=False), axis=axis)
    layers = [*_limits(roles, x, y), *_points(roles, x, y, theme.number_format(figures, unit))]
    layers += event_layers(spec.marks, mark_levels(spec.marks, span), x)
    return Drawing(layers, height=HEIGHT, inset=70)


def _limits(roles: Roles, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    layers = []
    for role, dash in (("upper", [3, 3]), ("lower", [3, 3]), ("centre", [10, 4])):
        if all(one is None for one in roles.numbers(role)):
            continue
        at = alt.Y(f"{roles.name(role)}:Q", scale=y["scale"])
        line = rows().mark_line(
            strokeDash=dash,
            strokeWidth=1.5,
            color=theme.QUIET_TEXT,
            interpolate="step",
            aria=False,
            invalid="break-paths-show-path-domains",
        )
        by = {"detail": alt.Detail(f"{roles.name('segment')}:N")} if "segment" in roles else {}
        layers.append(line.encode(x=x, y=at, **by))
    return layers


def _points(roles: Roles, x: alt.X, y: alt.Y, number_format: str) -> list[alt.Chart]:
    value = roles.name("value")
    signal = field(roles.name("signal")) if "signal" in roles else "''"
    base = rows().transform_calculate(
        fired_=f"{signal} ? {signal} : ''",
        value_words_=f"isValid({field(value)}) ? {figure(value, number_format, roles['value'].unit)} : ''",
        said_=f"({day(roles.name('date'))}) + ': ' + (isValid({field(value)}) ? {figure(value, number_format, roles['value'].unit)}"
        f" : 'no rate') + ({signal} ? ', ' + {signal} : '')",
    )
    by = {"detail": alt.Detail(f"{roles.name('segment')}:N")} if "segment" in roles else {}
    line = base.mark_line(strokeWidth=2, color=theme.FOCUS, aria=False, invalid="break-paths-show-path-domains")
    held = base.transform_filter(f"isValid({field(value)})")
    tips = [date_tip(roles), alt.Tooltip("value_words_:N", title=roles["value"].label)]
    if "signal" in roles:
        tips.append(alt.Tooltip("fired_:N", title=roles["signal"].label))
    if "note" in roles:
        tips.append(alt.Tooltip(f"{roles.name('note')}:N", title=roles["note"].label))
    common = {"x": x, "y": y, "tooltip": tips, "description": alt.Description("said_:N")}
    layers = [line.encode(x=x, y=y, **by)]
    signals = [bool(word) for word in roles.words("signal")] or [False] * len(roles.numbers("value"))
    present = {fired for fired, number in zip(signals, roles.numbers("value"), strict=True) if number is not None}
    if False in present:
        quiet = held.transform_filter("datum.fired_ === ''").mark_point(
            filled=True, size=50, opacity=1, color=theme.FOCUS
        )
        layers.append(quiet.encode(**common))
    if True in present:
        loud = held.transform_filter("datum.fired_ !== ''").mark_point(
            filled=True,
            shape="diamond",
            size=140,
            opacity=1,
            color=theme.CATEGORICAL[3],
            stroke=theme.TEXT,
            strokeWidth=1,
        )
        layers.append(loud.encode(**common))
    return layers
