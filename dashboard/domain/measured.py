"""When a rate was measured: one rule for every view, so that the day of a report never stands in for the end of an audit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from dashboard.domain.dates import add_months, british, period_words


@dataclass(frozen=True)
class Window:
    """The days an audit looked at, each None where it is not held, and the day its report came out.

    The report only bounds the audit from above: `ended_by` may be used to say that something was over by then, never
    where a rate belongs in time.
    """

    start: date | None
    end: date | None
    published_on: date | None = None
    published_precision: str | None = None

    @classmethod
    def of_inspection(cls, row: Mapping[str, Any]) -> Self:
        """Of a result of an inspection (audit_start, audit_end, published_on, published_precision)."""
        return cls(row["audit_start"], row["audit_end"], row["published_on"], row["published_precision"])

    @classmethod
    def of_audit(cls, row: Mapping[str, Any]) -> Self:
        """Of an audit with counts (period_start, period_end)."""
        return cls(row["period_start"], row["period_end"])

    @property
    def ended_by(self) -> date | None:
        """The last day on which the audit can have ended: its end, or else the day of its report."""
        return self.end or self.published_on

    def overlaps(self, other: Window) -> bool | None:
        """Whether the two share a day; None where the dates of either are not held."""
        if self.start is None or self.end is None or other.start is None or other.end is None:
            return None
        return self.start <= other.end and other.start <= self.end

    def days_apart(self, other: Window) -> int | None:
        """Days between the end of one and the start of the other, 0 where they share a day; None where that is not known.

        Of a window whose dates are not held only its report's day is known: what began after it lies at least so far off.
        """
        if self.start and self.end and other.start and other.end:
            return max((other.start - self.end).days, (self.start - other.end).days, 0)
        bounds = [
            (late.start - early.ended_by).days
            for early, late in ((self, other), (other, self))
            if late.start and early.ended_by
        ]
        return max((days for days in bounds if days > 0), default=None)

    def ends_within(self, months: int, of: Window) -> bool | None:
        """Whether both ends are held and lie at most so many months apart; None where one is not held."""
        if self.end is None or of.end is None:
            return None
        first, last = sorted((self.end, of.end))
        return last <= add_months(first, months)

    @property
    def words(self) -> str:
        """The window in words, or that its dates are not held and when the report came out."""
        if self.end:
            return period_words(self.start, self.end)
        published = british(self.published_on, self.published_precision, unknown="day not known")
        return f"audit dates not held; published {published}"
