"""Whether a run of monthly audits is long enough to ask the issuer for closure: a local rule, and no word of the issuer's."""

from __future__ import annotations

from datetime import date

from dashboard.domain.figures import count_of, rounded
from dashboard.domain.view_model import Column, Table
from dashboard.store.queries.facts import Record, facts
from dashboard.views.question import Question
from dashboard.views.recommendation_measures import is_whole, rates_of

MONTHS_ASKED = 6  # one office would not ask for sign-off before at least six months' sustained improvement
LONGEST_MONTH = 31
RULE = (
    f"Ready to ask is a local rule and decides nothing: {MONTHS_ASKED} months running, up to the newest, in which the force's own "
    "monthly audit lies above the upper limit of the rate in the report, or above that rate where its limits were not published."
)


def ready(question: Question, found: Record | None) -> Table:
    """One row: whether to ask, how many months of the run are there, how many remain, and the limit they are held against."""
    return Table.from_records(
        "ready",
        "Ready to ask for closure",
        (
            Column("ready", "Ready to ask"),
            Column("months_above", "Months above the limit, running", "months"),
            Column("months_remaining", "Months that remain", "months"),
            Column("limit_pct", "Limit", "%"),
            Column("words", "In words"),
            Column("source_id", "Source of the limit"),
        ),
        _rows(question, found) if found else [],
        empty_message="No rate at the time of the report is held, so there is no limit for monthly audits to lie above.",
    )


def _rows(question: Question, found: Record) -> list[Record]:
    if not found["force_code"] or found["published_on"] is None:
        return []
    rates = rates_of(question, found)
    base = next((r for r in rates if r["report_title"] == found["report_title"] and r["value_pct"] is not None), None)
    if base is None:
        return []
    limit = base["upper_pct"] if base["upper_pct"] is not None else base["value_pct"]
    run = run_above(_months(question, found), limit)
    remaining = max(0, MONTHS_ASKED - run)
    words = (
        f"{count_of(run, 'month')} running above {rounded(limit, 1)}%; "
        f"{count_of(remaining, 'month')} more to go before asking"
        if remaining
        else f"{count_of(run, 'month')} running above {rounded(limit, 1)}%: asking for closure is worth while"
    )
    return [
        {
            "ready": "no" if remaining else "yes",
            "months_above": run,
            "months_remaining": remaining,
            "limit_pct": limit,
            "words": words,
            "source_id": base["source_id"],
        }
    ]


def _months(question: Question, found: Record) -> dict[int, float]:
    """The rate of each calendar month since the report in which the force audited all its crimes, by month counted on."""
    rates: dict[int, float] = {}
    audits = facts(question.connection, "force_audits", as_at=question.as_at, force_code=found["force_code"])
    for audit in sorted(audits, key=lambda a: (a["period_end"] or date.min, a["audit_id"])):
        start, end, due = audit["period_start"], audit["period_end"], audit["crimes_due"]
        is_month = start and end and (end - start).days < LONGEST_MONTH and start > found["published_on"]
        if is_month and due and audit["crimes_recorded"] is not None and is_whole(audit):
            rates[end.year * 12 + end.month] = 100 * audit["crimes_recorded"] / due
    return rates


def run_above(rates: dict[int, float], limit: float) -> int:
    """How many months running, up to the newest, lie above the limit; a month without an audit ends the run."""
    month, run = max(rates, default=0), 0
    while rates.get(month, limit) > limit:
        run, month = run + 1, month - 1
    return run
