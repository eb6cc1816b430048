"""Levels and slopes of log R over time: breaks fixed in advance, and a searched one with the values it needs."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import fdtrc

from dashboard.stats.checks import Floats, refuse

# Andrews: critical values of the largest F over the middle 70 per cent of the series, by number of coefficients that
# may break, at 10, 5 and 1 per cent.
TRIM = 0.15
CRITICAL_VALUES: dict[int, tuple[float, float, float]] = {
    1: (7.12, 8.68, 12.16),
    2: (5.00, 5.86, 7.78),
    3: (4.09, 4.71, 6.02),
}


class Piecewise(NamedTuple):
    """A weighted straight line of log R in each stretch between breaks.

    `fitted` (n,) is on the log scale; `level_steps` (k,) are log R just after each break minus just before it and
    `slope_changes` (k,) a year, with standard errors; `f_value` and `p_value` test that none of them is other than 0.
    """

    fitted: Floats
    level_steps: Floats
    level_errors: Floats
    slope_changes: Floats
    slope_errors: Floats
    f_value: float
    p_value: float
    degrees: tuple[int, int]


class Searched(NamedTuple):
    """The likeliest single break found by looking: exploratory.

    `after` is the position of the first point after it; `critical_5pct` is Andrews' value, which supposes no trend,
    and `simulated_p` the share of series without a break, with these years and weights, that reach `sup_f`.
    """

    after: int
    sup_f: float
    critical_5pct: float
    simulated_p: float


def piecewise(years: ArrayLike, log_ratio: ArrayLike, cv: ArrayLike, breaks: ArrayLike) -> Piecewise:
    """Weighted least squares of log R on time with a level and a slope for each stretch between breaks fixed beforehand.

    Args:
        years: time of each point in years, rising, shape (n,).
        log_ratio: log R, shape (n,); cv: coefficients of variation, above 0; weights are 1 / cv^2.
        breaks: times at which level and slope may change, shape (k,), strictly inside the series.

    Raises:
        ValueError: a value is missing, years do not rise, or a stretch has fewer than two points or the whole
            leaves no degree of freedom.

    Source:
        Interrupted time series as in Wagner et al. 2002 (Journal of Clinical Pharmacy and Therapeutics 27:299).
    """
    times, values, errors = _series(years, log_ratio, cv)
    at = np.atleast_1d(np.asarray(breaks, dtype=np.float64))
    counts = np.histogram(times, bins=[-np.inf, *at, np.inf])[0]
    if counts.min() < 2 or times.size <= 2 + 2 * at.size:
        raise ValueError(
            f"too few points for {at.size} breaks: {times.size} in all, {int(counts.min())} in the shortest stretch"
        )
    origin = times[0]
    columns = [np.ones_like(times), times - origin]
    for one in at:
        columns += [(times >= one).astype(float), np.where(times >= one, times - one, 0.0)]
    scale = 1 / errors
    design, target = np.column_stack(columns) * scale[:, None], values * scale
    coefficients = np.linalg.lstsq(design, target, rcond=None)[0]
    fitted = np.column_stack(columns) @ coefficients
    freedom, tested = times.size - len(columns), 2 * at.size
    residual = float((((values - fitted) * scale) ** 2).sum())
    standard = np.sqrt(np.diag(np.linalg.inv(design.T @ design)) * residual / freedom)
    straight = np.linalg.lstsq(design[:, :2], target, rcond=None)[0]
    extra = float(((target - design[:, :2] @ straight) ** 2).sum()) - residual
    f_value = extra / tested / (residual / freedom) if tested and residual > 0 else float("nan")
    return Piecewise(
        fitted=fitted,
        level_steps=np.asarray(coefficients[2::2], dtype=np.float64),
        level_errors=standard[2::2],
        slope_changes=np.asarray(coefficients[3::2], dtype=np.float64),
        slope_errors=standard[3::2],
        f_value=f_value,
        p_value=float(fdtrc(tested, freedom, f_value)) if np.isfinite(f_value) else float("nan"),
        degrees=(tested, freedom),
    )


def searched_break(
    years: ArrayLike,
    log_ratio: ArrayLike,
    cv: ArrayLike,
    *,
    trend: bool = True,
    draws: int = 4000,
    seed: int = 1993,
) -> Searched:
    """The largest F over all single breaks of level (and slope, with `trend`), and how surprising it is.

    Args:
        years, log_ratio, cv: as in `piecewise`.
        trend: whether the series has a slope, which may break too.
        draws: series without a break that are simulated with the same years and weights.

    Returns:
        The break; the usual F table must not be used for it, because the place was chosen by looking.

    Raises:
        ValueError: a value is missing, years do not rise, or fewer than 8 points.

    Source:
        Andrews 1993 (Econometrica 61:821), critical values as corrected in Andrews 2003 (Econometrica 71:395), trimming
        15 per cent.  They hold for regressors without a trend; the simulated p-value holds for these years.
    """
    times, values, errors = _series(years, log_ratio, cv)
    if times.size < 8:
        raise ValueError(f"a break is not searched for in fewer than 8 points; there are {times.size}")
    weights = 1 / errors
    key = (tuple(times.tolist()), tuple((weights / weights.mean()).tolist()), trend)
    places, projections = _projections(*key)
    f_values = _f_values(values * np.asarray(key[1]), projections)
    best = int(np.argmax(f_values))
    largest = float(f_values[best])
    return Searched(
        after=int(places[best]),
        sup_f=largest,
        critical_5pct=CRITICAL_VALUES[2 if trend else 1][1],
        simulated_p=float((np.sum(_null_largest(*key, draws, seed) >= largest) + 1) / (draws + 1)),
    )


@lru_cache(maxsize=32)
def _projections(
    times: tuple[float, ...], weights: tuple[float, ...], trend: bool
) -> tuple[NDArray[np.int64], tuple[Floats, ...]]:
    """Bases of the weighted columns: of the unbroken model first, then of the model broken at each place."""
    at, scale = np.asarray(times), np.asarray(weights)[:, None]
    plain = np.column_stack([np.ones_like(at), at - at.mean()] if trend else [np.ones_like(at)])
    fewest = max(plain.shape[1], int(np.ceil(TRIM * at.size)))
    places = np.arange(fewest, at.size - fewest + 1)
    after = np.arange(at.size)[:, None] >= places[None, :]
    broken = [np.hstack([plain, plain * after[:, [index]]]) for index in range(places.size)]
    return places, tuple(np.linalg.qr(scale * columns)[0] for columns in [plain, *broken])


def _f_values(weighted: Floats, bases: tuple[Floats, ...]) -> Floats:
    """F of each place for one series (n,) or many (n, draws): shape (places,) or (places, draws)."""
    total = (weighted**2).sum(axis=0)
    explained = [((basis.T @ weighted) ** 2).sum(axis=0) for basis in bases]
    extra = bases[0].shape[1]
    freedom = weighted.shape[0] - 2 * extra
    residual = np.maximum(total - np.stack(explained[1:]), np.finfo(float).tiny)
    return np.asarray((np.stack(explained[1:]) - explained[0]) / extra / (residual / freedom))


@lru_cache(maxsize=32)
def _null_largest(times: tuple[float, ...], weights: tuple[float, ...], trend: bool, draws: int, seed: int) -> Floats:
    _, bases = _projections(times, weights, trend)
    noise = np.random.default_rng(seed).standard_normal((len(times), draws))
    return np.asarray(_f_values(noise, bases).max(axis=0))


def _series(years: ArrayLike, log_ratio: ArrayLike, cv: ArrayLike) -> tuple[Floats, Floats, Floats]:
    times, values, errors = (np.asarray(one, dtype=np.float64) for one in (years, log_ratio, cv))
    if not times.shape == values.shape == errors.shape or times.ndim != 1:
        raise ValueError(f"the series differ in shape: {times.shape}, {values.shape}, {errors.shape}")
    for series, name in ((times, "years"), (values, "log_ratio")):
        refuse(series, name, "is missing", ~np.isfinite(series))
    refuse(errors, "cv", "is not above 0", ~(np.isfinite(errors) & (errors > 0)))
    if (np.diff(times) <= 0).any():
        raise ValueError("years must rise from point to point")
    return times, values, errors
