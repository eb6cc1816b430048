"""The date every question carries: what counts as known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.domain.dates import british, parse_day
from dashboard.domain.errors import NotYet


@dataclass(frozen=True, order=True)
class AsAt:
    """Everything with `known_from` on or before `day`, and not yet replaced by then, counts as known."""

    day: date

    @classmethod
    def parse(cls, words: str) -> AsAt:
        """Read a date as people write it; BadDate says which forms can be read."""
        return cls(parse_day(words, what="as-at date"))

    def reached(self, last: date) -> AsAt:
        """The same, where the day has come; NotYet where it lies after `last`, the last day of which anything is known."""
        if self.day > last:
            raise NotYet(
                f"The as-at date {british(self.day)} has not come yet, and nobody knows what will be known then. The last "
                f"day is {british(last)}; what falls due later is asked for by look_ahead (--look-ahead) in place of as_at."
            )
        return self

    def words(self, today: date) -> str:
        """How the banner says it: "as known today, 22 November 2026" or "as it was known on 15 January 2018"."""
        if self.day == today:
            return f"as known today, {british(self.day)}"
        tense = "as it was known on" if self.day < today else "as it would be known on"
        return f"{tense} {british(self.day)}"
