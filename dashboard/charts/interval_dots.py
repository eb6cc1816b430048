"""Dots with interval lines, one row each: estimates that stand together but are not ranked."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt

from dashboard.charts import theme
from dashboard.charts.drawing import Drawing, words_only
from dashboard.charts.roles import Roles, resolve
from dashboard.charts.row_axis import RowAxis, row_axis
from dashboard.charts.scales import axis_title, date_tip, number_domain
from dashboard.charts.wording import field, interval, listed, literal
from dashboard.domain.view_model import ChartSpec, Table, Value

# Written to the right of the dots where the plot is at least this wide, in pixels.
_FIGURES_FROM = 420
_FIGURES_WIDTH = 136


def interval_dots(spec: ChartSpec, table: Table) -> Drawing:
    """Horizontal dots with their intervals, rows in the order of the table.

    Roles: label, value, lower, upper; optional group (a heading wherever it changes), colour_by (at most six
    kinds, told by shape as well), date, date_words, note, approximate (true
    or "yes" draws a hollow dot), missing_words (shown in place of a dot; "not measured" where empty).
    Options: unit, axis_title, x_min, x_max, zero, decimals, focus (a label), colour_order ("a|b|c"), interval_label,
    figures (False leaves out the numbers at the right), no_error (words for limits that are both the value itself).
    A row without a value is words and never a dot at 0; a value without limits is a dot without a line.
    """
    roles = resolve(
        spec,
        table,
        required=("label", "value", "lower", "upper"),
        optional=("group", "colour_by", "date", "date_words", "note", "approximate", "missing_words"),
    )
    if not table.rows:
        return words_only(table.empty_message)
    rows = row_axis(roles)
    figures = roles.numbers("value") + roles.numbers("lower") + roles.numbers("upper")
    options = spec.options
    domain = number_domain(
        figures,
        unit=roles["value"].unit,
        zero=bool(options.get("zero", False)),
        low=options.get("x_min"),
        high=options.get("x_max"),
    )
    decimals = options.get("decimals")
    number_format = theme.number_format(
        figures, roles["value"].unit, decimals=decimals if isinstance(decimals, int) else None
    )
    base = _prepared(rows, roles, number_format, options)
    x = _value_axis(spec, roles, domain, rows)
    y = rows.encoding()
    return Drawing([*rows.label_layers(), *_layers(base, spec, roles, x, y)], height=rows.height, inset=rows.width + 10)


def _prepared(rows: RowAxis, roles: Roles, number_format: str, options: Mapping[str, Value]) -> alt.Chart:
    """The rows with their figures said in words, for tooltips and for those who hear the chart."""
    label, value, lower, upper = (field(roles.name(role)) for role in ("label", "value", "lower", "upper"))
    approximate = field(roles.name("approximate")) if "approximate" in roles else "false"
    missing = field(roles.name("missing_words")) if "missing_words" in roles else "''"
    # An approximate 87 must not turn into 87.0.
    rough = literal(number_format.replace("f", "~f"))
    shown = f"datum.approximate_ ? 'about ' + format({value}, {rough}) : format({value}, {literal(number_format)})"
    interval_label = str(options.get("interval_label") or "Interval")
    limits = interval(roles.name("lower"), roles.name("upper"), number_format)
    if no_error := options.get("no_error"):
        limits = f"isValid({lower}) && {lower} === {upper} ? {literal(no_error)} : {limits}"
    no_limits = f"isValid({lower}) && isValid({upper}) ? datum.interval_words_ : 'no interval'"
    suffix = literal(theme.unit_suffix(roles["value"].unit))
    return rows.rows().transform_calculate(
        approximate_=f"{approximate} === true || {approximate} === 'yes'",
        missing_=f"{missing} ? {missing} : 'not measured'",
        # In the picture what stands before a colon: a sentence would leave the dots no room on a narrow screen.
        missing_short_=f"{missing} ? split({missing}, ':')[0] : 'not measured'",
        shown_=shown,
        value_words_=f"datum.shown_ + {suffix}",
        interval_words_=limits,
        figures_=f"datum.shown_ + ' (' + ({no_limits}) + ')'",
        said_=f"{label} + ': ' + (isValid({value}) ? datum.value_words_ + {literal(f', {interval_label.lower()} ')}"
        " + datum.interval_words_ : datum.missing_)",
    )


def _value_axis(spec: ChartSpec, roles: Roles, domain: tuple[float, float], rows: RowAxis) -> alt.X:
    with_figures, words = spec.options.get("figures") is not False, spec.options.get("axis_title")
    more = "hollow: approximate figure" if "hollow" in _present(roles) else ""
    # With many rows the scale stands at the top, where the reader starts.
    axis = alt.Axis(
        title=axis_title(roles["value"], domain, characters=32, words=words, more=more),
        titleAnchor="start",
        titleAlign="left",
        orient="top" if len(rows.positions) > 15 else "bottom",
        tickCount=5,
        format=theme.number_format(domain, ""),
        labelFlush=False,
    )
    plot = f"width >= {_FIGURES_FROM} ? width - {_FIGURES_WIDTH} : width - 8" if with_figures else "width - 8"
    scale = alt.Scale(domain=list(domain), range=[8, alt.ExprRef(plot)], nice=False, zero=False)
    return alt.X(f"{roles.name('value')}:Q", scale=scale, axis=axis)


def _layers(base: alt.Chart, spec: ChartSpec, roles: Roles, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    value, lower, upper = (roles.name(role) for role in ("value", "lower", "upper"))
    colours = _colours(spec, roles)
    shapes = {"shape": _shape(spec, roles)} if "colour_by" in roles else {}
    held = base.transform_filter(f"isValid({field(value)})")
    lines = held.transform_filter(f"isValid({field(lower)}) && isValid({field(upper)})")
    tips = _tips(spec, roles)
    dots = {"x": x, "y": y, "tooltip": tips, "description": alt.Description("said_:N"), "color": colours, **shapes}
    solid = held.transform_filter("!datum.approximate_").mark_point(filled=True, size=75, opacity=1)
    hollow = held.transform_filter("datum.approximate_").mark_point(
        filled=False, fill=theme.BACKGROUND, size=65, strokeWidth=2, opacity=1
    )
    words = base.transform_filter(f"!isValid({field(value)})").mark_text(
        align="left", baseline="middle", fontStyle="italic", color=theme.QUIET_TEXT
    )
    # Only layers that have something to draw: an empty one is a nameless picture to a screen reader.
    present = _present(roles)
    layers = []
    if present & {"solid", "hollow"}:
        line_x = alt.X(f"{lower}:Q", scale=x["scale"])
        lines = lines.mark_rule(strokeWidth=2, aria=False)
        layers.append(lines.encode(x=line_x, x2=alt.X2(f"{upper}:Q"), y=y, color=colours))
    if "solid" in present:
        layers.append(solid.encode(**dots))
    if "hollow" in present:
        layers.append(hollow.encode(**dots))
    if "missing" in present:
        word_tips = tips[:1] + _note(roles)
        at = alt.XValue(12)
        layers.append(
            words.encode(
                x=at, y=y, text=alt.Text("missing_short_:N"), description=alt.Description("said_:N"), tooltip=word_tips
            )
        )
    if spec.options.get("figures") is not False:
        shown = alt.condition(f"width >= {_FIGURES_FROM}", alt.Text("figures_:N"), alt.value(""))
        layers.append(
            held.mark_text(align="right", baseline="middle", aria=False).encode(
                x=alt.XValue(alt.ExprRef("width")), y=y, text=shown
            )
        )
    return layers


def _present(roles: Roles) -> set[str]:
    """Which looks the rows have: "solid" and "hollow" dots, "missing" words."""
    figures = roles.numbers("value")
    flags = roles.values("approximate") or [None] * len(figures)
    return {
        "missing" if figure is None else "hollow" if flag in (True, "yes") else "solid"
        for figure, flag in zip(figures, flags, strict=True)
    }


def _colours(spec: ChartSpec, roles: Roles) -> alt.Color | object:
    if "colour_by" in roles:
        kinds = _kinds(spec, roles)
        legend = alt.Legend(orient="top", columns=alt.ExprRef("width < 300 ? 1 : width < 500 ? 2 : 4"))
        scale = alt.Scale(domain=list(kinds), range=list(theme.CATEGORICAL[: len(kinds)]))
        return alt.Color(f"{roles.name('colour_by')}:N", scale=scale, legend=legend)
    if focus := spec.options.get("focus"):
        is_focus = f"{field(roles.name('label'))} === {literal(focus)}"
        return alt.condition(is_focus, alt.value(theme.FOCUS), alt.value(theme.CONTEXT))
    return alt.ColorValue(theme.FOCUS)


def _shape(spec: ChartSpec, roles: Roles) -> alt.Shape:
    kinds = _kinds(spec, roles)
    scale = alt.Scale(domain=list(kinds), range=list(theme.SHAPES[: len(kinds)]))
    return alt.Shape(f"{roles.name('colour_by')}:N", scale=scale)


def _kinds(spec: ChartSpec, roles: Roles) -> tuple[str, ...]:
    """What the dots are told apart by, in the order asked for and then as they come."""
    held = [word for word in roles.words("colour_by") if word]
    kinds = tuple(dict.fromkeys([*listed(spec.options.get("colour_order")), *held]))
    if len(kinds) > len(theme.SHAPES):
        raise ValueError(f"chart {spec.name}: {len(kinds)} kinds in colour_by; at most {len(theme.SHAPES)}")
    return kinds


def _note(roles: Roles) -> list[alt.Tooltip]:
    return [alt.Tooltip(f"{roles.name('note')}:N", title=roles["note"].label)] if "note" in roles else []


def _tips(spec: ChartSpec, roles: Roles) -> list[alt.Tooltip]:
    tips = [
        alt.Tooltip(f"{roles.name('label')}:N", title=roles["label"].label),
        alt.Tooltip("value_words_:N", title=roles["value"].label),
        alt.Tooltip("interval_words_:N", title=str(spec.options.get("interval_label") or "Interval")),
    ]
    if "colour_by" in roles:
        tips.append(alt.Tooltip(f"{roles.name('colour_by')}:N", title=roles["colour_by"].label))
    if "date" in roles:
        tips.append(date_tip(roles))
    return tips + _note(roles)
