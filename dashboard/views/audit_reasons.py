"""Reasons of missed crimes by area and period, beside what was to be done about them; no cause is claimed."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from dashboard.domain.audit_lists import REASONS
from dashboard.domain.audit_terms import shared_terms, terms_of
from dashboard.domain.dates import add_months
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.view_model import Caution, Column, Note, Table, View
from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.force_audits import reason_rows
from dashboard.views import audit_filters as filters
from dashboard.views import columns as c
from dashboard.views.audit_common import INVENTED_FORCE
from dashboard.views.audit_reasons_rows import hide_few
from dashboard.views.audit_reasons_words import kinds_note, over_time, statement_of, totals_chart, worded_counts
from dashboard.views.question import Question, ViewDefinition, filter_words, source_ids_of, sources_used

COLUMNS = (
    c.FORCE,
    Column("audit_type", "What was audited"),
    Column("quarter", "Quarter"),
    Column("business_area", "Business area", missing="not broken down"),
    Column("joined_as", "Joined as", missing="not broken down"),
    Column("reason", "Reason"),
    Column("reason_code", "Code"),
    Column("rank", "Rank of reason"),
    Column("counted", "What is counted"),
    Column("crimes", "Missed crimes", "crimes", missing="hidden: under 5 or giving such a count away"),
    Column("audits", "Audits", "audits"),
    c.FIGURE_CLASS,
    c.SOURCE_ID,
)
ACTION_COLUMNS = (
    Column("reason", "Reason"),
    Column("rec_id", "Recommendation"),
    c.FORCE,
    Column("published_on", "Issued", missing="date not known"),
    c.SUMMARY,
    Column("answer", "What was to be done about the reason"),
    c.FIGURE_CLASS,
    c.SOURCE_ID,
)
TOTAL_COLUMNS = (
    Column("audit_type", "What was audited"),
    Column("counted", "What is counted"),
    Column("reason", "Reason"),
    Column("reason_code", "Code"),
    Column("crimes", "Missed crimes", "crimes", missing="hidden"),
    c.SOURCE_ID,
)


QUARTER_COLUMNS = (
    Column("audit_type", "What was audited"),
    Column("quarter_ends", "Quarter ends"),
    Column("quarter", "Quarter"),
    Column("joined_as", "Joined as"),
    Column("crimes", "Missed crimes", "crimes", missing="hidden: under 5 or giving such a count away"),
    c.SOURCE_ID,
)


def build(question: Question) -> View:
    """Reasons over time and area with the recommendations that answer them.

    Tables
        reasons  one row a force, kind of audit, quarter, area, reason and rank: counts
        totals   primary reasons of each kind of audit over the whole choice; kinds are never added together
        quarters  missed crimes by primary reason (the one chosen, or all) for each kind of audit, quarter and area
        actions  recommendations and training linked to the reasons
    """
    code = question.wants("reason")
    rows = _rows(question, code)
    actions = _actions(question, code)
    totals = _totals(rows)
    quarters = _quarters(rows)
    mark = filters.mark(question)
    kinds = {row["audit_type"] for row in rows}
    cases = shared_terms(kinds).failure
    return View(
        name="audit_reasons",
        title=f"{mark}Reasons to action",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=mark + statement_of(rows, totals),
        tables=(
            Table.from_records(
                "reasons", "Reasons by quarter and business area", worded_counts(COLUMNS, rows), rows,
                empty_message="No reasons of missed crimes were known for this choice on this date.",
                page_columns=(*(() if question.wants("force") else ("force",)), *(("audit_type",) if len(kinds) > 1 else ()),
                              "quarter", "joined_as", "reason", "rank", "crimes", "audits", "class", "source_id"),
            ),
            Table.from_records("totals", "Primary reasons over the whole choice", worded_counts(TOTAL_COLUMNS, rows), totals,
                               empty_message="No primary reasons were known for this choice on this date."),
            Table.from_records("quarters", f"{cases[0].upper()}{cases[1:]}s by quarter and area", worded_counts(QUARTER_COLUMNS, rows), quarters,
                               empty_message="Choose one force and one kind of audit with primary reasons known on this date."),
            Table.from_records(
                "actions", "What was to be done about them", ACTION_COLUMNS, actions,
                empty_message="No recommendation was linked to a reason on this date.",
            ),
        ),
        charts=(*totals_chart(totals, mark), *over_time(quarters, REASONS.get(code, "all reasons"), mark)),
        notes=(
            Note(f"One primary reason for each {cases if len(kinds) == 1 else 'missed crime or other failed case'}; secondary reasons are counted apart and never added to them.", "definition"),
            *kinds_note(rows),
            Note("Areas that were renamed are joined by a dated table; the name used at the time stands beside the joined one."),
            Note("Quarters are those in which the audited period ends."),
        ),
        warnings=(
            Caution(
                "Counts that fall after training or a new rule do not show that it was the cause: audits differ in size, in "
                "what they sample and in who reads them."
            ),
        ) if rows else (),
        sources=sources_used(question, source_ids_of(rows, actions)),
    )  # fmt: skip


def _rows(question: Question, code: str) -> list[Record]:
    names = question.force_names()
    wanted = filters.wanted_rows(question, every_breakdown=True)
    found = hide_few(question, reason_rows(question.connection, wanted, as_at=question.as_at))
    by_area = {(r["publication_id"], r["audit_id"]) for r in found if r["breakdown"] == "business area"}
    joined = _joined(question)
    groups: dict[tuple[str, ...], list[Record]] = defaultdict(list)
    for row in found:
        level = "business area" if (row["publication_id"], row["audit_id"]) in by_area else "total"
        if row["breakdown"] != level or (code and row["reason"] != code) or not row["period_end"]:
            continue
        end = row["period_end"]
        quarter = f"{end.year} Q{(end.month + 2) // 3}"
        groups[row["force_code"], row["audit_type"], quarter, row["business_area"], row["reason"], row["rank"]].append(
            row
        )
    rows = []
    for (force, kind, quarter, area, reason, rank), parts in sorted(groups.items()):
        counts = [p["crimes"] for p in parts]
        made_up = parts[0]["figure_class"] == "illustrative"
        rows.append(
            {
                "force": INVENTED_FORCE if made_up else names.get(force, force),
                "audit_type": kind,
                "counted": f"{terms_of(kind).failure}s",
                "quarter": quarter,
                "business_area": area or None,
                "joined_as": joined.get((force, area.casefold()), area) or None,
                "reason": REASONS.get(reason, reason),
                "reason_code": reason,
                "rank": rank,
                "crimes": None if None in counts else sum(counts),
                "audits": len({p["audit_id"] for p in parts}),
                "class": parts[0]["figure_class"],
                "source_id": parts[-1]["source_id"],
            }
        )
    return rows


def _joined(question: Question) -> dict[tuple[str, str], str]:
    """For a force and a name of an area, the name under which its years are joined."""
    areas = facts(question.connection, "business_areas", as_at=question.as_at)
    return {(a["force_code"], a["area_name"].casefold()): a["joined_as"] for a in areas if a["force_code"]}


def _actions(question: Question, code: str) -> list[Record]:
    if filters.is_illustration(question):
        return []
    names = question.force_names()
    recommendations = {r["rec_id"]: r for r in facts(question.connection, "recommendations", as_at=question.as_at)}
    chosen = filters.codes_chosen(question)
    return [
        {
            **link,
            "reason": REASONS.get(link["reason"], link["reason"]),
            "force": names.get(found["force_code"] or "", "all forces"),
            "published_on": found["published_on"],
            "summary": found["summary"],
            "class": link["figure_class"],
        }
        for link in facts(question.connection, "reason_links", as_at=question.as_at)
        if (found := recommendations.get(link["rec_id"]))
        and (not code or link["reason"] == code)
        and (chosen is None or found["force_code"] in chosen)
    ]


def _totals(rows: list[Record]) -> list[Record]:
    """Primary reasons of each kind of audit in the order of the controlled list; a hidden count leaves its sum hidden."""
    order = list(REASONS)
    found: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for row in rows:
        if row["rank"] == "primary":
            found[row["audit_type"], row["reason_code"]].append(row)
    totals = []
    for kind, code in sorted(found, key=lambda one: (one[0], order.index(one[1]) if one[1] in REASONS else 99)):
        counts = [row["crimes"] for row in found[kind, code]]
        crimes = None if None in counts else sum(counts)
        totals.append(
            {
                "audit_type": kind,
                "counted": f"{terms_of(kind).failure}s",
                "reason": REASONS.get(code, code),
                "reason_code": code,
                "crimes": crimes,
                "source_id": found[kind, code][-1]["source_id"],
            }
        )
    return totals


def _quarters(rows: list[Record]) -> list[Record]:
    """Of one force and kind of audit, each quarter and joined area, a row for every pair, so that a gap stays a gap."""
    if len({(row["force"], row["audit_type"]) for row in rows}) != 1:
        return []  # areas of different forces are not the same area, nor are different kinds of audit one count
    found: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for row in rows:
        if row["rank"] == "primary":
            found[row["quarter"], row["joined_as"] or "whole audit"].append(row)
    areas = sorted({area for _, area in found})
    lines = []
    for quarter in sorted({quarter for quarter, _ in found}):
        year, number = int(quarter[:4]), int(quarter[-1])
        last = add_months(date(year, 3 * number - 2, 1), 3) - timedelta(days=1)
        for area in areas:
            parts = found.get((quarter, area), [])
            counts = [part["crimes"] for part in parts]
            lines.append(
                {
                    "audit_type": rows[0]["audit_type"],
                    "quarter_ends": last,
                    "quarter": quarter,
                    "joined_as": area,
                    "crimes": None if not counts or None in counts else sum(counts),
                    "source_id": parts[-1]["source_id"] if parts else None,
                }
            )
    return lines


AUDIT_REASONS = ViewDefinition(
    name="audit_reasons",
    title="Reasons to action",
    answers="Why were crimes missed, in which area and quarter, and what was to be done about it?",
    filters=(
        filters.FORCE,
        filters.REGION,
        FilterDefinition("reason", "Reason", "choice", choices=tuple(REASONS)),
        filters.AUDIT_TYPE,
        filters.BUSINESS_AREA,
        filters.FROM,
        filters.TO,
        filters.FIGURES,
    ),
    build=build,
    holds_unpublished=True,
)
