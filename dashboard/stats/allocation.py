"""Sharing the records of one audit out among offence groups or routes."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dashboard.stats.checks import Floats, as_floats, is_count, refuse, refuse_end


def allocate(
    total: int, populations: ArrayLike, *, expected: ArrayLike | None = None, minimum: int = 0
) -> NDArray[np.int64]:
    """Whole sample sizes by stratum that add up to `total`.

    Args:
        total: crimes to examine in all.
        populations: crimes due in each stratum, counts, shape (k,).
        expected: rates thought likely, proportions strictly between 0 and 1, shape (k,).  With them a stratum that is
            likelier to vary gets more (Neyman's allocation); without, each gets its share of the population.
        minimum: least sample in each stratum, or the whole stratum where it holds fewer.

    Returns:
        Counts, shape (k,): none above its population, none below its minimum, the largest fractions rounded up
        and earlier strata first among equals.

    Raises:
        ValueError: no stratum; a count is not whole; a rate lies outside (0, 1) (by position); the total is more than
            all strata hold or less than their minimums need.

    Source:
        Cochran 1977, Sampling Techniques, 3rd edition, sections 5.5 and 5.9.
    """
    (caps,) = as_floats(np.atleast_1d(np.asarray(populations, dtype=np.float64)))
    refuse(caps, "populations", "is not a whole number of 0 or more", ~is_count(caps))
    floors = np.minimum(float(minimum), caps)
    if not caps.size:
        raise ValueError("there is no stratum")
    if total != int(total) or minimum != int(minimum) or minimum < 0:
        raise ValueError(f"total and minimum must be whole numbers, the minimum 0 or more, not {total} and {minimum}")
    if not floors.sum() <= total <= caps.sum():
        raise ValueError(f"total must lie between {floors.sum():g} and {caps.sum():g}, not {total}")
    weights = caps * _spread(caps, expected)
    quotas = _quotas(total, weights, floors, caps)
    sizes = np.floor(quotas + 1e-9)
    short = int(total - sizes.sum())
    # A stable sort of rounded fractions keeps earlier strata first among equals.
    fractions = np.where(sizes < caps, np.round(quotas - sizes, 9), -1.0)
    sizes[np.argsort(-fractions, kind="stable")[:short]] += 1
    return sizes.astype(np.int64)


def _spread(caps: Floats, expected: ArrayLike | None) -> Floats:
    if expected is None:
        return np.ones_like(caps)
    rates, _ = as_floats(expected, caps)
    refuse_end(rates, "expected")
    return np.sqrt(rates * (1 - rates))


def _quotas(total: float, weights: Floats, floors: Floats, caps: Floats) -> Floats:
    """One multiple of the weights, held between floors and caps, that adds up to the total; found by halving."""
    low, high = 0.0, float(np.max(np.divide(caps, weights, out=np.zeros_like(caps), where=weights > 0)))
    for _ in range(200):
        middle = (low + high) / 2
        if np.clip(middle * weights, floors, caps).sum() < total:
            low = middle
        else:
            high = middle
    return np.clip(high * weights, floors, caps)
