"""The ratio itself over time: what was published, and what can be worked out of the pair, with its limits."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.domain.dates import british
from dashboard.domain.view_model import ChartMark, ChartSpec, Column
from dashboard.store.queries.facts import Record
from dashboard.views import columns as c
from dashboard.views.pair_rows import with_segments

PUBLISHED = "Published, all comparable offences"
LEAST = 2
RATIO_CHART_COLUMNS = (
    Column("year_ending", "Year ending"),
    Column("series", "Series"),
    Column("ratio", "Recorded for each survey incident known to the police", "ratio"),
    Column("lower", "Lower limit", "ratio", missing="no interval can be given"),
    Column("upper", "Upper limit", "ratio", missing="no interval can be given"),
    Column("segment", "Part between breaks"),
    Column("interval_basis", "What the limits rest on"),
    c.SOURCE_ID,
)


def ratio_rows(rows: Sequence[Record], own_series: str) -> list[Record]:
    """The rows of the table `ratios` that have a ratio; a line joins only years that follow each other in one edition.

    `own_series` is what the ratios worked out here are called.
    """
    found: list[Record] = []
    for series, published in ((PUBLISHED, True), (own_series, False)):
        own = [
            {
                "year_ending": r["year_ending"],
                "series": series,
                "ratio": r["ratio"],
                "lower": r.get("ratio_lower"),
                "upper": r.get("ratio_upper"),
                "interval_basis": r["interval_basis"],
                "edition": (r.get("recorded_part"), r.get("estimate_part"), r.get("share_source_id")),
                "source_id": r["source_id"],
            }
            for r in rows
            if r["ratio"] is not None and bool(r["published"]) is published
        ]
        found += with_segments(own, ())
    return found if len(found) >= LEAST else []


def ratio_chart(rows: Sequence[Record], marks: tuple[ChartMark, ...], warning: str) -> tuple[ChartSpec, ...]:
    """The ratio with its limits; nothing where fewer than two ratios are known."""
    if not rows:
        return ()
    said = "; ".join(f"{r['series']}, year ending {british(r['year_ending'], 'month')}: {r['ratio']:.2f}" for r in rows)
    return (
        ChartSpec(
            name="ratio",
            kind="series",
            table="ratio",
            title=_finding(rows),
            subtitle="Recorded for each survey incident known to the police; 1 would mean each recorded once. Bars: 95 % limits "
            f"where they can be given. A point stands alone where the year beside it has no ratio. {warning}".strip(),
            alt=f"Ratios that are known: {said}.",
            roles={
                "date": "year_ending",
                "value": "ratio",
                "series": "series",
                "segment": "segment",
                "lower": "lower",
                "upper": "upper",
            },
            marks=marks,
            options={"zero": True, "axis_title": "Ratio", "interval": "bars", "decimals": 2},
        ),
    )


def _finding(rows: Sequence[Record]) -> str:
    """The newest ratio of each series with its limits."""
    newest = {r["series"]: r for r in sorted(rows, key=lambda r: r["year_ending"])}
    said = "; ".join(f"{series}: {r['ratio']:.2f} {_limits(r)}" for series, r in newest.items())
    return f"Newest ratios: {said}"


def _limits(row: Record) -> str:
    limits = f"{row['lower']:.2f} to {row['upper']:.2f}" if row["lower"] and row["upper"] else "no interval"
    return f"({limits}; year ending {british(row['year_ending'], 'month')})"
