"""Differences between two estimates, and whether they are large enough to speak of."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def difference_from_margins(
    first: ArrayLike, first_margin: ArrayLike, second: ArrayLike, second_margin: ArrayLike
) -> tuple[Floats, Floats, Floats]:
    """First minus second with its interval, from two published estimates and their margins.

    Args:
        first, second: estimates in one unit, scalars or arrays of shape (n,), usually per cent.
        first_margin, second_margin: published half-widths in that unit, both at the same level of
            confidence; NaN where none was published.

    Returns:
        (difference, lower, upper) in the same unit (percentage points for per cent), at the level of
        the margins.  The limits are NaN where a margin is.  The margins are combined as the root of the
        sum of their squares, which holds for two separate samples and not for two that share cases.

    Raises:
        ValueError: a margin is negative; the message names the position, counted from 0.

    Source:
        Standard error of a difference of independent estimates; worked examples with the inspectorate's
        published margins are in tests/stats/vectors.
    """
    one, one_margin, two, two_margin = np.broadcast_arrays(
        *(np.asarray(values, dtype=np.float64) for values in (first, first_margin, second, second_margin))
    )
    for name, margins in (("first_margin", one_margin), ("second_margin", two_margin)):
        bad = np.flatnonzero(margins < 0)
        if bad.size:
            raise ValueError(f"{name} at position {int(bad[0])} is negative: {margins.flat[bad[0]]:g}")
    difference = one - two
    margin = np.sqrt(one_margin**2 + two_margin**2)
    return difference, difference - margin, difference + margin


def is_clear_change(lower: ArrayLike, upper: ArrayLike) -> NDArray[np.bool_]:
    """True where an interval of a difference leaves out 0; False where it holds 0, touches it, or is missing.

    False means "no clear change": the figures cannot tell, which is not the same as "no change".

    Raises:
        ValueError: a lower limit lies above its upper limit; the message names the position.
    """
    low, high = np.broadcast_arrays(np.asarray(lower, dtype=np.float64), np.asarray(upper, dtype=np.float64))
    swapped = np.flatnonzero(low > high)
    if swapped.size:
        raise ValueError(f"lower is above upper at position {int(swapped[0])}")
    return (low > 0) | (high < 0)
