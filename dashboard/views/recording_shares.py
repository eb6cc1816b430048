"""Recorded counts divided by the share that audits found recorded, for the years and offences an audit covered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from dashboard.domain.view_model import Column
from dashboard.stats.pooling import random_effects, standard_error_of_margin
from dashboard.stats.recording_share import if_all_recorded
from dashboard.store.queries.facts import Record
from dashboard.views import columns as c
from dashboard.views.pair_rows import rounded

ALL_CRIME, VIOLENCE = "All crime excluding fraud", "Violence against the person"
COUNTED = {ALL_CRIME: "All offences excluding fraud", VIOLENCE: "Violence against the person"}
POOLED_MEASURES = {"all_crime": ALL_CRIME, "violence": VIOLENCE}
LEAST_POOLED = 5
HALF_A_YEAR = 183
NOT_A_STATISTIC = "analysis of this product, not a statistic"

SCENARIO_COLUMNS = (
    Column("year_ending", "Year ending"),
    Column("scope", "Offences"),
    Column("recorded", "Recorded, as published", "thousand offences"),
    Column("accuracy_pct", "Share recorded", "%"),
    Column("accuracy_lower_pct", "Lower limit", "%", missing="not published"),
    Column("accuracy_upper_pct", "Upper limit", "%", missing="not published"),
    Column("if_all_recorded", "As if every reported crime had been recorded", "thousand offences"),
    Column("if_all_lower", "Lower limit", "thousand offences", missing="no interval"),
    Column("if_all_upper", "Upper limit", "thousand offences", missing="no interval"),
    Column("accuracy_basis", "Where the share comes from"),
    c.FIGURE_CLASS,
    Column("accuracy_source_id", "Source of the share", missing="several inspections"),
    c.SOURCE_ID,
)


def scenario_rows(national: Sequence[Record], results: Sequence[Record], counts: Sequence[Record]) -> list[Record]:
    """Years to March whose larger part lies in an audit's window, for the offences the audit covered."""
    rows = []
    for share in [*_national_shares(national), *_pooled_shares(results)]:
        for count in newest_counts(counts, COUNTED[share["scope"]]):
            start, end = count["period_start"], count["period_end"]
            inside = (min(end, share["end"]) - max(start, share["start"])).days + 1
            if end.month == 3 and inside >= HALF_A_YEAR:
                rows.append(_scenario_row(share, count))
    return sorted(rows, key=lambda r: (r["scope"], r["year_ending"], r["accuracy_basis"]))


def _scenario_row(share: Record, count: Record) -> Record:
    limits = [float("nan") if share[name] is None else share[name] / 100 for name in ("lower", "upper")]
    value, low, high = if_all_recorded(count["offences"] / 1000, share["pct"] / 100, *limits)
    return {
        "year_ending": count["period_end"],
        "scope": share["scope"],
        "recorded": rounded(count["offences"] / 1000),
        "accuracy_pct": share["pct"],
        "accuracy_lower_pct": share["lower"],
        "accuracy_upper_pct": share["upper"],
        "if_all_recorded": rounded(float(value), 1),
        "if_all_lower": rounded(float(low), 1) if np.isfinite(low) else None,
        "if_all_upper": rounded(float(high), 1) if np.isfinite(high) else None,
        "accuracy_basis": share["basis"],
        "class": NOT_A_STATISTIC,
        "accuracy_source_id": share["source_id"],
        "source_id": count["source_id"],
    }


def _national_shares(national: Sequence[Record]) -> list[Record]:
    found = []
    for n in national:
        scope = VIOLENCE if n["scope"] == VIOLENCE else ALL_CRIME if n["scope"].startswith("All crime") else ""
        if not scope or "average" in n["scope"] or n["period_start"] is None or n["period_end"] is None:
            continue
        margin = n["margin_pct"]
        found.append(
            {
                "scope": scope,
                "start": n["period_start"],
                "end": n["period_end"],
                "pct": n["recorded_pct"],
                "lower": n["recorded_pct"] - margin if margin is not None else None,
                "upper": min(n["recorded_pct"] + margin, 100) if margin is not None else None,
                "basis": f"national, {n['period_words']}; "
                + ("published margin" if margin else "no interval published"),
                "source_id": n["source_id"],
            }
        )
    return found


def _pooled_shares(results: Sequence[Record]) -> list[Record]:
    """One pooled share a programme and measure, over the inspections whose margin was published."""
    groups: dict[tuple[str, str], list[Record]] = {}
    for r in results:
        held = r["recorded_pct"] is not None and r["margin_pct"] and r["audit_start"] and r["audit_end"]
        if r["measure"] in POOLED_MEASURES and held:
            groups.setdefault((r["programme"], r["measure"]), []).append(r)
    found = []
    for (programme, measure), rows in sorted(groups.items()):
        if len(rows) < LEAST_POOLED:
            continue
        errors = standard_error_of_margin([r["margin_pct"] for r in rows])
        pooled = random_effects([r["recorded_pct"] for r in rows], errors, interval="hksj")
        found.append(
            {
                "scope": POOLED_MEASURES[measure],
                "start": min(r["audit_start"] for r in rows),
                "end": max(r["audit_end"] for r in rows),
                "pct": rounded(pooled.estimate, 2),
                "lower": rounded(pooled.lower, 2),
                "upper": rounded(min(pooled.upper, 100.0), 2),
                "basis": f"pooled over {len(rows)} force inspections of {programme}, random effects; forces count alike",
                "source_id": None,
            }
        )
    return found


def newest_counts(counts: Sequence[Record], name: str) -> list[Record]:
    """One whole-year count a year: the newest known, whichever publication states it; first hand breaks a tie of days.

    An older edition read first hand does not win over a newer one read second hand: its figure has been revised since.
    """
    best: dict[date, Record] = {}
    for row in sorted(counts, key=lambda r: (r["known_from"], not r["is_secondary"], r["source_id"])):
        if row["name"] == name and not row["is_code"]:
            best[row["period_end"]] = row
    return [best[end] for end in sorted(best)]
