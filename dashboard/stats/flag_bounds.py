"""What published significance flags say about sampling errors that were not published."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from dashboard.stats.checks import Floats, as_floats, refuse
from dashboard.stats.intervals import normal_quantile


class Bound(NamedTuple):
    """Limits for a standard error: `at_least` from changes not flagged, `at_most` from those flagged; NaN for none.

    Where the two contradict each other (`at_least` above `at_most`) the error differed from year to year, and the
    larger of the two is the safe one; `safe` is that, NaN where nothing bounds it above.
    """

    at_least: float
    at_most: float

    @property
    def safe(self) -> float:
        """The largest error that the flags leave open."""
        return max(self.at_most, self.at_least) if np.isfinite(self.at_least) else self.at_most


def bound_on_change(change_log: ArrayLike, is_flagged: ArrayLike, *, confidence: float = 0.95) -> Bound:
    """Limits for the standard error of the log change between two survey years.

    A change that was not flagged lies within z standard errors, so the error is at least its size over z; one that
    was flagged lies outside, so the error is at most its size over z.  Supposes much the same error for all changes.

    Args:
        change_log: changes as differences of logs, shape (n,).
        is_flagged: whether each was published as significant, shape (n,).

    Raises:
        ValueError: the shapes do not fit, or a change is missing; the message names the position.

    Source:
        Rearrangement of the two-sided z test; worked values for ten offence types are in tests/stats.
    """
    changes = np.atleast_1d(np.asarray(change_log, dtype=np.float64))
    flags = np.atleast_1d(np.asarray(is_flagged, dtype=bool))
    if changes.shape != flags.shape:
        raise ValueError(f"change_log and is_flagged differ in shape: {changes.shape} and {flags.shape}")
    refuse(changes, "change_log", "is missing", ~np.isfinite(changes))
    sizes = np.abs(changes) / normal_quantile(confidence)
    quiet, loud = sizes[~flags], sizes[flags]
    return Bound(
        at_least=float(quiet.max()) if quiet.size else float("nan"),
        at_most=float(loud.min()) if loud.size else float("nan"),
    )


def cv_of_level(change_error: ArrayLike, base: ArrayLike, other_base: ArrayLike) -> Floats:
    """The coefficient of variation of one year's estimate, from the error of a change and the two years' bases.

    Args:
        change_error: standard errors of a log change, shape (n,).
        base, other_base: interviews in the year asked about and in the year it was compared with, counts.

    Returns:
        Proportions: the error of the change shared out as if each year's variance fell with its interviews.

    Raises:
        ValueError: a base is not above 0; the message names the position.

    Source:
        Var(log change) = k / n1 + k / n2 with the same k, so CV1^2 = Var x n2 / (n1 + n2).
    """
    errors, ours, theirs = as_floats(change_error, base, other_base)
    for values, name in ((ours, "base"), (theirs, "other_base")):
        refuse(values, name, "is not above 0", values <= 0)
    return np.asarray(errors * np.sqrt(theirs / (ours + theirs)))
