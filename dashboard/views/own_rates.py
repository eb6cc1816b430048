"""Own audits and inspections in order of time, each with a label that tells it from the others."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.store.queries.facts import Record
from dashboard.views.own_pairs import measure_of, window_words


def rates_over_time(own: Sequence[Record], inspected: Sequence[Record], *, everybody: bool) -> list[Record]:
    """Both kinds of figure; with all forces chosen, those of forces that have sent in audits."""
    senders = {row["force_code"] for row in own}
    rows = [
        {**row, "who": "own audit", "measure": measure_of(row) or row["audit_type"],
         "label": f"{row['force']}, {_crimes({'measure': measure_of(row) or row['audit_type']})}{row['audit_id']} (own)"}
        for row in own
    ] + [
        {
            **found,
            "who": "inspectorate",
            "label": f"{found['force']}, {_crimes(found)}{found['programme']}, {window_words(found)}",
            "period_start": found["start"],
            "period_end": found["end"],
            "rate_missing": None,
            "lower_pct": found["lower_pct"] if found["counts"] else _edge(found, -1),
            "upper_pct": found["upper_pct"] if found["counts"] else _edge(found, 1),
            "method": "Wilson" if found["counts"] else "as published",
            "level": 95.0,
        }
        for found in inspected
        if not everybody or found["force_code"] in senders
    ]  # fmt: skip
    return sorted(rows, key=lambda r: (r["force"], r["measure"], _day_in_order(r), r["who"], r["label"]))


def _day_in_order(row: Record) -> str:
    return str(row["period_end"] or row.get("published_on") or "")


def _crimes(found: Record) -> str:
    """The crimes of a figure that is not of all crime, to tell its label from the others of the inspection."""
    return "" if found["measure"] == "all_crime" else f"{found['measure'].replace('_', ' ')}, "


def _edge(found: Record, side: int) -> float | None:
    return None if found["margin_pct"] is None else round(found["rate_pct"] + side * found["margin_pct"], 4)
