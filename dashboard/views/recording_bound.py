"""How much of the rise of the published ratio better recording can explain at most, from pairs of national audits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import numpy as np

from dashboard.domain.view_model import Column
from dashboard.stats.recording_share import recording_bound
from dashboard.store.queries.facts import Record
from dashboard.views import columns as c
from dashboard.views.pair_rows import rounded
from dashboard.views.published_ratio import newest_published, shown_ratio
from dashboard.views.recording_shares import NOT_A_STATISTIC

# The published ratio fell until 2013 and rose from then on (method of the statisticians' article).
RISE_FROM = date(2014, 12, 31)
NEAR_DAYS = 550
BOUND_COLUMNS = (
    Column("from_period", "From audit of"),
    Column("to_period", "To audit of"),
    Column("accuracy_from_pct", "Recorded then", "%"),
    Column("accuracy_to_pct", "Recorded later", "%"),
    Column("factor", "Better recording alone multiplies by", "ratio"),
    Column(
        "ratio_factor",
        "The ratio rose by a factor of at least",
        "ratio",
        missing="no published ratio near these audits",
    ),
    Column("share_explained_at_most", "Part of the rise, log scale, at most", "proportion", missing="not worked out"),
    Column("ratio_from", "Earlier ratio", "ratio", missing="none published"),
    Column("ratio_to", "Later ratio", "ratio", missing="none published"),
    Column("ratio_from_year", "Year ending of the earlier ratio", missing="none published"),
    Column("ratio_to_year", "Year ending of the later ratio", missing="none published"),
    Column("scope", "Scope of the audits"),
    c.FIGURE_CLASS,
    Column("from_source_id", "Source of the earlier audit"),
    Column("ratio_source_id", "Source of the later ratio", missing="none"),
    c.SOURCE_ID,
)


def bound_rows(national: Sequence[Record], ratios: Sequence[Record]) -> list[Record]:
    """Every earlier audit of all crime with every later one, the pair that is quoted most first."""
    audits = [n for n in national if n["scope"].startswith("All crime") and "average" not in n["scope"]]
    stated = [shown_ratio(r) for r in ratios]
    later = newest_published(stated)
    earlier = _earliest(stated, later)
    rows = []
    for one in audits:
        for two in audits:
            if _order(one) >= _order(two):
                continue
            rows.append(_bound_row(one, two, earlier, later))
    return sorted(rows, key=lambda r: (r["approximate"], -float(r["accuracy_to_pct"]), float(r["accuracy_from_pct"])))


def _bound_row(one: Record, two: Record, earlier: Record | None, later: Record | None) -> Record:
    accuracies = one["recorded_pct"] / 100, two["recorded_pct"] / 100
    row: Record = {
        "from_period": one["period_words"],
        "to_period": two["period_words"],
        "accuracy_from_pct": one["recorded_pct"],
        "accuracy_to_pct": two["recorded_pct"],
        "factor": rounded(accuracies[1] / accuracies[0]),
        "scope": f"{one['scope']}; {two['scope']}",
        "approximate": "yes" in (one["approximate"], two["approximate"]),
        "class": NOT_A_STATISTIC,
        "from_source_id": one["source_id"],
        "source_id": two["source_id"],
    }
    if earlier is None or later is None or not _spans(one, two, later):
        return row
    found = recording_bound(*accuracies, earlier["ratio"], later["ratio"])
    return {
        **row,
        "ratio_factor": rounded(found.ratio_factor),
        "share_explained_at_most": rounded(found.share_at_most) if np.isfinite(found.share_at_most) else None,
        "ratio_from": earlier["ratio"],
        "ratio_to": later["ratio"],
        "ratio_from_year": earlier["year_ending"],
        "ratio_to_year": later["year_ending"],
        "ratio_source_id": later["source_id"],
    }


def _earliest(stated: Sequence[Record], later: Record | None) -> Record | None:
    """The published ratio nearest before the later one; it may be read from words."""
    if later is None:
        return None
    before = [
        r
        for r in stated
        if r["published"] == "yes"
        and r["ratio"] is not None
        and r["year_ending"] < later["year_ending"]
        and r["offence_type"] == later["offence_type"]
    ]
    return max(before, key=lambda r: r["year_ending"], default=None)


def _spans(one: Record, two: Record, later: Record) -> bool:
    """Whether the audits stand at the two ends of the rise: before it began, and near the year of the later ratio."""
    return _order(one) <= RISE_FROM and abs((_order(two) - later["year_ending"]).days) <= NEAR_DAYS


def _order(audit: Record) -> date:
    """When an audit's window ended; the year its words name where the dates are not held."""
    if audit["period_end"]:
        end: date = audit["period_end"]
        return end
    years = re.findall(r"(?:19|20)\d\d", audit["period_words"])
    return date(int(years[-1]), 12, 31) if years else date.min
