"""Columns, tables, chart and words of audits, for the views that list them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dashboard.domain.audit_terms import ANY_KIND, AuditTerms, shared_terms, terms_of
from dashboard.domain.figures import count_of, rounded
from dashboard.domain.view_model import ChartSpec, Column, Note, Table
from dashboard.store.queries.facts import Record
from dashboard.views import columns as c
from dashboard.views.audit_common import TOO_FEW

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
    Column("about", "About"),
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
    Column("counted", "What is counted"),
    Column("right", "The rate is the share"),
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


def worded(columns: Sequence[Column], terms: AuditTerms) -> tuple[Column, ...]:
    """The columns of counts and rates under the words of the audits in the table."""
    if terms.are_recorded:
        return tuple(columns)
    right = "Right" if terms == ANY_KIND else terms.success.capitalize()
    words = {
        "crimes_due": (terms.due.capitalize(), terms.unit),
        "crimes_recorded": (right, terms.unit),
        "on_time": ("Of those, on time", terms.unit),
        "rate_pct": (right, "%"),
        "population": ("Population", terms.unit),
    }
    return tuple(
        replace(column, label=words[column.name][0], unit=words[column.name][1]) if column.name in words else column
        for column in columns
    )


def audit_tables(rows: list[Record], charted: list[Record]) -> tuple[Table, ...]:
    terms = shared_terms(row["audit_type"] for row in rows)
    return (
        Table.from_records(
            "audits",
            "Audits",
            worded(COLUMNS, terms),
            rows,
            empty_message="No audit was known for this choice on this date.",
            page_columns=(
                "audit_id",
                "about",
                "rate_pct",
                "lower_pct",
                "upper_pct",
                "crimes_due",
                "crimes_recorded",
                "force",
                "period",
                "judgeable",
                "audited_by",
                "incidents_examined",
                "band",
                "class",
                "source_id",
            ),
        ),
        Table.from_records(
            "chart",
            "Rates in the chart",
            worded(
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
                terms,
            ),
            charted,
            empty_message="No chart is drawn for this choice.",
        ),
    )


def own_words(rows: Iterable[Record]) -> tuple[Note, ...]:
    """What the rate of each kind of audit is, other than those of recording."""
    kinds = sorted({row["audit_type"] for row in rows if not terms_of(row["audit_type"]).are_recorded})
    return tuple(
        Note(
            f"{kind[0].upper()}{kind[1:]}: the rate is the {terms_of(kind).share}, which is no rate of crimes recorded.",
            "definition",
        )
        for kind in kinds
    )


def audits_chart(charted: list[Record], mark: str, method: str) -> tuple[ChartSpec, ...]:
    if not any(r["rate_pct"] is not None for r in charted):
        return ()
    terms = shared_terms(row["audit_type"] for row in charted)
    return (
        ChartSpec(
            name="audits",
            kind="interval_dots",
            table="chart",
            title=f"{mark}{terms.share_title}, by audit",
            subtitle=f"Per cent with 95 per cent interval ({method}); different programmes and years, not comparable",
            alt=f"{mark}Dots with 95 per cent intervals for {count_of(len(charted), 'audit')}; the smaller the audit the "
            "wider the line. The table beside the chart holds the same figures.",
            roles={
                "label": "label",
                "value": "rate_pct",
                "lower": "lower_pct",
                "upper": "upper_pct",
                "missing_words": "rate_missing",
            },
            options={"unit": "%", "axis_title": terms.axis},
        ),
    )


def rate_words(row: Record) -> str:
    """The rate of one audit in words that claim no more than its interval and its size allow."""
    terms = terms_of(row["audit_type"])
    counts = f"{row['crimes_recorded']:,} of {row['crimes_due']:,} {terms.unit}" if row["rate_missing"] is None else ""
    examined = f"; {row['incidents_examined']:,} incidents examined" if row["incidents_examined"] else ""
    if row["rate_missing"] is not None:
        return f"{row['rate_missing']}{examined}"
    said = f"{rounded(row['rate_pct'], 1)} % {terms.success}"
    if row["level"] is None:
        return f"{said}, exact since all cases were audited, {counts}{examined}"
    few = f"; {TOO_FEW}" if row["judgeable"] != "yes" else ""
    return (
        f"{said} (95 % interval {rounded(row['lower_pct'], 1)} to {rounded(row['upper_pct'], 1)}, {row['method']}), "
        f"{counts}{examined}{few}"
    )
