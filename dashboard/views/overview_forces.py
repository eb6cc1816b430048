"""Each force's newest usable rate, newest grade, and how old each is."""

from __future__ import annotations

from datetime import date

from dashboard.domain.dates import add_months
from dashboard.domain.figures import years_between
from dashboard.domain.view_model import Column
from dashboard.store.queries import bodies
from dashboard.store.queries.facts import Record, facts
from dashboard.views import columns as c
from dashboard.views.inspection_rows import latest_rates, recency, unmeasurable_since
from dashboard.views.question import Question

# Half-open bands of age, in years since the day of publication; they say how old a rate is, not how good.
RATE_STATES = (
    "rate published in the last three years",
    "rate published three to six years ago",
    "rate published more than six years ago",
    "newest inspection: not measurable",
    "inspected, no usable rate seen",
    "no inspection held",
)


NOT_MEASURABLE, NO_RATE_SEEN, NO_INSPECTION = RATE_STATES[3:]


FORCE_COLUMNS = (
    c.FORCE_CODE,
    c.FORCE,
    Column("short_name", "Short name"),
    c.REGION,
    Column("country", "Country"),
    Column("rate_state", "Usable rate"),
    c.RECORDED_PCT,
    c.RECORDED_PCT_MISSING,
    c.LOWER_PCT,
    c.UPPER_PCT,
    Column("approximate", "Approximate"),
    Column("rate_programme", "Programme of the rate"),
    Column("rate_published_on", "Rate published"),
    Column("rate_published_precision", "Precision of date"),
    Column("rate_age_years", "Age of rate", "years"),
    c.AUDIT_START,
    c.AUDIT_END,
    Column("last_inspected_on", "Last inspected, published"),
    Column("last_inspected_precision", "Precision of last inspection"),
    c.JUDGEMENT,
    c.JUDGEMENT_SCALE,
    Column("judgement_programme", "Programme of the grade"),
    Column("judgement_published_on", "Grade published", missing="date not known"),
    Column("judgement_published_precision", "Precision of grade's date"),
    Column("judgement_basis", "How the grade was read"),
    Column("judgement_source_id", "Source of the grade", missing="no grade"),
    Column("monitoring", "Monitoring stage"),
    Column("local_policing_body", "Local policing body"),
    Column("tile_column", "Tile column", "position"),
    Column("tile_row", "Tile row", "position"),
    c.PLACE,
    c.SOURCE_ID,
)


def force_rows(question: Question, forces: list[Record], results: list[Record]) -> list[Record]:
    unusable = unmeasurable_since(results)
    rates = {code: rate for code, rate in latest_rates(results).items() if code not in unusable}
    grades: dict[str, Record] = {}
    for row in sorted(results, key=recency):
        grades[row["force_code"]] = row
    graded = {row["force_code"]: row for row in sorted((r for r in results if r["judgement"]), key=recency)}
    stages = _stages(question)
    body_names = {
        b["force_code"]: b["name"] for b in bodies.local_policing_bodies(question.connection, as_at=question.as_at)
    }
    rows = []
    for force in forces:
        code = force["force_code"]
        rate, last, grade = rates.get(code), grades.get(code), graded.get(code)
        rows.append(
            {
                **{
                    name: force[name]
                    for name in ("force_code", "short_name", "region", "country", "tile_column", "tile_row")
                },
                "force": force["name"],
                "rate_state": NOT_MEASURABLE if code in unusable else _rate_state(rate, last, question),
                **_rate_fields(rate, question),
                "recorded_pct_missing": None if rate else _why_no_rate(last, code in unusable),
                "last_inspected_on": last["published_on"] if last else None,
                "last_inspected_precision": last["published_precision"] if last else None,
                "judgement": grade["judgement"] if grade else None,
                "judgement_scale": grade["judgement_scale"] if grade else None,
                "judgement_basis": grade["judgement_basis"] if grade else None,
                "judgement_source_id": grade["judgement_source_id"] if grade else None,
                "place": rate["place"] if rate else None,
                "judgement_programme": grade["programme"] if grade else None,
                "judgement_published_on": grade["published_on"] if grade else None,
                "judgement_published_precision": grade["published_precision"] if grade else None,
                "monitoring": stages.get(code),
                "local_policing_body": body_names.get(code),
                "source_id": (rate or unusable.get(code) or last or force)["source_id"],
            }
        )
    return rows


def _rate_fields(rate: Record | None, question: Question) -> Record:
    if rate is None:
        return {"recorded_pct": None}
    published = rate["published_on"]
    return {
        "recorded_pct": rate["recorded_pct"],
        "lower_pct": rate["lower_pct"],
        "upper_pct": rate["upper_pct"],
        "approximate": rate["approximate"],
        "rate_programme": rate["programme"],
        "rate_published_on": published,
        "rate_published_precision": rate["published_precision"],
        "rate_age_years": years_between(_dated_from(rate), question.as_at.day),
        "audit_start": rate["audit_start"],
        "audit_end": rate["audit_end"],
    }


def _why_no_rate(last: Record | None, is_unmeasurable: bool) -> str:
    if is_unmeasurable:
        return "not measurable in the newest audit"
    return "not published, or not seen" if last else "no inspection held"


def _dated_from(rate: Record) -> date:
    """The day a rate's age is counted from: its publication, or else the end of its audit, or else the day we knew it."""
    return rate["published_on"] or rate["audit_end"] or rate["known_from"]


def _rate_state(rate: Record | None, last: Record | None, question: Question) -> str:
    if rate is None:
        return NO_RATE_SEEN if last else NO_INSPECTION
    since = _dated_from(rate)  # counted in whole months: an age rounded for showing would move the edge by weeks
    if question.as_at.day < add_months(since, 36):
        return RATE_STATES[0]
    return RATE_STATES[1] if question.as_at.day < add_months(since, 72) else RATE_STATES[2]


def _stages(question: Question) -> dict[str, str]:
    return {
        m["force_code"]: m["stage"]
        for m in facts(question.connection, "monitoring_stages", as_at=question.as_at)
        if m["started_on"] <= question.as_at.day and (m["ended_on"] is None or question.as_at.day < m["ended_on"])
    }
