"""Intervals for a proportion from the binomial distribution itself, where a formula will not do."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betainc, betaincinv

from dashboard.stats.checks import Floats, as_counts, as_floats, is_count, refuse
from dashboard.stats.intervals import normal_quantile


def clopper_pearson_interval(
    successes: ArrayLike, trials: ArrayLike, *, confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """Clopper-Pearson interval: never less sure than it says, usually surer and so wider.

    Args:
        successes: counts, a scalar or an array of shape (n,), whole numbers from 0 to `trials`.
        trials: counts, same shape or one that broadcasts; crimes due, not incidents examined.
        confidence: level of the interval, a proportion strictly between 0 and 1.

    Returns:
        (lower, upper): proportions in [0, 1]; NaN where `trials` is 0.

    Raises:
        ValueError: a count is missing, negative, not whole, or larger than its `trials`; the message
            names the position, counted from 0.

    Source:
        Clopper and Pearson 1934 (Biometrika 26:404), as quantiles of the beta distribution.
    """
    tail, counts, totals = _prepared(successes, trials, confidence)
    # The beta quantile is undefined where a shape is 0; there the limit is the end of the scale.
    lower = betaincinv(np.maximum(counts, 1), totals - counts + 1, tail)
    upper = betaincinv(counts + 1, np.maximum(totals - counts, 1), 1 - tail)
    return _blanked(np.where(counts == 0, 0.0, lower), np.where(counts == totals, 1.0, upper), totals)


def jeffreys_interval(successes: ArrayLike, trials: ArrayLike, *, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Jeffreys interval: the middle of the posterior distribution under a Beta(1/2, 1/2) prior.

    Args:
        successes, trials, confidence: as in `clopper_pearson_interval`.

    Returns:
        (lower, upper): proportions in [0, 1]; NaN where `trials` is 0.  With no success or no failure both
        quantiles are kept, so the outer limit is near the end of the scale and not on it.

    Raises:
        ValueError: as in `clopper_pearson_interval`.

    Source:
        Brown, Cai and DasGupta 2001 (Statistical Science 16:101), without their change at the ends.
    """
    tail, counts, totals = _prepared(successes, trials, confidence)
    lower, upper = (betaincinv(counts + 0.5, totals - counts + 0.5, share) for share in (tail, 1 - tail))
    return _blanked(lower, upper, totals)


def mid_p_interval(successes: ArrayLike, trials: ArrayLike, *, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Mid-P interval: Clopper-Pearson with half the weight on the count that was seen.

    Args:
        successes, trials, confidence: as in `clopper_pearson_interval`.

    Returns:
        (lower, upper): proportions in [0, 1]; NaN where `trials` is 0.  Covers the true share about as often
        as it says on average, now and then a little less.

    Raises:
        ValueError: as in `clopper_pearson_interval`.

    Source:
        Berry and Armitage 1995 (The Statistician 44:417); the tail equations are solved with scipy's root finder.
    """
    tail, counts, totals = _prepared(successes, trials, confidence)
    # The upper limit for successes is what the lower limit for failures leaves.
    return _blanked(_mid_p_lower(counts, totals, tail), 1 - _mid_p_lower(totals - counts, totals, tail), totals)


def zero_failures_bound(trials: ArrayLike, *, confidence: float = 0.95) -> Floats:
    """The largest share of failures that still fits with having found none: exact and one-sided.

    Args:
        trials: counts of cases examined, all without fault, a scalar or an array of shape (n,).
        confidence: level of the one-sided statement.

    Returns:
        Upper bounds on the share of failures, 1 - (1 - confidence)**(1/n); NaN where `trials` is 0.  At 0.95
        this is close to 3/n, the "rule of three".

    Raises:
        ValueError: a count is missing, negative or not whole; the message names the position.

    Source:
        Hanley and Lippman-Hand 1983 (Journal of the American Medical Association 249:1743).
    """
    normal_quantile(confidence)
    (totals,) = as_floats(trials)
    refuse(totals, "trials", "is not a whole number of 0 or more", ~is_count(totals))
    with np.errstate(divide="ignore"):
        return np.where(totals == 0, np.nan, -np.expm1(np.log1p(-confidence) / totals))


def _prepared(successes: ArrayLike, trials: ArrayLike, confidence: float) -> tuple[float, Floats, Floats]:
    normal_quantile(confidence)  # refuses a level outside 0 to 1
    counts, totals = as_counts(successes, trials)
    return (1 - confidence) / 2, counts, totals


def _blanked(lower: Floats, upper: Floats, totals: Floats) -> tuple[Floats, Floats]:
    return np.where(totals == 0, np.nan, lower), np.where(totals == 0, np.nan, upper)


def _mid_p_lower(counts: Floats, totals: Floats, tail: float) -> Floats:
    from scipy.optimize.elementwise import find_root  # not at the top: slow to import, and few callers need it

    def excess(share: Floats, count: Floats, total: Floats) -> Floats:
        at_least = np.where(count == 0, 1.0, betainc(np.maximum(count, 1), total - count + 1, share))
        more = np.where(count == total, 0.0, betainc(count + 1, np.maximum(total - count, 1), share))
        return np.asarray((at_least + more) / 2 - tail)

    inside = np.where(counts == 0, 1.0, counts), np.where(counts == 0, 1.0, totals)
    # Only the order of the values is used, so the search ends on a bracket narrower than 1e-12.
    found = find_root(excess, (np.zeros_like(counts), np.ones_like(counts)), args=inside, tolerances={"xatol": 1e-12})
    return np.where(counts == 0, 0.0, found.x)
