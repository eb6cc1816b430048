"""Columns, tables, chart and words of audits, for the views that list them."""

from __future__ import annotations

from dashboard.domain.figures import count_of, rounded
from dashboard.domain.view_model import ChartSpec, Column, Table
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


def audit_tables(rows: list[Record], charted: list[Record]) -> tuple[Table, ...]:
    return (
        Table.from_records(
            "audits",
            "Audits",
            COLUMNS,
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


def audits_chart(charted: list[Record], mark: str, method: str) -> tuple[ChartSpec, ...]:
    if not any(r["rate_pct"] is not None for r in charted):
        return ()
    return (
        ChartSpec(
            name="audits",
            kind="interval_dots",
            table="chart",
            title=f"{mark}Share of crimes due that were recorded, by audit",
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
