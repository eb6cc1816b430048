"""The tables of one force."""

from __future__ import annotations

from dashboard.domain.audit_terms import shared_terms
from dashboard.domain.view_model import Column, Table
from dashboard.store.queries.facts import Record
from dashboard.views import columns as c
from dashboard.views.audit_tables import COLUMNS as AUDIT_COLUMNS
from dashboard.views.audit_tables import worded
from dashboard.views.force_parts import yearly
from dashboard.views.inspection_rows import RESULT_COLUMNS
from dashboard.views.recommendation_rows import RECOMMENDATION_COLUMNS

RECORD_COLUMNS = (
    Column("happened_on", "Date"),
    Column("when", "Date in words"),
    Column("precision", "Precision of date"),
    Column("theme", "Theme"),
    Column("what", "What happened"),
    Column("figure", "Figure", missing="no figure in it"),
    c.FIGURE_CLASS,
    c.SOURCE_ID,
)


SYSTEM_COLUMNS = (
    Column("system", "System"),
    Column("vendor", "Supplier, as the source names it"),
    Column("status", "Status"),
    Column("as_at_year", "Stated for", "year"),
    Column("go_live_on", "Went live"),
    Column("go_live_precision", "Precision of date"),
    Column("previous_system", "Replaced"),
    Column("confidence", "How firmly the source says so"),
    c.NOTE,
    c.PLACE,
    c.SOURCE_ID,
)


CRIME_COLUMNS = (
    Column("period", "Period"),
    c.PERIOD_START,
    c.PERIOD_END,
    c.OFFENCES,
    Column("months", "Months", "months"),
    Column("publication", "Publication"),
    Column("coverage", "Coverage"),
    c.KNOWN_FROM,
    c.SOURCE_ID,
)


def nothing_held(title: str) -> str:
    """That nothing is held of what a table is about, and what that does not mean."""
    return f"{title}: none held in this record as known on this date; that does not mean there was none."


def force_tables(parts: dict[str, list[Record]], record: list[Record], answers: Table) -> tuple[Table, ...]:
    """The tables of what is held; `answers` is that of reports and their answers, which stands after the recommendations."""
    audit_columns = worded(AUDIT_COLUMNS, shared_terms(row["audit_type"] for row in parts["audits"]))
    specs = (
        ("inspections", "Inspection results", RESULT_COLUMNS),
        ("audits", "Audits with counts: published ones and the force's own", audit_columns),
        ("recommendations", "Recommendations", RECOMMENDATION_COLUMNS),
        ("systems", "Recording systems", SYSTEM_COLUMNS),
        ("recorded_crime", "Recorded crime excluding fraud, by year and publication", CRIME_COLUMNS),
        ("events", "Events of this force", c.EVENT_COLUMNS),
    )
    made = [
        Table.from_records(
            "record",
            "The record in time order",
            RECORD_COLUMNS,
            record,
            empty_message=nothing_held("The record in time order"),
            page_columns=PAGE_COLUMNS["record"],
        )
    ]
    made += [
        Table.from_records(
            name,
            title,
            columns,
            parts[name],
            empty_message=nothing_held(title),
            page_columns=PAGE_COLUMNS.get(name, ()),
        )
        for name, title, columns in specs
    ]
    made.insert([table.name for table in made].index("systems"), answers)
    chart_rows = yearly(parts["recorded_crime"])
    made.append(
        Table.from_records(
            "yearly",
            "Recorded crime excluding fraud, whole financial years of one publication",
            (Column("period_end", "Year ending"), c.OFFENCES, Column("series", "Publication"), c.SOURCE_ID),
            chart_rows,
            empty_message=nothing_held("Recorded crime by whole years"),
        )
    )
    made.append(_coverage(parts))
    return tuple(made)


PAGE_COLUMNS = {
    "record": ("happened_on", "theme", "what", "figure", "class", "source_id"),
    "inspections": (
        "programme",
        "published_on",
        "measure",
        "recorded_pct",
        "lower_pct",
        "upper_pct",
        "judgement",
        "audit_end",
        "source_id",
    ),
    "audits": (
        "about",
        "period",
        "rate_pct",
        "lower_pct",
        "upper_pct",
        "crimes_due",
        "audited_by",
        "crimes_recorded",
        "judgeable",
        "source_id",
    ),
    "recommendations": (
        "rec_id",
        "issuer_status",
        "force_position",
        "body_position",
        "clock",
        "due_latest",
        "summary",
        "kind",
        "source_id",
    ),
    "systems": ("system", "status", "as_at_year", "go_live_on", "previous_system", "note", "source_id"),
    "recorded_crime": ("period", "offences", "months", "publication", "coverage", "known_from", "source_id"),
    "events": ("happened_on", "category", "event", "expected_effect", "source_id"),
}


COVERAGE_KINDS = (
    ("inspections", "Inspection of crime recording", "published_on"),
    ("published_audits", "Published audit counts", "period_end"),
    ("own_audits", "The force's own audits", "period_end"),
    ("recommendations", "Recommendations", "published_on"),
    ("responses", "Responses of the local policing body", "response_published_on"),
    ("systems", "Recording system", "go_live_on"),
    ("recorded_crime", "Recorded crime", "period_end"),
    ("events", "Events", "happened_on"),
)


def coverage_rows(parts: dict[str, list[Record]]) -> list[Record]:
    """One row a kind of evidence: how much is held, and the newest."""
    rows = []
    for name, title, field in COVERAGE_KINDS:
        newest = max((r for r in parts[name] if r[field]), key=lambda r: r[field], default=None)
        held = len(parts[name])
        rows.append(
            {
                "evidence": title,
                "rows": held,
                "newest": newest[field] if newest else None,
                "newest_precision": newest.get(f"{field.removesuffix('_on')}_precision") if newest else None,
                "reading": "held" if held else "none held in this record; that does not mean there is none",
            }
        )
    return rows


def _coverage(parts: dict[str, list[Record]]) -> Table:
    return Table.from_records(
        "coverage",
        "What is held and what is not",
        (
            Column("evidence", "Kind of evidence"),
            Column("rows", "Rows held", "count"),
            Column("newest", "Newest date", missing="none"),
            Column("newest_precision", "Precision of date"),
            Column("reading", "Reading"),
        ),
        coverage_rows(parts),
    )
