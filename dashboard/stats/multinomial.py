"""Intervals for several shares of one whole that hold together: the reasons for missed crimes."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import pdtr

from dashboard.stats.checks import Floats, is_count, refuse
from dashboard.stats.intervals import normal_quantile, wilson_interval


def goodman_intervals(counts: ArrayLike, *, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Simultaneous intervals for the shares of all categories, by Goodman's method.

    Args:
        counts: cases in each category, shape (k,), k of 2 or more; each case is in one category.
        confidence: chance that all k intervals hold their true shares at once.

    Returns:
        (lower, upper): proportions of the total, shape (k,); NaN where there is no case at all.  With few cases
        they are wide and overlap: a reason for showing counts and not for ranking.

    Raises:
        ValueError: fewer than two categories; a count is missing, negative or not whole, by position.

    Source:
        Goodman 1965 (Technometrics 7:247): Wilson intervals at the level 1 - (1 - confidence)/k.
    """
    normal_quantile(confidence)
    cases = _categories(counts)
    return wilson_interval(cases, cases.sum(), confidence=1 - (1 - confidence) / cases.size)


def sison_glaz_intervals(counts: ArrayLike, *, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Simultaneous intervals of one width for the shares of all categories, by Sison and Glaz's method.

    Args:
        counts, confidence: as in `goodman_intervals`; meant for seven categories or more with cases in each.

    Returns:
        (lower, upper): proportions of the total, cut at 0 and 1, shape (k,).  NaN where there is no case at all,
        and where the approximation breaks down (all cases or nearly all in one category, or two cases in all):
        Goodman's intervals hold there.

    Raises:
        ValueError: as in `goodman_intervals`.

    Source:
        Sison and Glaz 1995 (Journal of the American Statistical Association 90:366), with the algorithm of May and
        Johnson 2000 (Journal of Statistical Software 5:6).
    """
    normal_quantile(confidence)
    cases = _categories(counts)
    total = int(cases.sum())
    unknown = np.full(cases.shape, np.nan)
    if total == 0:
        return unknown, unknown.copy()
    reach, coverage = 0, 1.0
    # The largest whole number of cases either way that covers too little, and how far the next one goes.
    for wider in range(1, total + 1):
        wider_coverage = _coverage(cases, total, wider)
        if wider_coverage > confidence:
            if coverage > confidence:
                break
            part, shares = (confidence - coverage) / (wider_coverage - coverage), cases / total
            return np.maximum(shares - reach / total, 0.0), np.minimum(shares + (reach + 2 * part) / total, 1.0)
        reach, coverage = wider, wider_coverage
    return unknown, unknown.copy()


def _categories(counts: ArrayLike) -> Floats:
    cases = np.asarray(counts, dtype=np.float64)
    if cases.ndim != 1 or cases.size < 2:
        raise ValueError(f"counts must hold two categories or more in one row, not the shape {cases.shape}")
    refuse(cases, "counts", "is not a whole number of 0 or more", ~is_count(cases))
    return cases


def _coverage(cases: Floats, total: int, reach: int) -> float:
    """Chance that all multinomial counts fall within `reach` of those seen, as truncated Poisson variables."""
    low, high = np.maximum(cases - reach, 0), np.minimum(cases + reach, total)
    inside = _poisson_between(low, high, cases)
    moments = [cases**order * _poisson_between(low - order, high - order, cases) / inside for order in range(1, 5)]
    at_total = math.exp(total * math.log(total) - total - math.lgamma(total + 1))
    return float(np.prod(inside)) * _edgeworth(total, *moments) / at_total


def _edgeworth(total: int, first: Floats, second: Floats, third: Floats, fourth: Floats) -> float:
    """Density at `total` of a sum of independent variables with these factorial moments, by Edgeworth's series."""
    variances = second + first - first**2
    thirds = third + second * (3 - 3 * first) + first - 3 * first**2 + 2 * first**3
    fourths = (
        fourth
        + third * (6 - 4 * first)
        + second * (7 - 12 * first + 6 * first**2)
        + first
        - 4 * first**2
        + 6 * first**3
        - 3 * first**4
    )
    spread = float(variances.sum())
    skew = float(thirds.sum()) / spread**1.5
    excess = float((fourths - 3 * variances**2).sum()) / spread**2
    x = (total - float(first.sum())) / spread**0.5
    series = (
        1
        + skew * (x**3 - 3 * x) / 6
        + excess * (x**4 - 6 * x**2 + 3) / 24
        + skew**2 * (x**6 - 15 * x**4 + 45 * x**2 - 15) / 72
    )
    return math.exp(-(x**2) / 2) / math.sqrt(2 * math.pi * spread) * series


def _poisson_between(low: Floats, high: Floats, mean: Floats) -> Floats:
    """Chance that a Poisson variable falls from `low` to `high`, both ends in."""
    up_to_high = np.where(high < 0, 0.0, pdtr(np.maximum(high, 0), mean))
    below_low = np.where(low < 1, 0.0, pdtr(np.maximum(low - 1, 0), mean))
    return np.asarray(up_to_high - below_low)
