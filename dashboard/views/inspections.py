"""What inspections of crime recording found, force by force, with the interval and the date of each."""

from __future__ import annotations

from dashboard.domain.dates import british, period_words
from dashboard.domain.figures import count_of, percent_with_interval
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.view_model import Caution, Headline, Note, Table, View
from dashboard.store.queries.facts import Record
from dashboard.store.queries.inspections import inspection_results
from dashboard.views.comparability import INSPECTING, cautions_on_rules, events_between
from dashboard.views.inspection_chart import rates_together
from dashboard.views.inspection_rows import RESULT_COLUMNS, latest_rates, shown_result, unmeasurable_since
from dashboard.views.question import (
    Question,
    ViewDefinition,
    filter_words,
    in_force_scope,
    sources_used,
    within_dates,
)

FILTERS = (
    FilterDefinition("force", "Force", "force"),
    FilterDefinition("region", "Region", "choice", choices_from="forces.region"),
    FilterDefinition("programme", "Programme", "choice", choices_from="inspections.programme"),
    FilterDefinition("judgement", "Grade as published", "choice", choices_from="inspections.judgement"),
    FilterDefinition("measure", "Measure", "choice", choices_from="inspection_measures.measure"),
    FilterDefinition("from", "Published from", "date"),
    FilterDefinition("to", "Published to", "date"),
)


def build(question: Question) -> View:
    """Inspection results.

    Tables
        results  one row an inspection and measure
        rates    the all-crime (or chosen) rates of one programme or one force, in the order of the chart
    """
    forces = {force["force_code"]: force for force in question.forces(kind=None)}
    found = in_force_scope(question, inspection_results(question.connection, as_at=question.as_at))
    for name in ("programme", "judgement", "measure"):
        if wanted := question.wants(name):
            found = [r for r in found if r[name] == wanted]
    found, undated = within_dates(question, found, "published_on")
    rows = sorted((shown_result(r, forces) for r in found), key=lambda r: r["force"])
    rates, chart = rates_together(question, rows)
    used = {r["source_id"] for r in rows} | {r["judgement_source_id"] for r in rows}
    return View(
        name="inspections",
        title="Inspections of crime recording",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=_statement(question, rows, forces),
        headlines=_headlines(question, rows),
        tables=(
            Table.from_records(
                "results",
                "Inspection results",
                RESULT_COLUMNS,
                rows,
                empty_message="No inspection result was known for this choice on this date. "
                "Clear a filter or choose a later as-at date.",
                page_columns=(
                    "force",
                    "programme",
                    "published_on",
                    "measure",
                    "recorded_pct",
                    "lower_pct",
                    "upper_pct",
                    "judgement",
                    "judgement_source_id",
                    "estimated_unrecorded_per_year",
                    "source_id",
                ),
            ),
            rates,
        ),
        charts=(chart,) if chart else (),
        notes=_notes(undated),
        warnings=cautions_on_results(rows) + _rule_changes(question, rows),
        sources=sources_used(question, used),
    )


def _statement(question: Question, rows: list[Record], forces: dict[str, Record]) -> str:
    if not rows:
        return "No inspection result was known for this choice on this date."
    if code := question.wants("force"):
        name = forces[code]["name"]
        is_unmeasurable = code in unmeasurable_since(rows)
        latest = None if is_unmeasurable else latest_rates(rows).get(code)
        if is_unmeasurable:
            return f"No usable all-crime rate of {name}: the newest audit chosen found that none could be measured."
        if latest is None:
            return f"No usable all-crime rate for {name} is among the results chosen."
        said = percent_with_interval(
            latest["recorded_pct"], latest["lower_pct"], latest["upper_pct"], approximate=latest["approximate"]
        )
        when = british(latest["published_on"], latest["published_precision"], unknown="on a date not known")
        return f"In the newest of the inspections chosen that has a rate, {name} recorded an estimated {said} of reported crime (published {when})."
    inspected = {r["inspection_id"] for r in rows}
    with_rate = {r["inspection_id"] for r in rows if r["recorded_pct"] is not None}
    with_interval = {r["inspection_id"] for r in rows if r["lower_pct"] is not None}
    covered = {r["force_code"] for r in rows}
    return (
        f"{count_of(len(inspected), 'inspection')} of {count_of(len(covered), 'force')}: {len(with_rate)} gave a rate, "
        f"and for {len(with_interval)} of those the margin was seen."
    )


def _headlines(question: Question, rows: list[Record]) -> tuple[Headline, ...]:
    code = question.wants("force")
    latest = latest_rates(rows).get(code) if code else None
    if latest is None or code in unmeasurable_since(rows):
        return ()
    words = percent_with_interval(
        latest["recorded_pct"], latest["lower_pct"], latest["upper_pct"], approximate=latest["approximate"]
    )
    return (
        Headline(
            code="latest_rate",
            label="Reported crime recorded, newest inspection with a rate",
            value=latest["recorded_pct"],
            lower=latest["lower_pct"],
            upper=latest["upper_pct"],
            unit="%",
            period=period_words(latest["audit_start"], latest["audit_end"]),
            published_on=latest["published_on"],
            published_precision=latest["published_precision"] or "unknown",
            figure_class=latest["figure_class"],
            source_id=latest["source_id"],
            approximate=latest["approximate"],
            sentence=f"{words} of reported crime was recorded.",
        ),
    )


def _notes(undated: int) -> tuple[Note, ...]:
    notes = [
        Note(
            "A rate is the share of crimes that should have been recorded which were. It does not measure how many "
            "crimes victims report, nor how many are solved.",
            "definition",
        ),
        Note(
            "Margins are shown as the inspectorate published them. The level is not stated in the text read; "
            "95 per cent is the natural reading.",
        ),
        Note(
            "A grade is shown only where one was published. None is worked out from a rate, and rates overlap "
            "between grades.",
        ),
        Note(
            "Estimates of unrecorded crimes in a year apply the audit's rate to recorded crime. They are rounded at "
            "source and must not be added across forces.",
        ),
    ]
    if undated:
        notes.append(
            Note(
                f"{count_of(undated, 'row')} left out: the day of publication is not known, so it cannot be "
                "compared with the dates chosen.",
                "coverage",
            )
        )
    return tuple(notes)


def cautions_on_results(rows: list[Record]) -> tuple[Caution, ...]:
    regraded = {
        f"{r['force']}: graded {r['judgement_before'].lower()} until {british(r['judgement_known_from'])} and "
        f"{r['judgement'].lower()} from then ({r['judgement_change']}: {(r['judgement_change_reason'] or 'no reason given').rstrip('.')})."
        for r in rows
        if r["judgement_before"] and r["judgement"] and r["judgement_before"] != r["judgement"]
    }
    scales = {r["judgement_scale"] for r in rows if r["judgement_scale"]}
    programmes = {r["programme"] for r in rows}
    warnings = [Caution(words) for words in sorted(regraded)]
    if len(scales) > 1:
        warnings.append(
            Caution(
                "Grades here come from two scales, of four and of five steps. They cannot be compared with each other."
            )
        )
    if "CDI2014" in programmes:
        warnings.append(
            Caution(
                "2014 force figures come from small dip samples that the inspectorate called not significant "
                "for a single force; do not compare them with later rates."
            )
        )
    if len(programmes) > 1:
        warnings.append(
            Caution(
                "Programmes differ in rules, time limits, scope and sample size. Compare forces only within "
                "one programme, and then with the audit dates in view."
            )
        )
    return tuple(warnings)


def _rule_changes(question: Question, rows: list[Record]) -> tuple[Caution, ...]:
    """Changes in how inspections measure and grade that lie between the reports shown."""
    days = [r["published_on"] for r in rows if r["published_on"]]
    if not days:
        return ()
    return cautions_on_rules(events_between(question, min(days), max(days), categories=INSPECTING))


INSPECTIONS = ViewDefinition(
    name="inspections",
    title="Inspections of crime recording",
    answers="What share of reported crime did inspectors find recorded, where, when and how sure is it?",
    filters=FILTERS,
    build=build,
)
