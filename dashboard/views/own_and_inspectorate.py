"""A force's own audits beside the inspectorate's: the gap with both errors, and a warning where both cannot be right."""

from __future__ import annotations

from dashboard.domain.dates import british, period_words
from dashboard.domain.figures import count_of, percent_with_interval, rounded
from dashboard.domain.view_model import Caution, Column, Headline, Note, Table, View
from dashboard.store.queries.facts import Record
from dashboard.views import audit_filters as filters
from dashboard.views import columns as c
from dashboard.views import unrecorded_rows as unrecorded
from dashboard.views.own_charts import paired_chart, paired_rows, rates_chart
from dashboard.views.own_pairs import (
    FALSE_ASSURANCE,
    MOST_DAYS_APART,
    agreement_rows,
    inspected_rates,
    own_rates,
    pairs_of,
)
from dashboard.views.own_rates import rates_over_time
from dashboard.views.question import Question, ViewDefinition, filter_words, source_ids_of, sources_used

PAIR_COLUMNS = (
    c.FORCE,
    c.FORCE_CODE,
    Column("measure", "Which crimes"),
    Column("audit_id", "Own audit"),
    Column("own_start", "Own audit from"),
    Column("own_end", "Own audit to"),
    Column("own_pct", "Own rate", "%", missing="hidden or not given"),
    Column("own_lower_pct", "Own, lower limit", "%", missing="no interval"),
    Column("own_upper_pct", "Own, upper limit", "%", missing="no interval"),
    Column("programme", "Inspection"),
    Column("inspectorate_start", "Inspected from", missing="not stated"),
    Column("inspectorate_end", "Inspected to", missing="not stated"),
    Column("inspected_words", "Inspected"),
    Column("inspectorate_pct", "Inspectorate's rate", "%"),
    Column("inspectorate_lower_pct", "Inspectorate's, lower limit", "%", missing="not published"),
    Column("inspectorate_upper_pct", "Inspectorate's, upper limit", "%", missing="not published"),
    Column("gap", "Own less inspectorate's", "percentage points", missing="none: windows too far apart"),
    Column("gap_lower", "Gap, lower limit", "percentage points", missing="no margin published"),
    Column("gap_upper", "Gap, upper limit", "percentage points", missing="no margin published"),
    Column("windows", "Windows"),
    Column("years_apart", "Years between the windows", "years", missing="not known"),
    Column("verdict", "What that says"),
    Column("judgeable", "Enough to judge"),
    Column("method", "Method of the gap", missing="no gap"),
    Column("level", "Level", "%", missing="no gap"),
    c.FIGURE_CLASS,
    c.SOURCE_ID,
    Column("inspectorate_source_id", "Source of the inspection"),
)
RATE_COLUMNS = (
    c.FORCE,
    Column("label", "Audit or inspection"),
    Column("who", "Whose figure"),
    Column("measure", "Which crimes"),
    c.PERIOD_START,
    c.PERIOD_END,
    Column("rate_pct", "Recorded", "%"),
    Column("rate_missing", "Why no rate"),
    Column("lower_pct", "Lower limit", "%", missing="no interval"),
    Column("upper_pct", "Upper limit", "%", missing="no interval"),
    Column("judgeable", "Enough to judge", missing="as published"),
    Column("method", "Method of interval"),
    Column("level", "Level", "%"),
    c.FIGURE_CLASS,
    c.SOURCE_ID,
)
AGREEMENT_COLUMNS = (
    Column("pairs", "Pairs that can be told", "pairs"),
    Column("forces", "Forces", "forces"),
    Column("agreeing", "Agree within both errors", "pairs"),
    Column("above", "Own audit clearly above", "pairs"),
    Column("below", "Own audit clearly below", "pairs"),
    Column("agreeing_pct", "Agree", "%"),
    Column("lower_pct", "Lower limit", "%"),
    Column("upper_pct", "Upper limit", "%"),
    Column("method", "Method of interval"),
    Column("level", "Level", "%"),
    c.SOURCE_ID,
)
PAIRED_COLUMNS = tuple(
    column for column in RATE_COLUMNS if column.name not in ("force", "measure", "judgeable", "level", "class")
)


def build(question: Question) -> View:
    """Own audits and the inspectorate's rates of the same crimes.

    Tables
        pairs  one row an own audit and an inspection of the same crimes: gap with its interval
        agreement  of the pairs that can be told, how many agree within both errors
        unrecorded  crimes not recorded in a year by each inspection, with limits
        paired  of one force, both kinds of figure on one kind of crime, where the days looked at are held
        rates  both kinds of figure in order of time
    """
    inspected = inspected_rates(question)
    own, is_many = own_rates(question, inspected)
    pairs = pairs_of(own, inspected)
    rates = rates_over_time(own, inspected, everybody=not question.wants("force") and not question.wants("region"))
    agreement, missed = agreement_rows(pairs), unrecorded.unrecorded_rows(inspected)
    paired = paired_rows(pairs, rates)
    warned = [p for p in pairs if p["verdict"] == FALSE_ASSURANCE]
    return View(
        name="own_and_inspectorate",
        title="Own audits beside the inspectorate's",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=_statement(pairs, own, inspected),
        headlines=_headlines(pairs),
        tables=(
            Table.from_records(
                "pairs", "Own audit and inspection, pair by pair", PAIR_COLUMNS, pairs,
                empty_message="No own audit and inspection of the same crimes was known for this choice on this date.",
                page_columns=("audit_id", "verdict", "own_pct", "inspectorate_pct", "gap", "gap_lower", "gap_upper",
                              *(() if question.wants("force") else ("force",)), "measure", "windows", "own_end",
                              "inspected_words", "source_id"),
            ),
            Table.from_records(
                "agreement", "How often own audits and inspections agree", AGREEMENT_COLUMNS, agreement,
                empty_message="No pair has overlapping windows, a known margin and enough crimes to be told.",
            ),
            Table.from_records(
                "unrecorded", "Crimes not recorded in a year, with limits; not to be added up", unrecorded.COLUMNS, missed,
                empty_message="No inspection with a rate and an estimate was known for this choice on this date.",
                page_columns=("force", "measure", "window_start", "window_end", "rate_pct", "margin_pct", "unrecorded",
                              "lower", "upper", "source_id"),
            ),
            Table.from_records(
                "paired", "Both figures in the chart", PAIRED_COLUMNS, paired,
                empty_message="No chart is drawn: choose one force that has both kinds of figure with the days looked at.",
            ),
            Table.from_records(
                "rates", "Both figures over time", RATE_COLUMNS, rates,
                empty_message="No audit or inspection with a rate was known for this choice on this date.",
                page_columns=("label", "who", "rate_pct", "lower_pct", "upper_pct", "judgeable", "class", "source_id"),
            ),
        ),
        charts=paired_chart(paired) or rates_chart(rates),
        notes=(*_notes(agreement, is_many), *((unrecorded.NOTE,) if missed else ())),
        warnings=tuple(
            Caution(
                f"{p['force']}, {p['audit_id']}: the own audit is {rounded(p['gap'], 1)} points above the inspectorate's "
                f"({rounded(p['gap_lower'], 1)} to {rounded(p['gap_upper'], 1)}). It may give false assurance; the two cannot "
                "both describe the same recording."
            )
            for p in warned[:10]
        ),
        sources=sources_used(
            question, source_ids_of(pairs, rates, missed) | {p["inspectorate_source_id"] for p in pairs}
        ),
    )  # fmt: skip


def _statement(pairs: list[Record], own: list[Record], inspected: list[Record]) -> str:
    if not pairs:
        if own or inspected:
            return (
                f"{count_of(len(own), 'own audit')} and {count_of(len(inspected), 'published figure')} of inspections are "
                "held for this choice, and no two are of the same force and crimes."
            )
        return "No own audit and no inspection was known for this choice on this date."
    first = pairs[0]
    own_words = percent_with_interval(first["own_pct"], first["own_lower_pct"], first["own_upper_pct"])
    other = percent_with_interval(
        first["inspectorate_pct"], first["inspectorate_lower_pct"], first["inspectorate_upper_pct"]
    )
    if first["windows"] != "overlap":
        return _none_overlap(first, own_words, other)
    gap = f"a gap of {rounded(first['gap'], 1)} points"
    if first["gap_lower"] is not None:
        gap += f" ({rounded(first['gap_lower'], 1)} to {rounded(first['gap_upper'], 1)})"
    alarms = sum(p["verdict"] == FALSE_ASSURANCE for p in pairs)
    overlapping = sum(p["windows"] == "overlap" for p in pairs)
    agreeing = sum(p["verdict"] == "no clear difference" for p in pairs)
    more = (
        f" Of {count_of(overlapping, 'pair')} with overlapping windows {agreeing} show no clear difference and {alarms} may "
        "give false assurance."
        if len(pairs) > 1
        else ""
    )
    return f"{first['force']}: {gap}, {first['verdict']}; own audit {own_words}, inspectorate {other}.{more}"


def _none_overlap(first: Record, own_words: str, other: str) -> str:
    """What can be said where no own audit covers days that an inspection of the same crimes looked at."""
    said = f"{first['force']}: no own audit overlaps an inspection of the same crimes"
    figures = f"own audit {own_words} to {british(first['own_end'])}, inspectorate {other} ({first['inspected_words']})"
    if first["gap"] is None:
        return f"{said}; the nearest pair is {first['verdict']}, so no gap is given; {figures}."
    gap = f"{rounded(first['gap'], 1)} points"
    if first["gap_lower"] is not None:
        gap += f" ({rounded(first['gap_lower'], 1)} to {rounded(first['gap_upper'], 1)})"
    return f"{said}; in the nearest pair the own audit less the inspectorate's is {gap}, {first['verdict']}; {figures}."


def _notes(agreement: list[Record], is_many: bool) -> tuple[Note, ...]:
    notes = [
        Note(
            "The gap is the force's own rate less the inspectorate's published one, with the errors of both at 95 per cent. "
            "The inspectorate's margin is shown as published; no grade is worked out from any rate."
        ),
        Note(
            "Own audits are set beside inspections of the same crimes only. Rules, sampling and windows differ all the "
            "same: a gap says that both cannot describe the same practice, not who is right.",
            "coverage",
        ),
    ]
    notes.append(
        Note(
            f"Windows more than {MOST_DAYS_APART} days apart are not comparable: both figures are shown and no gap is given. Own "
            "audits of classification, timeliness, cancellations and other kinds are not set beside the inspectorate's rate, "
            "which is of crimes recorded.",
            "coverage",
        )
    )
    if agreement:
        notes.append(
            Note(
                "Agreement counts pairs of forces that sent audits in, which are no sample of forces, and several pairs can "
                "come from one force. Two exact figures of the same practice would agree in about 95 of 100 pairs; small "
                "audits agree easily, because their intervals are wide. No force is ranked by it."
            )
        )
    if is_many:
        notes.append(
            Note(
                "There are too many own audits to list: only those are here whose period overlaps an inspection of their "
                "force. Choose a force to see all of its audits.",
                "coverage",
            )
        )
    return tuple(notes)


def _headlines(pairs: list[Record]) -> tuple[Headline, ...]:
    if not pairs or pairs[0]["windows"] != "overlap":
        return ()
    first = pairs[0]
    return (
        Headline(
            code="gap",
            label="Own audit less inspectorate's",
            value=first["gap"],
            unit="percentage points",
            lower=first["gap_lower"],
            upper=first["gap_upper"],
            sentence=f"{first['verdict'].capitalize()}.",
            period=period_words(first["own_start"], first["own_end"]),
            figure_class=first["class"],
            source_id=first["source_id"],
            basis="worked out here",
        ),
    )


OWN_AND_INSPECTORATE = ViewDefinition(
    name="own_and_inspectorate",
    title="Own audits beside the inspectorate's",
    answers="Do a force's own audits and the inspectorate's figures agree, within their errors?",
    filters=(filters.FORCE, filters.REGION, filters.FROM, filters.TO),
    build=build,
    holds_unpublished=True,
)
