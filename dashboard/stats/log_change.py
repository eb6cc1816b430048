"""Change of a ratio between two years: interval, test, test of equivalence, and which part of it moved."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr

from dashboard.stats.checks import Floats, as_floats, refuse
from dashboard.stats.intervals import normal_quantile
from dashboard.stats.survey_ratio import DRAWS, SEED, WIDE_CV


class Change(NamedTuple):
    """A change as a difference of logs, with its limits and two-sided p-value; NaN where no error is known."""

    change: Floats
    lower: Floats
    upper: Floats
    p_value: Floats


def log_change(
    before: ArrayLike, after: ArrayLike, before_cv: ArrayLike, after_cv: ArrayLike, *, confidence: float = 0.95
) -> Change:
    """Difference of logs of two separate years' ratios (or estimates), normal on the log scale.

    Args:
        before, after: values above 0, shape (n,).
        before_cv, after_cv: coefficients of variation, proportions; NaN where none can be given, 0 for a full count.

    Returns:
        Log change after minus before; limits and p-value are NaN where a coefficient is.  Years that share interviews
        are not separate samples and must not be given.

    Raises:
        ValueError: a value is not above 0 or a coefficient is negative; the message names the position.

    Source:
        z = (log R2 - log R1) / sqrt(CV1^2 + CV2^2).
    """
    one, two, one_cv, two_cv = as_floats(before, after, before_cv, after_cv)
    for values, name in ((one, "before"), (two, "after")):
        refuse(values, name, "is not above 0", values <= 0)
    for values, name in ((one_cv, "before_cv"), (two_cv, "after_cv")):
        refuse(values, name, "is negative", values < 0)
    change, error = np.log(two / one), np.hypot(one_cv, two_cv)
    half = normal_quantile(confidence) * error
    with np.errstate(divide="ignore", invalid="ignore"):
        p_value = np.where(error > 0, 2 * ndtr(-np.abs(change) / error), np.nan)
    return Change(change, change - half, change + half, p_value)


def bootstrap_log_change(
    before: float,
    after: float,
    before_cv: float,
    after_cv: float,
    *,
    confidence: float = 0.95,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Change:
    """The same by parametric bootstrap, for years in which a coefficient of variation is above `WIDE_CV`.

    Each year's survey estimate is drawn anew as a gamma variable.  Limits are those of the basic bootstrap; the
    p-value is twice the smaller tail beyond no change, and never below 2 / draws.
    """
    plain = log_change(before, after, before_cv, after_cv, confidence=confidence)
    generator = np.random.default_rng(seed)
    noise = np.zeros(draws)
    for cv, sign in ((before_cv, 1.0), (after_cv, -1.0)):
        if cv > 0:
            noise += sign * np.log(generator.gamma(1 / cv**2, cv**2, draws))
    change = float(plain.change)
    # A survey estimate drawn too high makes the ratio too low: the error of log R has the sign of minus log E.
    low, high = np.quantile(noise, [(1 - confidence) / 2, (1 + confidence) / 2])
    beyond = float(np.mean(noise >= change)), float(np.mean(noise <= change))
    p_value = min(1.0, max(2 * min(beyond), 2 / draws))
    return Change(np.asarray(change), np.asarray(change - high), np.asarray(change - low), np.asarray(p_value))


def change_between(before: float, after: float, before_cv: float, after_cv: float) -> Change:
    """`log_change`, or the bootstrap where either coefficient of variation is above `WIDE_CV`."""
    if max(before_cv, after_cv) > WIDE_CV:  # False for NaN, which then gives NaN limits
        return bootstrap_log_change(before, after, before_cv, after_cv)
    return log_change(before, after, before_cv, after_cv)


def is_equivalent(
    change: ArrayLike, error: ArrayLike, *, smallest: float = 0.1, alpha: float = 0.05
) -> tuple[Floats, Floats]:
    """Test that a change is smaller than the smallest one that matters (two one-sided tests).

    Args:
        change: log changes, shape (n,); error: their standard errors.
        smallest: smallest change that matters as a proportion, above 0: 0.1 is a rise of 10 % or the fall undoing it.
        alpha: level of each of the two tests.

    Returns:
        (p_value, decided): the larger of the two one-sided p-values, and 1 where it is below `alpha`, 0 where not,
        NaN where the error is not known.  0 is not proof of a change.

    Raises:
        ValueError: `smallest` is not above 0, or an error is negative (by position).

    Source:
        Schuirmann 1987 (Journal of Pharmacokinetics and Biopharmaceutics 15:657).
    """
    if not smallest > 0:
        raise ValueError(f"smallest must be above 0, not {smallest}")
    changes, errors = as_floats(change, error)
    refuse(errors, "error", "is negative", errors < 0)
    margin = np.log1p(smallest)
    with np.errstate(divide="ignore", invalid="ignore"):
        p_value = np.maximum(ndtr((changes - margin) / errors), ndtr((-margin - changes) / errors))
    return p_value, np.where(np.isnan(p_value), np.nan, (p_value < alpha).astype(float))


class Split(NamedTuple):
    """Change of log R and its parts, which add up to it; each with its standard error (0 for the full count)."""

    ratio: float
    recorded: float
    estimate: float
    share: float
    ratio_error: float
    estimate_error: float
    share_error: float


def split_of_change(
    recorded: tuple[float, float],
    estimate: tuple[float, float],
    share: tuple[float, float],
    *,
    estimate_cv: tuple[float, float],
    share_cv: tuple[float, float] = (0.0, 0.0),
) -> Split:
    """Change of log R = change of log recorded - change of log estimate - change of log share known.

    Args:
        recorded, estimate, share: (before, after), above 0; give (1, 1) as shares where they are not known.
        estimate_cv, share_cv: coefficients of variation (before, after); NaN where none can be given.

    Returns:
        The three parts as they enter, with their signs: a fall of the estimate raises the ratio and so is above 0.

    Raises:
        ValueError: a value is not above 0; the message names the position.
    """
    values = np.asarray([recorded, estimate, share], dtype=np.float64)
    refuse(values, "value", "is not above 0", ~(values > 0))
    moved = np.log(values[:, 1] / values[:, 0])
    estimate_error = float(np.hypot(*estimate_cv))
    share_error = float(np.hypot(*share_cv))
    return Split(
        ratio=float(moved[0] - moved[1] - moved[2]),
        recorded=float(moved[0]),
        estimate=float(-moved[1]),
        share=float(-moved[2]),
        ratio_error=float(np.hypot(estimate_error, share_error)),
        estimate_error=estimate_error,
        share_error=share_error,
    )
