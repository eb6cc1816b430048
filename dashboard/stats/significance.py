"""Tests of no difference: a p-value says how surprising the figures would be if nothing had changed."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr

from dashboard.stats.checks import Flags, Floats, as_counts, as_floats
from dashboard.stats.differences import difference_from_margins
from dashboard.stats.intervals import normal_quantile


def has_small_cell(
    first_successes: ArrayLike,
    first_trials: ArrayLike,
    second_successes: ArrayLike,
    second_trials: ArrayLike,
    *,
    fewest: int = 5,
) -> Flags:
    """True where one of the four counts (passed and failed, twice) is under `fewest`: then use Fisher's test.

    Raises:
        ValueError: a count is missing, negative, not whole, or larger than its trials; by position.
    """
    one, one_of, two, two_of = _tables(first_successes, first_trials, second_successes, second_trials)
    cells = np.stack([one, one_of - one, two, two_of - two])
    return np.asarray(cells.min(axis=0) < fewest)


def pooled_z_test(
    first_successes: ArrayLike, first_trials: ArrayLike, second_successes: ArrayLike, second_trials: ArrayLike
) -> tuple[Floats, Floats]:
    """z and two-sided p of two equal rates, with the standard error of the pooled rate.

    Args:
        first_successes, second_successes: counts, scalars or arrays of shape (n,).
        first_trials, second_trials: counts, same shape.

    Returns:
        (z, p): z without unit, positive where the first rate is higher; p in [0, 1].  NaN where an audit has no
        crimes due, or where all cases or none passed in both.

    Raises:
        ValueError: a count is missing, negative, not whole, or larger than its trials; by position.

    Source:
        Two-sample test of proportions; as statsmodels.stats.proportion.proportions_ztest.
    """
    one, one_of, two, two_of = _tables(first_successes, first_trials, second_successes, second_trials)
    with np.errstate(invalid="ignore", divide="ignore"):
        pooled = (one + two) / (one_of + two_of)
        error = np.sqrt(pooled * (1 - pooled) * (1 / one_of + 1 / two_of))
        z = np.where(error > 0, (one / one_of - two / two_of) / error, np.nan)
    return z, 2 * ndtr(-np.abs(z))


def fisher_test(
    first_successes: ArrayLike, first_trials: ArrayLike, second_successes: ArrayLike, second_trials: ArrayLike
) -> Floats:
    """Fisher's exact two-sided p of two equal rates; holds for counts of any size.

    Args:
        first_successes, first_trials, second_successes, second_trials: counts as in `pooled_z_test`.

    Returns:
        p-values in (0, 1], of the shape given; NaN where an audit has no crimes due.

    Raises:
        ValueError: a count is missing, negative, not whole, or larger than its trials; by position.

    Source:
        scipy.stats.fisher_exact: the sum over all tables no likelier than the one seen.
    """
    from scipy.stats import fisher_exact  # not at the top: slow to import, and few callers need it

    one, one_of, two, two_of = _tables(first_successes, first_trials, second_successes, second_trials)
    tables = np.stack([one, one_of - one, two, two_of - two], axis=-1).astype(np.int64)
    found = np.full(one.shape, np.nan)
    for place in np.ndindex(one.shape):
        if one_of[place] and two_of[place]:
            found[place] = fisher_exact(tables[place].reshape(2, 2)).pvalue
    return found


def margins_z_test(
    first: ArrayLike,
    first_margin: ArrayLike,
    second: ArrayLike,
    second_margin: ArrayLike,
    *,
    confidence: float = 0.95,
) -> tuple[Floats, Floats]:
    """z and two-sided p of two equal figures, from their published margins.

    Args:
        first, second: estimates in one unit, scalars or arrays of shape (n,).
        first_margin, second_margin: published half-widths in that unit; NaN where none was published.
        confidence: level of the published margins.

    Returns:
        (z, p): z without unit; p in [0, 1]; NaN where a margin is missing, or both are 0.

    Raises:
        ValueError: a margin is negative; the message names the position.

    Source:
        Standard error of a difference of independent estimates, read back from the margins.
    """
    difference, lower, upper = difference_from_margins(first, first_margin, second, second_margin)
    error = (upper - lower) / 2 / normal_quantile(confidence)
    with np.errstate(invalid="ignore", divide="ignore"):
        z = np.where(error > 0, difference / error, np.nan)
    return z, 2 * ndtr(-np.abs(z))


def _tables(
    first_successes: ArrayLike, first_trials: ArrayLike, second_successes: ArrayLike, second_trials: ArrayLike
) -> tuple[Floats, ...]:
    one, one_of = as_counts(first_successes, first_trials, names=("first_successes", "first_trials"))
    two, two_of = as_counts(second_successes, second_trials, names=("second_successes", "second_trials"))
    return as_floats(one, one_of, two, two_of)
