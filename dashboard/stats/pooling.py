"""One figure from several audits, with the spread between them admitted."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit

from dashboard.stats.checks import Floats, as_floats, refuse
from dashboard.stats.intervals import normal_quantile


class Pooled(NamedTuple):
    """A pooled estimate, in the unit of the estimates given.

    `prediction_lower` and `prediction_upper` bound where the true rate of one more audit may lie, NaN below three
    audits.  `between_variance` is tau², `i_squared` the share of the spread that is not chance, `q` Cochran's.
    """

    estimate: float
    lower: float
    upper: float
    standard_error: float
    prediction_lower: float
    prediction_upper: float
    between_variance: float
    i_squared: float
    q: float


def standard_error_of_margin(margin: ArrayLike, *, confidence: float = 0.95) -> Floats:
    """Standard errors behind published half-widths, in the unit of the margins.

    Raises:
        ValueError: a margin is negative; the message names the position.
    """
    (margins,) = as_floats(margin)
    refuse(margins, "margin", "is negative", margins < 0)
    return np.asarray(margins / normal_quantile(confidence))


def fixed_effect(estimates: ArrayLike, standard_errors: ArrayLike, *, confidence: float = 0.95) -> Pooled:
    """Inverse-variance mean, which supposes one true rate for all: too narrow where audits really differ.

    Args:
        estimates: rates in any unit, shape (k,), k of 2 or more.
        standard_errors: in the same unit, above 0, shape (k,).
        confidence: level of the interval.

    Returns:
        The mean with normal limits; no prediction interval, since it admits no spread.  `q` and `i_squared` say
        whether that is believable.

    Raises:
        ValueError: fewer than two estimates; one is missing; a standard error is missing or not above 0 (by position).

    Source:
        Borenstein et al. 2010 (Research Synthesis Methods 1:97).
    """
    values, variances = _studies(estimates, standard_errors)
    mean, error = _weighted(values, variances)
    q, share = _heterogeneity(values, variances)
    half = normal_quantile(confidence) * error
    return Pooled(mean, mean - half, mean + half, error, float("nan"), float("nan"), 0.0, share, q)


def random_effects(
    estimates: ArrayLike,
    standard_errors: ArrayLike,
    *,
    method: Literal["dersimonian-laird", "paule-mandel"] = "dersimonian-laird",
    interval: Literal["normal", "hksj"] = "normal",
    confidence: float = 0.95,
) -> Pooled:
    """Mean of true rates that differ from audit to audit, with a prediction interval for one more.

    Args:
        estimates, standard_errors: as in `fixed_effect`.
        method: how the variance between audits is estimated.
        interval: "normal" limits, or those of Hartung, Knapp, Sidik and Jonkman with t on k - 1 degrees of freedom,
            the safer ones with few audits; they are not widened where all audits agree closely.
        confidence: level of both intervals.

    Returns:
        The pooled estimate; the prediction interval uses t on k - 2 degrees of freedom and the standard error of the
        chosen interval.

    Raises:
        ValueError: as in `fixed_effect`, or a method or interval has another name.

    Source:
        DerSimonian and Laird 1986 (Controlled Clinical Trials 7:177); Paule and Mandel 1982 (Journal of Research of
        the National Bureau of Standards 87:377); Hartung and Knapp 2001 (Statistics in Medicine 20:3875); prediction
        interval and I²: Higgins, Thompson and Spiegelhalter 2009 (Journal of the Royal Statistical Society A 172:137).
    """
    if method not in ("dersimonian-laird", "paule-mandel") or interval not in ("normal", "hksj"):
        raise ValueError(f"there is no method {method!r} with interval {interval!r}")
    values, variances = _studies(estimates, standard_errors)
    number = values.size
    q, share = _heterogeneity(values, variances)
    between = _paule_mandel(values, variances) if method == "paule-mandel" else _dersimonian_laird(variances, q)
    mean, error = _weighted(values, variances + between)
    reach = normal_quantile(confidence)
    if interval == "hksj":
        error *= (_q(values, variances + between) / (number - 1)) ** 0.5
        reach = float(stdtrit(number - 1, 0.5 + confidence / 2))
    beyond = float("nan")
    if number > 2:
        beyond = float(stdtrit(number - 2, 0.5 + confidence / 2)) * (between + error**2) ** 0.5
    half = reach * error
    return Pooled(mean, mean - half, mean + half, error, mean - beyond, mean + beyond, between, share, q)


def _studies(estimates: ArrayLike, standard_errors: ArrayLike) -> tuple[Floats, Floats]:
    values, errors = as_floats(estimates, standard_errors)
    if values.ndim != 1 or values.size < 2:
        raise ValueError(f"there must be two estimates or more in one row, not the shape {values.shape}")
    refuse(values, "estimates", "is missing or infinite", ~np.isfinite(values))
    refuse(errors, "standard_errors", "is not above 0", ~(np.isfinite(errors) & (errors > 0)))
    return values, errors**2


def _weighted(values: Floats, variances: Floats) -> tuple[float, float]:
    total = float((1 / variances).sum())
    return float((values / variances).sum()) / total, total**-0.5


def _q(values: Floats, variances: Floats) -> float:
    mean, _ = _weighted(values, variances)
    return float(((values - mean) ** 2 / variances).sum())


def _heterogeneity(values: Floats, variances: Floats) -> tuple[float, float]:
    q = _q(values, variances)
    return q, max((q - (values.size - 1)) / q, 0.0) if q > 0 else 0.0


def _dersimonian_laird(variances: Floats, q: float) -> float:
    weights = 1 / variances
    scale = float(weights.sum() - (weights**2).sum() / weights.sum())
    return max((q - (variances.size - 1)) / scale, 0.0)


def _paule_mandel(values: Floats, variances: Floats) -> float:
    """The variance at which Q equals its degrees of freedom; 0 where it is below them to begin with."""
    from scipy.optimize import brentq  # not at the top: slow to import, and few callers need it

    freedom = values.size - 1
    if _q(values, variances) <= freedom:
        return 0.0
    # With this much between-audit variance Q is at most its degrees of freedom.
    most = float(((values - values.mean()) ** 2).sum()) / freedom
    return float(brentq(lambda between: _q(values, variances + between) - freedom, 0.0, most, xtol=1e-13, rtol=1e-14))
