"""What change between two audits a given number of crimes can show, and how many a given change needs."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr, ndtri

from dashboard.stats.checks import Floats, as_floats, refuse, refuse_end
from dashboard.stats.finite_population import effective_trials
from dashboard.stats.intervals import normal_quantile
from dashboard.stats.sampling import SampleSize, rounded_up


def sample_size_to_detect(
    before: ArrayLike,
    after: ArrayLike,
    *,
    power: float = 0.8,
    population: ArrayLike = np.inf,
    confidence: float = 0.95,
) -> SampleSize:
    """Crimes to examine in each of two audits so that a change is found with the chance `power`.

    Args:
        before, after: the two rates, proportions strictly between 0 and 1, unequal, scalars or shape (n,).
        power: chance of finding the change, strictly between 1 - confidence and 1.
        population: crimes due in all at each audit, same shape; infinity or NaN where not known.  Correct for it
            only if the question is about those very crimes; for the force's practice leave it out.
        confidence: 1 less the chance of a false alarm, two-sided.

    Returns:
        The size of each audit, 2 (s / h)² with Cohen's h and s close to z + z_power, corrected and rounded up.

    Raises:
        ValueError: a proportion lies outside (0, 1), the two rates are equal, a population is not a whole number of
            1 or more (each by position), or `power` is out of range.

    Source:
        Cohen 1988, Statistical Power Analysis, 2nd edition, chapter 6; as statsmodels.stats.power.NormalIndPower.
    """
    reach = _reach(power, confidence)
    one, two, populations = as_floats(before, after, population)
    distance = np.abs(_effect(one, two))
    refuse(two, "after", "is the same as before", distance == 0)
    return rounded_up(2 * (reach / distance) ** 2, populations)


def power_to_detect(
    before: ArrayLike,
    after: ArrayLike,
    trials: ArrayLike,
    *,
    population: ArrayLike = np.inf,
    confidence: float = 0.95,
) -> Floats:
    """Chance that two audits of `trials` crimes each show a change from `before` to `after`.

    Args:
        before, after, population, confidence: as in `sample_size_to_detect`; the rates may be equal.
        trials: crimes due in each audit, counts, same shape.

    Returns:
        Chances in [0, 1]; 1 - confidence where the rates are equal.

    Raises:
        ValueError: a proportion lies outside (0, 1), a count is not whole or above its population; by position.

    Source:
        As `sample_size_to_detect`; both tails are counted.
    """
    z = normal_quantile(confidence)
    one, two, sizes, populations = as_floats(before, after, trials, population)
    away = np.abs(_effect(one, two))
    # At a census nothing is left to chance, and where nothing changed there is nothing to find.
    shift = np.where(away == 0, 0.0, np.where(away == 0, 1.0, away) * np.sqrt(effective_trials(sizes, populations) / 2))
    return np.asarray(ndtr(shift - z) + ndtr(-shift - z))


def detectable_rates(
    expected: ArrayLike,
    trials: ArrayLike,
    *,
    power: float = 0.8,
    population: ArrayLike = np.inf,
    confidence: float = 0.95,
) -> tuple[Floats, Floats]:
    """The nearest rates below and above `expected` that a second audit of the same size could tell from it.

    Args:
        expected: the rate of the first audit, a proportion strictly between 0 and 1, scalar or shape (n,).
        trials: crimes due in each audit, counts, same shape.
        power, population, confidence: as in `sample_size_to_detect`.

    Returns:
        (below, above): proportions; NaN where even 0 or 1 could not be told from it.

    Raises:
        ValueError: as in `power_to_detect`, or `power` is out of range.

    Source:
        `sample_size_to_detect` solved for the second rate.
    """
    reach = _reach(power, confidence)
    shares, sizes, populations = as_floats(expected, trials, population)
    refuse_end(shares, "expected")
    with np.errstate(divide="ignore"):
        step = reach * np.sqrt(2 / effective_trials(sizes, populations)) / 2
    angle = np.arcsin(np.sqrt(shares))
    low, high = angle - step, angle + step
    below = np.where(low < 0, np.nan, np.sin(np.maximum(low, 0)) ** 2)
    return below, np.where(high > np.pi / 2, np.nan, np.sin(np.minimum(high, np.pi / 2)) ** 2)


def _effect(before: Floats, after: Floats) -> Floats:
    """Cohen's h: twice the distance of the two rates on the arcsine scale."""
    refuse_end(before, "before")
    refuse_end(after, "after")
    return np.asarray(2 * np.arcsin(np.sqrt(after)) - 2 * np.arcsin(np.sqrt(before)))


def _reach(power: float, confidence: float) -> float:
    """The distance, in standard errors, at which a two-sided test finds a difference with the chance `power`."""
    z = normal_quantile(confidence)
    if not 1 - confidence < power < 1:
        raise ValueError(f"power must lie strictly between {1 - confidence:g} and 1, not {power}")
    # Without the far tail the answer would be z + z_power; with it a hair less, found by halving.
    low, high = 0.0, z + abs(float(ndtri(power)))
    while high - low > 1e-13 * high:
        middle = (low + high) / 2
        low, high = (low, middle) if ndtr(middle - z) + ndtr(-middle - z) > power else (middle, high)
    return high
