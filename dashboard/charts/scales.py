"""Ranges of axes: from zero for counts, round numbers with room for rates, years for time."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import altair as alt

from dashboard.charts.roles import Roles
from dashboard.charts.theme import DATE_FORMAT
from dashboard.charts.wording import wrap
from dashboard.domain.view_model import Column


def round_step(span: float) -> float:
    """A step of 1, 2 or 5 times a power of ten that divides `span` into about five."""
    if span <= 0:
        return 1.0
    power = 10 ** math.floor(math.log10(span / 5))
    return float(next(power * factor for factor in (1, 2, 5, 10) if span / (power * factor) <= 6))


def number_domain(
    figures: Iterable[float | None],
    *,
    unit: str = "",
    zero: bool = False,
    low: object = None,
    high: object = None,
) -> tuple[float, float]:
    """The two ends of an axis: round numbers that hold every figure, with a little room.

    With `zero` the axis takes in 0.  Per cent stay within 0 to 100 unless a figure goes beyond, and with no
    figures at all the axis is 0 to 100.  `low` and `high` move an end outwards, never past a figure.
    """
    held = [figure for figure in figures if figure is not None]
    if not held:
        return (0.0, 100.0)
    least, most = min(held), max(held)
    if zero:
        least, most = min(least, 0.0), max(most, 0.0)
    step = round_step(most - least or abs(most) or 1.0)
    if zero and are_counts(held, unit):
        step = max(step, 1.0)
    start = 0.0 if zero and least == 0 else math.floor((least - step * 0.1) / step) * step
    end = 0.0 if zero and most == 0 else math.ceil((most + step * 0.1) / step) * step
    if start == end:
        end = start + step
    if unit == "%":
        start = max(start, 0.0) if least >= 0 else start
        end = min(end, 100.0) if most <= 100 else end
    if isinstance(low, (int, float)):
        start = min(float(low), least)
    if isinstance(high, (int, float)):
        end = max(float(high), most)
    return (round(start, 10), round(end, 10))


def are_counts(figures: Iterable[float | None], unit: str) -> bool:
    """Whether every figure is a whole number of things, so that half of one has no place on the axis."""
    held = [figure for figure in figures if figure is not None]
    return bool(held) and unit not in ("", "%") and all(float(figure).is_integer() for figure in held)


def tick_step(figures: Iterable[float | None], unit: str) -> Any:
    """The least distance of two ticks: 1 on an axis of counts, and left to the drawing on any other."""
    return 1 if are_counts(figures, unit) else alt.Undefined


def axis_title(
    column: Column, domain: tuple[float, float], *, characters: int, words: object = None, more: str = ""
) -> list[str]:
    """Measure and unit (or `words` in their place), a remark where the axis leaves out zero, and anything `more`."""
    has_unit = not column.unit or column.unit.lower() in column.label.lower()
    lines = wrap(str(words or (column.label if has_unit else f"{column.label}, {column.unit}")), characters)
    if domain[0] > 0:
        lines.append(f"(axis starts at {domain[0]:,g})")
    return lines + ([more] if more else [])


def date_domain(days: Iterable[date], *, room: float = 0.02) -> tuple[date, date]:
    """First and last day of an axis of time, with `room` as a share of the span at both ends."""
    held = sorted(days)
    extra = timedelta(days=max(20, round((held[-1] - held[0]).days * room)))
    return (held[0] - extra, held[-1] + extra)


def time_axis(column: str, domain: tuple[date, date], *, title: str | None) -> alt.X:
    """The horizontal axis of time: whole years, or months where the span is short."""
    years = (domain[1] - domain[0]).days / 365.25
    steps: dict[str, Any] = {"interval": "year", "step": 1 if years <= 12 else 2 if years <= 24 else 5}
    if years < 2.5:
        steps = {"interval": "month", "step": 1 if years < 0.8 else 3}
    axis = alt.Axis(
        title=title,
        format="%Y" if years >= 2.5 else "%b %Y",
        tickCount=steps,
        labelOverlap="greedy",
        labelSeparation=6,
        grid=False,
        labelFlush=False,
    )
    ends = [alt.DateTime(year=day.year, month=day.month, date=day.day) for day in domain]
    return alt.X(f"{column}:T", scale=alt.Scale(domain=ends, nice=False), axis=axis)


def date_tip(roles: Roles) -> alt.Tooltip:
    """The date in a tooltip: in the words of the role `date_words` where it is played, else as 7 Sep 2017.

    Give the words where a date is known only to the month or year, so that no day is made up.
    """
    title = roles["date"].label
    if "date_words" in roles:
        return alt.Tooltip(f"{roles.name('date_words')}:N", title=title)
    return alt.Tooltip(f"{roles.name('date')}:T", title=title, format=DATE_FORMAT)
