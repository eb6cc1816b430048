"""Checks that every statistic makes of its inputs: a bad value is refused by name and position."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def as_floats(*values: ArrayLike) -> tuple[Floats, ...]:
    """The arguments as float arrays of one common shape.

    Raises:
        ValueError: the shapes do not broadcast.
    """
    return tuple(np.broadcast_arrays(*(np.asarray(one, dtype=np.float64) for one in values)))


def as_counts(
    part: ArrayLike, whole: ArrayLike, *, names: tuple[str, str] = ("successes", "trials")
) -> tuple[Floats, Floats]:
    """Two float arrays of one shape that hold whole numbers, 0 <= part <= whole.

    Raises:
        ValueError: a count is missing, negative, not whole, or `part` is larger than `whole`; the message
            names the position, counted from 0.
    """
    parts, wholes = as_floats(part, whole)
    refuse(parts, names[0], "is not a whole number of 0 or more", ~is_count(parts))
    refuse(wholes, names[1], "is not a whole number of 0 or more", ~is_count(wholes))
    refuse(parts, names[0], f"is larger than its {names[1]}", parts > wholes)
    return parts, wholes


def is_count(values: Floats) -> Flags:
    """True where a value is a whole number of 0 or more."""
    return np.isfinite(values) & (values >= 0) & (values == np.floor(values))


def refuse(values: Floats, name: str, fault: str, is_bad: Flags) -> None:
    """Raise ValueError for the first bad value, saying where it stands."""
    bad = np.flatnonzero(is_bad)
    if bad.size:
        position = int(bad[0])
        raise ValueError(f"{name} at position {position} {fault}: {values.flat[position]:g}")


def refuse_share(values: Floats, name: str) -> None:
    """Raise ValueError for the first value outside 0 to 1; a missing value (NaN) passes."""
    refuse(values, name, "is not between 0 and 1", (values < 0) | (values > 1))


def refuse_end(values: Floats, name: str) -> None:
    """Raise ValueError for the first value that is missing or not strictly between 0 and 1."""
    refuse(values, name, "is not strictly between 0 and 1", ~((values > 0) & (values < 1)))
