"""The Crime Survey beside police recorded crime: what was published, and pairs of ours with the survey's error."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard.domain.dates import british
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.view_model import Caution, ChartMark, Note, View
from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.recorded_crime import ENGLAND_AND_WALES, yearly_totals
from dashboard.store.queries.survey import survey_estimates
from dashboard.views.comparability import cautions_of, effective_on, marks_of
from dashboard.views.divergence_tables import divergence_tables
from dashboard.views.driver_rows import driver_marks, numbered
from dashboard.views.edition_spread import spread_rows
from dashboard.views.pair_change import short_warning
from dashboard.views.pair_charts import (
    band_chart,
    band_rows,
    indexed_chart,
    indexed_rows,
    paired_chart,
    paired_rows,
)
from dashboard.views.pair_choice import (
    ANYWAY_FILTER,
    DEFAULT_OFFENCE,
    EDITION_FILTER,
    LAG_FILTER,
    OFFENCE_FILTER,
    SUBSET_FILTER,
    Pair,
    as_of_edition,
    base_year,
    goes_anyway,
    lag_months,
    pairs_of,
    refusal,
    whose,
)
from dashboard.views.pair_events import events_of
from dashboard.views.pair_held import PairYear, held_for
from dashboard.views.pair_rows import (
    cautions_on_years,
    events_in,
    mixed_years_words,
    published_row,
    row_of,
)
from dashboard.views.pair_years import years_of
from dashboard.views.published_ratio import newest_published, published_statement, ratio_headlines, shown_ratio
from dashboard.views.question import Question, ViewDefinition, filter_words, source_ids_of, sources_used, within_dates
from dashboard.views.ratio_chart import ratio_chart, ratio_rows

__all__ = ["DIVERGENCE", "newest_published", "ratio_headlines", "shown_ratio"]


def build(question: Question) -> View:
    """Survey and recorded crime.

    Tables
        ratios    published ratios, and the pair chosen year by year; published says which, ratio_missing why none
        spread    the pair's newest years as they stood in each edition
        survey    survey estimates of incidents for the pair
        recorded  all offences recorded in England and Wales excluding fraud, by year and publication: never divided
        events    the register of events
        paired, indexed, ratio, band   what the charts draw
    """
    asked, edition = as_of_edition(question)
    offence, anyway = question.wants("offence_type") or DEFAULT_OFFENCE, goes_anyway(question)
    pairs = pairs_of(asked)
    pair, refused = pairs.pairs.get(offence), refusal(pairs, offence)
    years = _years(question, asked, pair)
    ends = [year.year_ending for year in years]
    bearing = events_of(question, pair, min(ends), max(ends)) if ends else []
    stated = facts(question.connection, "comparable_ratios", as_at=question.as_at)
    rows = _rows(question, offence, years, bearing, stated)
    breaks = [on for e in bearing if e["is_break"] == "yes" and (on := effective_on(e))]
    drawn = {
        "paired": paired_rows([r for r in rows if not r["published"]]),
        "indexed": indexed_rows(years, base_year(question, [y.year_ending for y in years if y.is_whole])),
        "ratio": ratio_rows(rows, f"{offence}, {whose(pair.subset)}") if pair else [],
        "band": band_rows(years, breaks, anyway=anyway),
    }
    spread = spread_rows(question, pair, years, lag_months(question)) if pair else []
    survey = _survey(asked, pair, offence)
    recorded, _ = within_dates(
        asked, yearly_totals(asked.connection, as_at=asked.as_at, area_codes=[ENGLAND_AND_WALES]), "period_end"
    )
    register = _register(question)
    published = newest_published([shown_ratio(r) for r in stated])
    warning = _chart_warning(years, anyway=anyway)
    marks = _marks(question, offence, years, bearing)
    return View(
        name="divergence",
        title="Where survey and recorded crime part",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=f"{published_statement(published)} {_reading(offence, years, refused, anyway=anyway)}".strip(),
        headlines=ratio_headlines(published),
        tables=divergence_tables(offence, rows, drawn, spread, survey, recorded, register),
        charts=(
            *indexed_chart(drawn["indexed"], marks, offence, warning),
            *ratio_chart(drawn["ratio"], marks, warning),
            *band_chart(drawn["band"], tuple(m for m in marks if m.is_break), offence, warning),
            *(paired_chart(drawn["paired"], marks, offence, pair.subset, warning) if pair else ()),
        ),
        notes=_notes(published, pair, edition),
        warnings=(
            *((Caution(refused),) if refused else ()),
            *cautions_on_years(years, anyway=anyway),
            *cautions_of(bearing),
        ),
        sources=sources_used(
            question,
            source_ids_of(rows, survey, recorded, register, spread, *drawn.values())
            | {r[name] for r in rows for name in ("recorded_source_id", "share_source_id") if r.get(name)},
        ),
    )


def _years(question: Question, asked: Question, pair: Pair | None) -> list[PairYear]:
    if pair is None:
        return []
    held = held_for(asked, [pair], shares_as_at=question.as_at)
    first, last = question.wants("from"), question.wants("to")
    return [
        year
        for year in years_of(pair, held, lag=lag_months(question))
        if (not first or year.year_ending.isoformat() >= first) and (not last or year.year_ending.isoformat() <= last)
    ]


def _chart_warning(years: Sequence[PairYear], *, anyway: bool) -> str:
    """What every chart carries with it: faults overridden, and years whose sides come from different editions."""
    forced = [f"year ending {british(y.year_ending, 'month')}: {fault}" for y in years for fault in y.faults]
    said = (short_warning(forced) if anyway else "", mixed_years_words([y for y in years if anyway or not y.faults]))
    return " ".join(filter(None, said))


def _marks(question: Question, offence: str, years: Sequence[PairYear], bearing: list[Record]) -> tuple[ChartMark, ...]:
    """Events and agreed drivers inside the years, numbered in the order of time."""
    if not years:
        return ()
    ends = [year.year_ending for year in years]
    agreed = driver_marks(question, offence, min(ends), max(ends))
    return numbered([*marks_of(bearing), *agreed]) if agreed else marks_of(bearing)


def _rows(
    question: Question,
    offence: str,
    years: Sequence[PairYear],
    bearing: Sequence[Record],
    stated: Sequence[Record],
) -> list[Record]:
    """Ratios as published, pairings that only a source states, and the pair as worked out here."""
    anyway = goes_anyway(question)
    before: date | None = None
    own = []
    for year in years:
        row = row_of(year, events_in(bearing, before, year.year_ending) if before else (), anyway=anyway)
        row["recorded_part"] = year.recorded.edition if year.recorded else None
        row["estimate_part"] = year.estimate.edition if year.estimate else None
        own.append(row)
        before = year.year_ending
    worked_out = {year.year_ending for year in years}
    told = [
        published_row(r)
        for r in stated
        if (r["is_ours"] != "yes" and (r["ratio"] is not None or r["offence_type"] == offence))
        or (r["is_ours"] == "yes" and r["offence_type"] == offence and not worked_out)
    ]
    told, _ = within_dates(question, told, "year_ending")
    return sorted([*told, *own], key=lambda r: (r["year_ending"], r["subset"]))


def _survey(asked: Question, pair: Pair | None, offence: str) -> list[Record]:
    types = pair.survey_types() if pair else {offence}
    found = survey_estimates(asked.connection, as_at=asked.as_at, offence_types=types)
    return within_dates(asked, found, "period_end")[0]


def _register(question: Question) -> list[Record]:
    held = [e for e in facts(question.connection, "events", as_at=question.as_at) if e["happened_on"]]
    kept, _ = within_dates(question, held, "happened_on")
    return sorted(kept, key=lambda e: (e["happened_on"], e["event_id"]))


def _reading(offence: str, years: Sequence[PairYear], refused: str, *, anyway: bool) -> str:
    """The pair in words that follow the interval: how many recorded for each incident, newest year and first."""
    if refused:
        return refused
    rows = [r for r in (row_of(y, (), anyway=anyway) for y in years) if r["recorded_per_estimate"] is not None]
    if not rows:
        return f"{offence}: no year has both sides."
    last = rows[-1]
    interval = (
        f" ({last['recorded_per_estimate_lower']:.2f} to "
        + (f"{last['recorded_per_estimate_upper']:.2f})" if last["recorded_per_estimate_upper"] else "no upper limit)")
        if last["recorded_per_estimate_lower"] is not None
        else " (no interval can be given, so nothing is said of its change)"
    )
    return (
        f"{offence}, {whose(last['subset'])}: {last['recorded_per_estimate']:.2f} offences recorded for each survey incident, known to the "
        f"police or not, in the year ending {british(last['year_ending'], 'month')}{interval}."
    )


def _notes(published: Record | None, pair: Pair | None, edition: str) -> tuple[Note, ...]:
    coverage = tuple(dict.fromkeys(r["coverage_note"] for r in pair.rows if r["coverage_note"])) if pair else ()
    notes = [
        Note(
            "A ratio of 1 would mean that the police recorded, once each, every comparable incident that respondents said came "
            "to their attention. A ratio above 1 is not over-recording: coverage, repeat incidents and businesses play "
            "a part.",
            "definition",
        ),
        Note(
            "Ratio = recorded / (survey estimate x share known to the police). Where the share is not held, recorded for each "
            "survey incident is given under its own name; it is no ratio, and moves with the share as well.",
        ),
        Note(
            "Limits carry the survey's sampling error only: published, or bounded by published significance flags, and "
            "otherwise not given. The recorded count has no sampling error, but missing forces, revisions and rules move it.",
        ),
        *(Note(words, "coverage") for words in coverage),
        Note(
            "Limits of an estimate lie evenly about it, as they are published. Those of a ratio lie evenly about it on the log "
            "scale, or are Fieller's where the error is above 20 %, so they reach further up than down.",
        ),
        Note(
            "Where several editions state a year, the one known last answers on both sides, and first hand before second "
            "where both were known on one day; the table of ratios names those passed over, with their figures.",
            "method",
        ),
        Note(
            "The survey's headline total includes fraud; recorded crime here leaves it out. The two are never divided.",
            "method",
        ),
    ]
    if published:
        notes.insert(
            1,
            Note(
                f"The text read does not say which of two comparable subsets gives {published['ratio']:.2f}, so neither is "
                "named here.",
                "coverage",
            ),
        )
    if edition:
        notes.append(Note(f"Survey and recorded figures as they stood when {edition} was published.", "coverage"))
    return tuple(notes)


DIVERGENCE = ViewDefinition(
    name="divergence",
    title="Where survey and recorded crime part",
    answers="By how much do the Crime Survey and police recorded crime differ, and which changes lie between?",
    filters=(
        OFFENCE_FILTER,
        SUBSET_FILTER,
        FilterDefinition("from", "Years from", "date"),
        FilterDefinition("to", "Years to", "date"),
        LAG_FILTER,
        FilterDefinition("base", "Index: year of 100", "text"),
        EDITION_FILTER,
        ANYWAY_FILTER,
    ),
    build=build,
)
