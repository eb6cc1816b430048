"""Of one audit: its tables and charts, the weighted rate of a stratified sample, and the agreement of a second review."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from dashboard.domain.audit_terms import RECORDING, AuditTerms, shared_terms
from dashboard.domain.figures import count_of, rounded
from dashboard.domain.view_model import ChartSpec, Column, Note, Table
from dashboard.stats.agreement import cohen_kappa
from dashboard.stats.stratified import stratified_rate
from dashboard.store.queries.facts import Record
from dashboard.views import columns as c
from dashboard.views.audit_tables import COLUMNS, worded

PART_COLUMNS = (
    Column("label", "Part"),
    *(
        column
        for column in COLUMNS
        if column.name
        not in ("force", "force_code", "audited_by", "audit_type", "measure", "manual_edition", "period", "place")
    ),
)
LIST_COLUMNS = tuple(
    column
    for column in COLUMNS
    if column.name
    in ("audit_id", "force", "audit_type", "period_start", "period_end", "crimes_recorded", "crimes_due", "rate_pct",
        "rate_missing", "judgeable", "class", "source_id")
)  # fmt: skip
REASON_COLUMNS = (
    Column("reason", "Reason"),
    Column("reason_code", "Code"),
    Column("crimes", "Missed crimes", "crimes", missing="hidden"),
    Column("crimes_missing", "Why no number"),
    Column("share_pct", "Share of misses", "%", missing="too few to divide"),
    Column("lower_pct", "Lower limit", "%", missing="too few to divide"),
    Column("upper_pct", "Upper limit", "%", missing="too few to divide"),
    Column("rank", "Rank of reason"),
    c.SOURCE_ID,
)
REVIEW_COLUMNS = (
    Column("cases", "Cases reviewed twice", "cases"),
    Column("agreed_pct", "Agreed", "%"),
    Column("kappa", "Kappa", missing="cannot be worked out"),
    Column("kappa_lower", "Lower limit", missing="cannot be worked out"),
    Column("kappa_upper", "Upper limit", missing="cannot be worked out"),
    Column("level", "Level", "%"),
    Column("method", "Method"),
    c.SOURCE_ID,
)


def audit_page_tables(
    audit_id: str, listed: list[Record], parts: list[Record], reasons: list[Record], review: list[Record]
) -> tuple[Table, ...]:
    """The tables of the view, in the order in which the page shows them."""
    terms = shared_terms(row["audit_type"] for row in listed)
    return (
        Table.from_records(
            "audits", "Audit" if audit_id else "Audits to choose from", worded(COLUMNS if audit_id else LIST_COLUMNS, terms), listed,
            empty_message="No audit of this name was known on this date." if audit_id else "No audit was known on this date.",
            page_columns=("audit_id", "force", "audit_type", "crimes_recorded", "crimes_due", "rate_pct", "judgeable",
                          "class", "source_id"),
        ),
        Table.from_records(
            "parts", "By offence group, business area and route", worded(PART_COLUMNS, terms), parts,
            empty_message="The audit is not broken down.",
            page_columns=("label", "rate_pct", "lower_pct", "upper_pct", "crimes_recorded", "crimes_due", "on_time",
                          "judgeable", "source_id"),
        ),
        Table.from_records("part_rates", "Rates by part", worded((
            Column("label", "Part"), Column("breakdown", "Row is about"), Column("rate_pct", "Recorded", "%"),
            Column("lower_pct", "Lower limit", "%", missing="no interval"),
            Column("upper_pct", "Upper limit", "%", missing="no interval"),
            Column("rate_missing", "Why no rate"), Column("judgeable", "Enough to judge"), c.SOURCE_ID,
        ), terms), [p for p in parts if p["breakdown"] != "cell"], empty_message="The audit is not broken down."),
        Table.from_records(
            "reasons", why(terms) if audit_id else why(RECORDING),
            reason_columns(REASON_COLUMNS, terms if audit_id else RECORDING), reasons,
            empty_message="No reasons were given for this audit.",
            page_columns=("reason", "reason_code", "crimes", "share_pct", "lower_pct", "upper_pct", "rank", "source_id"),
        ),
        Table.from_records(
            "review", "Second review", REVIEW_COLUMNS, review, empty_message="No second review was given for this audit.",
        ),
    )  # fmt: skip


def why(terms: AuditTerms) -> str:
    """The heading over reasons."""
    return "Why crimes were missed" if terms.are_recorded else f"Reasons of each {terms.failure}"


def terms_of_audit(whole: list[Record]) -> AuditTerms:
    """The words of the audit that is shown; of recording where none is."""
    return shared_terms(row["audit_type"] for row in whole)


def reason_columns(columns: tuple[Column, ...], terms: AuditTerms) -> tuple[Column, ...]:
    """Columns of counts by reason, under the words of the kind of audit."""
    label = f"{terms.failure[0].upper()}{terms.failure[1:]}s"
    return tuple(replace(one, label=label, unit=terms.unit) if one.name == "crimes" else one for one in columns)


def review_rows(row: Record) -> list[Record]:
    """Kappa of a second review in one row; none where the counts are missing."""
    counts = [row.get(name) for name in ("review_both", "review_first_only", "review_second_only", "review_neither")]
    if None in counts or not any(counts):
        return []
    both, first, second, neither = (int(one or 0) for one in counts)
    found = cohen_kappa([[both, first], [second, neither]])

    def said(value: float) -> float | None:
        return None if np.isnan(value) else round(value, 4)

    return [
        {
            "cases": both + first + second + neither,
            "agreed_pct": round(100 * found.observed_share, 4),
            "kappa": said(found.kappa),
            "kappa_lower": said(found.lower),
            "kappa_upper": said(found.upper),
            "level": 95.0,
            "method": "Cohen's kappa",
            "source_id": row["source_id"],
        }
    ]


def stratified_note(parts: list[Record]) -> Note | None:
    """Where the audit was drawn by offence group, the rate weighted by the crimes each group holds."""
    groups = [p for p in parts if p["breakdown"] == "offence group"]
    known = [p for p in groups if None not in (p["population"], p["crimes_recorded"], p["crimes_due"])]
    if len(groups) < 2 or len(known) < len(groups) or groups[0]["sampling_method"] != "stratified":
        return None
    if any(p["crimes_due"] < 2 for p in known):
        return None
    found = stratified_rate(
        [p["crimes_recorded"] for p in known], [p["crimes_due"] for p in known], [p["population"] for p in known]
    )
    low, middle, high = (rounded(100 * value, 1) for value in (found.lower, found.estimate, found.upper))
    return Note(
        f"Weighted by the crimes each offence group holds, the rate is {middle} % (95 % interval {low} to {high}, Wilson on an "
        f"effective sample of {found.effective_trials:,.0f}); the plain rate above takes each sampled crime alike."
    )


def audit_charts(
    parts: list[Record], reasons: list[Record], mark: str, method: str, terms: AuditTerms
) -> tuple[ChartSpec, ...]:
    """Rates by part, and reasons as a Pareto; each only where there is something to draw."""
    charts = []
    rates = [p for p in parts if p["breakdown"] != "cell"]
    if any(p["rate_pct"] is not None for p in rates):
        charts.append(
            ChartSpec(
                name="parts",
                kind="interval_dots",
                table="part_rates",
                title=f"{mark}{terms.share_title}, by part of the audit",
                subtitle=f"Per cent with 95 per cent interval ({method}); in the order of the list, not ranked",
                alt=f"{mark}Dots with intervals for {count_of(len(rates), 'part')} of the audit; the fewer crimes the wider the "
                "interval.",
                roles={
                    "label": "label",
                    "value": "rate_pct",
                    "lower": "lower_pct",
                    "upper": "upper_pct",
                    "group": "breakdown",
                    "missing_words": "rate_missing",
                },
                options={"unit": "%", "axis_title": terms.axis},
            )
        )
    primary: list[dict[str, Any]] = [r for r in reasons if r["rank"] == "primary" and r["crimes"] is not None]
    if primary:
        first = primary[0]
        charts.append(
            ChartSpec(
                name="reasons",
                kind="bars",
                table="reasons",
                title=f"{mark}{why(terms)}",
                subtitle=f"{terms.failure[0].upper()}{terms.failure[1:]}s by primary and secondary reason, counts",
                alt=f"{mark}Bars of counts by reason; {first['reason']} has {count_of(first['crimes'], terms.failure)}.",
                roles={"label": "reason", "value": "crimes", "group": "rank", "missing_words": "crimes_missing"},
                options={"unit": terms.unit},
            )
        )
    return tuple(charts)
