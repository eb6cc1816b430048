"""What is held about each force, kind of evidence by kind, and how old the newest of it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dashboard.domain.dates import add_months
from dashboard.domain.figures import years_between
from dashboard.domain.responses import REPORT_ITSELF
from dashboard.store.queries.coverage import newest_recorded_crime
from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.force_audits import audited_years
from dashboard.store.queries.inspections import inspection_results
from dashboard.views.question import Question

# Half-open bands of age, as for rates: an age is a fact, and says nothing about how good the evidence is.
FRESH = "up to three years old"
OLDER = "three to six years old"
OLD = "more than six years old"
UNDATED = "held, date not known"
NONE = "none held"
STATES = (FRESH, OLDER, OLD, UNDATED, NONE)


@dataclass(frozen=True)
class Evidence:
    """A kind of evidence: its code (also the stem of its columns), what it is called, and the short form for a grid."""

    code: str
    name: str
    short: str


EVIDENCE = (
    Evidence("rate", "Rate of recording, all crime", "Rate, all crime"),
    Evidence("other_rate", "Rate of recording, other measures", "Rate, other"),
    Evidence("grade", "Grade for crime recording", "Grade"),
    Evidence("audit", "Audit with published counts", "Audit counts"),
    Evidence("own_audit", "The force's own audit", "Own audits"),
    Evidence("monitoring", "Stage of monitoring", "Monitoring"),
    Evidence("recommendation", "Recommendation, cause of concern or area for improvement", "Recommendations"),
    Evidence("response", "Response of the local policing body", "Responses"),
    Evidence("system", "Recording system", "System"),
    Evidence("go_live", "Go-live of a recording system", "Go-live"),
    Evidence("recorded_crime", "Recorded crime", "Recorded crime"),
    Evidence("event", "Event of this force", "Events"),
    Evidence("policing_body", "Local policing body", "Policing body"),
)


@dataclass(frozen=True)
class Held:
    """One thing held about a force, or `number` of them: the (newest) day it is about, how precisely known, and a source."""

    force_code: str
    on: date | None
    precision: str
    source_id: str
    number: int = 1


def evidence_held(question: Question) -> dict[str, list[Held]]:
    """Everything held about single forces, by code of evidence."""
    connection, as_at = question.connection, question.as_at
    results = [
        r for r in inspection_results(connection, as_at=as_at) if r["recorded_pct"] is not None or r["judgement"]
    ]
    rates = [r for r in results if r["recorded_pct"] is not None]
    systems = facts(connection, "force_systems", as_at=as_at)
    codes = [f["force_code"] for f in question.forces(kind=None)]
    return {
        "rate": _dated((r for r in rates if r["measure"] == "all_crime"), "published_on"),
        "other_rate": _dated((r for r in rates if r["measure"] != "all_crime"), "published_on"),
        "grade": [
            Held(r["force_code"], r["published_on"], r["published_precision"], r["judgement_source_id"])
            for r in results
            if r["judgement"]
        ],
        "audit": _dated(facts(connection, "audits", as_at=as_at), "period_end"),
        "own_audit": [
            Held(r["force_code"], r["newest"], "day" if r["newest"] else "unknown", r["source_id"], r["audits"])
            for r in audited_years(connection, as_at=as_at)
        ],
        "monitoring": [*_stages(facts(connection, "monitoring_stages", as_at=as_at), as_at.day)],
        "recommendation": _dated(facts(connection, "recommendations", as_at=as_at), "published_on"),
        "response": _dated(
            (r for r in facts(connection, "responses", as_at=as_at) if r["response_date_kind"] != REPORT_ITSELF),
            "response_published_on",
        ),
        "system": [
            Held(s["force_code"], date(s["as_at_year"], 12, 31) if s["as_at_year"] else None, "year", s["source_id"])
            for s in systems
        ],
        "go_live": _dated((s for s in systems if s["go_live_on"]), "go_live_on"),
        "recorded_crime": [
            Held(r["area_code"], r["period_end"], "day", r["source_id"])
            for r in newest_recorded_crime(connection, as_at=as_at, area_codes=codes)
        ],
        "event": _dated(facts(connection, "events", as_at=as_at), "happened_on"),
        "policing_body": _dated(facts(connection, "local_policing_bodies", as_at=as_at), "started_on"),
    }


def _dated(records: Iterable[Record], field: str) -> list[Held]:
    name = f"{field.removesuffix('_on')}_precision"
    return [
        Held(r["force_code"], r[field], r.get(name) or ("day" if r[field] else "unknown"), r["source_id"])
        for r in records
        if r["force_code"]
    ]


def _stages(stages: list[Record], day: date) -> Iterator[Held]:
    for stage in stages:
        newest = stage["ended_on"] if stage["ended_on"] and stage["ended_on"] <= day else stage["started_on"]
        yield Held(stage["force_code"], newest, "day", stage["source_id"])


def coverage_rows(question: Question, forces: list[Record], held: dict[str, list[Held]]) -> list[Record]:
    """One row a force and kind of evidence, whether anything is held or not."""
    by_force: dict[tuple[str, str], list[Held]] = {}
    for code, things in held.items():
        for thing in things:
            by_force.setdefault((code, thing.force_code), []).append(thing)
    return [
        _row(question, force, kind, by_force.get((kind.code, force["force_code"]), []))
        for force in forces
        for kind in EVIDENCE
    ]


def _row(question: Question, force: Record, kind: Evidence, things: list[Held]) -> Record:
    newest = max(things, key=lambda t: (str(t.on or ""), t.source_id)) if things else None
    return {
        "force_code": force["force_code"],
        "force": force["name"],
        "region": force["region"],
        "evidence_code": kind.code,
        "evidence": kind.name,
        "short": kind.short,
        "rows": sum(thing.number for thing in things),
        "newest_on": newest.on if newest else None,
        "newest_precision": newest.precision if newest else None,
        "newest_missing": None if newest and newest.on else (UNDATED if newest else NONE),
        "age_years": max(0.0, years_between(newest.on, question.as_at.day)) if newest and newest.on else None,
        "age_years_missing": None if newest and newest.on else ("date not known" if newest else NONE),
        "state": state_of(newest, question.as_at.day),
        "source_id": newest.source_id if newest else None,
    }


def state_of(newest: Held | None, day: date) -> str:
    """The band of age of the newest thing held, in whole months from its date."""
    if newest is None:
        return NONE
    if newest.on is None:
        return UNDATED
    if day < add_months(newest.on, 36):
        return FRESH
    return OLDER if day < add_months(newest.on, 72) else OLD
