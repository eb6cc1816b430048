"""Audits with their intervals, published ones and forces' own: crimes recorded of crimes due, never of incidents examined."""

from __future__ import annotations

from dashboard.domain.dates import period_words
from dashboard.domain.figures import count_of, rounded
from dashboard.domain.view_model import Caution, ChartSpec, Column, Note, Table, View
from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.force_audits import audit_rows, count_rows
from dashboard.views import audit_filters as filters
from dashboard.views import columns as c
from dashboard.views.audit_common import LEAST_TO_JUDGE, TOO_FEW, add_rates, rated
from dashboard.views.question import (
    Question,
    ViewDefinition,
    filter_words,
    in_force_scope,
    source_ids_of,
    sources_used,
    within_dates,
)

# Up to this many rows every part of every audit is listed; beyond it, whole audits only.
MOST_PARTS = 1500
# More dots than this cannot be told apart in one chart.
MOST_CHARTED = 40
COLUMNS = (
    Column("audit_id", "Audit"),
    c.FORCE,
    c.FORCE_CODE,
    Column("audited_by", "Audited by"),
    Column("audit_type", "What was audited"),
    c.MEASURE,
    Column("offence_group", "Offence group", missing="all"),
    Column("business_area", "Business area", missing="all"),
    Column("reporting_route", "Reporting route", missing="all"),
    Column("breakdown", "Row is about", missing="the whole audit"),
    Column("manual_edition", "Rules or manual", missing="not stated"),
    Column("time_limit_hours", "Time limit", "hours", missing="not known"),
    c.PERIOD_START,
    c.PERIOD_END,
    Column("period", "Window as published"),
    Column("sampling_method", "How chosen", missing="not stated"),
    Column("population", "Population", "crimes", missing="not stated"),
    Column("incidents_examined", "Incidents examined", "incidents", missing="not stated"),
    Column("crimes_due", "Crimes due", "crimes", missing="hidden"),
    Column("crimes_recorded", "Crimes recorded", "crimes", missing="hidden"),
    Column("on_time", "Recorded on time", "crimes", missing="not stated"),
    Column("rate_pct", "Recorded", "%"),
    Column("rate_missing", "Why no rate"),
    Column("lower_pct", "Lower limit", "%", missing="no interval"),
    Column("upper_pct", "Upper limit", "%", missing="no interval"),
    Column("method", "Method of interval"),
    Column("level", "Level", "%"),
    Column("band", "Band of the force's own", missing="none"),
    Column("band_interval", "Bands the interval reaches", missing="none"),
    Column("band_edition", "Set of bands", missing="none"),
    Column("judgeable", "Enough to judge"),
    c.FIGURE_CLASS,
    c.BASIS,
    c.NOTE,
    c.PLACE,
    c.KNOWN_FROM,
    c.SOURCE_ID,
)


def shown_audit(found: Record, names: dict[str, str]) -> Record:
    """One published audit as a row, its rate with a Wilson interval; no band, since grades are not ours to work out."""
    due, recorded = found["crimes_due"], found["crimes_recorded"]
    row: Record = {
        **found,
        "force": names.get(found["force_code"], found["force_code"]),
        "period": found["period_words"] or period_words(found["period_start"], found["period_end"]),
        "class": found["figure_class"],
        "offence_group": filters.group_of(found["measure"]),
        "manual_edition": found["rule_edition"],
        "breakdown": "total",
        "judgeable": "yes" if (due or 0) >= LEAST_TO_JUDGE else TOO_FEW,
        "rate_missing": None,
    }
    if not due or recorded is None:
        row["rate_missing"] = "no records audited" if due == 0 else "counts not published"
    add_rates([row])
    return row


def build(question: Question) -> View:
    """Audits with their counts.

    Tables
        audits  one row an audit, or a part of one: counts, rate and interval worked out here
        chart   whole audits, labelled, in the order of the chart; not where there are too many to tell apart
    """
    published, undated = ([], 0) if filters.is_illustration(question) else _published(question)
    own, parts_left_out = _own(question)
    rows = sorted([*published, *own], key=lambda r: (r["force"], r["audit_id"]))
    for row in rows:
        row.setdefault("measure", row["offence_group"] or "all crime")
    whole = [r for r in rows if r["breakdown"] == "total" or not _is_whole(question)]
    charted = [{**r, "label": _label(r)} for r in whole] if len(whole) <= MOST_CHARTED else []
    return View(
        name="audits",
        title=f"{filters.mark(question)}Audits of recording",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=filters.mark(question) + _statement(rows),
        tables=_tables(rows, charted),
        charts=_charts(charted, question),
        notes=_notes(rows, undated, parts_left_out, len(whole) > MOST_CHARTED),
        warnings=(
            Caution(
                "These audits differ in programme, year, rules and crimes covered. They stand side by side for "
                "reference and must not be compared with each other."
            ),
        )
        if len(rows) > 1
        else (),
        sources=sources_used(question, source_ids_of(rows)),
    )


def _is_whole(question: Question) -> bool:
    """Whether whole audits are asked for, and not the parts about one group or area."""
    return not question.wants("offence_group") and not question.wants("business_area")


def _published(question: Question) -> tuple[list[Record], int]:
    names = question.force_names()
    found = in_force_scope(question, facts(question.connection, "audits", as_at=question.as_at))
    found, undated = within_dates(question, found, "period_end")
    rows = [shown_audit(f, names) for f in found]
    wanted = {name: question.wants(name) for name in ("audit_type", "offence_group", "business_area")}
    return [r for r in rows if all(value in ("", r.get(name)) for name, value in wanted.items())], undated


def _own(question: Question) -> tuple[list[Record], bool]:
    """Rows of forces' own audits, and whether parts of them were left out for being too many."""
    every = filters.wanted_rows(question, every_breakdown=True)
    held = count_rows(question.connection, every, as_at=question.as_at, most=MOST_PARTS + 1)
    if not held:
        return [], False
    wanted = every if held <= MOST_PARTS else filters.wanted_rows(question)
    found = audit_rows(question.connection, wanted, as_at=question.as_at)
    return rated(question, found), held > MOST_PARTS


def _tables(rows: list[Record], charted: list[Record]) -> tuple[Table, ...]:
    return (
        Table.from_records(
            "audits",
            "Audits",
            COLUMNS,
            rows,
            empty_message="No audit was known for this choice on this date.",
            page_columns=(
                "force",
                "audit_id",
                "audit_type",
                "offence_group",
                "business_area",
                "audited_by",
                "period",
                "crimes_recorded",
                "crimes_due",
                "incidents_examined",
                "rate_pct",
                "lower_pct",
                "upper_pct",
                "judgeable",
                "band",
                "class",
                "source_id",
            ),
        ),
        Table.from_records(
            "chart",
            "Rates in the chart",
            (
                Column("label", "Audit"),
                Column("rate_pct", "Recorded", "%"),
                Column("lower_pct", "Lower limit", "%", missing="no interval"),
                Column("upper_pct", "Upper limit", "%", missing="no interval"),
                Column("crimes_recorded", "Recorded", "crimes", missing="hidden"),
                Column("crimes_due", "Due", "crimes", missing="hidden"),
                Column("rate_missing", "Why no rate"),
                Column("judgeable", "Enough to judge"),
                c.SOURCE_ID,
            ),
            charted,
            empty_message="No chart is drawn for this choice.",
        ),
    )


def _notes(rows: list[Record], undated: int, parts: bool, too_many: bool) -> tuple[Note, ...]:
    notes = [
        Note(
            "The rate is crimes recorded of crimes that should have been recorded. Incidents examined are a different "
            "denominator, since one incident can hold several crimes or none.",
            "definition",
        ),
        Note(
            "Intervals are Wilson score intervals at 95 per cent, worked out here from the counts; narrower where more than a "
            "twentieth of all crimes was audited, none where all were. Crimes in one incident are not independent, so the "
            "true interval is somewhat wider."
        ),
        Note(f"Below {LEAST_TO_JUDGE} crimes due an audit is marked as too few to judge."),
        Note(
            "Bands are a force's own, half-open and on the unrounded rate; they are no grade of the inspectorate and are "
            "given to forces' own audits only."
        ),
        Note(
            "Published counts are those found in published documents, and forces' own audits those sent in; neither is a "
            "sample of forces, and a force that is absent is not a force without audits.",
            "coverage",
        ),
    ]
    if parts:
        notes.append(
            Note(
                "Parts of audits by group, area and route are left out here, since there are too many; choose a force and a "
                "period, an offence group or a business area to list them.",
                "coverage",
            )
        )
    if too_many:
        notes.append(Note(f"More than {MOST_CHARTED} audits fit the choice, too many for one chart; choose a force."))
    if any(row.get("is_hidden") for row in rows):
        notes.append(
            Note(
                "Unpublished counts under 5 are hidden from anyone outside the force and the office of its local policing "
                "body, and where one alone would be hidden a second is, so that totals do not give it away.",
                "coverage",
            )
        )
    if undated:
        notes.append(Note(f"{count_of(undated, 'audit')} left out: the end of the window is not known.", "coverage"))
    return tuple(notes)


def _label(row: Record) -> str:
    subject = (row["offence_group"] or "all crime").replace("_", " ")
    year = f" {row['period_end'].year}" if row["period_end"] else ""
    kind = f", {row['audit_type']}" if row["audit_type"] not in ("inspection audit", subject) else ""
    area = f", {row['business_area']}" if row.get("business_area") else ""
    return f"{row['force']}, {subject}{kind}{area} ({row['audited_by']}{year})"


def _charts(charted: list[Record], question: Question) -> tuple[ChartSpec, ...]:
    if not any(r["rate_pct"] is not None for r in charted):
        return ()
    mark = filters.mark(question)
    return (
        ChartSpec(
            name="audits",
            kind="interval_dots",
            table="chart",
            title=f"{mark}Share of crimes due that were recorded, by audit",
            subtitle="Per cent with Wilson 95 per cent interval; different programmes and years, not comparable",
            alt=f"{mark}Dots with 95 per cent intervals for {count_of(len(charted), 'audit')}; the smaller the audit the "
            "wider the line. The table beside the chart holds the same figures.",
            roles={
                "label": "label",
                "value": "rate_pct",
                "lower": "lower_pct",
                "upper": "upper_pct",
                "missing_words": "rate_missing",
            },
            options={"unit": "%", "axis_title": "Recorded (%)"},
        ),
    )


def rate_words(row: Record) -> str:
    """The rate of one audit in words that claim no more than its interval and its size allow."""
    counts = f"{row['crimes_recorded']:,} of {row['crimes_due']:,} crimes" if row["rate_missing"] is None else ""
    examined = f"; {row['incidents_examined']:,} incidents examined" if row["incidents_examined"] else ""
    if row["rate_missing"] is not None:
        return f"{row['rate_missing']}{examined}"
    said = f"{rounded(row['rate_pct'], 1)} % recorded"
    if row["level"] is None:
        return f"{said}, exact since all cases were audited, {counts}{examined}"
    few = f"; {TOO_FEW}" if row["judgeable"] != "yes" else ""
    return (
        f"{said} (95 % interval {rounded(row['lower_pct'], 1)} to {rounded(row['upper_pct'], 1)}, {row['method']}), "
        f"{counts}{examined}{few}"
    )


def _statement(rows: list[Record]) -> str:
    if not rows:
        return "No audit was known for this choice on this date."
    if len(rows) == 1:
        return f"{rows[0]['force']}: {rate_words(rows[0])}."
    few = sum(r["judgeable"] != "yes" for r in rows)
    few_words = f"; {few} of them too small to judge" if few else ""
    forces = len({r["force_code"] for r in rows})
    parts = sum(r["breakdown"] != "total" for r in rows)
    part_words = f" and {count_of(parts, 'part')} of audits" if parts else ""
    return f"{count_of(len(rows) - parts, 'audit')}{part_words} with counts, of {count_of(forces, 'force')}{few_words}."


AUDITS = ViewDefinition(
    name="audits",
    title="Audits of recording",
    answers="Which audits have counts, and how wide is the interval of each?",
    filters=(
        filters.FORCE,
        filters.REGION,
        filters.AUDIT_TYPE,
        filters.FROM,
        filters.TO,
        filters.OFFENCE_GROUP,
        filters.BUSINESS_AREA,
        filters.FIGURES,
    ),
    build=build,
    holds_unpublished=True,
)
