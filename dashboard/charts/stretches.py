"""Stretches of time as bars in lanes: what held from when to when, and what still holds."""

from __future__ import annotations

from datetime import date

import altair as alt

from dashboard.charts import theme
from dashboard.charts.drawing import Drawing, words_only
from dashboard.charts.roles import Roles, resolve
from dashboard.charts.row_axis import row_axis
from dashboard.charts.scales import date_domain, time_axis
from dashboard.charts.wording import day, field
from dashboard.domain.view_model import ChartSpec, Table


def stretches(spec: ChartSpec, table: Table) -> Drawing:
    """One bar a row from its first to its last day, in the order of the table.

    Roles: label, start, end; optional words (written beside the bar), note.
    Options: as_at (a date: a stretch without an end is drawn to it, hollow at its end, and reads "still").
    A row without a start is left to the table.
    """
    roles = resolve(spec, table, required=("label", "start", "end"), optional=("words", "note"))
    as_at = spec.options.get("as_at")
    days = [value for role in ("start", "end") for value in roles.values(role) if isinstance(value, date)]
    if not table.rows or not days:
        return words_only(table.empty_message)
    last = as_at if isinstance(as_at, date) else max(days)
    span = date_domain([*days, last], room=0.04)
    axis = row_axis(roles)
    open_end = f"datetime({last.year}, {last.month - 1}, {last.day})"
    start, end = field(roles.name("start")), field(roles.name("end"))
    words = f"{field(roles.name('words'))}" if "words" in roles else "''"
    base = (
        axis.rows()
        .transform_filter(f"isValid({start})")
        .transform_calculate(
            until_=f"isValid({end}) ? {end} : {open_end}",
            open_=f"!isValid({end})",
            words_=words,
            said_=f"{field(roles.name('label'))} + ': from ' + ({day(roles.name('start'))}) + "
            f"(isValid({end}) ? ' to ' + ({day(roles.name('end'))}) : ', no end held')",
        )
    )
    return Drawing(
        [*axis.label_layers(), *_bars(base, roles, span, axis.encoding())], height=axis.height, inset=axis.width + 10
    )


def _bars(base: alt.Chart, roles: Roles, span: tuple[date, date], y: alt.Y) -> list[alt.Chart]:
    x = time_axis(roles.name("start"), span, title=None)
    until = alt.X("until_:T", scale=x["scale"])
    tips = [alt.Tooltip("said_:N", title=roles["label"].label)]
    if "note" in roles:
        tips.append(alt.Tooltip(f"{roles.name('note')}:N", title=roles["note"].label))
    bar = base.mark_bar(height=12, color=theme.FOCUS).encode(
        x=x, x2=alt.X2("until_:T"), y=y, tooltip=tips, description=alt.Description("said_:N")
    )
    ends = {
        "closed": base.transform_filter("!datum.open_").mark_point(filled=True, size=80, color=theme.FOCUS, aria=False),
        "open": base.transform_filter("datum.open_").mark_point(
            filled=False, fill=theme.BACKGROUND, size=90, strokeWidth=2, color=theme.FOCUS, aria=False
        ),
    }
    missing = [value is None for value in roles.values("end")]
    layers = [bar]
    if not all(missing):
        layers.append(ends["closed"].encode(x=until, y=y))
    if any(missing):
        layers.append(ends["open"].encode(x=until, y=y))
    if "words" in roles:
        label = base.mark_text(align="left", baseline="bottom", dy=-8, fontSize=11, aria=False, color=theme.QUIET_TEXT)
        layers.append(label.encode(x=x, y=y, text=alt.Text("words_:N")))
    return layers
