"""Intervals this project does not choose but meets in other people's reports, to check a printed figure with."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from dashboard.stats.checks import Floats, as_counts
from dashboard.stats.intervals import normal_quantile


def agresti_coull_interval(
    successes: ArrayLike, trials: ArrayLike, *, confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """Agresti-Coull interval: the normal interval after adding z²/2 successes and as many failures.

    Args:
        successes: counts, a scalar or an array of shape (n,), whole numbers from 0 to `trials`.
        trials: counts, same shape or one that broadcasts.
        confidence: level of the interval, a proportion strictly between 0 and 1.

    Returns:
        (lower, upper): proportions, cut at 0 and 1; NaN where `trials` is 0.

    Raises:
        ValueError: a count is missing, negative, not whole, or larger than its `trials`; the message
            names the position, counted from 0.

    Source:
        Agresti and Coull 1998 (The American Statistician 52:119).
    """
    z = normal_quantile(confidence)
    counts, totals = as_counts(successes, trials)
    size = totals + z**2
    share = (counts + z**2 / 2) / size
    half = z * np.sqrt(share * (1 - share) / size)
    empty = totals == 0
    lower, upper = np.clip(share - half, 0.0, 1.0), np.clip(share + half, 0.0, 1.0)
    return np.where(empty, np.nan, lower), np.where(empty, np.nan, upper)


def wilson_continuity_interval(
    successes: ArrayLike, trials: ArrayLike, *, confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """Wilson score interval with continuity correction: close to Clopper-Pearson, wider than Wilson.

    Args:
        successes, trials, confidence: as in `agresti_coull_interval`.

    Returns:
        (lower, upper): proportions in [0, 1]; NaN where `trials` is 0.

    Raises:
        ValueError: as in `agresti_coull_interval`.

    Source:
        Newcombe 1998 (Statistics in Medicine 17:857), method 4.
    """
    z = normal_quantile(confidence)
    counts, totals = as_counts(successes, trials)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = counts / totals
        base, scale = 2 * counts + z**2, 2 * (totals + z**2)
        spread = z**2 - 1 / totals + 4 * counts * (1 - share)
        shift = 4 * share - 2
        # The root may be of a negative number only at an end, where the limit is the end itself.
        below = (base - 1 - z * np.sqrt(np.maximum(spread + shift, 0))) / scale
        above = (base + 1 + z * np.sqrt(np.maximum(spread - shift, 0))) / scale
    lower = np.where(counts == 0, 0.0, np.clip(below, 0.0, 1.0))
    upper = np.where(counts == totals, 1.0, np.clip(above, 0.0, 1.0))
    empty = totals == 0
    return np.where(empty, np.nan, lower), np.where(empty, np.nan, upper)
