"""Everything dated about one force, as entries of one list."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.domain.dates import british
from dashboard.domain.figures import percent_with_interval
from dashboard.store.queries.facts import Record
from dashboard.views.audit_tables import rate_words
from dashboard.views.inspection_rows import MEASURE_WORDS


def record_entries(parts: dict[str, list[Record]]) -> Iterator[Record]:
    """Everything with a date, as one list; what has no known date is in its own table only."""
    yield from _inspection_entries(parts["inspections"])
    for r in parts["recommendations"]:
        yield _entry(
            r, "published_on", "published_precision", "Recommendation", f"{r['kind'].capitalize()}: {r['summary']}"
        )
        for entry in r["register"]:
            words = f"{r['rec_id']}: {entry['event']}" + (f" ({entry['event_words']})" if entry["event_words"] else "")
            yield _entry(entry, "happened_on", None, "Register of recommendations", words)
    for r in parts["responses"]:
        words = f"{r['responder'] or 'Response'} on {r['report_title']}"
        yield _entry(r, "response_published_on", "response_published_precision", "Response", words, r["clock"])
    for s in parts["systems"]:
        yield _entry(s, "go_live_on", "go_live_precision", "Recording system", f"{s['system']} went live")
    for e in parts["events"]:
        yield _entry(e, "happened_on", "happened_precision", "Event", e["event"], e["expected_effect"] or "")
    for m in parts["monitoring"]:
        yield _entry(m, "started_on", None, "Monitoring", f"Entered {m['stage']}")
        if m["ended_on"]:
            yield _entry(m, "ended_on", None, "Monitoring", f"Left {m['stage']}")
    for a in parts["audits"]:
        if a["rate_pct"] is not None and a["period_end"]:
            words = f"Audit window ended: {a['audit_type']} by {a['audited_by']}"
            yield _entry(a, "period_end", None, "Audit", words, rate_words(a))


def _inspection_entries(results: list[Record]) -> Iterator[Record]:
    by_report: dict[str, list[Record]] = {}
    for row in results:
        by_report.setdefault(row["inspection_id"], []).append(row)
    for rows in by_report.values():
        first = rows[0]["judgement_before"] or rows[0]["judgement"]
        grade = f"; graded {first.lower()}" if first else ""
        figures = [
            f"{MEASURE_WORDS.get(r['measure'], r['measure'])} "
            + percent_with_interval(r["recorded_pct"], r["lower_pct"], r["upper_pct"], approximate=r["approximate"])
            for r in rows
            if r["recorded_pct"] is not None
        ]
        words = f"{rows[0]['report_title']}{grade}"
        figure = "; ".join(figures) or f"all-crime rate {rows[0]['recorded_pct_missing']}"
        yield _entry(rows[0], "published_on", "published_precision", "Inspection", words, figure)
        if rows[0]["judgement_before"] and rows[0]["judgement"] != rows[0]["judgement_before"]:
            changed = (
                f"{rows[0]['report_title']}: grade changed from {rows[0]['judgement_before'].lower()} to "
                f"{rows[0]['judgement'].lower()} ({rows[0]['judgement_change']})"
            )
            regraded = {**rows[0], "source_id": rows[0]["judgement_source_id"]}
            yield _entry(regraded, "judgement_known_from", None, "Inspection", changed)


def _entry(record: Record, on: str, precision: str | None, theme: str, what: str, figure: str = "") -> Record:
    known = record[precision] if precision else "day"
    return {
        "happened_on": record[on],
        "precision": known,
        "when": british(record[on], known),
        "theme": theme,
        "what": what,
        "figure": figure or None,
        "class": record.get("figure_class"),
        "source_id": record["source_id"],
    }
