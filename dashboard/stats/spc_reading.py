"""What a control chart says in words: is it changing, and will the target be met?"""

from __future__ import annotations

import math
from enum import StrEnum

from dashboard.stats.run_rules import Signals, leading_rule


class Variation(StrEnum):
    """The reading of the latest point."""

    IMPROVEMENT = "special cause: improving"
    CONCERN = "special cause: getting worse"
    HIGH = "special cause: high, neither better nor worse"
    LOW = "special cause: low, neither better nor worse"
    COMMON_CAUSE = "common cause: no significant change"


class Assurance(StrEnum):
    """The reading of the limits against a target."""

    PASSES = "will consistently meet the target"
    FAILS = "will consistently miss the target"
    HIT_AND_MISS = "may or may not meet the target: hit and miss"


def read_variation(signals: Signals, *, higher_is_better: bool | None) -> Variation | None:
    """The variation at the latest point.

    Args:
        signals: what `run_rules` found.
        higher_is_better: True for recording accuracy, False for lateness, None where neither way is better.

    Returns:
        The reading of the first rule that fired there, common cause where none did, None for an empty series.

    Source:
        The variation icons of NHS England's Making Data Count, as coded in NHSRplotthedots.
    """
    _, directions = leading_rule(signals)
    if not directions.size:
        return None
    latest = int(directions[-1])
    if latest == 0:
        return Variation.COMMON_CAUSE
    if higher_is_better is None:
        return Variation.HIGH if latest > 0 else Variation.LOW
    return Variation.IMPROVEMENT if (latest > 0) == higher_is_better else Variation.CONCERN


def read_assurance(
    target: float | None, lower: float, upper: float, *, higher_is_better: bool | None
) -> Assurance | None:
    """Whether the target lies beyond what the process will do if nothing changes.

    Args:
        target: in the unit of the limits; None where there is none.
        lower, upper: the latest limits of the chart; NaN where none could be drawn.
        higher_is_better: as in `read_variation`.

    Returns:
        None where there is no target, no limit, or no better direction.  A target on a limit is hit and miss.

    Raises:
        ValueError: `lower` is above `upper`.

    Source:
        The assurance icons of NHS England's Making Data Count, as coded in NHSRplotthedots.
    """
    if lower > upper:
        raise ValueError(f"lower is above upper: {lower:g} and {upper:g}")
    if target is None or higher_is_better is None or any(math.isnan(value) for value in (target, lower, upper)):
        return None
    if lower <= target <= upper:
        return Assurance.HIT_AND_MISS
    return Assurance.PASSES if (target < lower) == higher_is_better else Assurance.FAILS
