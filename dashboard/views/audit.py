"""One audit: its rate in words that claim no more than the interval, its parts, its reasons, and a second review."""

from __future__ import annotations

from typing import Any

import numpy as np

from dashboard.domain.audit_lists import NOT_BY_CHANCE
from dashboard.domain.figures import count_of, rounded
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.view_model import Caution, ChartSpec, Column, Headline, Note, Table, View
from dashboard.stats.agreement import cohen_kappa
from dashboard.stats.intervals import wilson_interval
from dashboard.stats.stratified import stratified_rate
from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.force_audits import Wanted, audit_rows, reason_rows
from dashboard.views import audit_filters as filters
from dashboard.views import columns as c
from dashboard.views.audit_common import TOO_FEW, rated
from dashboard.views.audit_reasons_rows import FEW_MISSES, shown_reasons
from dashboard.views.audits import COLUMNS, rate_words, shown_audit
from dashboard.views.question import Question, ViewDefinition, filter_words, source_ids_of, sources_used

PART_COLUMNS = tuple(
    column
    for column in COLUMNS
    if column.name
    not in ("force", "force_code", "audited_by", "audit_type", "measure", "manual_edition", "period", "place")
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
MOST_LISTED = 500


def build(question: Question) -> View:
    """One audit, or without a choice the newest audits to choose from.

    Tables
        audits   the audit itself; without a choice the newest audits there are
        parts    the audit by offence group, business area and reporting route
        reasons  primary reasons first; counts alone where there are few
        review   agreement of a second review
    """
    audit_id = question.wants("id")
    whole, parts, reasons = _found(question, audit_id) if audit_id else ([], [], [])
    listed = whole if audit_id else _newest(question)
    review = _review(whole[0]) if whole else []
    charts = _charts(parts, reasons, question)
    mark = filters.mark(question)
    return View(
        name="audit",
        title=f"{mark}Audit",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=mark + _statement(audit_id, whole, listed),
        headlines=_headlines(whole),
        tables=(
            Table.from_records(
                "audits", "Audit" if audit_id else "Audits to choose from", COLUMNS if audit_id else LIST_COLUMNS, listed,
                empty_message="No audit of this name was known on this date." if audit_id else "No audit was known on this date.",
                page_columns=("audit_id", "force", "audit_type", "crimes_recorded", "crimes_due", "rate_pct", "judgeable",
                              "class", "source_id"),
            ),
            Table.from_records(
                "parts", "By offence group, business area and route", PART_COLUMNS, parts,
                empty_message="The audit is not broken down.",
                page_columns=("offence_group", "business_area", "reporting_route", "crimes_recorded", "crimes_due", "on_time",
                 "rate_pct", "lower_pct", "upper_pct", "judgeable", "source_id"),
            ),
            Table.from_records("part_rates", "Rates by part", (
                Column("label", "Part"), Column("breakdown", "Row is about"), Column("rate_pct", "Recorded", "%"),
                Column("lower_pct", "Lower limit", "%", missing="no interval"),
                Column("upper_pct", "Upper limit", "%", missing="no interval"),
                Column("rate_missing", "Why no rate"), Column("judgeable", "Enough to judge"), c.SOURCE_ID,
            ), [p for p in parts if p["breakdown"] != "cell"], empty_message="The audit is not broken down."),
            Table.from_records(
                "reasons", "Why crimes were missed", REASON_COLUMNS, reasons,
                empty_message="No reasons were given for this audit.",
            ),
            Table.from_records(
                "review", "Second review", REVIEW_COLUMNS, review, empty_message="No second review was given for this audit.",
            ),
        ),
        charts=charts,
        notes=_notes(whole, parts, reasons),
        warnings=_warnings(whole),
        sources=sources_used(question, source_ids_of(listed, parts, reasons, review)),
    )  # fmt: skip


def _found(question: Question, audit_id: str) -> tuple[list[Record], list[Record], list[Record]]:
    wanted = Wanted(
        audit_id=audit_id, every_breakdown=True, illustrative=filters.is_illustration(question),
        force_codes=None if filters.is_illustration(question) else filters.codes_chosen(question),
    )  # fmt: skip
    rows = rated(question, audit_rows(question.connection, wanted, as_at=question.as_at))
    for row in rows:
        row["measure"] = row["offence_group"] or "all crime"
        row["label"] = ", ".join(
            word for word in (row["offence_group"], row["business_area"], row["reporting_route"]) if word
        )
    whole = [row for row in rows if row["breakdown"] == "total"]
    reasons = shown_reasons(question, reason_rows(question.connection, wanted, as_at=question.as_at))
    if whole or filters.is_illustration(question):
        return whole, [row for row in rows if row["breakdown"] != "total"], reasons
    names = question.force_names()
    published = facts(question.connection, "audits", as_at=question.as_at, audit_id=audit_id)
    return [shown_audit(found, names) for found in published], [], []


def _newest(question: Question) -> list[Record]:
    wanted = filters.wanted_rows(question)
    rows = rated(question, audit_rows(question.connection, wanted, as_at=question.as_at))
    if not filters.is_illustration(question):
        names = question.force_names()
        codes = filters.codes_chosen(question)
        found = facts(question.connection, "audits", as_at=question.as_at, force_code=codes)
        rows += [shown_audit(one, names) for one in found]
    rows.sort(
        key=lambda r: (r["period_end"] is None, -(r["period_end"].toordinal() if r["period_end"] else 0), r["force"])
    )
    return rows[:MOST_LISTED]


def _review(row: Record) -> list[Record]:
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


def _headlines(whole: list[Record]) -> tuple[Headline, ...]:
    if len(whole) != 1 or whole[0]["rate_pct"] is None:
        return ()
    row = whole[0]
    shown = [
        Headline(
            code="rate",
            label="Crimes due that were recorded",
            value=row["rate_pct"],
            unit="%",
            lower=row["lower_pct"],
            upper=row["upper_pct"],
            sentence=f"{rate_words(row)}.",
            period=row["period"],
            published_on=row["known_from"],
            figure_class=row["class"],
            source_id=row["source_id"],
            basis="worked out here from the counts",
        )
    ]
    recorded, on_time = row["crimes_recorded"], row.get("on_time")
    if recorded and on_time is not None:
        lower, upper = wilson_interval(on_time, recorded)
        limit = f"{row['time_limit_hours']} hours" if row["time_limit_hours"] else "the time limit"
        shown.append(
            Headline(
                code="on_time",
                label=f"Of those, recorded within {limit}",
                value=round(100 * on_time / recorded, 4),
                unit="%",
                lower=round(100 * float(lower), 4),
                upper=round(100 * float(upper), 4),
                sentence=f"{on_time:,} of {recorded:,} crimes recorded (Wilson 95 % interval).",
                period=row["period"],
                published_on=row["known_from"],
                figure_class=row["class"],
                source_id=row["source_id"],
                basis="worked out here from the counts",
            )
        )
    return tuple(shown)


def _statement(audit_id: str, whole: list[Record], listed: list[Record]) -> str:
    if not audit_id:
        if not listed:
            return "No audit was known on this date."
        return f"No audit is chosen; {count_of(len(listed), 'audit')} can be, by the name in the first column."
    if not whole:
        return f"No audit called {audit_id} was known on this date."
    if len(whole) > 1:
        return f"{len(whole)} forces have an audit called {audit_id}; choose the force."
    return f"{whole[0]['force']}, {whole[0]['audit_type']}, {whole[0]['period']}: {rate_words(whole[0])}."


def _notes(whole: list[Record], parts: list[Record], reasons: list[Record]) -> tuple[Note, ...]:
    notes = [
        Note(
            "The rate is crimes recorded of crimes that should have been recorded, never of incidents examined. Crimes of one "
            "incident are not independent, so the true interval is somewhat wider.",
            "definition",
        )
    ]
    if len(whole) == 1 and whole[0].get("band"):
        row = whole[0]
        notes.append(
            Note(
                f"Band on the unrounded rate: {row['band']}; the interval reaches {row['band_interval']} "
                f"({row['band_edition']}). A force's own band, never a grade of the inspectorate."
            )
        )
    if stratified := _stratified(parts):
        notes.append(stratified)
    if reasons and sum(r["crimes"] or 0 for r in reasons if r["rank"] == "primary") < FEW_MISSES:
        notes.append(
            Note(
                f"Fewer than {FEW_MISSES} crimes were missed: reasons are counts, in the order of the list, without shares."
            )
        )
    if any(row.get("is_hidden") for row in (*whole, *parts)):
        notes.append(
            Note("Unpublished counts under 5 are hidden from anyone outside the force and its policing body's office.")
        )
    return tuple(notes)


def _stratified(parts: list[Record]) -> Note | None:
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


def _warnings(whole: list[Record]) -> tuple[Caution, ...]:
    if len(whole) != 1:
        return ()
    row, said = whole[0], []
    if row["judgeable"] != "yes" and row["rate_pct"] is not None:
        said.append(f"{row['crimes_due']:,} crimes due are {TOO_FEW}.")
    if row.get("sampling_method") in NOT_BY_CHANCE:
        said.append(
            f"The records were chosen as a {row['sampling_method']}: the interval allows for chance alone and says too little."
        )
    return tuple(Caution(words) for words in said)


def _charts(parts: list[Record], reasons: list[Record], question: Question) -> tuple[ChartSpec, ...]:
    mark = filters.mark(question)
    charts = []
    rates = [p for p in parts if p["breakdown"] != "cell"]
    if any(p["rate_pct"] is not None for p in rates):
        charts.append(
            ChartSpec(
                name="parts",
                kind="interval_dots",
                table="part_rates",
                title=f"{mark}Share of crimes due that were recorded, by part of the audit",
                subtitle="Per cent with Wilson 95 per cent interval; in the order of the list, not ranked",
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
                options={"unit": "%", "axis_title": "Recorded (%)"},
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
                title=f"{mark}Why crimes were missed",
                subtitle="Missed crimes by primary and secondary reason, counts",
                alt=f"{mark}Bars of counts by reason; {first['reason']} has {count_of(first['crimes'], 'missed crime')}.",
                roles={"label": "reason", "value": "crimes", "group": "rank"},
                options={"unit": "crimes"},
            )
        )
    return tuple(charts)


AUDIT = ViewDefinition(
    name="audit",
    title="Audit",
    answers="What did one audit find, how sure is it, and why were crimes missed?",
    filters=(FilterDefinition("id", "Audit", "text"), filters.FORCE, filters.FIGURES),
    build=build,
    holds_unpublished=True,
)
