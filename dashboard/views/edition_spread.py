"""One pair as it stood in each edition: how far revision alone moves the reading."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from dashboard.domain.view_model import Column
from dashboard.store.queries.comparison import national_counts, survey_counts
from dashboard.store.queries.facts import Record
from dashboard.views import columns as c
from dashboard.views.pair_choice import Pair
from dashboard.views.pair_held import Held, PairYear, arrange, recorded_end
from dashboard.views.pair_rows import plain_index, rounded
from dashboard.views.pair_years import years_of
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
NEWEST_EDITIONS = 6


def spread_rows(question: Question, pair: Pair, years: Sequence[PairYear], lag: int) -> list[Record]:
    """The newest of `years` on each day on which either side changed, by year and then oldest day first."""
    ends = [year.year_ending for year in years if year.is_whole][-NEWEST_YEARS:]
    if not ends:
        return []
    found = [
        (year, day)
        for day, held in holdings_by_day(question, pair, ends, lag)
        for year in years_of(pair, held, lag=lag, only=ends, bare=True)
        if year.is_whole
    ]
    rows: list[Record] = []
    last: dict[date, tuple[float, float]] = {}
    for year, day in sorted(found, key=lambda one: (one[0].year_ending, one[1])):
        if year.recorded is None or year.estimate is None:
            continue
        now = (year.recorded.thousands, year.estimate.thousands)
        if now == last.get(year.year_ending):
            continue
        last[year.year_ending] = now
        rows.append(
            {
                "year_ending": year.year_ending,
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


def holdings_by_day(question: Question, pair: Pair, ends: Collection[date], lag: int) -> list[tuple[date, Held]]:
    """What was held about the pair in a few years, on each day on which something about them changed, oldest first."""
    connection, as_at = question.connection, question.as_at
    recorded_ends = {recorded_end(end, lag) for end in ends}
    counts = national_counts(connection, as_at=as_at, names=pair.names(), replaced_too=True, ends=recorded_ends)
    types = pair.survey_types()
    estimates = survey_counts(connection, as_at=as_at, offence_types=types, replaced_too=True, ends=ends)
    estimates = [e for e in estimates if e["measure"] == "incidents"]
    days = sorted({r["known_from"] for r in (*counts, *estimates)})
    return [(day, arrange(_standing(counts, day), _standing(estimates, day), (), (), None)) for day in days]


def holdings_by_edition(question: Question, pair: Pair, ends: tuple[date, date]) -> dict[str, Held]:
    """What was held of the two years on the newest days on which either side changed, by the edition that changed it."""
    found = holdings_by_day(question, pair, ends, 0)
    return {max(row["source_id"] for row in _changed(held, day)): held for day, held in found[-NEWEST_EDITIONS:]}


def _changed(held: Held, day: date) -> list[Record]:
    counts = [row for rows in held.counts.values() for row in rows.values()]
    estimates = [row for rows in held.estimates.values() for row in rows]
    return [row for row in (*counts, *estimates) if row["known_from"] == day]


def _standing(rows: list[Record], day: date) -> list[Record]:
    """The statements in force on a day."""
    return [r for r in rows if r["known_from"] <= day and (r["known_until"] is None or r["known_until"] > day)]
