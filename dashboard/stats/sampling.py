"""How many crimes the next audit must look at to know its rate well enough."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from dashboard.stats.checks import Floats, as_floats, is_count, refuse, refuse_end, refuse_share
from dashboard.stats.intervals import normal_quantile


class SampleSize(NamedTuple):
    """Sizes of a sample, in crimes due: whole and enough, as calculated, and as from an endless population."""

    needed: Floats
    exact: Floats
    uncorrected: Floats


def sample_size_for_half_width(
    expected: ArrayLike,
    half_width: ArrayLike,
    *,
    population: ArrayLike = np.inf,
    confidence: float = 0.95,
    design_effect: float = 1.0,
) -> SampleSize:
    """Crimes to examine so that a rate is known to within plus or minus `half_width`.

    Args:
        expected: the rate thought likely, a proportion strictly between 0 and 1, scalar or shape (n,).
        half_width: proportion strictly between 0 and 1, same shape (0.03 is 3 percentage points).
        population: crimes due in all, counts, same shape; infinity or NaN where not known.
        confidence: level of the interval to come.
        design_effect: how much wider the sample's variance is than that of separate crimes, 1 or more.

    Returns:
        z² p q / d² (times the design effect), with finite population correction, rounded up and never more than
        the population.

    Raises:
        ValueError: a proportion lies outside (0, 1), a population is not a whole number of 1 or more (each by
            position), or the design effect is below 1.

    Source:
        Cochran 1977, Sampling Techniques, 3rd edition, section 4.4.  It plans with the normal interval; near 0 or
        100 per cent the Wilson interval of the audit will be a little longer on one side.
    """
    z = normal_quantile(confidence)
    if not design_effect >= 1:
        raise ValueError(f"design_effect must be 1 or more, not {design_effect}")
    shares, widths, populations = as_floats(expected, half_width, population)
    refuse_end(shares, "expected")
    refuse_end(widths, "half_width")
    return rounded_up(design_effect * z**2 * shares * (1 - shares) / widths**2, populations)


def rounded_up(uncorrected: Floats, populations: Floats) -> SampleSize:
    """A calculated size with finite population correction, n0/(1 + (n0 - 1)/N), and rounded up to whole crimes.

    Raises:
        ValueError: a population is known but not a whole number of 1 or more; the message names the position.
    """
    unknown = np.isnan(populations) | (populations == np.inf)
    refuse(
        populations,
        "population",
        "is not a whole number of 1 or more",
        ~unknown & ~(is_count(populations) & (populations > 0)),
    )
    whole = np.where(unknown, 1.0, populations)
    exact = np.where(unknown, uncorrected, uncorrected / (1 + (uncorrected - 1) / whole))
    # Rounding errors of the last digits must not cost one more record.
    needed = np.maximum(np.ceil(exact - 1e-9 * exact), 1.0)
    return SampleSize(np.where(unknown, needed, np.minimum(needed, whole)), exact, np.asarray(uncorrected))


def implied_sample_size(rate: ArrayLike, margin: ArrayLike, *, confidence: float = 0.95) -> Floats:
    """The simple random sample that a published margin would stand for: a check, since real designs are weighted.

    Args:
        rate: proportions in [0, 1], a scalar or an array of shape (n,).
        margin: published half-widths, proportions above 0, same shape; NaN where none was published.
        confidence: level of the published margin.

    Returns:
        z² p q / d², not rounded; NaN where the margin is.

    Raises:
        ValueError: a rate lies outside 0 to 1 or a margin is not above 0; the message names the position.

    Source:
        The normal interval solved for n.
    """
    z = normal_quantile(confidence)
    shares, margins = as_floats(rate, margin)
    refuse_share(shares, "rate")
    refuse(margins, "margin", "is not above 0", margins <= 0)
    return np.asarray(z**2 * shares * (1 - shares) / margins**2)
