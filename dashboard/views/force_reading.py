"""The reading of the evidence on one force, put together from its parts by the rules in `reading_rules`."""

from __future__ import annotations

from dashboard.domain.duty import DUTY_BEGAN_ON
from dashboard.domain.recommendations import ENDED
from dashboard.domain.view_model import Column, Table
from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.ledger import standing
from dashboard.views import reading_rules as rules
from dashboard.views.force_parts import yearly
from dashboard.views.inspection_rows import latest_rates, unmeasurable_since
from dashboard.views.own_audit_rows import to_set_beside_inspections
from dashboard.views.question import Question
from dashboard.views.rate_changes import rate_changes

ORDER = (rules.CONFLICTS, rules.MISSING, rules.AGREES)


def reading_rows(question: Question, code: str, parts: dict[str, list[Record]], coverage: list[Record]) -> list[Record]:
    """One row a finding: which way, in words, by which rule, from which editions; conflicts first."""
    results = parts["inspections"]
    rate = latest_rates(results).get(code)
    items = [{**r, "has_ended": r["issuer_status"] in ENDED} for r in parts["recommendations"]]
    found = [
        *rules.own_audits([*parts["published_audits"], *to_set_beside_inspections(parts["own_audits"])], results),
        *rules.two_inspections(rate_changes(results)),
        *rules.not_measurable(rate, unmeasurable_since(results).get(code)),
        *rules.go_live_steps(yearly(parts["recorded_crime"]), parts["systems"]),
        *rules.claims(items, _claims(question, [r["rec_id"] for r in items])),
        *rules.older_than_rules(rate, facts(question.connection, "events", as_at=question.as_at, scope="National")),
        *rules.grades_without_rate(results, rate),
        *rules.systems_in_conflict(parts["systems"]),
        *rules.unanswered_reports(parts["recommendations"], parts["responses"], DUTY_BEGAN_ON),
        *rules.nothing_held(coverage),
    ]
    rows = [
        {
            "reading": f.reading,
            "words": f.words,
            "rule": f.rule,
            "rule_words": rules.RULES[f.rule],
            "source_id": f.source_id,
            "other_source_id": f.other_source_id,
        }
        for f in found
    ]
    return sorted(rows, key=lambda r: ORDER.index(r["reading"]))


def _claims(question: Question, rec_ids: list[str]) -> dict[str, Record]:
    """The force's last claim of progress on each recommendation."""
    if not rec_ids:
        return {}
    held = standing(question.connection, "recommendation", as_at=question.as_at, subject_ids=rec_ids)
    return {
        rec_id: {**entries[-1].body, "known_from": entries[-1].known_from}
        for rec_id, all_entries in held.items()
        if (entries := [h for h in all_entries if h.action == "claim"])
    }


def reading_table(rows: list[Record]) -> Table:
    """The reading as a table."""
    return Table.from_records(
        "reading",
        "Reading of the evidence: what conflicts, what is missing, what agrees",
        (
            Column("reading", "Reading"),
            Column("words", "What is found"),
            Column("rule", "Rule"),
            Column("rule_words", "The rule in words"),
            Column("source_id", "Source", missing="nothing held"),
            Column("other_source_id", "Other source", missing="one source"),
        ),
        rows,
        empty_message="No rule finds anything: too little is held about this force on this date.",
    )


def reading_sources(rows: list[Record]) -> set[str]:
    """Every edition that a finding names."""
    return {r[name] for r in rows for name in ("source_id", "other_source_id") if r[name]}
