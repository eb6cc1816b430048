"""Every pair of a page compared in two years: one row each, p-values adjusted for all of them, ratings beside them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dashboard.domain.view_model import Column
from dashboard.stats.multiplicity import adjust_benjamini_hochberg, adjust_holm
from dashboard.store.queries.facts import Record
from dashboard.views import columns as c
from dashboard.views.pair_change import Compared, change_row, reading
from dashboard.views.pair_choice import Pair
from dashboard.views.pair_scenarios import NOT_APPLIED

REFUSED = "refused"
CHANGE_COLUMNS = (
    Column("offence_type", "Offence type"),
    Column("measure", "Measure"),
    Column("from_period", "From year ending"),
    Column("to_period", "To year ending"),
    Column("value_from", "Earlier year", "ratio", missing="refused or not held"),
    Column("value_to", "Later year", "ratio", missing="refused or not held"),
    Column("change_pct", "Change", "%", missing="refused or not held"),
    Column("lower_pct", "Lower limit", "%", missing="no interval can be given"),
    Column("upper_pct", "Upper limit", "%", missing="no interval can be given"),
    Column("p_value", "p-value", "p", missing="no test"),
    Column("p_holm", "p-value, Holm", "p", missing="no test"),
    Column("p_bh", "p-value, Benjamini-Hochberg", "p", missing="no test"),
    Column("tests", "Comparisons on this page", "tests"),
    Column("equivalent", "Smaller than what matters", missing="no test"),
    Column("equivalence_p", "p-value of that test", "p", missing="no test"),
    Column("reading", "Reading"),
    Column("refused", "Refused because", missing="not refused"),
    Column("warning", "Warning", missing="none"),
    Column("change_log", "Change, log scale", "log points", missing="refused or not held"),
    Column("interval_basis", "What the limits rest on"),
    Column("survey_rating", "Rating of the survey", missing="not seen"),
    Column("recorded_rating", "Rating of recorded crime", missing="not seen"),
    Column("recorded_source_id", "Source of the recorded count", missing="none"),
    c.SOURCE_ID,
)


def change_rows(
    compared: Sequence[tuple[Pair, Compared]], ratings: Sequence[Record], *, anyway: bool, smallest: float
) -> list[Record]:
    """One row a pair; `smallest` is the smallest change that matters, in per cent."""
    rows = [
        {**change_row(one, anyway=anyway, smallest=smallest), **ratings_of(pair, ratings)} for pair, one in compared
    ]
    p_values = np.array([np.nan if row.get("p_value") is None else row["p_value"] for row in rows], dtype=float)
    tests = int(np.isfinite(p_values).sum())
    holm, hochberg = adjust_holm(p_values), adjust_benjamini_hochberg(p_values)
    for row, one, two in zip(rows, holm, hochberg, strict=True):
        row["p_holm"] = float(f"{one:.3g}") if np.isfinite(one) else None
        row["p_bh"] = float(f"{two:.3g}") if np.isfinite(two) else None
        row["tests"] = tests
        row["reading"] = reading(row, tests, smallest)
    return rows


def ratings_of(pair: Pair, ratings: Sequence[Record]) -> Record:
    """The newest rating of each source for the pair's offences; only ratings that were seen."""
    names = pair.words("rating_types")
    found: Record = {}
    for column, series in (("survey_rating", "CSEW"), ("recorded_rating", "PRC")):
        own = [
            r
            for r in ratings
            if r["series"] == series and r["offence_type"] in names and r["rating"] not in (None, "", "not seen")
        ]
        newest = max(own, key=lambda r: (r["known_from"], r["framework_edition"]), default=None)
        found[column] = (
            f"{newest['rating']} ({newest['offence_type']}; {newest['framework_edition']})" if newest else None
        )
    return found


def held_to(
    rows: Sequence[Record], offence: str, scenarios: list[Record], model: list[Record]
) -> tuple[list[Record], list[Record]]:
    """The other tables of a pair under the verdict of its change: figures withheld where it is refused, else warned of."""
    row = next((r for r in rows if r["offence_type"] == offence), {})
    if why := row.get("refused"):
        words = f"Refused: {why}"
        kept = [{"scenario": r["scenario"], "direction": REFUSED, "note": words} for r in scenarios]
        return kept, [{"sort": r["sort"], "years": r["years"], "reading": words} for r in model]
    if warning := row.get("forced"):
        return (
            [
                r if r["direction"] == NOT_APPLIED else {**r, "note": "; ".join(filter(None, (r["note"], warning)))}
                for r in scenarios
            ],
            [{**r, "reading": f"{r['reading']} Warning: {warning}."} for r in model],
        )
    return scenarios, model
