"""The date every question carries: what counts as known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.domain.dates import british, parse_day


@dataclass(frozen=True, order=True)
class AsAt:
    """Everything with `known_from` on or before `day`, and not yet replaced by then, counts as known."""

    day: date

    @classmethod
    def parse(cls, words: str) -> AsAt:
        """Read a date as people write it; BadDate says which forms can be read."""
        return cls(parse_day(words, what="as-at date"))

    def words(self, today: date) -> str:
        """How the banner says it: "as known today, 22 November 2026" or "as it was known on 15 January 2018"."""
        if self.day == today:
            return f"as known today, {british(self.day)}"
        tense = "as it was known on" if self.day < today else "as it would be known on"
        return f"{tense} {british(self.day)}"
