"""The sampling error of one survey estimate: published, bounded by published flags, or not to be given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from dashboard.domain.dates import british
from dashboard.stats.flag_bounds import Bound, bound_on_change, cv_of_level
from dashboard.stats.intervals import normal_quantile
from dashboard.store.queries.facts import Record

NO_INTERVAL = "no interval can be given"
# The sample was cut in April 2012: bases and design are alike from then on (event 2012-04-survey-change).
DESIGN_FROM = date(2012, 4, 1)
Z = normal_quantile(0.95)


@dataclass(frozen=True)
class Error:
    """A coefficient of variation as a proportion (NaN for none), what it rests on, and the source that says so."""

    cv: float = float("nan")
    basis: str = NO_INTERVAL
    source_id: str = ""

    @property
    def is_known(self) -> bool:
        """Whether an interval can be given."""
        return bool(np.isfinite(self.cv))


NOT_KNOWN = Error()


@dataclass(frozen=True)
class FlagBound:
    """The error of a log change to one year as its significance flags bound it, with the bases behind it."""

    bound: Bound
    compared_end: date
    bases: dict[date, int] = field(default_factory=dict)
    source_id: str = ""

    def level(self, end: date) -> Error:
        """The error of one year's estimate, where that year is among those compared."""
        if not np.isfinite(self.bound.safe) or end not in self.bases or self.compared_end not in self.bases:
            return Error()
        ours = self.bases[end]
        others = [n for day, n in self.bases.items() if day != self.compared_end]
        theirs = max(others) if end == self.compared_end else self.bases[self.compared_end]
        cv = float(cv_of_level(self.bound.safe, ours, theirs))
        words = (
            f"bound: at most {100 * cv:.1f} % of the estimate, from published significance flags of changes to the year "
            f"ending {british(self.compared_end, 'month')}"
        )
        return Error(cv, words, self.source_id)


def flag_bound(changes: Sequence[Record], estimates: Sequence[Record]) -> FlagBound | None:
    """What the newest set of flags about one survey type bounds; None where there are no flags on this design."""
    usable = [
        c
        for c in changes
        if c["base_start"] >= DESIGN_FROM and c["significant"] in ("yes", "no") and (c["change_pct"] or -100) > -100
    ]
    if not usable:
        return None
    newest = max(c["compared_end"] for c in usable)
    group = [c for c in usable if c["compared_end"] == newest]
    bound = bound_on_change(
        [float(np.log1p(c["change_pct"] / 100)) for c in group], [c["significant"] == "yes" for c in group]
    )
    ends = {c["base_end"] for c in group} | {newest}
    bases = {
        e["period_end"]: e["unweighted_base"]
        for e in estimates
        if e["measure"] == "incidents" and e["period_end"] in ends and e["unweighted_base"]
    }
    return FlagBound(bound, newest, bases, group[0]["source_id"]) if len(bases) > 1 else None


def error_of(estimate: Record, same_year: Sequence[Record], flags: FlagBound | None) -> Error:
    """The error of an estimate of incidents: its own, that of the rate for the same year and offence, or the flags'."""
    for row in [estimate, *(r for r in same_year if r["measure"] == "incidents"), *same_year]:
        of_rate = "" if row["measure"] == "incidents" else f" of the rate {row['unit']}"
        if row["standard_error"]:
            return Error(
                row["standard_error"] / row["estimate"], f"published standard error{of_rate}", row["source_id"]
            )
        if row["lower"] is not None and row["upper"] is not None and row["estimate"]:
            half = (row["upper"] - row["lower"]) / 2
            return Error(half / Z / row["estimate"], f"published interval{of_rate}", row["source_id"])
    return flags.level(estimate["period_end"]) if flags else Error()


def share_error(share: Record, *, incidents: float | None, design_factor: float | None) -> Error:
    """The error of a share known to the police, as a proportion of it.

    `incidents` is about how many incident records lie behind it, where the table does not say; `design_factor` the
    largest one published, which stands in for that of the share.
    """
    known = share["known_pct"] / 100
    if share["lower_pct"] is not None and share["upper_pct"] is not None:
        half = (share["upper_pct"] - share["lower_pct"]) / 200
        return Error(half / Z / known, "share: published interval", share["source_id"])
    records = share["unweighted_base"] or incidents
    if not records or not design_factor or known >= 1:
        return Error()
    where = "its published base" if share["unweighted_base"] else "about as many records as the rate and base imply"
    cv = float(np.sqrt((1 - known) / (known * records / design_factor**2)))
    return Error(cv, f"share: {where}, design factor {design_factor:g} assumed", share["source_id"])
