"""Intervals round one estimate: worked out from counts, or read from a published margin."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

Floats = NDArray[np.float64]


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
    z = normal_quantile(confidence)
    counts, totals = np.broadcast_arrays(np.asarray(successes, dtype=np.float64), np.asarray(trials, dtype=np.float64))
    _refuse(counts, "successes", "is not a whole number of 0 or more", ~_is_count(counts))
    _refuse(totals, "trials", "is not a whole number of 0 or more", ~_is_count(totals))
    _refuse(counts, "successes", "is larger than its trials", counts > totals)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = counts / totals
        shrink = 1 + z**2 / totals
        centre = (share + z**2 / (2 * totals)) / shrink
        half = z * np.sqrt(share * (1 - share) / totals + z**2 / (4 * totals**2)) / shrink
    # At none and at all, one limit is the estimate itself; rounding must not leave it a hair outside.
    lower = np.where(counts == 0, 0.0, np.clip(centre - half, 0.0, share))
    upper = np.where(counts == totals, 1.0, np.clip(centre + half, share, 1.0))
    empty = totals == 0
    return np.where(empty, np.nan, lower), np.where(empty, np.nan, upper)


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
    middles, margins = np.broadcast_arrays(np.asarray(centre, dtype=np.float64), np.asarray(margin, dtype=np.float64))
    _refuse(margins, "margin", "is negative", margins < 0)
    return middles - margins, middles + margins


def _is_count(values: Floats) -> NDArray[np.bool_]:
    return np.isfinite(values) & (values >= 0) & (values == np.floor(values))


def _refuse(values: Floats, name: str, fault: str, is_bad: NDArray[np.bool_]) -> None:
    """Raise ValueError for the first bad value, saying where it stands."""
    bad = np.flatnonzero(is_bad)
    if bad.size:
        position = int(bad[0])
        raise ValueError(f"{name} at position {position} {fault}: {values.flat[position]:g}")
