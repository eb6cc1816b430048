"""Funnel limits: how far a force may lie from the average of all before its size alone no longer explains it."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import bdtr

from dashboard.stats.checks import Floats, as_counts, as_floats, is_count, refuse, refuse_end
from dashboard.stats.intervals import normal_quantile

# The two usual pairs of limits: about 1 in 40 and 1 in 1,000 on either side by chance.
ALERT = 0.95
ALARM = 0.998


def funnel_limits(
    average: ArrayLike,
    trials: ArrayLike,
    *,
    confidence: float = ALERT,
    clip: bool = True,
    scale: float = 1.0,
    between_variance: float = 0.0,
) -> tuple[Floats, Floats]:
    """Normal limits round the average; wide enough for real spread between forces if that is given.

    Args:
        average: the target or pooled rate, proportions strictly between 0 and 1, a scalar or shape (n,).
        trials: cases behind each point or along the curve, counts, shape (n,).
        confidence: 0.95 for alert, 0.998 for alarm.
        clip: cut the limits at 0 and 1, for drawing.
        scale: factor on the variance, `Overdispersion.scale`; 1 for none.
        between_variance: variance between forces, `Overdispersion.between_variance`; 0 for none.

    Returns:
        (lower, upper): proportions; infinite before cutting, so 0 and 1 after it, where `trials` is 0.  Below about
        100 cases, or near 0 and 100 per cent, the exact limits are the better ones.

    Raises:
        ValueError: an average lies outside (0, 1) or a count is not whole (by position); the scale or the variance
            is negative.

    Source:
        Spiegelhalter 2005 (Statistics in Medicine 24:1185); the formula of the UK public health funnels
        (PHEindicatormethods, R/Funnels.R) gives the same numbers, not cut.
    """
    z = normal_quantile(confidence)
    if not (scale >= 0 and between_variance >= 0):
        raise ValueError(f"scale and between_variance must be 0 or more, not {scale} and {between_variance}")
    centres, sizes = _curve(average, trials)
    with np.errstate(divide="ignore"):
        half = z * np.sqrt(scale * centres * (1 - centres) / sizes + between_variance)
    lower, upper = centres - half, centres + half
    return (np.clip(lower, 0.0, 1.0), np.clip(upper, 0.0, 1.0)) if clip else (lower, upper)


def funnel_limits_exact(average: ArrayLike, trials: ArrayLike, *, confidence: float = ALERT) -> tuple[Floats, Floats]:
    """Limits from the binomial distribution, interpolated between whole counts so that the curve is smooth.

    Args:
        average, trials, confidence: as in `funnel_limits`.

    Returns:
        (lower, upper): proportions in [0, 1]; NaN where `trials` is 0.  They know of no overdispersion.

    Raises:
        ValueError: an average lies outside (0, 1) or a count is not whole; the message names the position.

    Source:
        Spiegelhalter 2005 (Statistics in Medicine 24:1185), appendix A.1.1.
    """
    from scipy.stats import binom  # not at the top: slow to import, and few callers need it

    normal_quantile(confidence)
    centres, sizes = _curve(average, trials)
    whole = np.maximum(sizes, 1)

    def limit(tail: float) -> Floats:
        reached = binom.ppf(tail, whole, centres)
        at, before = (binom.cdf(count, whole, centres) for count in (reached, reached - 1))
        part = (at - tail) / (at - before)
        return np.where(sizes == 0, np.nan, np.clip((reached - part) / whole, 0.0, 1.0))

    return limit((1 - confidence) / 2), limit((1 + confidence) / 2)


def funnel_p_values(successes: ArrayLike, trials: ArrayLike, average: ArrayLike) -> Floats:
    """Exact two-sided p of each force against the average, for Holm's or Benjamini and Hochberg's procedure.

    Args:
        successes, trials: counts, shape (n,).
        average: a rate fixed beforehand, proportions strictly between 0 and 1, a scalar or shape (n,).

    Returns:
        Twice the smaller binomial tail, at most 1; NaN where `trials` is 0.

    Raises:
        ValueError: a count is not whole or x > n, or an average lies outside (0, 1); the message names the position.

    Source:
        Binomial test with doubled tail.
    """
    counts, sizes = as_counts(successes, trials)
    counts, sizes, centres = as_floats(counts, sizes, average)
    refuse_end(centres, "average")
    whole = sizes.astype(np.int64)
    below, above = bdtr(counts, whole, centres), bdtr(sizes - counts, whole, 1 - centres)
    return np.where(sizes == 0, np.nan, np.minimum(2 * np.minimum(below, above), 1.0))


def funnel_position(rate: ArrayLike, average: ArrayLike, trials: ArrayLike) -> NDArray[np.int8]:
    """Where each rate lies: 0 inside, 1 or -1 beyond the alert limit above or below, 2 or -2 beyond the alarm limit.

    A rate of NaN, or one without cases, is inside: nothing is known against it.

    Raises:
        ValueError: an average lies outside (0, 1) or a count is not whole; the message names the position.

    Source:
        The significance classes of PHEindicatormethods: plain normal limits, not cut.
    """
    rates, centres, sizes = as_floats(rate, average, trials)
    found = np.zeros(rates.shape, dtype=np.int8)
    for confidence in (ALERT, ALARM):
        lower, upper = funnel_limits(centres, sizes, confidence=confidence, clip=False)
        found += (rates > upper).astype(np.int8) - (rates < lower).astype(np.int8)
    return found


def _curve(average: ArrayLike, trials: ArrayLike) -> tuple[Floats, Floats]:
    centres, sizes = as_floats(average, trials)
    refuse_end(centres, "average")
    refuse(sizes, "trials", "is not a whole number of 0 or more", ~is_count(sizes))
    return centres, sizes
