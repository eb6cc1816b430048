"""How much is recording?  What better recording alone could have done, as a scenario and a bound, never a statistic."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard.domain.dates import british
from dashboard.domain.figures import count_of, thousands_as_words
from dashboard.domain.view_model import Caution, ChartMark, ChartSpec, Column, Note, Table, View
from dashboard.store.queries.comparison import national_counts
from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.inspections import inspection_results
from dashboard.views import columns as c
from dashboard.views.comparability import MAKING, cautions_of, events_between, for_totals, marks_of
from dashboard.views.pair_change import RULES
from dashboard.views.pair_rows import rounded, with_segments
from dashboard.views.question import Question, ViewDefinition, filter_words, source_ids_of, sources_used
from dashboard.views.recording_bound import BOUND_COLUMNS, bound_rows
from dashboard.views.recording_shares import ALL_CRIME, COUNTED, SCENARIO_COLUMNS, newest_counts, scenario_rows

# Kinds of offence that stand outside the total drawn, or are a count of their own across it.
NOT_COUNTED = ("fraud", "knife offences")
CHART_COLUMNS = (
    Column("year_ending", "Year ending"),
    Column("series", "Series"),
    Column("thousands", "Offences", "thousand"),
    Column("lower", "Lower limit", "thousand", missing="full count, or no interval"),
    Column("upper", "Upper limit", "thousand", missing="full count, or no interval"),
    Column("segment", "Part between gaps"),
    c.SOURCE_ID,
)


def build(question: Question) -> View:
    """How much of the rise can better recording carry?

    Tables
        bound     one row a pair of national audits: factor, factor needed, and the part of the rise it can be at most
        scenario  recorded counts divided by the share recorded, for years and offences inside an audit's scope
        chart     the scenario beside the published count
    """
    as_at = question.as_at
    national = [n for n in facts(question.connection, "national_accuracy", as_at=as_at) if n["recorded_pct"]]
    ratios = facts(question.connection, "comparable_ratios", as_at=as_at)
    results = inspection_results(question.connection, as_at=as_at)
    counts = national_counts(question.connection, as_at=as_at, names=COUNTED.values())
    bound = bound_rows(national, ratios)
    scenario = scenario_rows(national, results, counts)
    charted = chart_rows(scenario, counts)
    events = _events(question, charted)
    return View(
        name="recording_scenario",
        title="How much of the rise is better recording?",
        as_at=as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=_statement(bound, scenario),
        tables=(
            Table.from_records(
                "bound",
                "What better recording can explain at most",
                BOUND_COLUMNS,
                bound,
                empty_message="No two national audits of all crime were known on this date.",
                page_columns=(
                    "from_period",
                    "to_period",
                    "accuracy_from_pct",
                    "accuracy_to_pct",
                    "factor",
                    "ratio_factor",
                    "share_explained_at_most",
                    "source_id",
                ),
            ),
            Table.from_records(
                "scenario",
                "As if every reported crime had been recorded",
                SCENARIO_COLUMNS,
                scenario,
                empty_message="No year with a recorded count lies inside the scope of an audit known on this date.",
                page_columns=(
                    "year_ending",
                    "scope",
                    "recorded",
                    "accuracy_pct",
                    "accuracy_lower_pct",
                    "accuracy_upper_pct",
                    "if_all_recorded",
                    "if_all_lower",
                    "if_all_upper",
                    "accuracy_basis",
                    "source_id",
                ),
            ),
            Table.from_records("chart", "Published count and scenario", CHART_COLUMNS, charted),
        ),
        charts=_charts(charted, marks_of(events)),
        notes=_notes(),
        warnings=(*_warnings(bound, scenario, counts), *_on_events(events)),
        sources=sources_used(
            question,
            source_ids_of(bound, scenario, charted)
            | {
                row[name]
                for row in (*bound, *scenario)
                for name in ("from_source_id", "ratio_source_id", "accuracy_source_id")
                if row.get(name)
            },
        ),
    )


def _events(question: Question, charted: Sequence[Record]) -> list[Record]:
    """Events within the years drawn that change how recorded crime as a whole is counted; fraud is not in it."""
    if not charted:
        return []
    ends = [row["year_ending"] for row in charted]
    found = events_between(question, min(ends), max(ends), categories=MAKING, series=("PRC", "Both"))
    return for_totals([event for event in found if event["offences_affected"].strip() not in NOT_COUNTED])


def _on_events(events: Sequence[Record]) -> tuple[Caution, ...]:
    rules = [event for event in events if event["category"] in RULES]
    if not rules:
        return ()
    return (
        Caution(
            f"{count_of(len(rules), 'change')} of rules or methods within the years drawn, each marked on the chart: what they added "
            "to the count is in both lines, and is not better recording."
        ),
        *cautions_of(list(events)),
    )


def _warnings(bound: Sequence[Record], scenario: Sequence[Record], counts: Sequence[Record]) -> tuple[Caution, ...]:
    if not bound and not scenario:
        return ()
    told = [
        Caution(
            "This is analysis and never a statistic: recorded counts are divided by the share that audits found recorded, "
            "which covers crimes reported to the police and no others."
        )
    ]
    shown = [row for row in newest_counts(counts, COUNTED[ALL_CRIME]) if row["period_end"].month == 3]
    return (*told, *mixed_editions(shown)) if scenario else tuple(told)


def mixed_editions(shown: Sequence[Record]) -> list[Caution]:
    """A warning that names each edition and its years, where the counts of one series come from more than one."""
    years: dict[str, list[date]] = {}
    for row in shown:
        years.setdefault(f"{row['source_id']} ({row['edition_label']})", []).append(row["period_end"])
    if len(years) < 2:
        return []
    named = "; ".join(f"{name}: years ending {_span(ends)}" for name, ends in years.items())
    return [
        Caution(f"The recorded counts are not all of one edition, so years may be revised to different days. {named}.")
    ]


def _span(ends: Sequence[date]) -> str:
    """First and last year, and how many between them; one edition need not hold every year."""
    first, last = british(ends[0], "month"), british(ends[-1], "month")
    return first if len(ends) == 1 else f"{first} to {last} ({len(ends)} years)"


def chart_rows(scenario: Sequence[Record], counts: Sequence[Record]) -> list[Record]:
    """The published count of all crime, and the scenario in the years it can be worked out, one value a year."""
    if not scenario:
        return []
    published = [
        {
            "year_ending": row["period_end"],
            "series": "Recorded, as published",
            "thousands": rounded(row["offences"] / 1000),
            "edition": row["source_id"],
            "source_id": row["source_id"],
        }
        for row in newest_counts(counts, COUNTED[ALL_CRIME])
        if row["period_end"].month == 3
    ]
    by_year: dict[date, Record] = {}
    for row in (r for r in scenario if r["scope"] == ALL_CRIME):
        held = by_year.get(row["year_ending"])
        # Where several shares serve a year the one with limits is drawn; the table holds all.
        if held is None or (held["if_all_lower"] is None and row["if_all_lower"] is not None):
            by_year[row["year_ending"]] = row
    made = [
        {
            "year_ending": row["year_ending"],
            "series": "If every reported crime had been recorded",
            "thousands": row["if_all_recorded"],
            "lower": row["if_all_lower"],
            "upper": row["if_all_upper"],
            "source_id": row["source_id"],
        }
        for _, row in sorted(by_year.items())
    ]
    return [*with_segments(published, ()), *with_segments(made, ())] if made else []


def _charts(rows: Sequence[Record], marks: tuple[ChartMark, ...]) -> tuple[ChartSpec, ...]:
    if len(rows) < 3:
        return ()
    made = [r for r in rows if r["series"].startswith("If every")]
    first, last = made[0], made[-1]
    beside = next(r for r in rows if r["year_ending"] == last["year_ending"] and r not in made)
    return (
        ChartSpec(
            name="scenario",
            kind="series",
            table="chart",
            title=f"With every reported crime recorded it would have been {thousands_as_words(last['thousands'])} in the year ending "
            f"{british(last['year_ending'], 'month')}, not {thousands_as_words(beside['thousands'])}",
            subtitle="Recorded crime as published, and as a scenario with every reported crime recorded. Thousands a year, England and Wales, excluding fraud. Scenario only in years inside an audit's window; bars: "
            "95 % limits of the pooled share where one can be given. Analysis, not a statistic.",
            alt=f"The scenario lies above the published count throughout: {first['thousands']:,.0f} thousand in the year ending "
            f"{british(first['year_ending'], 'month')} and {last['thousands']:,.0f} thousand in the year ending "
            f"{british(last['year_ending'], 'month')}. No value between audits.",
            roles={
                "date": "year_ending",
                "value": "thousands",
                "series": "series",
                "segment": "segment",
                "lower": "lower",
                "upper": "upper",
            },
            marks=marks,
            options={"zero": True, "axis_title": "Thousand a year", "interval": "bars"},
        ),
    )


def _statement(bound: Sequence[Record], scenario: Sequence[Record]) -> str:
    if not bound:
        return (
            "No two national audits were known on this date, so recording's part in the rise cannot be bounded."
            if not scenario
            else "No two national audits of all crime were known on this date; the scenario is shown for the years it covers."
        )
    row = bound[0]
    said = (
        f"Recording rose from {row['accuracy_from_pct']:g} % to {row['accuracy_to_pct']:g} %, which alone multiplies recorded "
        f"crime by {row['factor']:.2f}"
    )
    if row.get("share_explained_at_most") is None:
        return f"{said}. No two published ratios were known on this date, so how much of a rise that is cannot be said."
    return (
        f"{said}; the ratio of recorded to survey crime rose by a factor of at least {row['ratio_factor']:.2f}. On the log scale "
        f"better recording explains at most {100 * row['share_explained_at_most']:.0f} % of that rise; rules that added offences, "
        "third-party and business reports, and what the survey does not cover must carry the rest."
    )


def _notes() -> tuple[Note, ...]:
    return (
        Note(
            "Factor = share recorded later / share recorded then. Part of the rise at most = log(factor) / log(factor of the "
            "ratio): shares of a product add up on the log scale only.",
            "definition",
        ),
        Note(
            "A bound and not a split: audits cover crimes reported to the police, the ratio a set of comparable offences, and "
            "the two are not the same crimes.",
            "coverage",
        ),
        Note(
            "The earlier ratio is read from words about a chart and stands for the year ending March 2004; the ratio fell until "
            "2013 by the same account, so the factor needed is at least the one shown.",
            "coverage",
        ),
        Note(
            "The pooled share is the mean of forces inspected one after another, each counting alike; it is not a national rate, "
            "and its limits are those of the mean.",
        ),
        Note("No interval was seen for any national share, so none is drawn for those years.", "coverage"),
    )


RECORDING_SCENARIO = ViewDefinition(
    name="recording_scenario",
    title="How much of the rise is better recording?",
    answers="How much of the rise of recorded crime against the survey can better recording explain at most?",
    filters=(),
    build=build,
)
