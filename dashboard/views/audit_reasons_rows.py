"""Reasons of missed crimes as rows: counts, shares only where there are enough, and what an outsider may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from dashboard.domain.audit_lists import REASONS
from dashboard.stats.multinomial import goodman_intervals
from dashboard.store.queries.facts import Record
from dashboard.views.audit_common import FEWEST_SHOWN
from dashboard.views.question import Question

# Below this many misses a share says nothing, and an order would be an accident.
FEW_MISSES = 30
_ORDER = {code: at for at, code in enumerate(REASONS)}


def shown_reasons(question: Question, rows: Sequence[Record]) -> list[Record]:
    """The reasons of one audit's total: primary ones first, the commonest first where there are enough to say so."""
    found = [
        {
            **row,
            "reason_code": row["reason"],
            "reason": REASONS.get(row["reason"], row["reason"]),
            "crimes_missing": "hidden" if row["crimes"] is None else None,
        }
        for row in hide_few(question, rows)
        if row["breakdown"] == "total"
    ]
    for rank in ("primary", "secondary"):
        of_rank = [row for row in found if row["rank"] == rank]
        _add_shares(of_rank, is_whole=rank == "primary")
    return sorted(found, key=_place(found))


def _place(rows: Sequence[Record]) -> Any:
    total = sum(row["crimes"] or 0 for row in rows if row["rank"] == "primary")

    def place(row: Record) -> tuple[Any, ...]:
        size = -(row["crimes"] or 0) if total >= FEW_MISSES else 0
        return row["rank"], size, _ORDER.get(row["reason_code"], 99)

    return place


def _add_shares(rows: list[Record], *, is_whole: bool) -> None:
    """Simultaneous intervals for the shares, where every count is known and there are enough of them."""
    for row in rows:
        row.update(share_pct=None, lower_pct=None, upper_pct=None)
    counts = [row["crimes"] for row in rows]
    if not is_whole or len(rows) < 2 or None in counts or sum(counts) < FEW_MISSES:
        return
    lower, upper = goodman_intervals(counts)
    for at, row in enumerate(rows):
        row["share_pct"] = round(100 * row["crimes"] / sum(counts), 4)
        row["lower_pct"], row["upper_pct"] = round(100 * float(lower[at]), 4), round(100 * float(upper[at]), 4)


def hide_few(question: Question, rows: Sequence[Record]) -> list[Record]:
    """Unpublished counts of 1 to 4 are hidden from outsiders; where one alone is, the next smallest goes as well."""
    families: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        if row["figure_class"] == "unpublished" and not question.may_see(row["force_code"]):
            key = (
                "publication_id",
                "audit_id",
                "breakdown",
                "offence_group",
                "business_area",
                "reporting_route",
                "rank",
            )
            families[tuple(row[name] for name in key)].append(at)
    hidden: set[int] = set()
    for members in families.values():
        small = {at for at in members if rows[at]["crimes"] and rows[at]["crimes"] < FEWEST_SHOWN}
        hidden |= small
        rest = [at for at in members if at not in small and rows[at]["crimes"]]
        if len(small) == 1 and rest:
            hidden.add(min(rest, key=lambda at: rows[at]["crimes"]))
    return [{**row, "crimes": None} if at in hidden else dict(row) for at, row in enumerate(rows)]
