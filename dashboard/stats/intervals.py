"""Intervals round one estimate: worked out from counts, or read from a published margin."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from dashboard.stats.checks import Floats, as_counts, as_floats, refuse, refuse_share


def normal_quantile(confidence: float) -> float:
    """Standard normal quantile of a two-sided interval (0.95 gives 1.959964).

    Raises:
        ValueError: `confidence` is not strictly between 0 and 1.
    """
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie strictly between 0 and 1, not {confidence}")
    return float(ndtri(0.5 + confidence / 2))


def wilson_interval(successes: ArrayLike, trials: ArrayLike, *, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Wilson score interval for a proportion.

    Args:
        successes: counts, a scalar or an array of shape (n,), whole numbers from 0 to `trials`.
        trials: counts, same shape or one that broadcasts; crimes that should have been recorded,
            not incidents examined.
        confidence: level of the interval, a proportion strictly between 0 and 1.

    Returns:
        (lower, upper): two arrays of the shape given (zero-dimensional for scalars), proportions in
        [0, 1]; NaN where `trials` is 0.  The limits are for random sampling from many crimes: they are
        too wide where the audit took in a large part of all the crimes there were.

    Raises:
        ValueError: a count is missing, negative, not whole, or larger than its `trials`; the message
            names the position, counted from 0.

    Source:
        Wilson 1927 (Journal of the American Statistical Association 22:209); the form recommended in
        Newcombe 1998 (Statistics in Medicine 17:857), whose example 81 of 263 gives 0.2553 to 0.3662
        and is in tests/stats/vectors.
    """
    counts, totals = as_counts(successes, trials)
    with np.errstate(invalid="ignore"):
        share = counts / totals
    return wilson_interval_effective(share, totals, confidence=confidence)


def wilson_interval_effective(
    share: ArrayLike, effective_trials: ArrayLike, *, confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """Wilson score interval from a share and the sample size that carries the same information.

    Args:
        share: proportions in [0, 1], a scalar or an array of shape (n,).
        effective_trials: same shape; any number of 0 or more.  The crimes in the sample divided by a design
            effect, or multiplied up because much of the population was audited; infinity stands for a census.
        confidence: level of the interval, a proportion strictly between 0 and 1.

    Returns:
        (lower, upper): proportions in [0, 1]; both equal to `share` where `effective_trials` is infinite,
        NaN where it is 0 or either is missing.

    Raises:
        ValueError: a share lies outside 0 to 1 or a size is negative; the message names the position.

    Source:
        Wilson 1927, with the effective sample size in place of n as in Korn and Graubard 1998 (Survey
        Methodology 24:193), without their adjustment for degrees of freedom.
    """
    z = normal_quantile(confidence)
    shares, sizes = as_floats(share, effective_trials)
    refuse_share(shares, "share")
    refuse(sizes, "effective_trials", "is negative", sizes < 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        shrink = 1 + z**2 / sizes
        centre = (shares + z**2 / (2 * sizes)) / shrink
        half = z * np.sqrt(shares * (1 - shares) / sizes + z**2 / (4 * sizes**2)) / shrink
    # At none and at all, one limit is the estimate itself; rounding must not leave it a hair outside.
    lower = np.where(shares == 0, 0.0, np.clip(centre - half, 0.0, shares))
    upper = np.where(shares == 1, 1.0, np.clip(centre + half, shares, 1.0))
    empty = (sizes == 0) | np.isnan(sizes)
    return np.where(empty, np.nan, lower), np.where(empty, np.nan, upper)


def wilson_lower_bound(successes: ArrayLike, trials: ArrayLike, *, confidence: float = 0.95) -> Floats:
    """One-sided Wilson bound: the share that the claim "at least ..." may name.

    Args:
        successes, trials: counts as in `wilson_interval`.
        confidence: level of the one-sided statement; 0.95 uses the quantile 1.644854.

    Returns:
        Lower bounds, proportions in [0, 1]; NaN where `trials` is 0.

    Raises:
        ValueError: as in `wilson_interval`, or `confidence` is not above 0.5.

    Source:
        The lower limit of the two-sided interval at twice the error, Wilson 1927.
    """
    if not 0.5 < confidence < 1:
        raise ValueError(f"confidence must lie strictly between 0.5 and 1, not {confidence}")
    return wilson_interval(successes, trials, confidence=2 * confidence - 1)[0]


def margin_interval(centre: ArrayLike, margin: ArrayLike) -> tuple[Floats, Floats]:
    """The interval that a published "plus or minus" stands for, in the unit of its arguments.

    Args:
        centre: estimates, a scalar or an array of shape (n,), usually per cent (0 to 100).
        margin: published half-widths in the same unit, same shape; NaN where none was published.

    Returns:
        (lower, upper): centre - margin and centre + margin, NaN where either is NaN.  Nothing is cut at
        0 or 100: a published margin is shown as it was published, also where it reaches past the end of
        the scale, since cutting it would make the estimate look surer on one side than it was said to be.

    Raises:
        ValueError: a margin is negative; the message names the position, counted from 0.
    """
    middles, margins = as_floats(centre, margin)
    refuse(margins, "margin", "is negative", margins < 0)
    return middles - margins, middles + margins
