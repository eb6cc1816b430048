"""Names written at the ends of lines, kept apart, so that no legend is needed."""

from __future__ import annotations

from datetime import date

import altair as alt

from dashboard.charts import theme
from dashboard.charts.drawing import values
from dashboard.charts.roles import Roles
from dashboard.charts.wording import wrap

_LINE_HEIGHT = 14
_GAP = 5
_CHARACTERS = 15


def label_lines(names: tuple[str, ...]) -> dict[str, list[str]]:
    """Each name with the character of its point in front, in at most four short lines."""
    return {
        name: wrap(f"{theme.SHAPE_CHARACTERS[position]} {name}", _CHARACTERS, max_lines=4)
        for position, name in enumerate(names)
    }


def label_room(names: tuple[str, ...]) -> int:
    """Pixels the names take to the right of the plot."""
    longest = max(len(line) for lines in label_lines(names).values() for line in lines)
    return 14 + round(min(longest, _CHARACTERS + 3) * 6.6)


def spread(wanted: list[float], sizes: list[float], height: float) -> list[float]:
    """Middles of labels in pixels from the top, as near to `wanted` as they can be without touching.

    Labels keep their order; they are pushed down where they would touch, and then up from the bottom edge.
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    middles = list(wanted)
    edge = 0.0
    for index in order:
        middles[index] = max(middles[index], edge + sizes[index] / 2)
        edge = middles[index] + sizes[index] / 2
    edge = height
    for index in reversed(order):
        middles[index] = min(middles[index], edge - sizes[index] / 2)
        edge = middles[index] - sizes[index] / 2
    return middles


def end_labels(
    roles: Roles,
    names: tuple[str, ...],
    colours: dict[str, str],
    *,
    domain: tuple[float, float],
    height: int,
) -> list[alt.Chart]:
    """One text layer a series, to the right of the plot, at the height of its last value."""
    last: dict[str, tuple[date, float]] = {}
    for name, day, value in zip(roles.words("series"), roles.values("date"), roles.numbers("value"), strict=True):
        if value is not None and isinstance(day, date) and (name not in last or day >= last[name][0]):
            last[name] = (day, value)
    shown = [name for name in names if name in last]
    lines = label_lines(names)
    low, high = domain
    wanted = [height * (1 - (last[name][1] - low) / ((high - low) or 1)) for name in shown]
    sizes = [float(_LINE_HEIGHT * len(lines[name]) + _GAP) for name in shown]
    return [
        values([{"words_": lines[name]}])
        .mark_text(
            align="left",
            # A block of lines hangs from its first line; this puts its middle where the value is.
            baseline="middle",
            dy=-_LINE_HEIGHT * (len(lines[name]) - 1) / 2,
            dx=10,
            lineHeight=_LINE_HEIGHT,
            color=readable(colours[name]),
            aria=False,
        )
        .encode(x=alt.XValue("width"), y=alt.YValue(round(middle, 1)), text=alt.Text("words_:N"))
        for name, middle in zip(shown, spread(wanted, sizes, float(height)), strict=True)
    ]


def readable(colour: str) -> str:
    """The colour itself where text in it can be read on white (4.5:1), otherwise near-black."""
    return colour if theme.contrast(colour, theme.BACKGROUND) >= 4.5 else theme.TEXT
