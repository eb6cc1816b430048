"""How much more forces differ than the size of their audits explains."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from dashboard.stats.checks import as_counts, refuse_end


class Overdispersion(NamedTuple):
    """Spread between forces beyond chance: `scale` is the mean squared z-score, `between_variance` is in proportions
    squared, and `is_beyond_chance` says whether the spread is more than the counts alone would often give."""

    scale: float
    between_variance: float
    is_beyond_chance: bool


def overdispersion(
    successes: ArrayLike, trials: ArrayLike, average: float, *, winsorise: float = 0.1
) -> Overdispersion:
    """How much more the forces differ than chance allows, with the most extreme of them pulled in first.

    Args:
        successes, trials: counts, shape (n,), n of 2 or more; forces without cases are left out.
        average: the centre of the funnel, a proportion strictly between 0 and 1.
        winsorise: share of the z-scores at either end that is set to the nearest inner one, 0 to below 0.5.

    Returns:
        The scale, the between-force variance (never negative), and whether the scale is above
        1 + 2 sqrt(2/k) for k forces.  Below that, funnels are usually left without correction.

    Raises:
        ValueError: a count is not whole or x > n (by position), the average or the share is out of range, or fewer than two
            forces have cases.

    Source:
        Spiegelhalter 2005 (Statistics in Medicine 24:1185), sections 4.2 and 5, on rates that are not transformed.
    """
    counts, sizes = as_counts(successes, trials)
    refuse_end(np.asarray(average, dtype=np.float64), "average")
    if not 0 <= winsorise < 0.5:
        raise ValueError(f"winsorise must be 0 or more and below 0.5, not {winsorise}")
    counts, sizes = counts[sizes > 0], sizes[sizes > 0]
    if counts.size < 2:
        raise ValueError("fewer than two forces have cases")
    variances = average * (1 - average) / sizes
    scores = np.sort((counts / sizes - average) / np.sqrt(variances))
    pulled_in = int(winsorise * scores.size)
    scores = np.clip(scores, scores[pulled_in], scores[scores.size - 1 - pulled_in])
    scale, number, weights = float(np.mean(scores**2)), scores.size, 1 / variances
    spread = (number * scale - (number - 1)) / float(weights.sum() - (weights**2).sum() / weights.sum())
    return Overdispersion(scale, max(spread, 0.0), scale > 1 + 2 * (2 / number) ** 0.5)
