"""Limits of a funnel, where forces lie against them, and how far they differ beyond chance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from dashboard.domain.figures import rounded
from dashboard.stats.funnel import ALARM, ALERT, funnel_limits, funnel_limits_exact, funnel_p_values
from dashboard.stats.multiplicity import adjust_benjamini_hochberg, adjust_holm
from dashboard.stats.overdispersion import overdispersion
from dashboard.store.queries.facts import Record
from dashboard.views.funnel_groups import FEWEST_FORCES

EXACT_BELOW = 100
CURVE_POINTS = 40


def with_limits(found: Sequence[Record]) -> list[Record]:
    """The forces of one group with limits at their own number of crimes, their position and adjusted p-values."""
    recorded, due = (np.array([r[name] for r in found], dtype=float) for name in ("crimes_recorded", "crimes_due"))
    average = float(recorded.sum() / due.sum())
    if not 0 < average < 1:
        return []
    # The normal limits are too rough for the smallest audits, and all must stand by one method.
    limits = _limits(average, due, exact=bool(due.min() < EXACT_BELOW))
    p_values = funnel_p_values(recorded, due, average)
    holm, benjamini = adjust_holm(p_values), adjust_benjamini_hochberg(p_values)
    return [
        {
            **row,
            **{name: values[at] for name, values in limits.items()},
            "average_pct": round(100 * average, 4),
            "position": _position(row["rate_pct"], {name: values[at] for name, values in limits.items()}),
            "p_holm": round(float(holm[at]), 6),
            "p_benjamini_hochberg": round(float(benjamini[at]), 6),
        }
        for at, row in enumerate(found)
    ]


def _limits(average: float, due: Any, *, exact: bool) -> dict[str, list[Any]]:
    """Limits at given numbers of crimes, all by one method, so that a curve has no step in it."""
    limits: dict[str, list[Any]] = {"limits": ["exact" if exact else "normal"] * len(due)}
    method = funnel_limits_exact if exact else funnel_limits
    for name, level in (("alert", ALERT), ("alarm", ALARM)):
        for end, values in zip(("lower", "upper"), method(average, due, confidence=level), strict=True):
            limits[f"{name}_{end}_pct"] = [round(100 * float(value), 4) for value in values]
    return limits


def _position(rate: float, limits: dict[str, Any]) -> str:
    if rate < limits["alarm_lower_pct"] or rate > limits["alarm_upper_pct"]:
        return "outside the 99.8 % limits"
    if rate < limits["alert_lower_pct"] or rate > limits["alert_upper_pct"]:
        return "outside the 95 % limits"
    return "inside the limits"


def curve(rows: list[Record]) -> list[Record]:
    """The limits at sizes between the smallest audit and the largest, by the method of the forces' own."""
    if not rows:
        return []
    most = max(r["crimes_due"] for r in rows)
    sizes = np.unique(np.linspace(max(5, min(r["crimes_due"] for r in rows) // 2), most * 1.1, CURVE_POINTS).round())
    average = rows[0]["average_pct"] / 100
    limits = _limits(average, sizes, exact=rows[0]["limits"] == "exact")
    return [
        {
            "crimes_due": int(size),
            "average_pct": rows[0]["average_pct"],
            **{name: values[at] for name, values in limits.items()},
        }
        for at, size in enumerate(sizes)
    ]


def spread_words(rows: list[Record]) -> str:
    """Whether the forces differ more than chance explains; blank where they are too few to tell."""
    if len(rows) < FEWEST_FORCES:
        return ""
    found = overdispersion(
        [r["crimes_recorded"] for r in rows], [r["crimes_due"] for r in rows], rows[0]["average_pct"] / 100
    )
    if found.is_beyond_chance:
        return (
            f"The forces differ more than chance explains (overdispersion {rounded(found.scale, 1)}, where 1 is chance alone; a spread "
            f"between forces of {rounded(100 * found.between_variance**0.5, 1)} points): that a force lies outside says little by itself."
        )
    return (
        f"The spread between the forces is no more than chance often gives (overdispersion {rounded(found.scale, 1)})."
    )
