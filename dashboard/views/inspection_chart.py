"""The rates that may stand in one picture, and the picture."""

from __future__ import annotations

from dashboard.domain.dates import british
from dashboard.domain.figures import count_of
from dashboard.domain.view_model import ChartSpec, Column, Table
from dashboard.store.queries.facts import Record
from dashboard.views import columns as c
from dashboard.views.inspection_rows import (
    MEASURE_WORDS,
    PROGRAMME_WORDS,
    recency,
)
from dashboard.views.question import (
    Question,
)


def rates_together(question: Question, rows: list[Record]) -> tuple[Table, ChartSpec | None]:
    """The rates that may stand in one picture: one force over time, or all forces in one programme."""
    measure = question.wants("measure") or "all_crime"
    chosen = [r for r in rows if r["measure"] == measure]
    one_force = bool(question.wants("force"))
    programme = question.wants("programme") or ("" if one_force else _fullest(chosen))
    if not one_force:
        chosen = [r for r in chosen if r["programme"] == programme]
    shown = [
        {
            **(_not_comparable(r) if one_force and r["programme"] == "CDI2014" else r),
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
            c.PUBLISHED_PRECISION,
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


def _not_comparable(row: Record) -> Record:
    """A dip sample of 2014 beside later audits: named, but without a value that would invite the comparison."""
    return {
        **row,
        "recorded_pct": None,
        "lower_pct": None,
        "upper_pct": None,
        "recorded_pct_missing": "not comparable: small sample",
    }


def _label(row: Record) -> str:
    when = british(row["published_on"], row["published_precision"], unknown="date not known")
    return f"{row['programme']}, {when}"


def _fullest(rows: list[Record]) -> str:
    """The programme with the most rates: one programme at a time, since rules and methods differ between them."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row["programme"]] = counts.get(row["programme"], 0) + (row["recorded_pct"] is not None)
    return max(counts, key=lambda name: counts[name]) if counts else ""
