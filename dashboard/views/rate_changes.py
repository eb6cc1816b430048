"""Each force's newest rate of recording against the one before it: only where the two can be compared."""

from __future__ import annotations

from dashboard.domain.change import change_between, points_words
from dashboard.domain.view_model import Column
from dashboard.store.queries.facts import Record
from dashboard.views import columns as c
from dashboard.views.inspection_rows import recency

NOT_COMPARABLE = "not comparable"

# Programmes that audited in one way; a re-inspection repeats what it re-inspects.
ONE_METHOD = ({"CDI2016-20", "CDI-reinspection"},)
COLUMNS = (
    c.FORCE,
    c.FORCE_CODE,
    Column("before_pct", "Rate before", "%", missing="no earlier rate"),
    Column("before_lower_pct", "Lower limit before", "%", missing="not published"),
    Column("before_upper_pct", "Upper limit before", "%", missing="not published"),
    Column("before_programme", "Programme before", missing="no earlier rate"),
    Column("before_on", "Published before", missing="no earlier rate"),
    Column("before_precision", "Precision before"),
    Column("recorded_pct", "Newest rate", "%"),
    Column("recorded_pct_missing", "Why no rate"),
    c.LOWER_PCT,
    c.UPPER_PCT,
    c.PROGRAMME,
    c.PUBLISHED_ON,
    c.PUBLISHED_PRECISION,
    Column("difference_pct", "Difference", "percentage points", missing="not compared"),
    Column("difference_pct_missing", "Why no difference"),
    Column("difference_lower_pct", "Lower limit of the difference", "percentage points", missing="not compared"),
    Column("difference_upper_pct", "Upper limit of the difference", "percentage points", missing="not compared"),
    Column("reading", "Reading"),
    Column("before_source_id", "Source before", missing="no earlier rate"),
    c.SOURCE_ID,
)
PAGE_COLUMNS = (
    "force",
    "before_pct",
    "before_on",
    "recorded_pct",
    "published_on",
    "difference_pct",
    "reading",
    "before_source_id",
    "source_id",
)


def comparable(one: str, other: str) -> bool:
    """Whether rates of two programmes were made in one way."""
    return one == other or any({one, other} <= group for group in ONE_METHOD)


def rate_changes(results: list[Record]) -> list[Record]:
    """One row a force with two all-crime rates or more, 2014 samples left aside."""
    by_force: dict[str, list[Record]] = {}
    for row in sorted(results, key=recency):
        if row["measure"] == "all_crime" and row["recorded_pct"] is not None and row["programme"] != "CDI2014":
            by_force.setdefault(row["force_code"], []).append(row)
    rows = [_row(rates[-2], rates[-1]) for rates in by_force.values() if len(rates) > 1]
    return sorted(rows, key=lambda r: r["force"])


def _row(before: Record, after: Record) -> Record:
    limits = [(r["lower_pct"], r["upper_pct"]) for r in (before, after)]
    row = {
        **after,
        "before_pct": before["recorded_pct"],
        "before_lower_pct": before["lower_pct"],
        "before_upper_pct": before["upper_pct"],
        "before_programme": before["programme"],
        "before_on": before["published_on"],
        "before_precision": before["published_precision"],
        "before_source_id": before["source_id"],
    }
    if not comparable(before["programme"], after["programme"]):
        why = f"not comparable: {before['programme']} and {after['programme']} audit differently"
        return {**row, "reading": why, "change": None, "difference_pct_missing": NOT_COMPARABLE}
    change = change_between(before["recorded_pct"], limits[0], after["recorded_pct"], limits[1])
    return {
        **row,
        "difference_pct": round(change.difference, 2) if change.difference is not None else None,
        "difference_lower_pct": round(change.lower, 2) if change.lower is not None else None,
        "difference_upper_pct": round(change.upper, 2) if change.upper is not None else None,
        "difference_pct_missing": "no interval for both" if change.difference is None else None,
        "reading": change.reading,
        "change": change,
    }


def points_or_reading(row: Record) -> str:
    """A clear difference in points with its limits, or else the reading."""
    change = row.get("change")
    return points_words(change) if change is not None and change.is_clear else str(row["reading"])
