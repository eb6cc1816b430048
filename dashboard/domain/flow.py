"""How items come and go: opening + new − closed + reopened = closing, in every period, whatever happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.domain.due import last_of_month, months_after
from dashboard.domain.recommendations import ENDED

OPENS = frozenset({"issued", "awaiting review", "being progressed", "open", "with issuer for review", "reopened"})


@dataclass(frozen=True)
class Flow:
    """One period's balance, in items."""

    start: date
    end: date
    opening: int
    new: int
    closed: int
    reopened: int
    closing: int


def quarters(first: date, last: date) -> list[tuple[date, date]]:
    """Calendar quarters from the one that `first` is in to the one that `last` is in; the last ends on `last`."""
    start = date(first.year, 3 * ((first.month - 1) // 3) + 1, 1)
    found = []
    while start <= last:
        end = min(last_of_month(months_after(start, 2)), last)
        found.append((start, end))
        start = months_after(start, 3)
    return found


def changes_of(begun: date | None, statuses: Iterable[Mapping[str, Any]]) -> list[tuple[date, str]]:
    """The days on which one item began, ended and was reopened, in order.

    `statuses` are the issuer's status entries in order, with happened_on and status.  An item begins on the day it was
    issued or, if that is earlier, on the day of its first entry.  Anything after an end that is no end reopens it.
    """
    ordered = [s for s in statuses if s["status"] in ENDED or s["status"] in OPENS]
    days = [begun] if begun else []
    if ordered:
        days.append(ordered[0]["happened_on"])
    if not days:
        return []
    found, is_open = [(min(days), "new")], True
    for entry in ordered:
        ends = entry["status"] in ENDED
        if ends == is_open:
            # A date before the item began is a slip at source; the item cannot end before it is there.
            found.append((max(entry["happened_on"], found[-1][0]), "closed" if ends else "reopened"))
            is_open = not ends
    return found


def flow(items: Sequence[Sequence[tuple[date, str]]], periods: Sequence[tuple[date, date]]) -> list[Flow]:
    """The balance of each period; `items` are lists from `changes_of`, `periods` follow each other without a gap."""
    if not periods:
        return []
    moves = sorted((day, what) for item in items for day, what in item)
    step = {"new": 1, "closed": -1, "reopened": 1}
    opening = sum(step[what] for day, what in moves if day < periods[0][0])
    found = []
    for start, end in periods:
        counts = {what: sum(1 for day, w in moves if w == what and start <= day <= end) for what in step}
        closing = opening + counts["new"] - counts["closed"] + counts["reopened"]
        found.append(Flow(start, end, opening, counts["new"], counts["closed"], counts["reopened"], closing))
        opening = closing
    return found
