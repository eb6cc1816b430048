"""Small charts of several pairs on one scale, each with the split of its change and the ratings of its sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.domain.dates import british
from dashboard.domain.view_model import ChartMark, ChartSpec, Table
from dashboard.store.queries.facts import Record
from dashboard.views.comparability import effective_on, marks_of
from dashboard.views.pair_change import short_warning
from dashboard.views.pair_charts import BAND_COLUMNS, band_chart, band_rows
from dashboard.views.pair_held import PairYear
from dashboard.views.pair_split import split_words

LEAST_POINTS = 3


@dataclass(frozen=True)
class Small:
    """What one small chart shows: the pair's years, its events, the rows of its split, its row of changes,
    and what speaks against that change."""

    offence: str
    years: Sequence[PairYear]
    events: Sequence[Record]
    split: Sequence[Record]
    change: Record
    warning: str


def small_multiples(pairs: Sequence[Small], *, anyway: bool) -> tuple[list[Table], tuple[ChartSpec, ...]]:
    """One table and one chart a pair that has three years or more; all charts on one scale."""
    drawn: list[tuple[str, Small, list[Record]]] = []
    for number, pair in enumerate(pairs, start=1):
        breaks = [on for e in pair.events if e["is_break"] == "yes" and (on := effective_on(e))]
        rows = band_rows(pair.years, breaks, anyway=anyway)
        if len(rows) >= LEAST_POINTS:
            drawn.append((f"pair_{number}", pair, rows))
    most = max((r["upper"] or r["recorded_per_estimate"] for _, _, rows in drawn for r in rows), default=1.0)
    top = float(np.ceil(most * 5) / 5)
    tables = [
        Table.from_records(name, f"{pair.offence}: figures of its chart", BAND_COLUMNS, rows)
        for name, pair, rows in drawn
    ]
    charts = tuple(
        chart
        for name, pair, rows in drawn
        for chart in band_chart(
            rows, _breaks_inside(pair, rows), pair.offence, _beside(pair, anyway=anyway), name=name, top=top
        )
    )
    return tables, charts


def _breaks_inside(pair: Small, rows: Sequence[Record]) -> tuple[ChartMark, ...]:
    first, last = rows[0]["year_ending"], rows[-1]["year_ending"]
    found = [e for e in pair.events if e["is_break"] == "yes" and (on := effective_on(e)) and first < on <= last]
    return marks_of(found)


def _beside(pair: Small, *, anyway: bool) -> str:
    """The split of the change, how good each source is, and the warning where the reader overrode a refusal."""
    change = pair.change
    survey, recorded = (
        str(change.get(f"{side}_rating") or "not seen").split(" (")[0] for side in ("survey", "recorded")
    )
    faults = [f"year ending {british(y.year_ending, 'month')}: {one}" for y in pair.years for one in y.faults]
    mixed = [british(y.year_ending, "month") for y in pair.years if y.mixed and (anyway or not y.faults)]
    lines = (
        split_words(pair.split) if pair.split else "",
        f"Rated: survey {survey}; recorded {recorded}.",
        pair.warning,
        short_warning(faults) if anyway else "",
        f"Mixed editions, years ending: {', '.join(mixed)}." if mixed else "",
    )
    return "\n".join(filter(None, lines))
