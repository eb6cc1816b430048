"""Half-open bands on the unrounded rate: every rate has exactly one."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dashboard.stats.checks import Floats, as_floats, refuse, refuse_end, refuse_share


def band_of(rate: ArrayLike, cuts: ArrayLike) -> NDArray[np.int64]:
    """The band of each rate, counted from 0 for the lowest.

    Args:
        rate: proportions in [0, 1], a scalar or an array of shape (n,), as the quotient of two counts and never
            rounded first; NaN where there is none.
        cuts: lower ends of all bands but the lowest, rising proportions in (0, 1), shape (b - 1,).

    Returns:
        Band numbers from 0 to b - 1; a rate on a cut belongs to the band above it.  -1 where there is no rate.

    Raises:
        ValueError: a rate lies outside 0 to 1, or the cuts do not rise or lie outside (0, 1), by position.
    """
    (rates,), ends = as_floats(rate), _cuts(cuts)
    refuse_share(rates, "rate")
    return np.where(np.isnan(rates), -1, np.searchsorted(ends, rates, side="right"))


def bands_within(lower: ArrayLike, upper: ArrayLike, cuts: ArrayLike) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The lowest and the highest band that an interval reaches into; -1 and -1 where there is none.

    Args:
        lower, upper: limits, proportions in [0, 1], scalars or arrays of shape (n,).
        cuts: as in `band_of`.

    Raises:
        ValueError: a limit lies outside 0 to 1, a lower limit above its upper, or the cuts are wrong; by position.
    """
    low, high = as_floats(lower, upper)
    refuse(low, "lower", "is above its upper limit", low > high)
    return band_of(low, cuts), band_of(high, cuts)


def _cuts(cuts: ArrayLike) -> Floats:
    ends = np.atleast_1d(np.asarray(cuts, dtype=np.float64))
    refuse_end(ends, "cuts")
    refuse(ends[1:], "cuts after the first", "does not rise", np.diff(ends) <= 0)
    return ends
