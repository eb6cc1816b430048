"""Crimes that were reported and should have been recorded, but were not."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from dashboard.stats.checks import Floats, as_floats, refuse, refuse_share


def unrecorded_crimes(
    recorded: ArrayLike, rate: ArrayLike, lower: ArrayLike, upper: ArrayLike
) -> tuple[Floats, Floats, Floats]:
    """Unrecorded crimes in a year, R(1 - r)/r, with the limits of the recording rate.

    Args:
        recorded: crimes recorded in the year, 0 or more, a scalar or an array of shape (n,); the same scope as the
            rate (the inspectorate's rates leave fraud out).
        rate: recording rates, proportions above 0 and up to 1, same shape.
        lower, upper: limits of the rate, proportions, same shape; NaN where none were published.  A margin that
            reaches past 1 is taken as 1; at a lower limit of 0 there is no upper bound.

    Returns:
        (estimate, lower, upper): crimes, not rounded; limits are NaN where those of the rate are.  They carry the
        error of the rate alone.  Estimates of forces must not be added up: windows and methods differ.

    Raises:
        ValueError: a count is negative, a rate is not above 0 or is above 1, a limit is negative, or the rate does
            not lie between its limits; the message names the position.

    Source:
        This project's reading of the inspectorate's explanatory notes on crime data integrity, checked against
        published estimates in tests/stats/vectors.
    """
    crimes, rates, low, high = as_floats(recorded, rate, lower, upper)
    refuse(crimes, "recorded", "is negative", crimes < 0)
    _refuse_rate(rates)
    refuse(low, "lower", "is negative", low < 0)
    refuse(low, "lower", "is above its rate", low > rates)
    refuse(high, "upper", "is below its rate", high < rates)
    with np.errstate(divide="ignore", invalid="ignore"):
        most = np.where(crimes == 0, crimes * low, crimes * (1 - low) / low)
    high = np.minimum(high, 1.0)
    return crimes * (1 - rates) / rates, crimes * (1 - high) / high, most


def implied_recorded(unrecorded: ArrayLike, rate: ArrayLike) -> Floats:
    """Crimes recorded in a year that a published number of unrecorded ones stands for, U r/(1 - r).

    Args:
        unrecorded: published estimates, crimes, 0 or more, a scalar or an array of shape (n,).
        rate: recording rates, proportions above 0 and below 1, same shape.

    Returns:
        Crimes, not rounded: a check against the recorded crime of the year to the end of the audit window.

    Raises:
        ValueError: an estimate is negative, or a rate lies outside; the message names the position.

    Source:
        `unrecorded_crimes` solved for R.
    """
    crimes, rates = as_floats(unrecorded, rate)
    refuse(crimes, "unrecorded", "is negative", crimes < 0)
    _refuse_rate(rates)
    refuse(rates, "rate", "leaves nothing unrecorded", rates == 1)
    return np.asarray(crimes * rates / (1 - rates))


def _refuse_rate(rates: Floats) -> None:
    refuse_share(rates, "rate")
    refuse(rates, "rate", "is not above 0", rates <= 0)
