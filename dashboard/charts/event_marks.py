"""Dated events on a chart: small numbers above the plot, and a rule through it where the method broke."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import altair as alt

from dashboard.charts import theme
from dashboard.charts.drawing import values
from dashboard.domain.dates import british
from dashboard.domain.view_model import ChartMark

_LEVEL = 19
# Marks nearer than this share of the span are put on different levels: a badge and a gap on a narrow page.
_NEAR = 0.11


def mark_levels(marks: Sequence[ChartMark], domain: tuple[date, date]) -> list[int]:
    """For each mark the level above the plot (0 lowest) at which its number does not touch another."""
    span = max((domain[1] - domain[0]).days, 1)
    last: list[date] = []
    found: dict[int, int] = {}
    for position in sorted(range(len(marks)), key=lambda index: marks[index].on):
        day = marks[position].on
        level = next((i for i, before in enumerate(last) if (day - before).days / span >= _NEAR), len(last))
        last[level : level + 1] = [day]
        found[position] = level
    return [found[position] for position in range(len(marks))]


def event_layers(marks: Sequence[ChartMark], levels: Sequence[int], x: alt.X) -> list[alt.Chart]:
    """Layers for events; `x` gives the scale of time.  A break is a dark square with a rule through the plot,
    another event an open circle with a short tick, so that the two are told apart without colour."""
    at = alt.X("on_:T", scale=x["scale"])
    looks: dict[tuple[int, bool], list[dict[str, str]]] = {}
    for mark, level in zip(marks, levels, strict=True):
        looks.setdefault((level, mark.is_break), []).append(_record(mark))
    drawn = [
        _one_level(values(records), at, level, is_break=is_break)
        for (level, is_break), records in sorted(looks.items())
    ]
    # All rules before all badges, so that no rule runs across the number of another event.
    return [rule for rule, _ in drawn] + [part for _, badge in drawn for part in badge]


def _record(mark: ChartMark) -> dict[str, str]:
    kind, when = "Break in method" if mark.is_break else "Event", british(mark.on, mark.precision)
    return {
        "on_": f"{mark.on.isoformat()}T00:00:00",
        "number_": str(mark.number),
        "kind_": kind,
        "when_": when,
        "text_": mark.text,
        "said_": f"{kind} {mark.number}, {when}: {mark.text}",
    }


def _one_level(base: alt.Chart, at: alt.X, level: int, *, is_break: bool) -> tuple[alt.Chart, list[alt.Chart]]:
    """The rules of the marks at one level, and their badges with the numbers in them."""
    middle = -10 - _LEVEL * level
    rule = base.mark_rule(color=theme.TEXT, strokeDash=[4, 3] if is_break else [1, 0], strokeWidth=1, aria=False)
    end = alt.Y2Value("height" if is_break else 6)
    tips = [
        alt.Tooltip("kind_:N", title="Mark"),
        alt.Tooltip("when_:N", title="Date"),
        alt.Tooltip("text_:N", title="What happened"),
    ]
    badge = base.mark_point(
        shape="square" if is_break else "circle",
        size=230,
        filled=True,
        opacity=1,
        fill=theme.TEXT if is_break else theme.BACKGROUND,
        stroke=theme.TEXT,
        strokeWidth=1,
    )
    number = base.mark_text(
        fontSize=11, color=theme.BACKGROUND if is_break else theme.TEXT, baseline="middle", dy=0.5, aria=False
    )
    return rule.encode(x=at, y=alt.YValue(middle), y2=end), [
        badge.encode(x=at, y=alt.YValue(middle), tooltip=tips, description=alt.Description("said_:N")),
        number.encode(x=at, y=alt.YValue(middle), text=alt.Text("number_:N")),
    ]
