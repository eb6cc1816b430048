"""Many comparisons at once: false alarms to be expected, and p-values that allow for them."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from dashboard.stats.checks import Floats, refuse
from dashboard.stats.intervals import normal_quantile


def expected_false_alarms(comparisons: int, *, confidence: float = 0.95) -> tuple[float, float]:
    """What chance alone does when that many independent forces are all as they should be.

    Args:
        comparisons: how many limits are looked at, a count.
        confidence: level of each limit, two-sided.

    Returns:
        (expected, at_least_one): the mean number of false alarms, and the chance of one or more.

    Raises:
        ValueError: the count is negative or not whole.

    Source:
        Binomial distribution; 43 forces at 0.95 give 2.15 and 0.89.
    """
    normal_quantile(confidence)
    if comparisons < 0 or comparisons != int(comparisons):
        raise ValueError(f"comparisons must be a whole number of 0 or more, not {comparisons}")
    return comparisons * (1 - confidence), 1 - confidence**comparisons


def adjust_bonferroni(p_values: ArrayLike) -> Floats:
    """p-values times their number, at most 1: the plainest guard against one false alarm or more.

    Args:
        p_values: shape (n,), each in [0, 1]; NaN where there was nothing to test, which counts for nothing.

    Returns:
        Adjusted p-values, shape (n,), NaN where given.

    Raises:
        ValueError: a p-value lies outside 0 to 1, by position; they are not in one row.

    Source:
        Dunn 1961 (Journal of the American Statistical Association 56:52).
    """
    values = _tested(p_values)
    return np.minimum(values * np.isfinite(values).sum(), 1.0)


def adjust_holm(p_values: ArrayLike) -> Floats:
    """Holm's step-down p-values: the same guard as Bonferroni's, and never larger.

    Args:
        p_values: as in `adjust_bonferroni`.

    Returns:
        Adjusted p-values, shape (n,), NaN where given.

    Raises:
        ValueError: as in `adjust_bonferroni`.

    Source:
        Holm 1979 (Scandinavian Journal of Statistics 6:65).
    """
    values = _tested(p_values)
    order = np.argsort(values, kind="stable")[: int(np.isfinite(values).sum())]
    adjusted = np.full(values.shape, np.nan)
    adjusted[order] = np.minimum(np.maximum.accumulate(values[order] * np.arange(order.size, 0, -1)), 1.0)
    return adjusted


def adjust_benjamini_hochberg(p_values: ArrayLike) -> Floats:
    """Benjamini and Hochberg's p-values: under a level of 0.05, about one flag in twenty is false.

    Args:
        p_values: as in `adjust_bonferroni`; the tests independent, or positively related.

    Returns:
        Adjusted p-values, shape (n,), NaN where given.

    Raises:
        ValueError: as in `adjust_bonferroni`.

    Source:
        Benjamini and Hochberg 1995 (Journal of the Royal Statistical Society B 57:289), as computed by
        scipy.stats.false_discovery_control.
    """
    values = _tested(p_values)
    from scipy.stats import false_discovery_control  # not at the top: slow to import, and few callers need it

    adjusted, tested = np.full(values.shape, np.nan), np.isfinite(values)
    if tested.any():
        adjusted[tested] = false_discovery_control(values[tested])
    return adjusted


def _tested(p_values: ArrayLike) -> Floats:
    values = np.asarray(p_values, dtype=np.float64)
    if values.ndim != 1:
        raise ValueError(f"p_values must be in one row, not of shape {values.shape}")
    refuse(values, "p_values", "is not between 0 and 1", (values < 0) | (values > 1))
    return values
