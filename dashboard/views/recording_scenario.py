"""How much is recording?  What better recording alone could have done, as a scenario and a bound, never a statistic."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import numpy as np

from dashboard.domain.dates import british
from dashboard.domain.view_model import Caution, ChartSpec, Column, Note, Table, View
from dashboard.stats.pooling import random_effects, standard_error_of_margin
from dashboard.stats.recording_share import if_all_recorded, recording_bound
from dashboard.store.queries.comparison import national_counts
from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.inspections import inspection_results
from dashboard.views import columns as c
from dashboard.views.pair_rows import rounded, with_segments
from dashboard.views.published_ratio import newest_published, shown_ratio
from dashboard.views.question import Question, ViewDefinition, filter_words, source_ids_of, sources_used

ALL_CRIME, VIOLENCE = "All crime excluding fraud", "Violence against the person"
COUNTED = {ALL_CRIME: "All offences excluding fraud", VIOLENCE: "Violence against the person"}
POOLED_MEASURES = {"all_crime": ALL_CRIME, "violence": VIOLENCE}
LEAST_POOLED = 5
HALF_A_YEAR = 183
# The published ratio fell until 2013 and rose from then on (method of the statisticians' article).
RISE_FROM = date(2014, 12, 31)
NEAR_DAYS = 550
NOT_A_STATISTIC = "analysis of this product, not a statistic"

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
SCENARIO_COLUMNS = (
    Column("year_ending", "Year ending"),
    Column("scope", "Offences"),
    Column("recorded", "Recorded, as published", "thousand offences"),
    Column("accuracy_pct", "Share recorded", "%"),
    Column("accuracy_lower_pct", "Lower limit", "%", missing="not published"),
    Column("accuracy_upper_pct", "Upper limit", "%", missing="not published"),
    Column("if_all_recorded", "As if every reported crime had been recorded", "thousand offences"),
    Column("if_all_lower", "Lower limit", "thousand offences", missing="no interval"),
    Column("if_all_upper", "Upper limit", "thousand offences", missing="no interval"),
    Column("accuracy_basis", "Where the share comes from"),
    c.FIGURE_CLASS,
    Column("accuracy_source_id", "Source of the share", missing="several inspections"),
    c.SOURCE_ID,
)
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
        charts=_charts(charted),
        notes=_notes(),
        warnings=_warnings(bound, scenario, counts),
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


def _warnings(bound: Sequence[Record], scenario: Sequence[Record], counts: Sequence[Record]) -> tuple[Caution, ...]:
    if not bound and not scenario:
        return ()
    told = [
        Caution(
            "This is analysis and never a statistic: recorded counts are divided by the share that audits found recorded, "
            "which covers crimes reported to the police and no others."
        )
    ]
    shown = [row for row in _best_counts(counts, COUNTED[ALL_CRIME]) if row["period_end"].month == 3]
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


def scenario_rows(national: Sequence[Record], results: Sequence[Record], counts: Sequence[Record]) -> list[Record]:
    """Years to March whose larger part lies in an audit's window, for the offences the audit covered."""
    rows = []
    for share in [*_national_shares(national), *_pooled_shares(results)]:
        for count in _best_counts(counts, COUNTED[share["scope"]]):
            start, end = count["period_start"], count["period_end"]
            inside = (min(end, share["end"]) - max(start, share["start"])).days + 1
            if end.month == 3 and inside >= HALF_A_YEAR:
                rows.append(_scenario_row(share, count))
    return sorted(rows, key=lambda r: (r["scope"], r["year_ending"], r["accuracy_basis"]))


def _scenario_row(share: Record, count: Record) -> Record:
    limits = [float("nan") if share[name] is None else share[name] / 100 for name in ("lower", "upper")]
    value, low, high = if_all_recorded(count["offences"] / 1000, share["pct"] / 100, *limits)
    return {
        "year_ending": count["period_end"],
        "scope": share["scope"],
        "recorded": rounded(count["offences"] / 1000),
        "accuracy_pct": share["pct"],
        "accuracy_lower_pct": share["lower"],
        "accuracy_upper_pct": share["upper"],
        "if_all_recorded": rounded(float(value), 1),
        "if_all_lower": rounded(float(low), 1) if np.isfinite(low) else None,
        "if_all_upper": rounded(float(high), 1) if np.isfinite(high) else None,
        "accuracy_basis": share["basis"],
        "class": NOT_A_STATISTIC,
        "accuracy_source_id": share["source_id"],
        "source_id": count["source_id"],
    }


def _national_shares(national: Sequence[Record]) -> list[Record]:
    found = []
    for n in national:
        scope = VIOLENCE if n["scope"] == VIOLENCE else ALL_CRIME if n["scope"].startswith("All crime") else ""
        if not scope or "average" in n["scope"] or n["period_start"] is None or n["period_end"] is None:
            continue
        margin = n["margin_pct"]
        found.append(
            {
                "scope": scope,
                "start": n["period_start"],
                "end": n["period_end"],
                "pct": n["recorded_pct"],
                "lower": n["recorded_pct"] - margin if margin is not None else None,
                "upper": min(n["recorded_pct"] + margin, 100) if margin is not None else None,
                "basis": f"national, {n['period_words']}; "
                + ("published margin" if margin else "no interval published"),
                "source_id": n["source_id"],
            }
        )
    return found


def _pooled_shares(results: Sequence[Record]) -> list[Record]:
    """One pooled share a programme and measure, over the inspections whose margin was published."""
    groups: dict[tuple[str, str], list[Record]] = {}
    for r in results:
        held = r["recorded_pct"] is not None and r["margin_pct"] and r["audit_start"] and r["audit_end"]
        if r["measure"] in POOLED_MEASURES and held:
            groups.setdefault((r["programme"], r["measure"]), []).append(r)
    found = []
    for (programme, measure), rows in sorted(groups.items()):
        if len(rows) < LEAST_POOLED:
            continue
        errors = standard_error_of_margin([r["margin_pct"] for r in rows])
        pooled = random_effects([r["recorded_pct"] for r in rows], errors, interval="hksj")
        found.append(
            {
                "scope": POOLED_MEASURES[measure],
                "start": min(r["audit_start"] for r in rows),
                "end": max(r["audit_end"] for r in rows),
                "pct": rounded(pooled.estimate, 2),
                "lower": rounded(pooled.lower, 2),
                "upper": rounded(min(pooled.upper, 100.0), 2),
                "basis": f"pooled over {len(rows)} force inspections of {programme}, random effects; forces count alike",
                "source_id": None,
            }
        )
    return found


def _best_counts(counts: Sequence[Record], name: str) -> list[Record]:
    """One whole-year count a year: the newest known, whichever publication states it; first hand breaks a tie of days.

    An older edition read first hand does not win over a newer one read second hand: its figure has been revised since.
    """
    best: dict[date, Record] = {}
    for row in sorted(counts, key=lambda r: (r["known_from"], not r["is_secondary"], r["source_id"])):
        if row["name"] == name and not row["is_code"]:
            best[row["period_end"]] = row
    return [best[end] for end in sorted(best)]


def chart_rows(scenario: Sequence[Record], counts: Sequence[Record]) -> list[Record]:
    """The published count of all crime, and the scenario in the years it can be worked out, one value a year."""
    if not scenario:
        return []
    published = [
        {
            "year_ending": row["period_end"],
            "series": "Recorded, as published",
            "thousands": rounded(row["offences"] / 1000),
            "source_id": row["source_id"],
        }
        for row in _best_counts(counts, COUNTED[ALL_CRIME])
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


def _charts(rows: Sequence[Record]) -> tuple[ChartSpec, ...]:
    if len(rows) < 3:
        return ()
    made = [r for r in rows if r["series"].startswith("If every")]
    first, last = made[0], made[-1]
    return (
        ChartSpec(
            name="scenario",
            kind="series",
            table="chart",
            title="Recorded crime, and what it would have been with every reported crime recorded",
            subtitle="Thousands a year, England and Wales, excluding fraud. Scenario only in years inside an audit's window; bars: "
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
