"""What is held about one force, kind by kind."""

from __future__ import annotations

from datetime import date

from dashboard.domain.dates import british, period_words
from dashboard.domain.duty import day_of_clock, last_day_to_respond
from dashboard.domain.figures import count_of
from dashboard.domain.responses import REPORT_ITSELF
from dashboard.store.queries import bodies
from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.inspections import inspection_results
from dashboard.store.queries.recommendations import recommendations
from dashboard.store.queries.recorded_crime import yearly_totals
from dashboard.views.audits import shown_audit
from dashboard.views.inspection_rows import shown_result
from dashboard.views.own_audit_rows import own_audits_of
from dashboard.views.question import Question
from dashboard.views.recommendation_rows import shown_recommendation


def parts_of(question: Question, code: str) -> dict[str, list[Record]]:
    connection, as_at = question.connection, question.as_at
    forces = {f["force_code"]: f for f in question.forces(kind=None)}
    names = question.force_names()
    systems = {s["system_id"]: s for s in facts(connection, "recording_systems", as_at=as_at)}
    published = [shown_audit(a, names) for a in facts(connection, "audits", as_at=as_at, force_code=code)]
    own = own_audits_of(question, code)
    return {
        "inspections": [
            shown_result(r, forces) for r in inspection_results(connection, as_at=as_at, force_codes=[code])
        ],
        "published_audits": published,
        "own_audits": own,
        "audits": sorted([*published, *own], key=lambda a: (str(a["period_end"] or ""), a["audit_id"])),
        "recommendations": [
            shown_recommendation(r, names, as_at.day) for r in recommendations(connection, as_at=as_at, force_code=code)
        ],
        "responses": [
            _shown_response(r)
            for r in facts(connection, "responses", as_at=as_at, force_code=code)
            if r["response_date_kind"] != REPORT_ITSELF
        ],
        "systems": [
            {**s, "system": systems[s["system_id"]]["name"], "vendor": systems[s["system_id"]]["vendor"]}
            for s in facts(connection, "force_systems", as_at=as_at, force_code=code)
        ],
        "recorded_crime": [_shown_total(t) for t in yearly_totals(connection, as_at=as_at, area_codes=[code])],
        "monitoring": facts(connection, "monitoring_stages", as_at=as_at, force_code=code),
        "events": facts(connection, "events", as_at=as_at, force_code=code),
        "bodies": [b for b in bodies.local_policing_bodies(connection, as_at=as_at) if b["force_code"] == code],
        "ended_bodies": [
            b
            for b in facts(connection, "local_policing_bodies", as_at=as_at, force_code=code)
            if b["ended_on"] and b["ended_on"] < as_at.day
        ],
        "recording_coverage": facts(connection, "recording_coverage", as_at=as_at, force_code=code),
    }


def _shown_total(total: Record) -> Record:
    start, end = total["period_start"], total["period_end"]
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    return {**total, "period": period_words(start, end), "months": months}


def _shown_response(response: Record) -> Record:
    published, answered = response["report_published_on"], response["response_published_on"]
    exact = response["report_published_precision"] == "day"
    last_day = last_day_to_respond(published) if published and exact else None
    is_meeting = response["response_date_kind"] == "meeting date"
    is_body = _speaks_for_body(response["responder"])
    day = (
        day_of_clock(published, answered)
        if is_body and last_day and published and answered and response["response_published_precision"] == "day"
        else None
    )
    return {
        **response,
        "last_day": last_day,
        "day_of_56": day,
        "clock": _clock_words(last_day, answered, day, is_meeting=is_meeting, is_body=is_body),
    }


def _speaks_for_body(responder: str | None) -> bool:
    """Whether a responder is the local policing body, whose duty the clock measures, and not the force alone."""
    return any(word in (responder or "") for word in ("Commissioner", "Mayor", "Common Council"))


def _clock_words(
    last_day: date | None, answered: date | None, day: int | None, *, is_meeting: bool, is_body: bool
) -> str:
    if last_day is None:
        return "no clock: the duty had not begun, or the report's day of publication is not known"
    if not is_body:
        return "a statement by the force, not the response of its local policing body"
    if is_meeting:
        return "a meeting, not a response"
    if answered is None or day is None:
        return f"deadline {british(last_day)}; publication of the answer not recorded"
    if day < 1:
        return "the date given is before the report; shown as the source has it"
    if day <= 56:
        return f"published on day {day}, {count_of(56 - day, 'day')} in hand"
    return f"published on day {day}, {count_of(day - 56, 'day')} late"


def yearly(totals: list[Record]) -> list[Record]:
    """Whole years ending in March of the publication with the longest run: years of different publications are not joined."""
    runs: dict[str, list[Record]] = {}
    for total in totals:
        if total["months"] == 12 and total["period_end"].month == 3:
            runs.setdefault(total["publication"], []).append(total)
    if not runs:
        return []
    longest = max(runs.values(), key=len)
    return [{**t, "series": t["publication"]} for t in longest]
