"""One pair as it stood in each edition: how far revision alone moves the reading."""

from __future__ import annotations

from datetime import date

from dashboard.domain.view_model import Column
from dashboard.store.queries.comparison import national_counts, survey_counts
from dashboard.store.queries.facts import Record
from dashboard.views import columns as c
from dashboard.views.pair_choice import Pair
from dashboard.views.pair_rows import plain_index, rounded
from dashboard.views.pair_years import PairYear, arrange, years_of
from dashboard.views.question import Question

SPREAD_COLUMNS = (
    Column("year_ending", "Year ending"),
    Column("known_from", "As it stood from"),
    Column("recorded", "Recorded", "thousand offences"),
    Column("estimate", "Survey estimate", "thousand incidents"),
    Column("recorded_per_estimate", "Recorded for each survey incident", "ratio"),
    Column("difference_pct", "Against the newest", "%"),
    Column("recorded_source_id", "Source of the recorded count"),
    c.SOURCE_ID,
)
NEWEST_YEARS = 3


def spread_rows(question: Question, pair: Pair, lag: int) -> list[Record]:
    """The newest years of the pair on each day on which either side changed, oldest day first."""
    connection, as_at = question.connection, question.as_at
    counts = national_counts(connection, as_at=as_at, names=pair.names(), replaced_too=True)
    estimates = survey_counts(connection, as_at=as_at, offence_types=pair.survey_types(), replaced_too=True)
    whole = _newest(pair, counts, estimates, lag)
    if not whole:
        return []
    counts = [r for r in counts if r["period_end"] in {y.recorded_ending for y in whole}]
    estimates = [r for r in estimates if r["period_end"] in {y.year_ending for y in whole}]
    days = sorted({r["known_from"] for r in (*counts, *estimates)})
    rows: list[Record] = []
    for end in sorted(y.year_ending for y in whole):
        last: tuple[float, float] | None = None
        for day in days:
            held = arrange(_standing(counts, day), _standing(estimates, day), (), (), None)
            year = next((y for y in years_of(pair, held, lag=lag) if y.year_ending == end and y.is_whole), None)
            if year is None or year.recorded is None or year.estimate is None:
                continue
            now = (year.recorded.thousands, year.estimate.thousands)
            if now == last:
                continue
            last = now
            rows.append(
                {
                    "year_ending": end,
                    "known_from": day,
                    "recorded": rounded(now[0]),
                    "estimate": rounded(now[1]),
                    "recorded_per_estimate": plain_index(year).value,
                    "recorded_source_id": year.recorded.source_id,
                    "source_id": year.estimate.source_id,
                }
            )
    newest = {row["year_ending"]: row["recorded_per_estimate"] for row in rows}
    return [
        {**row, "difference_pct": rounded(100 * (row["recorded_per_estimate"] / newest[row["year_ending"]] - 1), 2)}
        for row in rows
    ]


def _newest(pair: Pair, counts: list[Record], estimates: list[Record], lag: int) -> list[PairYear]:
    held = arrange(_standing(counts, date.max), _standing(estimates, date.max), (), (), None)
    return [year for year in years_of(pair, held, lag=lag) if year.is_whole][-NEWEST_YEARS:]


def _standing(rows: list[Record], day: date) -> list[Record]:
    """The statements in force on a day."""
    return [r for r in rows if r["known_from"] <= day and (r["known_until"] is None or r["known_until"] > day)]
