"""What may be said about two figures: a change is called one only where the interval of the difference leaves out nothing."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.domain.figures import rounded

CLEAR_UP, CLEAR_DOWN = "higher, outside the interval", "lower, outside the interval"
NO_CLEAR = "no clear change"
NO_INTERVAL = "no interval for both, so no change is claimed"
SAME = "the same figure"


@dataclass(frozen=True)
class Change:
    """Later minus earlier, with its limits where both figures have limits, and the words that may be used."""

    difference: float | None
    lower: float | None
    upper: float | None
    reading: str

    @property
    def is_clear(self) -> bool:
        """Whether the words may say that the figure is higher or lower."""
        return self.reading in (CLEAR_UP, CLEAR_DOWN)


Limits = tuple[float | None, float | None]


def change_between(earlier: float | None, earlier_limits: Limits, later: float | None, later_limits: Limits) -> Change:
    """The change from one figure to another.

    Half-widths are combined as the root of the sum of their squares, as for two independent estimates, at the level of
    the limits given.  Without limits on both sides nothing is called a rise or a fall.
    """
    if earlier is None or later is None:
        return Change(None, None, None, "one of the two figures is not held")
    gap = round(later - earlier, 6)
    halves = [_half(earlier_limits), _half(later_limits)]
    if None in halves:
        return Change(gap, None, None, SAME if gap == 0 else NO_INTERVAL)
    reach = sum(h**2 for h in halves if h is not None) ** 0.5
    low, high = gap - reach, gap + reach
    if low > 0:
        return Change(gap, low, high, CLEAR_UP)
    return Change(gap, low, high, CLEAR_DOWN if high < 0 else NO_CLEAR)


def _half(limits: Limits) -> float | None:
    low, high = limits
    return None if low is None or high is None else (high - low) / 2


def points_words(change: Change) -> str:
    """ "3.5 points lower (1.0 to 6.0)"; only for a clear change."""
    if change.difference is None or change.lower is None or change.upper is None:
        return change.reading
    ends = sorted((abs(change.lower), abs(change.upper)))
    side = "higher" if change.difference > 0 else "lower"
    return f"{rounded(abs(change.difference), 1)} points {side} ({rounded(ends[0], 1)} to {rounded(ends[1], 1)})"
