"""Published audit counts with their intervals: crimes recorded of crimes due, never of incidents examined."""

from __future__ import annotations

from dashboard.domain.dates import period_words
from dashboard.domain.figures import count_of, rounded
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.view_model import Caution, ChartSpec, Column, Note, Table, View
from dashboard.stats.intervals import wilson_interval
from dashboard.store.queries.facts import Record, facts
from dashboard.views import columns as c
from dashboard.views.question import (
    Question,
    ViewDefinition,
    filter_words,
    in_force_scope,
    source_ids_of,
    sources_used,
    within_dates,
)

LEAST_TO_JUDGE = 30
LEVEL = 0.95
COLUMNS = (
    Column("audit_id", "Audit"),
    c.FORCE,
    c.FORCE_CODE,
    Column("audited_by", "Audited by"),
    Column("audit_type", "What was audited"),
    c.MEASURE,
    c.PERIOD_START,
    c.PERIOD_END,
    Column("period", "Window as published"),
    Column("incidents_examined", "Incidents examined", "incidents", missing="not stated"),
    Column("crimes_due", "Crimes due", "crimes"),
    Column("crimes_recorded", "Crimes recorded", "crimes"),
    Column("rate_pct", "Recorded", "%"),
    Column("rate_missing", "Why no rate"),
    c.LOWER_PCT,
    c.UPPER_PCT,
    Column("method", "Method of interval"),
    Column("level", "Level", "%"),
    Column("judgeable", "Enough to judge"),
    c.FIGURE_CLASS,
    c.BASIS,
    c.NOTE,
    c.PLACE,
    c.KNOWN_FROM,
    c.SOURCE_ID,
)


def shown_audit(found: Record, names: dict[str, str]) -> Record:
    """One audit as a row, its rate with a Wilson interval."""
    due, recorded = found["crimes_due"], found["crimes_recorded"]
    row = {
        **found,
        "force": names.get(found["force_code"], found["force_code"]),
        "period": found["period_words"] or period_words(found["period_start"], found["period_end"]),
        "class": found["figure_class"],
        "judgeable": "yes" if (due or 0) >= LEAST_TO_JUDGE else "too few to judge",
        "level": LEVEL * 100,
        "method": "Wilson",
        "rate_missing": None,
    }
    if not due or recorded is None:
        why = "no records audited" if due == 0 else "counts not published"
        return {**row, "rate_pct": None, "rate_missing": why, "method": None, "level": None}
    lower, upper = wilson_interval(recorded, due, confidence=LEVEL)
    return {
        **row,
        "rate_pct": round(100 * recorded / due, 4),
        "lower_pct": round(100 * float(lower), 4),
        "upper_pct": round(100 * float(upper), 4),
    }


def build(question: Question) -> View:
    """Published audit counts.

    Tables
        audits  one row an audit: counts as published, rate and Wilson 95 per cent interval worked out here
        chart   the same audits, labelled, in the order of the chart
    """
    names = question.force_names()
    found = in_force_scope(question, facts(question.connection, "audits", as_at=question.as_at))
    found, undated = within_dates(question, found, "period_end")
    rows = sorted((shown_audit(f, names) for f in found), key=lambda r: (r["force"], r["audit_id"]))
    charted = [{**r, "label": _label(r)} for r in rows]
    notes = [
        Note(
            "The rate is crimes recorded of crimes that should have been recorded. Incidents examined are a different "
            "denominator, since one incident can hold several crimes or none.",
            "definition",
        ),
        Note(
            "Intervals are Wilson score intervals at 95 per cent, worked out here from the published counts. Crimes in one "
            "incident are not independent, so the true interval is somewhat wider."
        ),
        Note(f"Below {LEAST_TO_JUDGE} crimes due an audit is marked as too few to judge."),
        Note(
            "No force publishes its audits in full. These are the counts found in published documents, not a sample of "
            "forces; a force that is absent is not a force without audits.",
            "coverage",
        ),
    ]
    if undated:
        notes.append(Note(f"{count_of(undated, 'audit')} left out: the end of the window is not known.", "coverage"))
    return View(
        name="audits",
        title="Published audit counts",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=_statement(rows),
        tables=(
            Table.from_records(
                "audits",
                "Audits",
                COLUMNS,
                rows,
                empty_message="No published audit count was known for this choice on this date.",
                page_columns=(
                    "force",
                    "measure",
                    "audited_by",
                    "period",
                    "crimes_recorded",
                    "crimes_due",
                    "incidents_examined",
                    "rate_pct",
                    "lower_pct",
                    "upper_pct",
                    "judgeable",
                    "source_id",
                ),
            ),
            Table.from_records(
                "chart",
                "Rates in the chart",
                (
                    Column("label", "Audit"),
                    Column("rate_pct", "Recorded", "%"),
                    c.LOWER_PCT,
                    c.UPPER_PCT,
                    Column("crimes_recorded", "Recorded", "crimes"),
                    Column("crimes_due", "Due", "crimes"),
                    Column("rate_missing", "Why no rate"),
                    Column("judgeable", "Enough to judge"),
                    c.SOURCE_ID,
                ),
                charted,
            ),
        ),
        charts=_charts(charted),
        notes=tuple(notes),
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


def _label(row: Record) -> str:
    subject = row["measure"].replace("_", " ")
    year = f" {row['period_end'].year}" if row["period_end"] else ""
    kind = f", {row['audit_type']}" if row["audit_type"] not in ("inspection audit", subject) else ""
    return f"{row['force']}, {subject}{kind} ({row['audited_by']}{year})"


def _charts(charted: list[Record]) -> tuple[ChartSpec, ...]:
    if not any(r["rate_pct"] is not None for r in charted):
        return ()
    return (
        ChartSpec(
            name="audits",
            kind="interval_dots",
            table="chart",
            title="Share of crimes due that were recorded, by audit",
            subtitle="Per cent with Wilson 95 per cent interval; different programmes and years, not comparable",
            alt=f"Dots with 95 per cent intervals for {count_of(len(charted), 'audit')}; the smaller the audit the wider "
            "the line. The table beside the chart holds the same figures.",
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


def _statement(rows: list[Record]) -> str:
    if not rows:
        return "No published audit count was known for this choice on this date."
    if len(rows) == 1:
        r = rows[0]
        if r["rate_pct"] is None:
            return f"{r['force']}: {r['rate_missing']}."
        examined = f"; {r['incidents_examined']:,} incidents examined" if r["incidents_examined"] else ""
        return (
            f"{r['force']}: {rounded(r['rate_pct'], 1)} % recorded "
            f"(95 % interval {rounded(r['lower_pct'], 1)} to {rounded(r['upper_pct'], 1)}, "
            f"Wilson), {r['crimes_recorded']:,} of {r['crimes_due']:,} crimes{examined}."
        )
    few = sum(r["judgeable"] != "yes" for r in rows)
    few_words = f"; {few} of them too small to judge" if few else ""
    forces = len({r["force_code"] for r in rows})
    return f"{count_of(len(rows), 'audit')} with published counts, of {count_of(forces, 'force')}{few_words}."


AUDITS = ViewDefinition(
    name="audits",
    title="Published audit counts",
    answers="Which audits have published counts, and how wide is the interval of each?",
    filters=(
        FilterDefinition("force", "Force", "force"),
        FilterDefinition("region", "Region", "choice", choices_from="forces.region"),
        FilterDefinition("from", "Window ends from", "date"),
        FilterDefinition("to", "Window ends to", "date"),
    ),
    build=build,
)
