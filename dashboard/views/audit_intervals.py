"""Rates of audits with their intervals, by the method that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from dashboard.domain.audit_lists import CENSUS
from dashboard.domain.filters import FilterDefinition
from dashboard.stats.exact_intervals import (
    clopper_pearson_interval,
    jeffreys_interval,
    mid_p_interval,
    zero_failures_bound,
)
from dashboard.stats.finite_population import needs_finite_correction, wilson_interval_finite
from dashboard.store.queries.facts import Record

LEVEL = 0.95
EXACT = "all cases audited"
WILSON, ZERO_FAILURES = "wilson", "zero-failures"
# By the name asked for: the words beside the interval, and the function; Wilson and the bound go their own ways.
METHODS: dict[str, tuple[str, Callable[..., tuple[Any, Any]] | None]] = {
    WILSON: ("Wilson", None),
    "clopper-pearson": ("Clopper-Pearson", clopper_pearson_interval),
    "jeffreys": ("Jeffreys", jeffreys_interval),
    "mid-p": ("mid-P", mid_p_interval),
    ZERO_FAILURES: ("Wilson; one-sided bound where no crime was missed", None),
}
BOUND = "zero failures, one-sided"
METHOD = FilterDefinition("method", "Method of interval", "choice", choices=tuple(METHODS), default=WILSON)


def method_words(method: str) -> str:
    """The method as sentences and subtitles name it."""
    return METHODS[method or WILSON][0]


def add_rates(rows: list[Record], *, level: float = LEVEL, method: str = WILSON) -> None:
    """Add rate_pct, lower_pct, upper_pct, method and level to rows that have counts, all rows at once.

    Wilson, unless told otherwise, with the finite population where more than a twentieth of it was audited; the other
    methods take the population as endless.  Where all cases were audited, the rate is exact and has no interval.
    """
    for row in rows:
        row.update(rate_pct=None, lower_pct=None, upper_pct=None, method=None, level=None)
    with_counts = [row for row in rows if not row["rate_missing"]]
    if not with_counts:
        return
    recorded, due = (
        np.array([row[name] for row in with_counts], dtype=float) for name in ("crimes_recorded", "crimes_due")
    )
    population = np.array([np.nan if row.get("population") is None else row["population"] for row in with_counts])
    lower, upper, words = _limits(method or WILSON, recorded, due, population, level)
    for at, row in enumerate(with_counts):
        row["rate_pct"] = round(100 * row["crimes_recorded"] / row["crimes_due"], 4)
        if row.get("sampling_method") == CENSUS or population[at] == due[at]:
            row["method"] = EXACT
            continue
        row.update(
            lower_pct=round(100 * float(lower[at]), 4),
            upper_pct=round(100 * float(upper[at]), 4),
            method=words[at],
            level=100 * level,
        )


def _limits(method: str, recorded: Any, due: Any, population: Any, level: float) -> tuple[Any, Any, list[str]]:
    """Lower and upper limits as shares, and the name of the method row by row."""
    name, function = METHODS[method]
    if function is not None:
        lower, upper = function(recorded, due, confidence=level)
        return lower, upper, [name] * len(due)
    corrected = needs_finite_correction(due, np.where(np.isnan(population), np.inf, population))
    lower, upper = wilson_interval_finite(recorded, due, np.where(corrected, population, np.nan), confidence=level)
    words = ["Wilson, finite population" if one else "Wilson" for one in corrected]
    if method == ZERO_FAILURES:
        clean = recorded == due
        lower = np.where(clean, 1 - zero_failures_bound(due, confidence=level), lower)
        upper = np.where(clean, 1.0, upper)
        words = [BOUND if one else word for one, word in zip(clean, words, strict=True)]
    return lower, upper, words
