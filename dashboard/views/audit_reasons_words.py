"""Charts and sentences of the reasons of missed cases: each kind of audit in its own words and never added to another."""

from __future__ import annotations

from dashboard.domain.audit_terms import shared_terms, terms_of
from dashboard.domain.figures import count_of
from dashboard.domain.view_model import ChartSpec, Column, Note
from dashboard.store.queries.facts import Record
from dashboard.views.audit_parts import reason_columns

MOST_AREAS = 4  # lines that can be told apart in one chart


def over_time(quarters: list[Record], reason: str, mark: str) -> tuple[ChartSpec, ...]:
    """Counts by area over quarters; none for one quarter, for areas too many to tell apart, or where all are hidden."""
    areas = {row["joined_as"] for row in quarters}
    known = [row for row in quarters if row["crimes"] is not None]
    if len({row["quarter"] for row in known}) < 2 or len(areas) > MOST_AREAS:
        return ()
    said = "; ".join(f"{area}: {sum(r['crimes'] for r in known if r['joined_as'] == area)}" for area in sorted(areas))
    terms = terms_of(quarters[0]["audit_type"])
    cases = _capital(terms.failure)
    return (
        ChartSpec(
            name="quarters",
            kind="series",
            table="quarters",
            title=f"{mark}{cases}s by quarter and area: {reason}",
            subtitle="Counts by primary reason in the quarter in which the period ends; audits differ in size, so a count is no rate",
            alt=f"{mark}Lines of counts by quarter for {count_of(len(areas), 'area')}; over all quarters shown {said}.",
            roles={"date": "quarter_ends", "value": "crimes", "series": "joined_as", "date_words": "quarter"},
            options={"zero": True, "unit": terms.unit, "axis_title": f"{cases}s"},
        ),
    )


def statement_of(rows: list[Record], totals: list[Record]) -> str:
    if not rows:
        return "No reasons of missed crimes were known for this choice on this date."
    kinds = list(dict.fromkeys(row["audit_type"] for row in rows))
    if len(kinds) > 1:
        each = "; ".join(f"{kind}, {_counted(totals, kind)}" for kind in kinds)
        return f"Reasons of {len(kinds)} kinds of audit, which are never added together: {each}. Counts, with no cause claimed."
    return _capital(_of_one_kind(rows, totals, kinds[0]))


def _counted(totals: list[Record], kind: str) -> str:
    """How many cases of one kind of audit have a primary reason; without a sum where a count is hidden."""
    counts = [t["crimes"] for t in totals if t["audit_type"] == kind]
    failure = terms_of(kind).failure
    if not counts:
        return f"no primary reasons of any {failure}"
    return f"some counts of {failure}s hidden" if None in counts else count_of(sum(counts), failure)


def _of_one_kind(rows: list[Record], totals: list[Record], kind: str) -> str:
    failure = terms_of(kind).failure
    known = [t for t in totals if t["crimes"] is not None]
    quarters = sorted({row["quarter"] for row in rows})
    span = quarters[0] if len(quarters) == 1 else f"{quarters[0]} to {quarters[-1]}"
    reasons = count_of(len(totals), "primary reason")
    if len(known) < len(totals):
        return (
            f"{failure}s by {reasons}, {span}; some counts are unpublished and too small to show outside the force, so "
            "they are not added up. Counts, with no cause claimed."
        )
    total = count_of(sum(t["crimes"] for t in known), failure)
    return f"{total} by {reasons}, {span}; counts, with no cause claimed."


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def kinds_note(rows: list[Record]) -> tuple[Note, ...]:
    if len({row["audit_type"] for row in rows}) < 2:
        return ()
    return (
        Note(
            "Kinds of audit look at different cases, so their reasons stand apart; choose one under What was audited for counts "
            "by quarter and area.",
            "definition",
        ),
    )


def totals_chart(totals: list[Record], mark: str) -> tuple[ChartSpec, ...]:
    shown = [t for t in totals if t["crimes"] is not None]
    if not shown:
        return ()
    kinds = {t["audit_type"] for t in totals}
    most = max(shown, key=lambda t: t["crimes"])
    terms = shared_terms(kinds)
    cases = "cases" if len(kinds) > 1 else f"{terms.failure}s"
    group = {"group": "audit_type"} if len(kinds) > 1 else {}
    return (
        ChartSpec(
            name="totals",
            kind="bars",
            table="totals",
            title=f"{mark}{_capital(cases)} by primary reason",
            subtitle="Counts over the whole choice, in the order of the list of reasons",
            alt=f"{mark}Bars of {cases} for {count_of(len(shown), 'reason')}; {most['reason']} has {most['crimes']}"
            f"{' (' + most['audit_type'] + ')' if group else ''}.",
            roles={"label": "reason", "value": "crimes", **group},
            options={"unit": terms.unit},
        ),
    )


def worded_counts(columns: tuple[Column, ...], rows: list[Record]) -> tuple[Column, ...]:
    """The columns, that of the counts under the words of the kinds of audit there are."""
    return reason_columns(columns, shared_terms(row["audit_type"] for row in rows))
