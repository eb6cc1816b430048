"""Differences between two estimates, and whether they are large enough to speak of."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dashboard.stats.checks import Floats, as_counts, as_floats, refuse, refuse_share
from dashboard.stats.intervals import normal_quantile, wilson_interval


def difference_from_margins(
    first: ArrayLike, first_margin: ArrayLike, second: ArrayLike, second_margin: ArrayLike
) -> tuple[Floats, Floats, Floats]:
    """First minus second with its interval, from two published estimates and their margins.

    Args:
        first, second: estimates in one unit, scalars or arrays of shape (n,), usually per cent.
        first_margin, second_margin: published half-widths in that unit, both at the same level of
            confidence; NaN where none was published.

    Returns:
        (difference, lower, upper) in the same unit (percentage points for per cent), at the level of
        the margins.  The limits are NaN where a margin is.  The margins are combined as the root of the
        sum of their squares, which holds for two separate samples and not for two that share cases.

    Raises:
        ValueError: a margin is negative; the message names the position, counted from 0.

    Source:
        Standard error of a difference of independent estimates; worked examples with the inspectorate's
        published margins are in tests/stats/vectors.
    """
    one, one_margin, two, two_margin = as_floats(first, first_margin, second, second_margin)
    refuse(one_margin, "first_margin", "is negative", one_margin < 0)
    refuse(two_margin, "second_margin", "is negative", two_margin < 0)
    difference = one - two
    margin = np.sqrt(one_margin**2 + two_margin**2)
    return difference, difference - margin, difference + margin


def newcombe_difference(
    first_successes: ArrayLike,
    first_trials: ArrayLike,
    second_successes: ArrayLike,
    second_trials: ArrayLike,
    *,
    confidence: float = 0.95,
) -> tuple[Floats, Floats, Floats]:
    """First rate minus second with Newcombe's hybrid score interval, from the counts of two audits.

    Args:
        first_successes, second_successes: crimes correctly recorded, counts, scalars or arrays of shape (n,).
        first_trials, second_trials: crimes due, same shape.
        confidence: level of the interval, a proportion strictly between 0 and 1.

    Returns:
        (difference, lower, upper): proportions in [-1, 1]; NaN where either audit has no crimes due.  To ask how
        much a rate rose, give the later audit first.

    Raises:
        ValueError: a count is missing, negative, not whole, or larger than its trials; the message names the
            position, counted from 0.

    Source:
        Newcombe 1998 (Statistics in Medicine 17:873), method 10, for two separate samples; examples a to d of its
        Table II are in tests/stats/vectors.
    """
    names = (("first_successes", "first_trials"), ("second_successes", "second_trials"))
    one, one_of = as_counts(first_successes, first_trials, names=names[0])
    two, two_of = as_counts(second_successes, second_trials, names=names[1])
    one_low, one_high = wilson_interval(one, one_of, confidence=confidence)
    two_low, two_high = wilson_interval(two, two_of, confidence=confidence)
    with np.errstate(invalid="ignore"):
        one_share, two_share = one / one_of, two / two_of
    difference = one_share - two_share
    lower = difference - np.hypot(one_share - one_low, two_high - two_share)
    upper = difference + np.hypot(one_high - one_share, two_share - two_low)
    return difference, lower, upper


def own_minus_published(
    successes: ArrayLike,
    trials: ArrayLike,
    published: ArrayLike,
    margin: ArrayLike,
    *,
    method: Literal["normal", "hybrid"] = "normal",
    confidence: float = 0.95,
) -> tuple[Floats, Floats, Floats]:
    """A force's own audited rate minus the inspectorate's published one, with the errors of both.

    Args:
        successes, trials: the force's own counts, crimes correctly recorded and crimes due, shape (n,).
        published: the inspectorate's rates, proportions in [0, 1], same shape.
        margin: their published half-widths, proportions, at the level `confidence`; NaN where none was published.
        method: "normal" takes the own audit's standard error, like the published margin; "hybrid" takes its
            Wilson limits, and is the one to use where all or none of the own cases passed.
        confidence: level of the interval and of the published margin.

    Returns:
        (difference, lower, upper): proportions, negative where the own audit found less.  Limits are NaN where a
        margin is, where there are no crimes due, and under "normal" where the own rate is 0 or 1, since a
        standard error of nothing would make the gap look surer than it is.

    Raises:
        ValueError: a count is not whole or x > n, a rate lies outside 0 to 1, a margin is negative (each by
            position), or the method has another name.

    Source:
        "normal": standard error of a difference of independent estimates.  "hybrid": square-and-add as in
        Newcombe 1998 (Statistics in Medicine 17:873), for any two intervals in Zou and Donner 2008 (Statistics in
        Medicine 27:1693).
    """
    if method not in ("normal", "hybrid"):
        raise ValueError(f'method must be "normal" or "hybrid", not {method!r}')
    counts, totals = as_counts(successes, trials)
    counts, totals, other, other_margin = as_floats(counts, totals, published, margin)
    refuse_share(other, "published")
    refuse(other_margin, "margin", "is negative", other_margin < 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = counts / totals
        if method == "hybrid":
            low, high = wilson_interval(counts, totals, confidence=confidence)
            below, above = share - low, high - share
        else:
            half = normal_quantile(confidence) * np.sqrt(share * (1 - share) / totals)
            below = above = np.where((counts == 0) | (counts == totals), np.nan, half)
    difference = share - other
    return difference, difference - np.hypot(below, other_margin), difference + np.hypot(above, other_margin)


def is_clear_change(lower: ArrayLike, upper: ArrayLike) -> NDArray[np.bool_]:
    """True where an interval of a difference leaves out 0; False where it holds 0, touches it, or is missing.

    False means "no clear change": the figures cannot tell, which is not the same as "no change".

    Raises:
        ValueError: a lower limit lies above its upper limit; the message names the position.
    """
    low, high = as_floats(lower, upper)
    swapped = np.flatnonzero(low > high)
    if swapped.size:
        raise ValueError(f"lower is above upper at position {int(swapped[0])}")
    return (low > 0) | (high < 0)
