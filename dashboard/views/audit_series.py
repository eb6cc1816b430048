"""A force's own audits over time: a control chart by segment, which rule fired and where, and what that means in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np

from dashboard.domain.audit_terms import shared_terms, terms_of
from dashboard.domain.dates import british
from dashboard.domain.figures import count_of
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.illustration import FORCE_CODE
from dashboard.domain.ledger import Held
from dashboard.domain.subjects.control_chart import KIND, chart_id
from dashboard.domain.view_model import ChartMark, ChartSpec, Column, Table, View
from dashboard.stats.control_charts import (
    ChartLimits,
    exact_p_chart,
    is_exact,
    laney_chart,
    points_still_needed,
    xmr_chart,
)
from dashboard.stats.run_rules import EDITIONS, LATEST, leading_rule, run_rules
from dashboard.stats.spc_reading import read_assurance, read_variation
from dashboard.store.queries import ledger
from dashboard.store.queries.facts import Record
from dashboard.store.queries.force_audits import audit_rows
from dashboard.views import audit_filters as filters
from dashboard.views import columns as c
from dashboard.views.audit_common import TOO_FEW, rated
from dashboard.views.audit_series_words import FEWEST_POINTS, can_be_judged, change_words, series_notes, series_warnings
from dashboard.views.audit_tables import worded
from dashboard.views.question import Question, ViewDefinition, filter_words, source_ids_of, sources_used

METHODS: dict[str, tuple[str, Callable[..., ChartLimits]]] = {
    "p": ("p-chart", exact_p_chart),
    "laney": ("Laney p′ chart", laney_chart),
    "xmr": ("XmR chart", xmr_chart),
}
COLUMNS = (
    c.FORCE,
    Column("audit_id", "Audit"),
    Column("audit_type", "What was audited"),
    Column("offence_group", "Offence group", missing="all"),
    Column("business_area", "Business area", missing="all"),
    c.PERIOD_START,
    c.PERIOD_END,
    Column("period", "Period"),
    Column("crimes_due", "Crimes due", "crimes", missing="hidden"),
    Column("crimes_recorded", "Crimes recorded", "crimes", missing="hidden"),
    Column("rate_pct", "Recorded", "%"),
    Column("rate_missing", "Why no rate"),
    Column("lower_pct", "Lower limit", "%", missing="no interval"),
    Column("upper_pct", "Upper limit", "%", missing="no interval"),
    Column("method", "Method of interval"),
    Column("level", "Level", "%"),
    Column("judgeable", "Enough to judge"),
    Column("segment", "Segment"),
    Column("centre_pct", "Centre line", "%", missing="too few points"),
    Column("limit_lower_pct", "Control: lower", "%", missing="too few points"),
    Column("limit_upper_pct", "Control: upper", "%", missing="too few points"),
    Column("rule", "Rule that fired", missing="none"),
    Column("direction", "Direction", missing="none"),
    Column("chart_method", "Kind of chart", missing="no limits"),
    Column("rule_edition", "Edition of the rules", missing="no limits"),
    c.FIGURE_CLASS,
    c.SOURCE_ID,
)
DECISION_COLUMNS = (
    Column("from_on", "New limits from"),
    Column("actor", "Decided by"),
    Column("entered_on", "Entered"),
    Column("reason", "Reason"),
)


def build(question: Question) -> View:
    """Audits of one kind in order of time.

    Tables
        series     one row an audit: rate, interval, segment, control limits and the rule that fired
        decisions  who decided to draw the limits anew, from when and why
    """
    rows = _rows(question)
    decisions = _decisions(question, rows)
    starts = [date.fromisoformat(held.body["from_on"]) for held in decisions]
    needed = _add_limits(rows, starts, question.wants("method"), question.wants("rules"))
    mark = filters.mark(question)
    mixed = len({(r["force_code"], r["audit_type"]) for r in rows}) > 1
    return View(
        name="audit_series",
        title=f"{mark}Audits over time",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=mark + _statement(rows, needed, mixed, _target(question)),
        tables=(
            Table.from_records(
                "series", "Audits in order of time", worded(COLUMNS, shared_terms(r["audit_type"] for r in rows)), rows,
                empty_message="No audit of the force's own was known for this choice on this date.",
                page_columns=(*(("force",) if mixed else ()), "audit_id", "period", "rate_pct", "lower_pct", "upper_pct",
                              "limit_lower_pct", "limit_upper_pct", "crimes_due", "crimes_recorded", "rule", "judgeable", "source_id"),
            ),
            Table.from_records(
                "decisions", "Decisions to draw limits anew", DECISION_COLUMNS,
                [{"from_on": start, "actor": held.actor, "entered_on": held.entered_at.date(), "reason": held.reason}
                 for start, held in zip(starts, decisions, strict=True)],
                empty_message="No decision to draw limits anew was recorded for this series.",
            ),
        ),
        charts=() if mixed else _charts(rows, decisions, mark),
        notes=series_notes(rows, needed, _target(question)),
        warnings=series_warnings(rows, mixed),
        sources=sources_used(question, source_ids_of(rows)),
    )  # fmt: skip


def _rows(question: Question) -> list[Record]:
    wanted = filters.wanted_rows(question)
    found = audit_rows(question.connection, wanted, as_at=question.as_at)
    rows = rated(question, [r for r in found if r["period_end"]])
    return sorted(rows, key=lambda r: (r["force"], r["audit_type"], r["period_end"], r["audit_id"]))


def _decisions(question: Question, rows: Sequence[Record]) -> list[Held]:
    """The standing decisions about this very series, by the day from which they count."""
    code = FORCE_CODE if filters.is_illustration(question) else question.wants("force")
    if not rows or not code:
        return []
    name = chart_id(code, rows[0]["audit_type"], question.wants("offence_group"), question.wants("business_area"))
    standing = ledger.standing(question.connection, KIND, as_at=question.as_at, subject_ids=[name])
    return sorted(standing.get(name, ()), key=lambda held: str(held.body["from_on"]))


def _add_limits(rows: list[Record], starts: Sequence[date], method: str, edition: str) -> int:
    """Add segment, limits and the rule that fired to each row; returns how many points the last segment still needs."""
    blank = ("centre_pct", "limit_lower_pct", "limit_upper_pct", "rule", "direction", "chart_method", "rule_edition")
    for row in rows:
        row.update(dict.fromkeys(blank), segment=1 + sum(row["period_end"] >= start for start in starts))
    needed = 0
    for key in dict.fromkeys((r["force_code"], r["audit_type"], r["segment"]) for r in rows):
        part = [r for r in rows if (r["force_code"], r["audit_type"], r["segment"]) == key]
        usable = [r for r in part if can_be_judged(r)]
        needed = points_still_needed(len(usable), fewest=FEWEST_POINTS)
        if not needed:
            _limit_segment(usable, method, edition)
    return needed


def _limit_segment(rows: list[Record], method: str, edition: str) -> None:
    recorded, due = ([r[name] for r in rows] for name in ("crimes_recorded", "crimes_due"))
    name, chart = METHODS[method]
    try:
        limits = chart(np.divide(recorded, due)) if method == "xmr" else chart(recorded, due)
    except ValueError:  # every case passed, or none: there is no spread to draw limits from
        return
    signals = run_rules(limits.values, limits.centre, limits.sigma, edition=edition)
    rules, directions = leading_rule(signals)
    reading = read_variation(signals, higher_is_better=True)
    exact = is_exact(limits, due) if method == "p" else np.zeros(len(rows), dtype=bool)
    for at, row in enumerate(rows):
        row.update(
            centre_pct=round(100 * float(limits.centre[at]), 4),
            limit_lower_pct=round(100 * float(limits.lower[at]), 4),
            limit_upper_pct=round(100 * float(limits.upper[at]), 4),
            rule=rules[at],
            direction={1: "high or rising", -1: "low or falling"}.get(int(directions[at])),
            chart_method=f"{name}, exact binomial limits" if exact[at] else name,
            rule_edition=edition,
            reading=str(reading) if reading else None,
        )


def _target(question: Question) -> float | None:
    words = question.wants("target")
    return float(words) if words else None


def _assurance(rows: list[Record], target: float | None) -> str:
    """Whether the limits clear the reader's own target, in words; blank without a target or limits."""
    limited = [r for r in rows if r["limit_lower_pct"] is not None]
    if target is None or not limited:
        return ""
    last = limited[-1]
    found = read_assurance(target, last["limit_lower_pct"], last["limit_upper_pct"], higher_is_better=True)
    return f"; against a target of {target:g} %: {found}" if found else ""


def _statement(rows: list[Record], needed: int, mixed: bool, target: float | None) -> str:
    if not rows:
        return "No audit of the force's own was known for this choice on this date."
    if mixed:
        return "Audits of several forces or kinds fit the choice; choose one force and one kind of audit, and no limits mix them."
    said = f"{rows[0]['force']}, {rows[0]['audit_type']}: {count_of(len(rows), 'audit')} to {british(rows[-1]['period_end'])}"
    if needed:
        return f"{said}; no limits are drawn until there are {count_of(needed, 'more point')}. {change_words(rows)}"
    fired = [r for r in rows if r["rule"]]
    reading = next((r["reading"] for r in reversed(rows) if r.get("reading")), None)
    where = (
        "; ".join(f"{r['rule']} at {british(r['period_end'], 'month')}" for r in fired[-3:])
        if fired
        else "no rule fired"
    )
    last = (
        "the latest point"
        if can_be_judged(rows[-1])
        else f"the latest audit is {TOO_FEW}; the latest that can be judged"
    )
    return f"{said}; {last}: {reading or 'no limits'}{_assurance(rows, target)}; {where}. {change_words(rows)}"


def _charts(rows: list[Record], decisions: Sequence[Held], mark: str) -> tuple[ChartSpec, ...]:
    if not any(r["rate_pct"] is not None for r in rows):
        return ()
    terms = terms_of(rows[0]["audit_type"])
    fired = sum(bool(r["rule"]) for r in rows)
    method = "; ".join(dict.fromkeys(r["chart_method"] for r in rows if r["chart_method"])) or "no limits yet"
    few = f"; a point without limits is {TOO_FEW}" if any(r["judgeable"] != "yes" for r in rows) else ""
    return (
        ChartSpec(
            name="control",
            kind="control",
            table="series",
            title=f"{mark}{rows[0]['force']}: {terms.share}, audit by audit",
            subtitle=f"Per cent, {rows[0]['audit_type']}; {method}; a diamond where a rule fired{few}",
            alt=f"{mark}{count_of(len(rows), 'audit')} in order of time; a rule fired at {count_of(fired, 'point')}.",
            roles={"date": "period_end", "value": "rate_pct", "centre": "centre_pct", "lower": "limit_lower_pct",
                   "upper": "limit_upper_pct", "segment": "segment", "signal": "rule"},
            marks=tuple(
                ChartMark(number, date.fromisoformat(held.body["from_on"]), f"new limits, decided by {held.actor}: {held.reason}", True)
                for number, held in enumerate(decisions, 1)
            ),
            options={"unit": "%", "axis_title": terms.axis},
        ),
    )  # fmt: skip


AUDIT_SERIES = ViewDefinition(
    name="audit_series",
    title="Audits over time",
    answers="Does a force's recording change from audit to audit, and which rule says so?",
    filters=(
        filters.FORCE,
        filters.AUDIT_TYPE,
        filters.OFFENCE_GROUP,
        filters.BUSINESS_AREA,
        filters.FROM,
        filters.TO,
        FilterDefinition("method", "Kind of chart", "choice", choices=tuple(METHODS), default="p"),
        FilterDefinition("rules", "Edition of the rules", "choice", choices=tuple(EDITIONS), default=LATEST),
        FilterDefinition("target", "Target (%)", "number", least=0, most=100),
        filters.FIGURES,
    ),
    build=build,
    holds_unpublished=True,
)
