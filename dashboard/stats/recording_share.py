"""How much of a rise in recorded crime against the survey can better recording carry?"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from dashboard.stats.checks import Floats, as_floats, refuse


class RecordingBound(NamedTuple):
    """`factor`: what better recording alone multiplies the ratio by; `ratio_factor`: by what it rose.

    `share_at_most` is log(factor) / log(ratio_factor): the part of the rise on the log scale, a proportion, at most 1.
    """

    factor: float
    ratio_factor: float
    share_at_most: float


def recording_bound(accuracy_from: float, accuracy_to: float, ratio_from: float, ratio_to: float) -> RecordingBound:
    """The most that a rise in recording accuracy explains of a rise in the ratio.

    Args:
        accuracy_from, accuracy_to: shares of reported crime recorded, proportions in (0, 1].
        ratio_from, ratio_to: recorded crime for each survey incident known to the police, above 0.

    Returns:
        The bound; `share_at_most` is NaN where the ratio did not rise, since there is then nothing to explain.

    Raises:
        ValueError: an accuracy lies outside 0 to 1 or a ratio is not above 0.

    Source:
        0.805 to 0.948 is a factor of 1.1776; a ratio from 0.9 to 1.63 one of 1.8111; log 1.1776 / log 1.8111 = 0.2753.
    """
    accuracies = np.asarray([accuracy_from, accuracy_to], dtype=np.float64)
    refuse(accuracies, "accuracy", "is not above 0 and at most 1", ~((accuracies > 0) & (accuracies <= 1)))
    ratios = np.asarray([ratio_from, ratio_to], dtype=np.float64)
    refuse(ratios, "ratio", "is not above 0", ~(ratios > 0))
    factor, ratio_factor = float(accuracy_to / accuracy_from), float(ratio_to / ratio_from)
    if ratio_factor <= 1:
        return RecordingBound(factor, ratio_factor, float("nan"))
    return RecordingBound(factor, ratio_factor, float(np.clip(np.log(factor) / np.log(ratio_factor), 0, 1)))


def if_all_recorded(
    recorded: ArrayLike, accuracy: ArrayLike, lower: ArrayLike, upper: ArrayLike
) -> tuple[Floats, Floats, Floats]:
    """What would have been recorded had every reported crime been: recorded / accuracy, a scenario and no statistic.

    Args:
        recorded: offences, shape (n,); accuracy, lower, upper: proportions in (0, 1], NaN limits where none are known.

    Returns:
        (value, lower, upper) in the unit of `recorded`; the upper limit comes from the lower accuracy.

    Raises:
        ValueError: an accuracy or limit lies outside 0 to 1 (0 included); the message names the position.
    """
    counts, rates, lows, highs = as_floats(recorded, accuracy, lower, upper)
    for values, name in ((rates, "accuracy"), (lows, "lower"), (highs, "upper")):
        refuse(values, name, "is not above 0 and at most 1", (values <= 0) | (values > 1))
    return counts / rates, counts / highs, counts / lows
