"""What can be said of one force: recorded crime against recording accuracy and events.  No ratio: the survey has none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard.domain.figures import count_of
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.view_model import Caution, ChartSpec, Column, Note, Table, View
from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.inspections import inspection_results
from dashboard.store.queries.recorded_crime import yearly_totals
from dashboard.views import columns as c
from dashboard.views.comparability import events_between
from dashboard.views.divergence_force_rows import FROM, force_row
from dashboard.views.pair_change import RULES
from dashboard.views.pair_choice import ANYWAY_FILTER, goes_anyway
from dashboard.views.question import (
    Question,
    ViewDefinition,
    filter_words,
    in_force_scope,
    source_ids_of,
    sources_used,
)

FORCE_COLUMNS = (
    c.FORCE,
    c.FORCE_CODE,
    Column("recorded_from_year", "Recorded, year ending", missing="no whole year held"),
    Column("recorded_to_year", "to year ending", missing="no second year held"),
    Column("recorded_from", "Recorded then", "offences"),
    Column("recorded_to", "Recorded later", "offences"),
    Column("recorded_change_pct", "Recorded change", "%"),
    Column("recorded_change_pct_missing", "Why no change"),
    Column("accuracy_from_pct", "Share recorded then", "%", missing="no earlier rate"),
    Column("accuracy_to_pct", "Share recorded later", "%", missing="no rate"),
    Column("accuracy_change_points", "Change of the share", "percentage points", missing="no two rates"),
    Column("lower_points", "Lower limit", "percentage points", missing="no two margins published"),
    Column("upper_points", "Upper limit", "percentage points", missing="no two margins published"),
    Column("factor_of_recording", "Better recording alone multiplies by", "ratio", missing="no two rates"),
    Column("reading", "Reading"),
    Column("events", "Events of the force", missing="none registered"),
    Column("recorded_to_source_id", "Source of the later count", missing="none"),
    Column("accuracy_source_id", "Source of the later share", missing="none"),
    c.SOURCE_ID,
)
CHART_COLUMNS = (
    c.FORCE,
    Column("accuracy_change_points", "Change of the share recorded", "percentage points"),
    Column("lower_points", "Lower limit", "percentage points", missing="no two margins published"),
    Column("upper_points", "Upper limit", "percentage points", missing="no two margins published"),
    Column("accuracy_source_id", "Source of the later share"),
    c.SOURCE_ID,
)


def build(question: Question) -> View:
    """Forces: recorded change beside the change of recording accuracy.

    Tables
        forces  one row a force, in alphabetical order; no ratio to the survey
        chart   the forces with two rates
    """
    forces = in_force_scope(question, question.forces())
    codes = [f["force_code"] for f in forces]
    totals = yearly_totals(question.connection, as_at=question.as_at, area_codes=codes)
    results = inspection_results(question.connection, as_at=question.as_at, force_codes=codes)
    events = facts(question.connection, "events", as_at=question.as_at, force_code=codes)
    rules = events_between(question, FROM, date.max, categories=RULES, series=("PRC", "Both"))
    anyway = goes_anyway(question)
    rows = [force_row(f, totals, results, events, rules if not anyway else ()) for f in forces]
    # What the chart draws is the share, so its source is that of the share and not of the count.
    charted = [{**r, "source_id": r["accuracy_source_id"]} for r in rows if r["accuracy_change_points"] is not None]
    known = any(r["recorded_to"] or r["accuracy_to_pct"] for r in rows)
    sources = {
        r[name] for r in rows for name in ("source_id", "recorded_to_source_id", "accuracy_source_id") if r.get(name)
    }
    return View(
        name="divergence_forces",
        title="Forces: recorded crime and recording accuracy",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=_statement(rows, charted)
        if known
        else "No count and no rate of any force of this choice was known on this date.",
        tables=(
            Table.from_records(
                "forces",
                "Recorded crime and recording accuracy by force",
                FORCE_COLUMNS,
                rows if known else [],
                empty_message="Nothing was known of any force on this date. Choose a later as-at date.",
                page_columns=(
                    "force",
                    "recorded_change_pct",
                    "accuracy_change_points",
                    "lower_points",
                    "upper_points",
                    "reading",
                    "events",
                    "accuracy_from_pct",
                    "accuracy_to_pct",
                    "recorded_from_year",
                    "recorded_to_year",
                ),
            ),
            Table.from_records("chart", "Forces with two rates", CHART_COLUMNS, charted if len(charted) > 1 else []),
        ),
        charts=_charts(charted),
        notes=(
            Note(
                "No ratio of recorded to survey crime is given for a force: the survey is not designed for estimates by force, "
                "and none is worked out from parts of it.",
                "coverage",
            ),
            Note(
                "The share is that of the first and the newest inspection of all crime that gave a rate. Inspections of 2014 were "
                "small samples, left aside here; programmes differ in scope and margins.",
            ),
            Note(
                "An event stands beside a change as something that may have moved it, never as its cause.", "definition"
            ),
        ),
        warnings=(
            *(
                (
                    Caution(
                        "Recorded change is worked out across changes of rules, and from two editions, because you asked to "
                        "compare anyway."
                    ),
                )
                if anyway
                else ()
            ),
            Caution(
                "A change of recorded crime and a change of the share recorded describe different stretches of time and must not be "
                "divided by each other."
            ),
        )
        if known
        else (),
        sources=sources_used(question, sources | source_ids_of(rows)),
    )


def _statement(rows: Sequence[Record], charted: Sequence[Record]) -> str:
    clear = [r for r in charted if r["reading"].startswith("the share recorded")]
    silent = [r for r in charted if r.get("lower_points") is None]
    held_back = [r for r in rows if (r["recorded_change_pct_missing"] or "").startswith("refused")]
    counts = (
        f" The change of recorded crime is held back for {count_of(len(held_back), 'force')}, because rules changed between; "
        "set 'anyway' to yes to see it with that warning."
        if held_back
        else ""
    )
    return (
        f"Of {count_of(len(rows), 'force')}, {len(charted)} have two inspected rates of all crime: for {len(clear)} the share recorded "
        f"changed by more than sampling error, and for {len(silent)} no interval can be given, so nothing is claimed.{counts} "
        "The survey says nothing about single forces, so no ratio is given."
    )


def _finding(charted: Sequence[Record]) -> str:
    known = [r for r in charted if r.get("lower_points") is not None]
    clear = sum(r["reading"].startswith("the share recorded") for r in known)
    return (
        f"Of {count_of(len(charted), 'force')} with two rates, {len(known)} have limits; {clear} of those changed by more than "
        "sampling error"
    )


def _charts(charted: Sequence[Record]) -> tuple[ChartSpec, ...]:
    if len(charted) < 2:
        return ()
    risen = [r["force"] for r in charted if r["accuracy_change_points"] > 0]
    return (
        ChartSpec(
            name="accuracy_change",
            kind="interval_dots",
            table="chart",
            title=_finding(charted),
            subtitle="Change of the share of reported crime recorded, first to newest inspection. Percentage points, forces with two rates, in alphabetical order; lines: limits from published margins.",
            alt=f"{count_of(len(charted), 'force')} with two rates, in alphabetical order; the newest rate is above the first in {len(risen)}. "
            "Lines show the limits where both margins were published.",
            roles={
                "label": "force",
                "value": "accuracy_change_points",
                "lower": "lower_points",
                "upper": "upper_points",
            },
            options={"zero": True, "unit": "points", "axis_title": "Percentage points"},
        ),
    )


DIVERGENCE_FORCES = ViewDefinition(
    name="divergence_forces",
    title="Forces: recorded crime and recording accuracy",
    answers="How did recorded crime and recording accuracy change in each force, and which events stand beside it?",
    filters=(
        FilterDefinition("force", "Force", "force"),
        FilterDefinition("region", "Region", "choice", choices_from="forces.region"),
        ANYWAY_FILTER,
    ),
    build=build,
)
