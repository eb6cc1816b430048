"""Intervals where the audit took in a large part of all the crimes there were, up to every one of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from dashboard.stats.checks import Flags, Floats, as_counts, as_floats, is_count, refuse
from dashboard.stats.intervals import normal_quantile, wilson_interval_effective


def needs_finite_correction(trials: ArrayLike, population: ArrayLike, *, above: float = 0.05) -> Flags:
    """True where more than the share `above` of the population was audited; False where its size is not known.

    Raises:
        ValueError: a count is not a whole number, or a sample is larger than its population; by position.
    """
    sizes, populations = _samples(trials, population)
    return sizes > above * populations


def effective_trials(trials: ArrayLike, population: ArrayLike) -> Floats:
    """The sample from an endless population that would say as much as this sample says of its own.

    Args:
        trials: crimes due in the sample, counts, a scalar or an array of shape (n,).
        population: crimes due in all, same shape; NaN or infinity where not known, and nothing is corrected there.

    Returns:
        n(N - 1)/(N - n); infinite at a census, since then nothing is left to chance.

    Raises:
        ValueError: a count is not a whole number, or a sample is larger than its population; by position.

    Source:
        Variance of the hypergeometric distribution set equal to that of the binomial.
    """
    sizes, populations = _samples(trials, population)
    with np.errstate(invalid="ignore", divide="ignore"):
        corrected = sizes * (populations - 1) / (populations - sizes)
    corrected = np.where(sizes == populations, np.inf, corrected)
    return np.where(sizes == 0, 0.0, np.where(np.isfinite(populations), corrected, sizes))


def wilson_interval_finite(
    successes: ArrayLike, trials: ArrayLike, population: ArrayLike, *, confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """Wilson score interval on the effective sample; a census has no sampling error and gets no width.

    Args:
        successes: crimes correctly recorded, counts, a scalar or an array of shape (n,).
        trials: crimes due in the sample, same shape.
        population: crimes due in all, same shape; NaN where not known, which gives the plain Wilson interval.
        confidence: level of the interval, a proportion strictly between 0 and 1.

    Returns:
        (lower, upper): proportions in [0, 1]; both the rate itself where all cases were audited; NaN where
        `trials` is 0.  Close to a census and close to 100 per cent the hypergeometric interval is the safer one:
        a single unseen failure can lie outside these limits.

    Raises:
        ValueError: a count is not a whole number, or x > n, or n > N; the message names the position.

    Source:
        Wilson 1927 on n(N - 1)/(N - n); the correction is worked through for this interval in O'Neill,
        "Mathematical properties and finite-population correction for the Wilson score interval", 2021.
    """
    counts, totals = as_counts(successes, trials)
    with np.errstate(invalid="ignore"):
        share = counts / totals
    return wilson_interval_effective(share, effective_trials(totals, population), confidence=confidence)


def standard_error_finite(
    successes: ArrayLike, trials: ArrayLike, population: ArrayLike, *, unbiased: bool = True
) -> Floats:
    """Standard error of a rate from a sample without replacement.

    Args:
        successes, trials, population: counts as in `wilson_interval_finite`.
        unbiased: True divides pq by n - 1 and corrects with 1 - n/N, the unbiased estimate; False divides by n
            and corrects with (N - n)/(N - 1), as in many textbooks.

    Returns:
        Standard errors, proportions; 0 at a census and, misleadingly, where the rate is 0 or 1: no interval
        should be built from this alone.  NaN where n is 0, or is 1 and the unbiased form is asked for.

    Raises:
        ValueError: a count is not a whole number, or x > n, or n > N; the message names the position.

    Source:
        Cochran 1977, Sampling Techniques, 3rd edition, sections 2.8 and 3.2.
    """
    counts, totals = as_counts(successes, trials)
    sizes, populations = _samples(totals, population)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = counts / sizes
        known = np.isfinite(populations)
        left = (populations - sizes) / (populations if unbiased else populations - 1)
        left = np.where(known, np.where(sizes == populations, 0.0, left), 1.0)
        variance = left * share * (1 - share) / (sizes - 1 if unbiased else sizes)
    return np.where((left == 0) & (sizes > 0), 0.0, np.sqrt(variance))


def hypergeometric_interval(
    successes: ArrayLike, trials: ArrayLike, population: ArrayLike, *, confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """Exact interval for a sample without replacement: every total that neither tail speaks against.

    Args:
        successes, trials, population: counts as in `wilson_interval_finite`, but the population must be known.
        confidence: level of the interval, a proportion strictly between 0 and 1.

    Returns:
        (lower, upper): M/N for the smallest and the largest number M of correctly recorded crimes in the
        population for which both tails, each with the observed count in it, exceed (1 - confidence)/2.  Both the
        rate itself at a census; NaN where `trials` is 0.  Other rules of inversion can differ by one crime.

    Raises:
        ValueError: a count is missing or not a whole number, or x > n, or n > N; the message names the position.

    Source:
        Buonaccorsi 1987 (The American Statistician 41:215), whose two-tailed rule this is.
    """
    from scipy.stats import hypergeom  # not at the top: slow to import, and few callers need it

    normal_quantile(confidence)
    counts, totals = as_counts(successes, trials)
    counts, totals, populations = as_floats(
        counts, totals, as_counts(totals, population, names=("trials", "population"))[1]
    )
    tail = (1 - confidence) / 2
    failures = totals - counts

    def first_total(seen: Floats) -> Floats:
        """Smallest M with P(X >= seen | M) above the tail, by halving; the chance rises with M."""
        low, high = seen - 1, populations - totals + seen
        while np.any(high - low > 1):
            middle = np.floor((low + high) / 2)
            enough = hypergeom.sf(seen - 1, populations, np.maximum(middle, 0), totals) > tail
            low, high = np.where(enough, low, middle), np.where(enough, middle, high)
        return high

    with np.errstate(invalid="ignore", divide="ignore"):
        lower, upper = first_total(counts) / populations, 1 - first_total(failures) / populations
        census = totals == populations
        lower, upper = (np.where(census, counts / totals, limit) for limit in (lower, upper))
    return np.where(totals == 0, np.nan, lower), np.where(totals == 0, np.nan, upper)


def _samples(trials: ArrayLike, population: ArrayLike) -> tuple[Floats, Floats]:
    sizes, populations = as_floats(trials, population)
    refuse(sizes, "trials", "is not a whole number of 0 or more", ~is_count(sizes))
    unknown = np.isnan(populations) | (populations == np.inf)
    refuse(populations, "population", "is not a whole number of 0 or more", ~(unknown | is_count(populations)))
    refuse(sizes, "trials", "is larger than its population", sizes > populations)
    return sizes, populations
