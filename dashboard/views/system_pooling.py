"""Rates of recording by the system in use at the time: pooled by family, and before and after a go-live."""

from __future__ import annotations

import math
from datetime import date
from itertools import combinations

from dashboard.domain.dates import add_months, british, first_day
from dashboard.domain.measured import Window
from dashboard.stats.differences import difference_from_margins, is_clear_change
from dashboard.stats.pooling import Pooled, random_effects, standard_error_of_margin
from dashboard.store.queries.facts import Record

# Below this many forces a family is counted and not judged: a spread between forces cannot be seen in so few.
LEAST_FORCES = 5
BY_THEN, ANY_YEAR = "stated by then", "any year"


def day_of(rate: Record) -> date | None:
    """The day a rate is about: the end of its audit, None where that is not held; a report's day says nothing of it."""
    return Window.of_inspection(rate).end


def system_at(rate: Record, statements: list[Record], *, matching: str) -> Record | None:
    """The statement about the system in use when a rate was measured, or None where no source says.

    "stated by then" takes the newest statement of use for the year of the rate or an earlier one, leaving aside systems
    that had not begun or had ended; "any year" takes the newest statement of use whatever its year.
    """
    day = day_of(rate)
    if day is None:
        return None
    fitting = [s for s in statements if s["force_code"] == rate["force_code"] and s["is_in_use"] and _runs_on(s, day)]
    if matching == BY_THEN:
        fitting = [s for s in fitting if _stated_by(s, day)]
    return max(fitting, key=lambda s: (s["as_at_year"] or 0, s["system"]), default=None)


def _runs_on(statement: Record, day: date) -> bool:
    started, ended = statement["go_live_on"], statement["ended_on"]
    return (started is None or started <= day) and (ended is None or day <= ended)


def _stated_by(statement: Record, day: date) -> bool:
    """A statement with its own start holds from it; any other only from the year that it describes."""
    if statement["go_live_on"] is not None:
        return True
    return statement["as_at_year"] is not None and statement["as_at_year"] <= day.year


def pooled_families(rates: list[Record]) -> list[Record]:
    """One row a family: pooled by random effects where there are enough forces, only counted where there are not."""
    lines = []
    for family in sorted({r["family"] for r in rates}):
        of = [r for r in rates if r["family"] == family]
        lines.append({"family": family, **_described(of), **_pooled(of)})
    return lines


def _described(rates: list[Record]) -> Record:
    days = [day for r in rates if (day := day_of(r))]
    return {
        "forces": len({r["force_code"] for r in rates}),
        "programmes": "; ".join(sorted({r["programme"] for r in rates})),
        "first_year": min(days).year if days else None,
        "last_year": max(days).year if days else None,
    }


def _pooled(rates: list[Record]) -> Record:
    with_margin = [r for r in rates if r["margin_pct"]]
    nothing = dict.fromkeys(
        ("pooled_pct", "lower_pct", "upper_pct", "prediction_lower_pct", "prediction_upper_pct", "i_squared_pct")
    )
    pooled_forces = len(with_margin)
    if pooled_forces < LEAST_FORCES:
        why = f"too few to judge: {pooled_forces} with a margin, {LEAST_FORCES} needed"
        return {**nothing, "pooled_forces": pooled_forces, "pooled_pct_missing": why, "judged": "too few to judge"}
    found: Pooled = random_effects(
        [r["recorded_pct"] for r in with_margin],
        standard_error_of_margin([r["margin_pct"] for r in with_margin]),
        method="paule-mandel",
        interval="hksj",
    )
    return {
        "pooled_forces": pooled_forces,
        "pooled_pct": round(found.estimate, 2),
        "pooled_pct_missing": None,
        "lower_pct": round(found.lower, 2),
        "upper_pct": round(found.upper, 2),
        "prediction_lower_pct": round(found.prediction_lower, 2),
        "prediction_upper_pct": round(min(found.prediction_upper, 100.0), 2),
        "i_squared_pct": round(100 * found.i_squared, 1),
        "judged": "yes",
    }


def overlap_rows(rates: list[Record]) -> list[Record]:
    """How many forces of each family were measured in which programme and year: what the families have in common."""
    counts: dict[tuple[str, int, str], set[str]] = {}
    for r in rates:
        day = day_of(r)
        if day:
            counts.setdefault((r["programme"], day.year, r["family"]), set()).add(r["force_code"])
    return [
        {"programme": programme, "year": year, "family": family, "forces": len(codes)}
        for (programme, year, family), codes in sorted(counts.items())
    ]


def family_differences(families: list[Record]) -> list[Record]:
    """For every two families that are judged: their difference with its interval, and whether it is clear."""
    judged = [f for f in families if f["judged"] == "yes"]
    lines = []
    for one, other in combinations(judged, 2):
        half = [(f["upper_pct"] - f["lower_pct"]) / 2 for f in (one, other)]
        gap, low, high = difference_from_margins(one["pooled_pct"], half[0], other["pooled_pct"], half[1])
        clear = bool(is_clear_change(low, high))
        lines.append(
            {
                "family": one["family"],
                "other_family": other["family"],
                "difference_pct": round(float(gap), 2),
                "lower_pct": round(float(low), 2),
                "upper_pct": round(float(high), 2),
                "reading": "the intervals of the two leave a difference" if clear else "no clear difference",
            }
        )
    return lines


def go_live_rows(rates: list[Record], statements: list[Record], *, window_years: float) -> list[Record]:
    """One row a go-live known to its month: the nearest rate before and after it within the window, and their difference."""
    lines = []
    for s in statements:
        if s["go_live_on"] is None or s["go_live_precision"] not in ("day", "month"):
            continue
        begin = first_day(s["go_live_on"], s["go_live_precision"])
        months = round(12 * window_years)
        first, last = add_months(begin, -months), add_months(s["go_live_on"], months)
        own = [(day, r) for r in rates if r["force_code"] == s["force_code"] and (day := day_of(r))]
        before = max((p for p in own if first <= p[0] < begin), key=lambda p: p[0], default=None)
        # An audit that began before the go-live measured both systems, and so neither.
        after = min(
            (p for p in own if s["go_live_on"] < (p[1]["audit_start"] or p[0]) and p[0] <= last),
            key=lambda p: p[0],
            default=None,
        )
        lines.append(
            {
                "force": s["force"],
                "force_code": s["force_code"],
                "system": s["system"],
                "go_live_on": s["go_live_on"],
                "go_live_precision": s["go_live_precision"],
                "window": f"{british(first)} to {british(last)}",
                **_side("before", before[1] if before else None),
                **_side("after", after[1] if after else None, is_astride=any(begin <= p[0] <= last for p in own)),
                **_change(before[1] if before else None, after[1] if after else None),
                "source_id": s["source_id"],
            }
        )
    return lines


def _side(name: str, rate: Record | None, *, is_astride: bool = False) -> Record:
    """The rate of one side; `is_astride` where the only ones of the window come from audits that began before the go-live."""
    if rate is None:
        why = "a rate is held, but its audit began before the go-live" if is_astride else "no rate within the window"
        return {f"{name}_pct": None, f"{name}_pct_missing": why}
    return {
        f"{name}_pct": rate["recorded_pct"],
        f"{name}_lower_pct": rate["lower_pct"],
        f"{name}_upper_pct": rate["upper_pct"],
        f"{name}_on": day_of(rate),
        f"{name}_programme": rate["programme"],
        f"{name}_source_id": rate["source_id"],
    }


def _change(before: Record | None, after: Record | None) -> Record:
    missing = {"difference_pct": None, "lower_pct": None, "upper_pct": None}
    if before is None or after is None:
        return {**missing, "reading": "cannot be compared: no rate on both sides"}
    if before["programme"] != after["programme"]:
        why = f"not comparable: {before['programme']} before, {after['programme']} after"
        return {**missing, "reading": why}
    if not before["margin_pct"] or not after["margin_pct"]:
        return {**missing, "reading": "cannot be compared: no margin published on both sides"}
    gap, low, high = (
        float(v)
        for v in difference_from_margins(
            after["recorded_pct"], after["margin_pct"], before["recorded_pct"], before["margin_pct"]
        )
    )
    clear = not math.isnan(low) and bool(is_clear_change(low, high))
    words = "no clear change" if not clear else "higher after the go-live" if gap > 0 else "lower after the go-live"
    return {
        "difference_pct": round(gap, 2),
        "lower_pct": round(low, 2),
        "upper_pct": round(high, 2),
        "reading": f"{words}; what else changed meanwhile is not known",
    }
