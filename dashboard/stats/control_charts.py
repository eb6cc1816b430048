"""Limits of control charts: how far one month may stray before it means something."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr

from dashboard.stats.checks import Flags, Floats, as_counts, as_floats, refuse

# Mean moving range of two neighbours, in standard deviations; and 3 / 1.128 as charts for individuals print it.
RANGE_PER_SIGMA = 1.128
XMR_FACTOR = 2.66
# A moving range above this multiple of the mean one is put down to a special cause.
XMR_RANGE_LIMIT = 3.267
# Fewer passes or failures expected in a point than this, and a normal curve is too poor a stand-in for the binomial.
FEWEST_FOR_NORMAL = 10
_TAIL = ndtr(-3.0)


class ChartLimits(NamedTuple):
    """A chart's values and limits, each of shape (n,); `sigma` is a third of the way from centre to limit.

    `ratio` is Laney's: above 1 where months differ by more than their counts explain, 1 where it is not used.
    """

    values: Floats
    centre: Floats
    lower: Floats
    upper: Floats
    sigma: Floats
    ratio: float


def points_still_needed(points: int, *, fewest: int = 12) -> int:
    """How many more points a series needs before limits are drawn; 0 where it has enough."""
    return max(fewest - points, 0)


def p_chart(
    successes: ArrayLike, trials: ArrayLike, *, baseline: ArrayLike | None = None, sigmas: float = 3.0
) -> ChartLimits:
    """Limits for a series of rates, each from its own number of cases.

    Args:
        successes: counts in order of time, shape (n,).
        trials: counts, shape (n,); a month of 0 has no rate and no limits.
        baseline: True for the points that set the centre line, shape (n,); all of them if left out.
        sigmas: distance of the limits from the centre, in standard deviations.

    Returns:
        Rates, the pooled rate of the baseline, and limits cut at 0 and 1; proportions; NaN where `trials` is 0.

    Raises:
        ValueError: a count is missing, negative, not whole, or larger than its trials (by position); the series is
            not one row; the baseline holds no case.

    Source:
        Shewhart's chart for a fraction, as in Montgomery, Introduction to Statistical Quality Control.
    """
    counts, totals = _series(successes, trials)
    values, centre, error = _standardised(counts, totals, _flags(baseline, counts))
    return _limits(values, centre, error, sigmas, 1.0)


def exact_p_chart(successes: ArrayLike, trials: ArrayLike, *, baseline: ArrayLike | None = None) -> ChartLimits:
    """A p-chart with exact binomial limits where few passes or failures are expected; elsewhere those of `p_chart`.

    Args:
        successes, trials, baseline: as in `p_chart`.

    Returns:
        As `p_chart` at three standard deviations.  Where fewer than FEWEST_FOR_NORMAL passes or failures are expected, the
        limits are the binomial quantiles that leave out as much as three standard deviations of a normal curve would on each
        side, and `sigma` is a third of the way to the limit on the point's own side, so that a rule and its limit agree.

    Raises:
        ValueError: as in `p_chart`.

    Source:
        Quantiles of scipy.stats.binom; Montgomery, Introduction to Statistical Quality Control, on small expected counts.
    """
    chart = p_chart(successes, trials, baseline=baseline)
    totals = np.asarray(trials, dtype=float)
    exact = is_exact(chart, totals)
    if not exact.any():
        return chart
    from scipy.stats import binom  # not at the top: slow to import, and few callers need it

    counts = np.where(exact, totals, 1)
    lower = np.where(exact, binom.ppf(_TAIL, counts, chart.centre) / counts, chart.lower)
    upper = np.where(exact, binom.isf(_TAIL, counts, chart.centre) / counts, chart.upper)
    own_side = np.where(chart.values >= chart.centre, upper - chart.centre, chart.centre - lower) / 3
    return chart._replace(lower=lower, upper=upper, sigma=np.where(exact, own_side, chart.sigma))


def is_exact(chart: ChartLimits, trials: ArrayLike) -> Flags:
    """Whether `exact_p_chart` takes a point's limits from the binomial, shape (n,)."""
    totals = np.asarray(trials, dtype=float)
    with np.errstate(invalid="ignore"):
        return (totals > 0) & (totals * np.minimum(chart.centre, 1 - chart.centre) < FEWEST_FOR_NORMAL)


def laney_chart(
    successes: ArrayLike, trials: ArrayLike, *, baseline: ArrayLike | None = None, sigmas: float = 3.0
) -> ChartLimits:
    """Laney's p': a p-chart whose limits also hold the spread between months that counts do not explain.

    Args:
        successes, trials, baseline, sigmas: as in `p_chart`.

    Returns:
        As `p_chart`, the limits moved by `ratio`.  A ratio under 1 narrows them, as the method says; a reader who
        wants only to allow for too much spread uses the p-chart then.

    Raises:
        ValueError: as in `p_chart`, or the baseline holds fewer than two neighbouring points with cases, or every
            case passed or none did.

    Source:
        Laney 2002 (Quality Engineering 14:531): mean moving range of the z-scores over 1.128.
    """
    counts, totals = _series(successes, trials)
    within = _flags(baseline, counts)
    values, centre, error = _standardised(counts, totals, within)
    with np.errstate(invalid="ignore", divide="ignore"):
        scores = np.where(error > 0, (values - centre) / error, np.nan)
    ratio = _mean_range(np.where(within, scores, np.nan)) / RANGE_PER_SIGMA
    return _limits(values, centre, error * ratio, sigmas, ratio)


def xmr_chart(
    values: ArrayLike,
    *,
    baseline: ArrayLike | None = None,
    screen: bool = False,
    within: tuple[float, float] | None = (0.0, 1.0),
) -> ChartLimits:
    """Limits for single values, from how far neighbours differ (the chart of NHS boards).

    Args:
        values: figures in order of time, shape (n,), in any unit; NaN where a month has none.
        baseline: True for the points that set centre and limits, shape (n,); all of them if left out.
        screen: leave out moving ranges of 3.267 times their mean or more before the limits are set.
        within: ends of the scale at which limits are cut; None for a scale without ends.

    Returns:
        Values, their mean, and mean ± 2.66 times the mean moving range, in the unit of the values.  How many
        cases stand behind each point plays no part.

    Raises:
        ValueError: the series is not one row, a value is infinite (by position), or the baseline holds fewer than
            two neighbouring values.

    Source:
        Wheeler, Understanding Variation; factors and screening as in the R package NHSRplotthedots.
    """
    (points,) = as_floats(values)
    if points.ndim != 1:
        raise ValueError(f"values must be one row, not of shape {points.shape}")
    refuse(points, "values", "is infinite", np.isinf(points))
    chosen = np.where(_flags(baseline, points), points, np.nan)
    mean_range = _mean_range(chosen, screen=screen)
    centre = np.full(points.shape, np.nanmean(chosen))
    error = np.full(points.shape, XMR_FACTOR * mean_range / 3)
    return _limits(points.copy(), centre, error, 3.0, 1.0, within)


def _series(successes: ArrayLike, trials: ArrayLike) -> tuple[Floats, Floats]:
    counts, totals = as_counts(successes, trials)
    if counts.ndim != 1:
        raise ValueError(f"successes and trials must be one row each, not of shape {counts.shape}")
    return counts, totals


def _flags(baseline: ArrayLike | None, values: Floats) -> Flags:
    flags = np.ones(values.shape, dtype=bool) if baseline is None else np.asarray(baseline, dtype=bool)
    if flags.shape != values.shape:
        raise ValueError(f"baseline must have the shape of the series {values.shape}, not {flags.shape}")
    return flags


def _standardised(counts: Floats, totals: Floats, within: Flags) -> tuple[Floats, Floats, Floats]:
    cases = totals[within].sum()
    if cases == 0:
        raise ValueError("the baseline holds no case")
    pooled = counts[within].sum() / cases
    with np.errstate(invalid="ignore", divide="ignore"):
        error = np.where(totals > 0, np.sqrt(pooled * (1 - pooled) / totals), np.nan)
        return counts / totals, np.full(counts.shape, pooled), error


def _mean_range(values: Floats, *, screen: bool = False) -> float:
    ranges = np.abs(np.diff(values))
    ranges = ranges[np.isfinite(ranges)]
    if screen and ranges.size and ranges.mean() > 0:
        ranges = ranges[ranges < XMR_RANGE_LIMIT * ranges.mean()]
    if not ranges.size:
        raise ValueError("the baseline holds fewer than two neighbouring points that can be compared")
    return float(ranges.mean())


def _limits(
    values: Floats,
    centre: Floats,
    error: Floats,
    sigmas: float,
    ratio: float,
    within: tuple[float, float] | None = (0.0, 1.0),
) -> ChartLimits:
    ends = (-np.inf, np.inf) if within is None else within
    reach = sigmas * error
    return ChartLimits(
        values,
        centre,
        np.clip(centre - reach, *ends),
        np.clip(centre + reach, *ends),
        reach / 3,
        ratio,
    )
