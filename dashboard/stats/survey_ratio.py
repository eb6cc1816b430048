"""Recorded crime for each survey incident the police came to know of, with the survey's sampling error carried through."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from dashboard.stats.checks import Floats, as_floats, refuse
from dashboard.stats.intervals import normal_quantile

# Above this coefficient of variation a normal interval on the log scale no longer has its stated coverage.
WIDE_CV = 0.2
DRAWS = 20_000
SEED = 20_260_401


def known_cv(estimate_cv: ArrayLike, share: ArrayLike, effective_base: ArrayLike) -> Floats:
    """Coefficient of variation of the incidents known to the police, from that of all incidents and the share known.

    Args:
        estimate_cv: coefficient of variation of the survey estimate, proportions, shape (n,).
        share: share of incidents known to the police, proportions in (0, 1], same shape.
        effective_base: incident records behind the share divided by the design effect, counts; infinity leaves the
            error of the share out.

    Returns:
        Proportions, shape (n,); NaN where an input is missing.  The covariance of the two is not known and left out.

    Raises:
        ValueError: a share lies outside 0 to 1 (0 itself included), a base is not above 0, or a coefficient is
            negative; the message names the position.

    Source:
        First-order variance of a product: CV(K)^2 = CV(E)^2 + (1 - q) / (q n).
    """
    cvs, shares, bases = as_floats(estimate_cv, share, effective_base)
    _refuse_inputs(cvs, shares)
    refuse(bases, "effective_base", "is not above 0", bases <= 0)
    return np.asarray(np.sqrt(cvs**2 + (1 - shares) / (shares * bases)))


def ratio(recorded: ArrayLike, estimate: ArrayLike, share: ArrayLike) -> Floats:
    """Offences recorded for each survey incident known to the police: recorded / (estimate x share).

    Args:
        recorded: offences recorded; estimate: survey incidents, in the same unit; share: proportions in (0, 1].

    Raises:
        ValueError: a count is not above 0 or a share lies outside 0 to 1; the message names the position.
    """
    counts, estimates, shares = as_floats(recorded, estimate, share)
    for values, name in ((counts, "recorded"), (estimates, "estimate")):
        refuse(values, name, "is not above 0", values <= 0)
    _refuse_inputs(np.zeros_like(shares), shares)
    return np.asarray(counts / (estimates * shares))


def log_interval(value: ArrayLike, cv: ArrayLike, *, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Limits of a ratio, symmetric on the log scale: value x exp(+- z cv), so that none lies below 0.

    Args:
        value: ratios above 0, shape (n,); cv: coefficient of variation of the denominator, proportions.

    Returns:
        (lower, upper), NaN where either is missing.  Meant for a cv up to `WIDE_CV`; see `fieller_interval`.

    Raises:
        ValueError: a value is not above 0 or a cv is negative; the message names the position.
    """
    values, cvs = _checked(value, cv)
    half = normal_quantile(confidence) * cvs
    return values * np.exp(-half), values * np.exp(half)


def fieller_interval(value: ArrayLike, cv: ArrayLike, *, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Fieller limits of a full count over a survey estimate: value / (1 +- z cv).

    The count has no sampling error, so Fieller's quadratic has only the denominator's term.  Where z x cv reaches 1
    the data set no upper limit at all, and infinity says so.

    Args, Returns, Raises: as in `log_interval`; the upper limit may be infinite.

    Source:
        Fieller 1954 (Journal of the Royal Statistical Society B 16:175) with a numerator known exactly.
    """
    values, cvs = _checked(value, cv)
    reach = normal_quantile(confidence) * cvs
    with np.errstate(divide="ignore", invalid="ignore"):
        upper = np.where(reach < 1, values / (1 - reach), np.where(np.isnan(reach), np.nan, np.inf))
    return values / (1 + reach), upper


def ratio_interval(value: ArrayLike, cv: ArrayLike, *, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """`log_interval` up to a cv of `WIDE_CV`, `fieller_interval` above it."""
    values, cvs = _checked(value, cv)
    plain, wide = (one(values, cvs, confidence=confidence) for one in (log_interval, fieller_interval))
    is_wide = cvs > WIDE_CV
    return np.where(is_wide, wide[0], plain[0]), np.where(is_wide, wide[1], plain[1])


def method_of(cv: float) -> str:
    """The name of the method that `ratio_interval` takes for this coefficient of variation."""
    return "Fieller" if cv > WIDE_CV else "normal on the log scale"


@lru_cache(maxsize=64)
def _gamma_quantiles(cv: float, confidence: float, draws: int, seed: int) -> tuple[float, float]:
    shape = 1 / cv**2
    drawn = np.random.default_rng(seed).gamma(shape, 1 / shape, draws)
    low, high = np.quantile(drawn, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)


def bootstrap_interval(
    value: ArrayLike, cv: ArrayLike, *, confidence: float = 0.95, draws: int = DRAWS, seed: int = SEED
) -> tuple[Floats, Floats]:
    """Limits by parametric bootstrap: the survey estimate is drawn anew as a gamma variable with the same cv.

    Limits are turned about the estimate on the log scale, which is exact where the error of the estimate is a matter
    of scale.  Same inputs and seed, same limits.

    Args, Returns, Raises: as in `log_interval`.

    Source:
        Basic bootstrap interval on the log scale, Davison and Hinkley 1997 (Bootstrap Methods and their Application),
        section 5.2.
    """
    values, cvs = _checked(value, cv)
    lower, upper = np.full(values.shape, np.nan), np.full(values.shape, np.nan)
    for position in np.flatnonzero(np.isfinite(cvs)):
        one = float(cvs.flat[position])
        low, high = _gamma_quantiles(one, confidence, draws, seed) if one else (1.0, 1.0)
        lower.flat[position] = values.flat[position] * low
        upper.flat[position] = values.flat[position] * high
    return lower, upper


def _checked(value: ArrayLike, cv: ArrayLike) -> tuple[Floats, Floats]:
    values, cvs = as_floats(value, cv)
    refuse(values, "value", "is not above 0", values <= 0)
    refuse(cvs, "cv", "is negative", cvs < 0)
    return values, cvs


def _refuse_inputs(cvs: Floats, shares: Floats) -> None:
    refuse(cvs, "estimate_cv", "is negative", cvs < 0)
    refuse(shares, "share", "is not above 0 and at most 1", (shares <= 0) | (shares > 1))
