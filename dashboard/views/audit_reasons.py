"""Reasons of missed crimes by area and period, beside what was to be done about them; no cause is claimed."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from dashboard.domain.audit_lists import REASONS
from dashboard.domain.dates import add_months
from dashboard.domain.figures import count_of
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.view_model import Caution, ChartSpec, Column, Note, Table, View
from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.force_audits import reason_rows
from dashboard.views import audit_filters as filters
from dashboard.views import columns as c
from dashboard.views.audit_common import INVENTED_FORCE
from dashboard.views.audit_reasons_rows import hide_few
from dashboard.views.question import Question, ViewDefinition, filter_words, source_ids_of, sources_used

COLUMNS = (
    c.FORCE,
    Column("quarter", "Quarter"),
    Column("business_area", "Business area", missing="not broken down"),
    Column("joined_as", "Joined as", missing="not broken down"),
    Column("reason", "Reason"),
    Column("reason_code", "Code"),
    Column("rank", "Rank of reason"),
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
    Column("reason", "Reason"),
    Column("reason_code", "Code"),
    Column("crimes", "Missed crimes", "crimes", missing="hidden"),
    c.SOURCE_ID,
)


QUARTER_COLUMNS = (
    Column("quarter_ends", "Quarter ends"),
    Column("quarter", "Quarter"),
    Column("joined_as", "Joined as"),
    Column("crimes", "Missed crimes", "crimes", missing="hidden: under 5 or giving such a count away"),
    c.SOURCE_ID,
)
MOST_AREAS = 4  # lines that can be told apart in one chart


def build(question: Question) -> View:
    """Reasons over time and area with the recommendations that answer them.

    Tables
        reasons  one row a force, quarter, area, reason and rank: counts
        totals   primary reasons over the whole choice
        quarters  missed crimes by primary reason (the one chosen, or all) for each quarter and area
        actions  recommendations and training linked to the reasons
    """
    code = question.wants("reason")
    rows = _rows(question, code)
    actions = _actions(question, code)
    totals = _totals(rows)
    quarters = _quarters(rows)
    mark = filters.mark(question)
    return View(
        name="audit_reasons",
        title=f"{mark}Reasons to action",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=mark + _statement(rows, totals),
        tables=(
            Table.from_records(
                "reasons", "Reasons by quarter and business area", COLUMNS, rows,
                empty_message="No reasons of missed crimes were known for this choice on this date.",
                page_columns=(*(() if question.wants("force") else ("force",)), "quarter", "joined_as", "reason", "rank",
                              "crimes", "audits", "class", "source_id"),
            ),
            Table.from_records("totals", "Primary reasons over the whole choice", TOTAL_COLUMNS, totals,
                               empty_message="No primary reasons were known for this choice on this date."),
            Table.from_records("quarters", "Missed crimes by quarter and area", QUARTER_COLUMNS, quarters,
                               empty_message="Choose one force with primary reasons known on this date."),
            Table.from_records(
                "actions", "What was to be done about them", ACTION_COLUMNS, actions,
                empty_message="No recommendation was linked to a reason on this date.",
            ),
        ),
        charts=(*_charts(totals, mark), *_over_time(quarters, REASONS.get(code, "all reasons"), mark)),
        notes=(
            Note("One primary reason for each missed crime; secondary reasons are counted apart and never added to them.", "definition"),
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
        groups[row["force_code"], quarter, row["business_area"], row["reason"], row["rank"]].append(row)
    rows = []
    for (force, quarter, area, reason, rank), parts in sorted(groups.items()):
        counts = [p["crimes"] for p in parts]
        made_up = parts[0]["figure_class"] == "illustrative"
        rows.append(
            {
                "force": INVENTED_FORCE if made_up else names.get(force, force),
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
    """Primary reasons in the order of the controlled list; a hidden count leaves its sum hidden."""
    found: dict[str, list[Record]] = defaultdict(list)
    for row in rows:
        if row["rank"] == "primary":
            found[row["reason_code"]].append(row)
    totals = []
    for code in sorted(found, key=lambda one: list(REASONS).index(one) if one in REASONS else 99):
        counts = [row["crimes"] for row in found[code]]
        crimes = None if None in counts else sum(counts)
        totals.append(
            {
                "reason": REASONS.get(code, code),
                "reason_code": code,
                "crimes": crimes,
                "source_id": found[code][-1]["source_id"],
            }
        )
    return totals


def _quarters(rows: list[Record]) -> list[Record]:
    """Missed crimes of one force for each quarter and joined area, a row for every pair, so that a gap stays a gap."""
    if len({row["force"] for row in rows}) != 1:
        return []  # areas of different forces are not the same area, whatever they are called
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
                    "quarter_ends": last,
                    "quarter": quarter,
                    "joined_as": area,
                    "crimes": None if not counts or None in counts else sum(counts),
                    "source_id": parts[-1]["source_id"] if parts else None,
                }
            )
    return lines


def _over_time(quarters: list[Record], reason: str, mark: str) -> tuple[ChartSpec, ...]:
    """Counts by area over quarters; none for one quarter, for areas too many to tell apart, or where all are hidden."""
    areas = {row["joined_as"] for row in quarters}
    known = [row for row in quarters if row["crimes"] is not None]
    if len({row["quarter"] for row in known}) < 2 or len(areas) > MOST_AREAS:
        return ()
    said = "; ".join(f"{area}: {sum(r['crimes'] for r in known if r['joined_as'] == area)}" for area in sorted(areas))
    return (
        ChartSpec(
            name="quarters",
            kind="series",
            table="quarters",
            title=f"{mark}Missed crimes by quarter and area: {reason}",
            subtitle="Counts by primary reason in the quarter in which the period ends; audits differ in size, so a count is no rate",
            alt=f"{mark}Lines of counts by quarter for {count_of(len(areas), 'area')}; over all quarters shown {said}.",
            roles={"date": "quarter_ends", "value": "crimes", "series": "joined_as", "date_words": "quarter"},
            options={"zero": True, "unit": "crimes", "axis_title": "Missed crimes"},
        ),
    )


def _statement(rows: list[Record], totals: list[Record]) -> str:
    if not rows:
        return "No reasons of missed crimes were known for this choice on this date."
    known = [t for t in totals if t["crimes"] is not None]
    quarters = sorted({row["quarter"] for row in rows})
    span = quarters[0] if len(quarters) == 1 else f"{quarters[0]} to {quarters[-1]}"
    reasons = count_of(len(totals), "primary reason")
    if len(known) < len(totals):
        return (
            f"Missed crimes by {reasons}, {span}; some counts are unpublished and too small to show outside the force, so "
            "they are not added up. Counts, with no cause claimed."
        )
    total = count_of(sum(t["crimes"] for t in known), "missed crime")
    return f"{total} by {reasons}, {span}; counts, with no cause claimed."


def _charts(totals: list[Record], mark: str) -> tuple[ChartSpec, ...]:
    shown = [t for t in totals if t["crimes"] is not None]
    if not shown:
        return ()
    most = max(shown, key=lambda t: t["crimes"])
    return (
        ChartSpec(
            name="totals",
            kind="bars",
            table="totals",
            title=f"{mark}Missed crimes by primary reason",
            subtitle="Counts over the whole choice, in the order of the list of reasons",
            alt=f"{mark}Bars of missed crimes for {count_of(len(shown), 'reason')}; {most['reason']} has {most['crimes']}.",
            roles={"label": "reason", "value": "crimes"},
            options={"unit": "crimes"},
        ),
    )


AUDIT_REASONS = ViewDefinition(
    name="audit_reasons",
    title="Reasons to action",
    answers="Why were crimes missed, in which area and quarter, and what was to be done about it?",
    filters=(
        filters.FORCE,
        filters.REGION,
        FilterDefinition("reason", "Reason", "choice", choices=tuple(REASONS)),
        filters.BUSINESS_AREA,
        filters.FROM,
        filters.TO,
        filters.FIGURES,
    ),
    build=build,
    holds_unpublished=True,
)
