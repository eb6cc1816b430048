"""Everything held about one force, in time order, with what is not held said as plainly as what is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dashboard.domain.dates import british, period_words
from dashboard.domain.figures import count_of, percent_with_interval, whole
from dashboard.domain.filters import FilterDefinition, Filters
from dashboard.domain.view_model import ChartSpec, Note, Table, View
from dashboard.store.queries.facts import Record, facts
from dashboard.views import responses
from dashboard.views.comparability import MAKING, cautions_of, events_between, for_totals, marks_of
from dashboard.views.force_changes import change_rows, change_tables, revision_rows
from dashboard.views.force_comparison import comparison_chart, comparison_rows, comparison_table
from dashboard.views.force_more import (
    bodies_over_time,
    line_of_forces,
    more_tables,
    own_returns,
    service_starts,
    stages_chart,
    stages_table,
)
from dashboard.views.force_parts import parts_of, yearly
from dashboard.views.force_reading import reading_rows, reading_sources, reading_table
from dashboard.views.force_record import record_entries
from dashboard.views.force_tables import coverage_rows, force_tables
from dashboard.views.inspection_rows import latest_rates
from dashboard.views.inspections import cautions_on_results
from dashboard.views.monitoring_stages import stage_rows
from dashboard.views.own_audit_rows import older_left_out
from dashboard.views.question import Question, ViewDefinition, filter_words, source_ids_of, sources_used


def build(question: Question) -> View:
    """One force.

    Tables
        record           everything dated, oldest first
        inspections      as in the view inspections
        audits           as in the view audits: published ones and the force's own
        recommendations  as in the view recommendations
        responses        as in the view responses: each report that needs an answer, with its place on the 56-day clock
        systems          recording systems as stated by sources
        recorded_crime   offences excluding fraud by year and publication
        monitoring       stages of the inspectorate's monitoring
        events           events of this force in the register of events
        coverage         each kind of evidence: how many rows are held, and the newest
        reading          what agrees, what conflicts, what is missing, each with its rule and sources
        comparison       the force beside those in the filter compare, where their rates can be compared
        changes          what became known since the day in the filter since
        revisions        statements about the force that were replaced
        bodies           its local policing bodies over time
        line             forces it came from or went into, each with its own rate
        qa_returns       its answers on minimum standards
        ndqis_starts     when it began on the data quality service, where a source says so
    """
    code = question.wants("force")
    force = force_on(question, code)
    parts = parts_of(question, code)
    parts["monitoring"] = stage_rows(question, code)
    dated = (entry for entry in record_entries(parts) if entry["happened_on"])
    record = sorted(dated, key=lambda r: (r["happened_on"], r["theme"], r["what"]))
    used = source_ids_of(*(rows for name, rows in parts.items() if name != "coverage"), [force])
    used |= {p["source_id"] for r in parts["recommendations"] for p in r["positions"].values()}
    used |= {r["judgement_source_id"] for r in parts["inspections"]} | source_ids_of(record)
    used |= source_ids_of(answers_table(question, code).records())
    reading = reading_rows(question, code, parts, coverage_rows(parts))
    comparison = comparison_rows(question, code)
    revisions = revision_rows(question, code)
    changes = change_rows(question, code, revisions, parts["recorded_crime"])
    more = (
        bodies_over_time(question, code),
        line_of_forces(question, code),
        own_returns(question, force),
        service_starts(question, force),
    )
    used |= reading_sources(reading) | source_ids_of(comparison, changes, revisions, *more)
    latest = latest_rates(parts["inspections"]).get(code)
    bearing = _bearing(question, code, parts["recorded_crime"])
    return View(
        name="force",
        title=f"{force['name']}: what is held",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=_statement(force, latest, parts) + _ended(force, question),
        tables=(
            *force_tables(parts, record, answers_table(question, code)),
            stages_table(parts["monitoring"]),
            reading_table(reading),
            comparison_table(comparison),
            *change_tables(changes, revisions),
            *more_tables(*more),
        ),
        charts=_charts(force, parts, record, bearing, question.as_at.day)
        + stages_chart(parts["monitoring"], question)
        + comparison_chart(comparison, force["name"]),
        notes=_notes(force, parts) + older_left_out(question, code, parts["own_audits"]) + NOTES,
        warnings=cautions_on_results(parts["inspections"])
        + cautions_of(bearing)
        + cautions_of([e for e in parts["events"] if e not in bearing]),
        sources=sources_used(question, used),
    )


NOTES = (
    Note(
        "The reading applies the rules named in its table and no other. It weighs nothing and scores nothing; what it does not find is "
        "not thereby in order.",
        "method",
    ),
    Note(
        "A comparison is made only with rates audited in one way within three years; the order of forces means nothing.",
        "method",
    ),
)


def force_on(question: Question, code: str) -> Record:
    """The force as it is named on the day; one that has ended keeps its page."""
    return next(f for f in facts(question.connection, "forces", as_at=question.as_at, force_code=code))


def answers_table(question: Question, code: str) -> Table:
    """The very rows and words of the view `responses` for this force, so that two pages never say two things of one report."""
    asked = replace(question, filters=Filters.of({"force": code}))
    first = ("report_title", "state_words", "clock", "last_day", "response_published_on", "published_on", "source_id")
    table = responses.build(asked).table("responses")
    return replace(table, title="Responses of the local policing body", page_columns=first)


def _ended(force: Record, question: Question) -> str:
    """For a force that has ended, or has not begun: the day, so that nothing reads as of now."""
    started, ended, day = force["started_on"], force["ended_on"], question.as_at.day
    if ended and ended < day:
        return f" The force ended {british(ended, force['ended_precision'])}; what is held stays with it."
    return f" The force begins {british(started, force['started_precision'])}." if started and started > day else ""


def _charts(
    force: Record, parts: dict[str, list[Record]], record: list[Record], bearing: list[Record], on: date
) -> tuple[ChartSpec, ...]:
    charts = []
    if record:
        themes = ", ".join(dict.fromkeys(r["theme"].lower() for r in record))
        charts.append(
            ChartSpec(
                name="record",
                kind="timeline",
                table="record",
                title=f"The record of {force['name']}",
                subtitle="Each mark is a dated entry in the table; a month or year is marked on its last day",
                alt=f"Timeline of {count_of(len(record), 'entry', 'entries')} for {force['name']}, from "
                f"{british(record[0]['happened_on'])} to {british(record[-1]['happened_on'])}: {themes}. "
                "The table lists them in the same order.",
                roles={"date": "happened_on", "lane": "theme", "text": "what", "kind": "theme", "date_words": "when"},
            )
        )
    years = yearly(parts["recorded_crime"])
    if len(years) > 1:
        first, last = years[0], years[-1]
        charts.append(
            ChartSpec(
                name="recorded_crime",
                kind="series",
                table="yearly",
                title=f"Crime recorded by {force['name']}, excluding fraud",
                subtitle="Offences recorded, years ending March. A change can come from crime, from reporting or from recording. "
                f"{_line_end(last, parts['recorded_crime'], on)}",
                alt=f"Line of offences recorded excluding fraud, from {whole(first['offences'])} in the "
                f"{period_words(first['period_start'], first['period_end'])} to {whole(last['offences'])} in the "
                f"{period_words(last['period_start'], last['period_end'])}.",
                roles={"date": "period_end", "value": "offences"},
                marks=marks_of(bearing),
                options={"zero": True, "unit": "offences", "axis_title": "Offences recorded"},
            )
        )
    return tuple(charts)


def _line_end(last: Record, totals: list[Record], on: date) -> str:
    """Where the line ends, and why: nothing is carried on, and no other publication is joined to it."""
    ends = period_words(last["period_start"], last["period_end"])
    words = f"The line ends with the {ends}, the last held of its publication on {british(on)}."
    if any(total["period_end"] > last["period_end"] for total in totals):
        words += " Later figures are of other publications, which are not joined to it; they stand in the table."
    return words


def _statement(force: Record, latest: Record | None, parts: dict[str, list[Record]]) -> str:
    name = force["name"]
    if latest is None:
        return f"No usable rate of recording accuracy is held for {name} at this date."
    said = percent_with_interval(
        latest["recorded_pct"], latest["lower_pct"], latest["upper_pct"], approximate=latest["approximate"]
    )
    when = british(latest["published_on"], latest["published_precision"], unknown="a date not known")
    newer = [
        r
        for r in parts["inspections"]
        if r["measure"] == "all_crime"
        and r["value_status"] == "not measurable"
        and r["published_on"]
        and latest["published_on"]
        and r["published_on"] > latest["published_on"]
    ]
    more = ""
    if newer:
        last = max(newer, key=lambda r: r["published_on"])
        more = (
            f" That rate is no longer usable: the later inspection published {british(last['published_on'], last['published_precision'])} "
            "found that no all-crime rate could be measured."
        )
    return f"The newest rate held for {name} is {said} of reported crime recorded, published {when}.{more}"


def _notes(force: Record, parts: dict[str, list[Record]]) -> tuple[Note, ...]:
    notes = [Note("What is not held here may still exist: the record is made from what could be sourced.", "coverage")]
    if parts["bodies"]:
        body = parts["bodies"][0]
        ends = f"; due to end {british(body['ended_on'], body['ended_precision'])}" if body["ended_on"] else ""
        notes.append(Note(f"Local policing body: {body['name']}{ends}.", "definition"))
    elif parts["ended_bodies"]:
        last = max(parts["ended_bodies"], key=lambda b: b["ended_on"])
        ended = british(last["ended_on"], last["ended_precision"])
        notes.append(Note(f"{last['name']} ended {ended}, as far as is held; what follows it is not held.", "coverage"))
    else:
        notes.append(
            Note(f"The kind of local policing body of {force['name']} has no source in this record.", "coverage")
        )
    for row in parts["recording_coverage"]:
        appears = row["basis"] == "derived"
        graded = {
            "yes": "appears to have graded" if appears else "graded",
            "no": "appears not to have graded" if appears else "did not grade",
        }.get(row["recording_graded"], "may or may not have graded")
        notes.append(
            Note(f"{row['programme']}: the inspectorate {graded} crime recording here ({row['reading']}).", "coverage")
        )
    return tuple(notes)


def _bearing(question: Question, code: str, totals: list[Record]) -> list[Record]:
    """Events between the years of the chart that change how this force's recorded crime is made."""
    years = yearly(totals)
    if not years:
        return []
    return for_totals(
        events_between(
            question,
            years[0]["period_end"],
            years[-1]["period_end"],
            categories=MAKING,
            force_code=code,
            series=("PRC", "Both"),
        )
    )


FORCE = ViewDefinition(
    name="force",
    title="One force",
    answers="What is held about this force, in time order, and what is not?",
    filters=(
        FilterDefinition("force", "Force", "force", required=True),
        FilterDefinition("since", "What changed since", "date"),
        FilterDefinition("compare", "Compare with", "forces"),
    ),
    build=build,
    holds_unpublished=True,
)
