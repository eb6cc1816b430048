"""One rate from an audit that sampled each offence group or route on its own."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from dashboard.stats.checks import as_counts, as_floats, refuse
from dashboard.stats.intervals import wilson_interval_effective


class StratifiedRate(NamedTuple):
    """A weighted rate: all proportions, except `effective_trials`, which counts cases."""

    estimate: float
    lower: float
    upper: float
    standard_error: float
    effective_trials: float


def stratified_rate(
    successes: ArrayLike, trials: ArrayLike, populations: ArrayLike, *, confidence: float = 0.95
) -> StratifiedRate:
    """The rate over all strata, each weighted by its population, with a Wilson interval on the effective sample.

    Args:
        successes: crimes correctly recorded in each stratum's sample, counts, shape (k,).
        trials: crimes due in each stratum's sample, shape (k,).
        populations: crimes due in each stratum in all, shape (k,).
        confidence: level of the interval, a proportion strictly between 0 and 1.

    Returns:
        The estimate sum(W p), its standard error from sum(W² (1 - n/N) p q / (n - 1)), the effective sample
        p q / variance and the Wilson interval on it.  Where the estimate is 0 or 1, or no stratum shows any
        spread, the variance says nothing, and the effective sample is that of strata with one common rate.
        A stratum of which every case was audited adds no variance; if all are, the limits are the estimate.

    Raises:
        ValueError: no stratum; a count is not a whole number, or x > n, or n > N; a stratum has no case in its
            sample, or one of several, so that its spread cannot be told (merge it with a neighbour); the
            message names the position.

    Source:
        Cochran 1977, Sampling Techniques, 3rd edition, chapter 5; effective sample as in Korn and Graubard 1998
        (Survey Methodology 24:193) without the adjustment for degrees of freedom.
    """
    counts, sizes = as_counts(successes, trials)
    _, wholes = as_counts(sizes, populations, names=("trials", "populations"))
    counts, sizes, wholes = (np.atleast_1d(values) for values in as_floats(counts, sizes, wholes))
    if not counts.size:
        raise ValueError("there is no stratum")
    refuse(sizes, "trials", "is too small a sample for its stratum", (sizes < 1) | ((sizes == 1) & (wholes > 1)))
    weights, shares = wholes / wholes.sum(), counts / sizes
    # What one stratum adds to the variance for each unit of p q; nothing where all of it was audited.
    parts = weights**2 * (1 - sizes / wholes) / np.maximum(sizes - 1, 1)
    estimate = min(float(weights @ shares), 1.0)
    variance = float(parts @ (shares * (1 - shares)))
    if not parts.any():
        effective = float("inf")
    elif variance > 0 and 0 < estimate < 1:
        effective = estimate * (1 - estimate) / variance
    else:
        effective = 1 / float(parts.sum())
    lower, upper = wilson_interval_effective(estimate, effective, confidence=confidence)
    return StratifiedRate(estimate, float(lower), float(upper), variance**0.5, effective)
