"""What inspections of crime recording found, force by force, with the interval and the date of each."""

from __future__ import annotations

from dashboard.domain.dates import british, period_words
from dashboard.domain.figures import count_of, percent_with_interval
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.view_model import Caution, ChartSpec, Column, Headline, Note, Table, View
from dashboard.store.queries.facts import Record
from dashboard.store.queries.inspections import inspection_results
from dashboard.views import columns as c
from dashboard.views.comparability import INSPECTING, cautions_on_rules, events_between
from dashboard.views.question import (
    Question,
    ViewDefinition,
    filter_words,
    in_force_scope,
    sources_used,
    within_dates,
)

MEASURE_WORDS = {
    "all_crime": "all crime, fraud excluded",
    "violence": "violence against the person",
    "sexual_offences": "sexual offences",
    "rape": "rape",
    "other_offences": "other offences",
}
PROGRAMME_WORDS = {
    "CDI2014": "2014 national inspection (small samples)",
    "CDI2016-20": "crime data integrity inspections, 2016 to 2020",
    "CDI-reinspection": "crime data integrity re-inspections, 2018 to 2020",
    "VictimServiceInspection": "victim service inspections",
    "PEEL2021-22": "PEEL assessments, 2021/22",
    "PEEL2023-25": "PEEL assessments, 2023 to 2025",
}
RESULT_COLUMNS = (
    c.FORCE,
    c.FORCE_CODE,
    c.REGION,
    c.PROGRAMME,
    c.REPORT_TITLE,
    c.PUBLISHED_ON,
    c.PUBLISHED_PRECISION,
    c.JUDGEMENT,
    c.JUDGEMENT_SCALE,
    Column("judgement_before", "Grade before it was changed", missing="unchanged"),
    Column("judgement_change", "Revision or correction", missing="unchanged"),
    Column("judgement_known_from", "Grade known from"),
    Column("judgement_change_reason", "Why the grade was changed", missing="unchanged"),
    c.MEASURE,
    c.RECORDED_PCT,
    c.RECORDED_PCT_MISSING,
    c.MARGIN_PCT,
    c.LOWER_PCT,
    c.UPPER_PCT,
    Column("interval_basis", "Basis of interval"),
    Column("crimes_recorded", "Crimes recorded in sample", "crimes"),
    Column("crimes_due", "Crimes due in sample", "crimes"),
    Column("estimated_unrecorded_per_year", "Estimated not recorded in a year", "crimes a year", missing="not stated"),
    Column("approximate", "Approximate"),
    c.AUDIT_START,
    c.AUDIT_END,
    c.FIGURE_CLASS,
    c.BASIS,
    c.NOTE,
    c.KNOWN_FROM,
    c.SOURCE_ID,
    Column("inspection_id", "Inspection"),
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


def shown_result(result: Record, forces: dict[str, Record]) -> Record:
    """One inspection and measure as a row: published limits beside the rate, and words where there is no rate."""
    force = forces.get(result["force_code"], {})
    rate, margin = result["recorded_pct"], result["margin_pct"]
    has_interval = rate is not None and margin is not None
    return {
        **result,
        "force": force.get("name", result["force_code"]),
        "region": force.get("region"),
        "recorded_pct_missing": None if rate is not None else _why_no_rate(result),
        # Published margins are symmetric, from a weighted design; they are plotted as published and not clipped.
        "lower_pct": round(rate - margin, 2) if has_interval else None,
        "upper_pct": round(rate + margin, 2) if has_interval else None,
        "interval_basis": "published margin; level not stated"
        if has_interval
        else ("" if rate is None else "not published"),
        "approximate": result["approximate"] == "yes",
        "class": result["figure_class"],
    }


def _why_no_rate(result: Record) -> str:
    """A row may hold an estimate of unrecorded crimes alone; its rate is then not published, whatever else is."""
    return "not published" if result["value_status"] == "published" else str(result["value_status"])


def latest_rates(rows: list[Record]) -> dict[str, Record]:
    """For each force the newest all-crime rate, by publication date and then audit window; 2014 samples left aside.

    The 2014 force figures were small dip samples that the inspectorate called not significant for one force.
    """
    newest: dict[str, Record] = {}
    for row in sorted(rows, key=recency):
        if row["measure"] == "all_crime" and row["recorded_pct"] is not None and row["programme"] != "CDI2014":
            newest[row["force_code"]] = row
    return newest


def unmeasurable_since(rows: list[Record]) -> dict[str, Record]:
    """Forces whose newest audit of all crime could give no rate, with that audit's row.

    An older rate then no longer counts as usable.  A newer inspection whose rate was merely not seen changes nothing.
    """
    newest: dict[str, Record] = {}
    for row in sorted(rows, key=recency):
        if row["measure"] != "all_crime" or row["programme"] == "CDI2014":
            continue
        if row["value_status"] == "not measurable":
            newest[row["force_code"]] = row
        elif row["recorded_pct"] is not None:
            newest.pop(row["force_code"], None)
    return newest


def recency(row: Record) -> tuple[str, str]:
    """Sort key: when it was published, or else when its audit window ended."""
    published = row["published_on"] or row["audit_end"]
    return (published.isoformat() if published else "", row["audit_end"].isoformat() if row["audit_end"] else "")


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
    rates, chart = _rates(question, rows)
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
                    "estimated_unrecorded_per_year",
                    "source_id",
                ),
            ),
            rates,
        ),
        charts=(chart,) if chart else (),
        notes=_notes(undated),
        warnings=_cautions(rows) + _rule_changes(question, rows),
        sources=sources_used(question, used),
    )


def _statement(question: Question, rows: list[Record], forces: dict[str, Record]) -> str:
    if not rows:
        return "No inspection result was known for this choice on this date."
    if code := question.wants("force"):
        name = forces[code]["name"]
        latest = latest_rates(rows).get(code)
        if latest is None:
            return f"No usable all-crime rate for {name} is among the results chosen."
        said = percent_with_interval(
            latest["recorded_pct"], latest["lower_pct"], latest["upper_pct"], approximate=latest["approximate"]
        )
        when = british(latest["published_on"], latest["published_precision"], unknown="on a date not known")
        return f"In the newest inspection held with a rate, {name} recorded an estimated {said} of reported crime (published {when})."
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
    if latest is None:
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


def _rates(question: Question, rows: list[Record]) -> tuple[Table, ChartSpec | None]:
    """The rates that may stand in one picture: one force over time, or all forces in one programme."""
    measure = question.wants("measure") or "all_crime"
    chosen = [r for r in rows if r["measure"] == measure]
    one_force = bool(question.wants("force"))
    programme = question.wants("programme") or ("" if one_force else _fullest(chosen))
    if not one_force:
        chosen = [r for r in chosen if r["programme"] == programme]
    shown = [
        {
            **r,
            "label": _label(r) if one_force else r["force"],
        }
        for r in (sorted(chosen, key=recency) if one_force else sorted(chosen, key=lambda r: (r["force"], recency(r))))
    ]
    table = Table.from_records(
        "rates",
        "Rates in the chart",
        (
            Column("label", "Inspection" if one_force else "Force"),
            c.RECORDED_PCT,
            c.LOWER_PCT,
            c.UPPER_PCT,
            c.RECORDED_PCT_MISSING,
            c.AUDIT_START,
            c.AUDIT_END,
            c.PUBLISHED_ON,
            Column("approximate", "Approximate"),
            c.SOURCE_ID,
        ),
        shown,
        empty_message="No rate is held for this choice.",
    )
    if not any(r["recorded_pct"] is not None for r in shown):
        return table, None
    subject = MEASURE_WORDS.get(measure, measure)
    scope = "inspections of one force" if one_force else PROGRAMME_WORDS.get(programme, programme)
    values = [r["recorded_pct"] for r in shown if r["recorded_pct"] is not None]
    return table, ChartSpec(
        name="rates",
        kind="interval_dots",
        table="rates",
        title=f"Share of reported crime recorded: {subject}",
        subtitle=f"Per cent of crimes that should have been recorded; {scope}. Lines are published margins; "
        "no line means no margin was seen. Order is not a ranking.",
        alt=f"Dots with interval lines for {count_of(len(values), 'rate')} of {subject}, {scope}, from "
        f"{min(values):.1f} to {max(values):.1f} per cent. The table beside the chart holds the same figures.",
        roles={
            "label": "label",
            "value": "recorded_pct",
            "lower": "lower_pct",
            "upper": "upper_pct",
            "missing_words": "recorded_pct_missing",
            "approximate": "approximate",
        },
        options={"unit": "%", "axis_title": "Recorded (%)"},
    )


def _label(row: Record) -> str:
    when = british(row["published_on"], row["published_precision"], unknown="date not known")
    return f"{row['programme']}, {when}"


def _fullest(rows: list[Record]) -> str:
    """The programme with the most rates: one programme at a time, since rules and methods differ between them."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row["programme"]] = counts.get(row["programme"], 0) + (row["recorded_pct"] is not None)
    return max(counts, key=lambda name: counts[name]) if counts else ""


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


def _cautions(rows: list[Record]) -> tuple[Caution, ...]:
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
