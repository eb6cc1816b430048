"""Lines over time that stop at every break in method and at every gap, with their intervals."""

from __future__ import annotations

from datetime import date
from typing import Any

import altair as alt

from dashboard.charts import theme
from dashboard.charts.drawing import Drawing, rows, words_only
from dashboard.charts.event_marks import event_layers, mark_levels
from dashboard.charts.line_ends import end_labels, label_room
from dashboard.charts.roles import Roles, resolve
from dashboard.charts.scales import axis_title, date_domain, date_tip, number_domain, tick_step, time_axis
from dashboard.charts.wording import day, field, figure, interval
from dashboard.domain.view_model import ChartMark, ChartSpec, Table

HEIGHT = 270
MOST_SERIES = 4
# With more points than this a band is easier to read than a bar at every point.
_BARS_UP_TO = 12


def series(spec: ChartSpec, table: Table) -> Drawing:
    """One to four lines with points, intervals, and numbered events.

    Roles: date, value; optional lower and upper (together), series, segment (a line is drawn only within
    one value of it, besides stopping at every mark that is a break), date_words, note.
    Options: unit, axis_title, zero (the axis takes in 0), y_min, y_max, decimals, interval ("band" or
    "bars"), interval_label, focus (a series; the others are grey).
    A missing value breaks the line if its row is there: give a row for every period.
    """
    roles = resolve(
        spec, table, required=("date", "value"), optional=("lower", "upper", "series", "segment", "date_words", "note")
    )
    if ("lower" in roles) is not ("upper" in roles):
        raise ValueError(f"chart {spec.name} (series): lower and upper are given together or not at all")
    figures = roles.numbers("value")
    if all(figure is None for figure in figures):
        return words_only(table.empty_message)
    names = _names(spec, roles)
    days = [day for day in roles.values("date") if isinstance(day, date)]
    span = date_domain([*days, *(mark.on for mark in spec.marks)])
    options, unit = spec.options, roles["value"].unit
    everything = figures + roles.numbers("lower") + roles.numbers("upper")
    domain = number_domain(
        everything,
        unit=unit,
        zero=bool(options.get("zero", False)),
        low=options.get("y_min"),
        high=options.get("y_max"),
    )
    decimals = options.get("decimals")
    number_format = theme.number_format(everything, unit, decimals=decimals if isinstance(decimals, int) else None)
    x = time_axis(roles.name("date"), span, title=roles["date"].label)
    y = alt.Y(
        f"{roles.name('value')}:Q",
        scale=alt.Scale(domain=list(domain), nice=False, zero=False),
        axis=alt.Axis(
            title=axis_title(roles["value"], domain, characters=38, words=spec.options.get("axis_title")),
            tickCount=6,
            # Whole numbers on the axis, unless the figures themselves are asked for with decimals.
            format=theme.number_format(domain, "", decimals=min(decimals, 1) if isinstance(decimals, int) else None),
            tickMinStep=tick_step(everything, unit),
        ),
    )
    colours = _colours(spec, names)
    levels = mark_levels(spec.marks, span)
    layers = _layers(_prepared(roles, spec.marks, number_format), spec, roles, x, y, names, colours)
    if len(names) > 1:
        layers += end_labels(roles, names, colours, domain=domain, height=HEIGHT)
    layers += event_layers(spec.marks, levels, x)
    right = label_room(names) if len(names) > 1 else 12
    return Drawing(layers, height=HEIGHT, inset=70 + right)


def _names(spec: ChartSpec, roles: Roles) -> tuple[str, ...]:
    """The series that have a value, in the order in which they come; one unnamed series without the role."""
    if "series" not in roles:
        return ("",)
    names = tuple(dict.fromkeys(roles.words("series")))
    if len(names) > MOST_SERIES:
        raise ValueError(f"chart {spec.name} (series): {len(names)} series; at most {MOST_SERIES} can be told apart")
    return names


def _colours(spec: ChartSpec, names: tuple[str, ...]) -> dict[str, str]:
    focus = spec.options.get("focus")
    if focus:
        return {name: theme.FOCUS if name == focus else theme.CONTEXT for name in names}
    return dict(zip(names, theme.CATEGORICAL, strict=False))


def break_count(column: str, marks: tuple[ChartMark, ...]) -> str:
    """Expression for how many breaks lie on or before a row's date: rows with one count share a line."""
    breaks = sorted({mark.on for mark in marks if mark.is_break})
    return " + ".join(
        ["0", *(f"(+{field(column)} >= +datetime({b.year}, {b.month - 1}, {b.day}) ? 1 : 0)" for b in breaks)]
    )


def _prepared(roles: Roles, marks: tuple[ChartMark, ...], number_format: str) -> alt.Chart:
    """The rows with their segment and their figures in words."""
    value = roles.name("value")
    segment = f" + '/' + {field(roles.name('segment'))}" if "segment" in roles else ""
    has_interval = "lower" in roles
    limits = interval(roles.name("lower"), roles.name("upper"), number_format) if has_interval else "''"
    named = f"{field(roles.name('series'))} + ', ' + " if "series" in roles else ""
    comma = " + ' (' + datum.interval_words_ + ')'" if has_interval else ""
    return rows().transform_calculate(
        segment_=f"'' + ({break_count(roles.name('date'), marks)}){segment}",
        value_words_=f"isValid({field(value)}) ? {figure(value, number_format, roles['value'].unit)} : ''",
        interval_words_=limits,
        said_=f"{named}({day(roles.name('date'))}) + ': ' + datum.value_words_{comma}",
    )


def _layers(
    base: alt.Chart,
    spec: ChartSpec,
    roles: Roles,
    x: alt.X,
    y: alt.Y,
    names: tuple[str, ...],
    colours: dict[str, str],
) -> list[alt.Chart]:
    by_series: dict[str, Any] = {"color": alt.ColorValue(colours[names[0]])}
    dashes: dict[str, Any] = {}
    shapes: dict[str, Any] = {}
    if "series" in roles:
        of = f"{roles.name('series')}:N"

        def told_by(looks: list[Any]) -> alt.Scale:
            return alt.Scale(domain=list(names), range=looks[: len(names)])

        by_series = {"color": alt.Color(of, scale=told_by(list(colours.values())), legend=None)}
        dashes = {"strokeDash": alt.StrokeDash(of, scale=told_by([list(dash) for dash in theme.DASHES]), legend=None)}
        shapes = {"shape": alt.Shape(of, scale=told_by(list(theme.SHAPES)), legend=None)}
    held = base.transform_filter(f"isValid({field(roles.name('value'))})")
    line = base.mark_line(strokeWidth=2, aria=False, invalid="break-paths-show-path-domains")
    points = held.mark_point(filled=True, size=45, opacity=1)
    return [
        *_intervals(base, spec, roles, x, y, by_series),
        line.encode(x=x, y=y, detail=alt.Detail("segment_:N"), **by_series, **dashes),
        points.encode(
            x=x, y=y, tooltip=_tips(spec, roles), description=alt.Description("said_:N"), **by_series, **shapes
        ),
    ]


def _intervals(
    base: alt.Chart, spec: ChartSpec, roles: Roles, x: alt.X, y: alt.Y, by_series: dict[str, Any]
) -> list[alt.Chart]:
    if "lower" not in roles:
        return []
    low = alt.Y(f"{roles.name('lower')}:Q", scale=y["scale"])
    encoding = {"x": x, "y": low, "y2": alt.Y2(f"{roles.name('upper')}:Q"), **by_series}
    both = " && ".join(f"isValid({field(roles.name(role))})" for role in ("lower", "upper"))
    held = base.transform_filter(both)
    days = len(set(roles.values("date")))
    wanted = spec.options.get("interval") or ("bars" if days <= _BARS_UP_TO else "band")
    if wanted == "bars":
        return [held.mark_rule(strokeWidth=1.5, aria=False).encode(**encoding)]
    band = base.mark_area(opacity=0.18, aria=False, invalid="break-paths-show-path-domains")
    # A band needs two neighbours; the thin bars keep the interval of a point that stands alone.
    return [
        band.encode(detail=alt.Detail("segment_:N"), **encoding),
        held.mark_rule(strokeWidth=1, opacity=0.4, aria=False).encode(**encoding),
    ]


def _tips(spec: ChartSpec, roles: Roles) -> list[alt.Tooltip]:
    tips = [alt.Tooltip(f"{roles.name('series')}:N", title=roles["series"].label)] if "series" in roles else []
    tips += [date_tip(roles), alt.Tooltip("value_words_:N", title=roles["value"].label)]
    if "lower" in roles:
        tips.append(alt.Tooltip("interval_words_:N", title=str(spec.options.get("interval_label") or "Interval")))
    if "note" in roles:
        tips.append(alt.Tooltip(f"{roles.name('note')}:N", title=roles["note"].label))
    return tips
