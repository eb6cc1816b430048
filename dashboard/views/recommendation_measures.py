"""How progress on a recommendation is measured, and whether later figures would reopen it."""

from __future__ import annotations

import re
from datetime import date

from dashboard.domain.figures import rounded
from dashboard.domain.view_model import Column
from dashboard.stats.intervals import wilson_interval
from dashboard.store.queries.facts import Record, facts
from dashboard.views import columns as c
from dashboard.views.question import Question

_PER_CENT = re.compile(r"(\d+(?:\.\d+)?)\s?(?:%|per cent)")
# A percentage of something else, such as of a budget, is no measure of recording.
_OF_RECORDING = re.compile(r"record|accura|audit|train", re.IGNORECASE)
# A response may speak of crimes recorded wrongly as well; the inspectorate's rate is of crimes not recorded.
_WIDER = re.compile(r"(?:incorrectly|wrongly) recorded", re.IGNORECASE)
MEASURE_COLUMNS = (
    Column("words", "Measure, as the response puts it"),
    Column("value_pct", "Figure", "%", missing="no figure given"),
    c.LOWER_PCT,
    c.UPPER_PCT,
    Column("interval", "Interval"),
    Column("definition", "What the figure counts", missing="not stated in the response"),
    Column("named_by", "Named by"),
    c.SOURCE_ID,
)
REOPEN_COLUMNS = (
    Column("what", "Figure"),
    Column("measured_on", "Known on", missing="not known"),
    Column("value_pct", "Recorded", "%"),
    Column("value_pct_missing", "Why no rate"),
    c.LOWER_PCT,
    c.UPPER_PCT,
    Column("baseline_pct", "Rate in the report", "%"),
    Column("verdict", "Would it reopen the item?"),
    c.SOURCE_ID,
)


def measures_of(question: Question, found: Record) -> list[Record]:
    """The measures that positions name, each once; a rate that the inspectorate published gets its published margin."""
    published = rates_of(question, found)
    rows: dict[str, Record] = {}
    for holder, held in sorted(found["positions"].items()):
        for words in filter(None, (part.strip() for part in (held["measures"] or "").split("|"))):
            if words in rows:
                rows[words]["named_by"] += f", {holder}"
                continue
            said = _PER_CENT.search(words) if _OF_RECORDING.search(words) else None
            value = float(said[1]) if said else None
            match = next((r for r in published if value is not None and r["value_pct"] == value), None)
            limits = {name: match[name] for name in ("lower_pct", "upper_pct")} if match else {}
            rows[words] = {
                "words": words,
                "value_pct": value,
                **limits,
                "interval": _interval_words(value, match),
                "definition": _definition(words, match),
                "named_by": holder,
                "source_id": match["source_id"] if match else held["source_id"],
            }
    return list(rows.values())


def _definition(words: str, match: Record | None) -> str | None:
    """The source's own definition of a rate that it published, and where the response's words go beyond it."""
    if match is None:
        return None
    wider = _WIDER.search(words)
    noted = f"; the response's words go further ({wider[0]}), the figure does not" if wider else ""
    return f"reported crimes that were recorded; what is missing was not recorded at all, by the inspectorate{noted}"


def _interval_words(value: float | None, match: Record | None) -> str:
    if value is None:
        return "no figure"
    if match is None or match["lower_pct"] is None:
        return "none can be given: the counts were not published"
    return "as published by the inspectorate"


def reopening(question: Question, found: Record) -> list[Record]:
    """Rates known after the report beside the rate in it; an upper limit below that rate offers the item for reopening."""
    if not found["force_code"] or found["published_on"] is None:
        return []
    rates = rates_of(question, found) + _audits(question, found)
    base = next((r for r in rates if r["report_title"] == found["report_title"] and r["value_pct"] is not None), None)
    if base is None:
        return []
    # Like with like: the rate in the report is of all crime, and so are those set beside it.
    later = [
        r
        for r in rates
        if r["is_all_crime"] and r["measured_on"] and r["measured_on"] > found["published_on"] and r is not base
    ]
    return [{**r, "baseline_pct": base["value_pct"], "verdict": _verdict(r, base["value_pct"])} for r in later]


def _verdict(rate: Record, baseline: float) -> str:
    if rate["value_pct"] is None:
        return "cannot be said: no rate"
    if rate["upper_pct"] is None:
        return "cannot be said: no interval"
    if rate["upper_pct"] < baseline:
        return f"offered for reopening: upper limit {rounded(rate['upper_pct'], 1)}% is below {baseline:g}%"
    return "no: the interval does not lie below the rate in the report"


def rates_of(question: Question, found: Record) -> list[Record]:
    """All-crime and other rates the inspectorate published for the force, by day of publication."""
    inspections = {
        i["inspection_id"]: i
        for i in facts(question.connection, "inspections", as_at=question.as_at, force_code=found["force_code"] or "")
    }
    rows = []
    for m in facts(question.connection, "inspection_measures", as_at=question.as_at, inspection_id=list(inspections)):
        inspection, rate, margin = inspections[m["inspection_id"]], m["recorded_pct"], m["margin_pct"]
        has_limits = rate is not None and margin is not None
        rows.append(
            {
                "what": f"{m['measure'].replace('_', ' ')}, {inspection['report_title']}",
                "report_title": inspection["report_title"] if m["measure"] == "all_crime" else "",
                "measured_on": inspection["published_on"],
                "value_pct": rate,
                "value_pct_missing": None if rate is not None else m["value_status"],
                "lower_pct": round(rate - margin, 4) if has_limits else None,
                "upper_pct": round(rate + margin, 4) if has_limits else None,
                "source_id": m["source_id"],
                "is_all_crime": m["measure"] == "all_crime",
            }
        )
    return sorted(rows, key=lambda r: (r["measured_on"] or date.min, not r["is_all_crime"], r["what"]))


def is_whole(audit: Record) -> bool:
    """Whether an audit's row is about all of its crimes and not about one group, area or route."""
    parts = (audit.get("offence_group"), audit.get("business_area"), audit.get("reporting_route"))
    return audit.get("measure", "all_crime") == "all_crime" and not any(parts)


def _audits(question: Question, found: Record) -> list[Record]:
    """Audits of the force with counts, with their Wilson 95 per cent interval."""
    rows = []
    for kind in ("audits", "force_audits"):
        for audit in facts(question.connection, kind, as_at=question.as_at, force_code=found["force_code"]):
            due, recorded = audit.get("crimes_due"), audit.get("crimes_recorded")
            if not due or recorded is None or not is_whole(audit):
                continue
            lower, upper = wilson_interval(recorded, due)
            rows.append(
                {
                    "what": f"audit {audit['audit_id']}: {recorded:,} of {due:,} crimes",
                    "report_title": None,
                    "is_all_crime": True,
                    "measured_on": audit.get("period_end"),
                    "value_pct": round(100 * recorded / due, 4),
                    "lower_pct": round(100 * float(lower), 4),
                    "upper_pct": round(100 * float(upper), 4),
                    "source_id": audit["source_id"],
                }
            )
    return rows
