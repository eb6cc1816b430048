"""Stages of the inspectorate's monitoring: which forces entered and left when, and where each stands on the day."""

from __future__ import annotations

from dashboard.domain.dates import british
from dashboard.domain.figures import count_of
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.kinds.monitoring import ENGAGE
from dashboard.domain.view_model import ChartSpec, Column, Note, Table, View
from dashboard.store.queries.facts import Record, facts
from dashboard.views import columns as c
from dashboard.views.question import (
    Question,
    ViewDefinition,
    filter_words,
    in_force_scope,
    source_ids_of,
    sources_used,
)

COLUMNS = (
    c.FORCE,
    c.FORCE_CODE,
    Column("stage", "Stage"),
    Column("started_on", "Entered"),
    Column("ended_on", "Left", missing="no end held"),
    Column("days", "Days so far", "days"),
    Column("current", "On the day asked about"),
    Column("label", "Force and stage"),
    Column("words", "Stretch in words"),
    c.BASIS,
    c.NOTE_SHOWN,
    c.PLACE,
    c.KNOWN_FROM,
    c.SOURCE_ID,
)


def stage_rows(question: Question, force_code: str | None = None) -> list[Record]:
    """Stages known on the day, one row a force and stretch, oldest first within a force.

    A stretch that two publications state is shown once, from the one that knows its end, or else the newer one.
    """
    names = question.force_names()
    day = question.as_at.day
    held: dict[tuple[object, ...], Record] = {}
    stated = facts(question.connection, "monitoring_stages", as_at=question.as_at, force_code=force_code)
    for stage in sorted(stated, key=lambda s: (s["ended_on"] is not None, s["known_from"], s["source_id"])):
        held[(stage["force_code"], stage["stage"], stage["started_on"])] = stage
    rows = []
    for stage in held.values():
        started, ended = stage["started_on"], stage["ended_on"]
        has_ended = ended is not None and ended <= day
        is_current = started <= day and not has_ended
        until = min(ended, day) if ended else day
        name = names.get(stage["force_code"], stage["force_code"])
        rows.append(
            {
                **stage,
                "force": name,
                "days": max((until - started).days, 0),
                "current": "in this stage" if is_current else "left" if has_ended else "not yet begun",
                "label": f"{name}, {stage['stage']}",
                "words": f"{british(started)} to {british(ended)}" if ended else f"{british(started)}, no end held",
            }
        )
    return sorted(rows, key=lambda r: (r["force"], r["started_on"], r["stage"]))


def current_stages(question: Question) -> dict[str, Record]:
    """The stage that each force is in on the day, by force code; a force that is not here is in the default stage."""
    return {r["force_code"]: r for r in stage_rows(question) if r["current"] == "in this stage"}


def enhanced(rows: list[Record]) -> list[Record]:
    """The stretches of enhanced monitoring (Engage) that hold on the day, one a force: the one begun last."""
    held = {r["force_code"]: r for r in rows if r["current"] == "in this stage" and r["stage"] == ENGAGE}
    return list(held.values())


def build(question: Question) -> View:
    """Stages of monitoring.

    Tables
        stages  one row a force and stretch in a stage: entered, left, days so far, and whether it holds on the day
    """
    rows = in_force_scope(question, stage_rows(question))
    if stage := question.wants("stage"):
        rows = [r for r in rows if r["stage"] == stage]
    if current := question.wants("current"):
        rows = [r for r in rows if (r["current"] == "in this stage") == (current == "yes")]
    return View(
        name="monitoring_stages",
        title="Forces under enhanced monitoring",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=_statement(rows),
        tables=(
            Table.from_records(
                "stages",
                "Stages of monitoring",
                COLUMNS,
                rows,
                empty_message="No stage other than the default was known for this choice on this date.",
                page_columns=("force", "stage", "started_on", "ended_on", "days", "current", "note", "source_id"),
            ),
        ),
        charts=_charts(question, rows),
        notes=(
            Note(
                "Scan is the stage every force is in unless it is moved; Engage, also called enhanced monitoring, is for a force that "
                "is not dealing with a cause of concern. Only stages found in letters and releases are here.",
                "definition",
            ),
            Note(
                "A force without a row counts as in the default stage as far as is known; nothing says so for each force.",
                "coverage",
            ),
        ),
        sources=sources_used(question, source_ids_of(rows)),
    )


def _charts(question: Question, rows: list[Record]) -> tuple[ChartSpec, ...]:
    if not rows:
        return ()
    said = "; ".join(f"{r['label']}, {r['words']}" for r in rows)
    return (
        ChartSpec(
            name="stages",
            kind="stretches",
            table="stages",
            title="From when to when was a force in a stage of monitoring?",
            subtitle=f"Stages other than the default; a hollow end is {british(question.as_at.day)}, with no end held",
            alt=f"Bars of time: {said}.",
            roles={"label": "label", "start": "started_on", "end": "ended_on", "words": "words"},
            options={"as_at": question.as_at.day},
        ),
    )


def _statement(rows: list[Record]) -> str:
    if not rows:
        return "No stage of monitoring other than the default was known for this choice on this date."
    current = enhanced(rows)
    left = [r for r in rows if r["current"] == "left"]
    now = (
        f"{count_of(len(current), 'force is', 'forces are')} in enhanced monitoring as far as is held: "
        + "; ".join(f"{r['force']} ({r['stage']} since {british(r['started_on'])})" for r in current)
        if current
        else "No force is in enhanced monitoring as far as is held"
    )
    return f"{now}. {count_of(len(left), 'stretch has', 'stretches have')} ended."


MONITORING_STAGES = ViewDefinition(
    name="monitoring_stages",
    title="Forces under enhanced monitoring",
    answers="Which forces were moved to another stage of monitoring, when, and when did they leave?",
    filters=(
        FilterDefinition("force", "Force", "force"),
        FilterDefinition("region", "Region", "choice", choices_from="forces.region"),
        FilterDefinition("stage", "Stage", "choice", choices_from="monitoring_stages.stage"),
        FilterDefinition("current", "In the stage on the day", "choice", choices=("yes", "no")),
    ),
    build=build,
)
