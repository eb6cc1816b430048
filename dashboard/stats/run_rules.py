"""Rules that say when a control chart shows more than its usual variation, each edition under its own name."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dashboard.stats.checks import Flags, Floats, as_floats, refuse

Signs = NDArray[np.int8]
Rule = Literal["outside limits", "trend", "two of three near a limit", "shift"]


class RuleEdition(NamedTuple):
    """One published set of rules.

    `shift` and `trend` are lengths in points, None where the edition has no such rule.  `two_of_three` names the
    points that count towards that rule: those between two and three standard deviations from the centre, or all
    beyond two; None where the edition has no such rule.  `since` is the day the set was announced, if known.
    """

    name: str
    since: date | None
    shift: int | None
    trend: int | None
    two_of_three: Literal["between", "beyond"] | None
    source: str


_ANNOUNCED = "https://github.com/nhs-r-community/NHSRplotthedots/issues/194"
EDITIONS: dict[str, RuleEdition] = {
    edition.name: edition
    for edition in (
        RuleEdition("limits only", None, None, None, None, "Shewhart 1931: one point beyond three sigma"),
        RuleEdition("Making Data Count, before November 2023", None, 7, 7, "between", _ANNOUNCED),
        RuleEdition("Making Data Count, November 2023", date(2023, 11, 6), 7, 7, "beyond", _ANNOUNCED),
    )
}
LATEST = "Making Data Count, November 2023"


class Signals(NamedTuple):
    """What fired at each point, arrays of shape (n,): 1 for high or rising, -1 for low or falling, 0 for nothing.

    `edition` is the set of rules that was asked.
    """

    outside: Signs
    trend: Signs
    two_of_three: Signs
    shift: Signs
    edition: RuleEdition


def run_rules(values: ArrayLike, centre: ArrayLike, sigma: ArrayLike, *, edition: str = LATEST) -> Signals:
    """Marks every point that takes part in a pattern that chance seldom makes.

    Args:
        values: figures in order of time, shape (n,); NaN where a month has none, which ends every run.
        centre: centre line, shape (n,) or a scalar, same unit.
        sigma: a third of the distance from the centre to the limit, shape (n,) or a scalar, same unit, 0 or more.
        edition: name of a set of rules, a key of `EDITIONS`.

    Returns:
        Signals: all points of a shift or a trend are marked, not only the one that completes it; of two in three
        near a limit only those near it, and all three must lie on one side.  A point on the centre line is on
        neither side; two equal neighbours end a trend.  Where a rise and a fall share their turning point it
        bears the later one.

    Raises:
        ValueError: no such edition; the series is not one row; a sigma is negative (by position).

    Source:
        The rules of NHS England's Making Data Count as coded in the R package NHSRplotthedots
        (R/ptd_calculate_point_type.R); the change of the two-in-three rule was announced on 6 November 2023.
    """
    if edition not in EDITIONS:
        raise ValueError(f"there is no rule edition {edition!r}; there are {', '.join(sorted(EDITIONS))}")
    rules = EDITIONS[edition]
    points, centres, sigmas = as_floats(values, centre, sigma)
    if points.ndim != 1:
        raise ValueError(f"values must be one row, not of shape {points.shape}")
    refuse(sigmas, "sigma", "is negative", sigmas < 0)
    away = points - centres
    # Rounding must not put a point outside a limit that it lies on.
    slack = 1e-12 * np.maximum(1.0, np.abs(centres))
    side = _sign(np.where(np.abs(away) > slack, away, 0.0))
    outside = np.where(np.abs(away) > 3 * sigmas + slack, side, 0).astype(np.int8)
    return Signals(
        outside,
        _trend(points, rules.trend),
        _two_of_three(side, np.abs(away) > 2 * sigmas + slack, outside, rules.two_of_three),
        _runs(side, rules.shift),
        rules,
    )


def leading_rule(signals: Signals) -> tuple[list[Rule | None], Signs]:
    """For each point the first rule that fired, and its direction.

    Returns:
        (rules, directions): in the order outside limits, trend, two of three near a limit, shift; None and 0
        where none fired.

    Source:
        The order of NHSRplotthedots since its pull request 180 (proposed July 2023, merged that October).
    """
    found: list[Rule | None] = [None] * signals.outside.size
    directions = np.zeros(signals.outside.shape, dtype=np.int8)
    ordered: tuple[tuple[Rule, Signs], ...] = (
        ("outside limits", signals.outside),
        ("trend", signals.trend),
        ("two of three near a limit", signals.two_of_three),
        ("shift", signals.shift),
    )
    for rule, fired in ordered:
        for place in np.flatnonzero((fired != 0) & (directions == 0)):
            found[place], directions[place] = rule, fired[place]
    return found, directions


def _sign(values: Floats) -> Signs:
    return np.nan_to_num(np.sign(values)).astype(np.int8)


def _runs(side: Signs, length: int | None) -> Signs:
    """Marks runs of at least `length` equal signs; a 0 belongs to none."""
    marked = np.zeros_like(side)
    if length is None or side.size < length:
        return marked
    for start in range(side.size - length + 1):
        window = side[start : start + length]
        if window[0] != 0 and (window == window[0]).all():
            marked[start : start + length] = window[0]
    return marked


def _trend(points: Floats, length: int | None) -> Signs:
    """Marks `length` points or more that each lie above, or each below, the one before."""
    marked = np.zeros(points.shape, dtype=np.int8)
    if length is None or points.size < length:
        return marked
    steps = _runs(_sign(np.diff(points)), length - 1)
    for place in np.flatnonzero(steps):
        marked[place : place + 2] = steps[place]
    return marked


def _two_of_three(side: Signs, far: Flags, outside: Signs, counted: Literal["between", "beyond"] | None) -> Signs:
    marked = np.zeros_like(side)
    if counted is None:
        return marked
    near = far & (outside == 0) if counted == "between" else far
    for start in range(side.size - 2):
        three = slice(start, start + 3)
        if abs(int(side[three].sum())) == 3 and near[three].sum() >= 2:
            marked[three] = np.where(near[three], side[three], marked[three])
    return marked
