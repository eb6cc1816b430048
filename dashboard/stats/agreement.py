"""How far two reviewers agree on the same cases, beyond what chance would give."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from dashboard.stats.checks import is_count, refuse
from dashboard.stats.intervals import normal_quantile


class Agreement(NamedTuple):
    """Kappa with its interval (1 is full agreement, 0 is what chance gives) and the plain share agreed on."""

    kappa: float
    lower: float
    upper: float
    standard_error: float
    observed_share: float
    expected_share: float


def cohen_kappa(table: ArrayLike, *, confidence: float = 0.95) -> Agreement:
    """Cohen's kappa of a first and a second review of the same cases.

    Args:
        table: counts of shape (k, k), k of 2 or more: rows are the first reviewer's answers, columns the second's,
            in the same order.
        confidence: level of the interval, a proportion strictly between 0 and 1.

    Returns:
        Kappa, its limits kept within -1 and 1, its standard error, and the shares of cases agreed on as seen and as
        chance would give.  Kappa and its limits are NaN where there is no case, or both reviewers gave one and the
        same answer throughout, since chance alone then explains everything.  Full agreement has a standard error
        of 0, which a small second review does not deserve: show the number of cases beside it.

    Raises:
        ValueError: the table is not square with two rows or more; a count is missing, negative or not whole (the
            message names the position, counted from 0 along the rows).

    Source:
        Cohen 1960 (Educational and Psychological Measurement 20:37); standard error of Fleiss, Cohen and Everitt
        1969 (Psychological Bulletin 72:323).
    """
    z = normal_quantile(confidence)
    counts = np.asarray(table, dtype=np.float64)
    if counts.ndim != 2 or counts.shape[0] != counts.shape[1] or counts.shape[0] < 2:
        raise ValueError(f"table must be square with two rows or more, not of shape {counts.shape}")
    refuse(counts, "table", "is not a whole number of 0 or more", ~is_count(counts))
    total = float(counts.sum())
    if total == 0:
        return Agreement(*[float("nan")] * 6)
    shares = counts / total
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    agreed, by_chance = float(np.trace(shares)), float(rows @ columns)
    if by_chance >= 1:
        return Agreement(*[float("nan")] * 6)._replace(observed_share=agreed, expected_share=by_chance)
    kappa = (agreed - by_chance) / (1 - by_chance)
    same = float(np.diag(shares) @ (1 - (rows + columns) * (1 - kappa)) ** 2)
    crossed = shares * (columns[:, None] + rows[None, :]) ** 2
    other = (1 - kappa) ** 2 * float(crossed.sum() - np.trace(crossed))
    variance = (same + other - (kappa - by_chance * (1 - kappa)) ** 2) / (1 - by_chance) ** 2 / total
    error = max(variance, 0.0) ** 0.5
    return Agreement(kappa, max(kappa - z * error, -1.0), min(kappa + z * error, 1.0), error, agreed, by_chance)
