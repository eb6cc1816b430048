"""A funnel: rates against the number of cases behind them, inside limits that narrow as cases grow; nobody is ranked."""

from __future__ import annotations

import altair as alt

from dashboard.charts import theme
from dashboard.charts.drawing import Drawing, rows, words_only
from dashboard.charts.roles import resolve
from dashboard.charts.scales import axis_title, number_domain
from dashboard.charts.wording import field, figure, literal
from dashboard.domain.view_model import ChartSpec, Table

HEIGHT = 320
LIMITS = (("alert_lower", [7, 3]), ("alert_upper", [7, 3]), ("alarm_lower", [2, 2]), ("alarm_upper", [2, 2]))


def funnel(spec: ChartSpec, table: Table) -> Drawing:
    """Points named beside them, the average as a line, alert limits in long dashes and alarm limits in short ones.

    Roles: size (cases), value, label, centre, alert_lower, alert_upper, alarm_lower, alarm_upper; optional note.  A row
    without a value belongs to the curves alone.  Options: unit, axis_title, size_title, focus (a label).
    """
    roles = resolve(
        spec,
        table,
        required=("size", "value", "label", "centre", *(name for name, _ in LIMITS)),
        optional=("note",),
    )
    figures = roles.numbers("value")
    if all(one is None for one in figures):
        return words_only(table.empty_message)
    unit = roles["value"].unit
    domain = number_domain(figures + roles.numbers("alarm_lower") + roles.numbers("alarm_upper"), unit=unit)
    sizes = [one for one in roles.numbers("size") if one is not None]
    x = alt.X(
        f"{roles.name('size')}:Q",
        scale=alt.Scale(domain=[0, max(sizes) * 1.12], nice=False),
        axis=alt.Axis(title=str(spec.options.get("size_title") or roles["size"].label), tickCount=5, grid=False),
    )
    scale = alt.Scale(domain=list(domain), nice=False, zero=False)
    axis = alt.Axis(
        title=axis_title(roles["value"], domain, characters=38, words=spec.options.get("axis_title")), tickCount=6
    )
    layers = []
    for role, dash in (("centre", [1, 0]), *LIMITS):
        line = rows().mark_line(strokeDash=dash, strokeWidth=1.3, color=theme.QUIET_TEXT, aria=False)
        layers.append(line.encode(x=x, y=alt.Y(f"{roles.name(role)}:Q", scale=scale, axis=axis)))
    label, value = field(roles.name("label")), roles.name("value")
    shown = figure(value, theme.number_format(figures, unit), unit)
    held = (
        rows()
        .transform_filter(f"isValid({field(value)})")
        .transform_calculate(
            value_words_=shown, said_=f"{label} + ': ' + {shown} + ' of ' + {field(roles.name('size'))} + ' cases'"
        )
    )
    y = alt.Y(f"{value}:Q", scale=scale, axis=axis)
    tips = [
        alt.Tooltip(f"{roles.name('label')}:N", title=roles["label"].label),
        alt.Tooltip("value_words_:N", title=roles["value"].label),
        alt.Tooltip(f"{roles.name('size')}:Q", title=roles["size"].label),
    ]
    if "note" in roles:
        tips.append(alt.Tooltip(f"{roles.name('note')}:N", title=roles["note"].label))
    colour: object = alt.ColorValue(theme.FOCUS)
    if focus := spec.options.get("focus"):
        colour = alt.condition(f"{label} === {literal(focus)}", alt.value(theme.FOCUS), alt.value(theme.CONTEXT))
    points = held.mark_point(filled=True, size=80, opacity=1)
    layers.append(points.encode(x=x, y=y, tooltip=tips, description=alt.Description("said_:N"), color=colour))
    names = held.mark_text(align="center", baseline="bottom", dy=-8, fontSize=11, color=theme.TEXT, aria=False)
    layers.append(names.encode(x=x, y=y, text=alt.Text(f"{roles.name('label')}:N")))
    return Drawing(layers, height=HEIGHT, inset=70)
