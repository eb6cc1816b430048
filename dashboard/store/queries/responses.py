"""Reports that local policing bodies had to answer, and what is recorded of the answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa

from dashboard.domain.asat import AsAt
from dashboard.domain.responses import answers_for_the_body, response_id_of
from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.ledger import current_states, standing

NEED_AN_EXPLANATION = ("recommendation", "not stated")


def reports(connection: sa.Connection, *, as_at: AsAt, force_code: str | None = None) -> list[Record]:
    """Every inspectorate report known on the day for which there could be a duty to answer, by force and day.

    Reports are named by inspections, by recommendations, by answers to them and by people's entries; one named several
    times is one report.  Each record holds response_id, force_code ("" for one that is about no single force),
    report_title, published_on, published_precision, `asked` (the recommendations that need an explanation), `points` (areas
    for improvement and causes of concern), `statements` (what is recorded as an answer, see the kind "responses"), `state`
    (what the office entered, see `dashboard.domain.ledger_state`, or None) and source_id.
    """
    slugs = {f["force_code"]: f["slug"] for f in facts(connection, "forces", as_at=as_at)}
    found: dict[tuple[Any, ...], Record] = {}
    for force, row, title, published, precision in _named(connection, as_at):
        report = found.setdefault(
            (force, title, published),
            {
                "response_id": response_id_of(slugs.get(force, ""), title, published),
                "force_code": force,
                "report_title": title,
                "published_on": published,
                "published_precision": precision or "unknown",
                "asked": [],
                "points": [],
                "statements": [],
                "source_id": row.get("source_id"),
                "inspection_id": row.get("inspection_id"),
            },
        )
        if row.get("rec_id"):
            report["asked" if row["kind"] in NEED_AN_EXPLANATION else "points"].append(row["rec_id"])
        if row.get("response_id"):
            report["statements"].append(row)
    states = current_states(connection, "response", as_at=as_at)
    for report in found.values():
        report["asked"] = sorted(dict.fromkeys(report["asked"]))
        report["points"] = sorted(dict.fromkeys(report["points"]))
        report["state"] = states.get(report["response_id"])
    kept = [r for r in found.values() if force_code is None or r["force_code"] in (force_code, "")]
    return sorted(kept, key=lambda r: (r["force_code"], r["published_on"] or as_at.day, r["report_title"]))


def _named(connection: sa.Connection, as_at: AsAt) -> Iterator[tuple[str, Record, str, Any, str | None]]:
    for row in facts(connection, "inspections", as_at=as_at):
        yield row["force_code"], row, row["report_title"], row["published_on"], row["published_precision"]
    for row in facts(connection, "recommendations", as_at=as_at, issuer="HMICFRS"):
        yield row["force_code"] or "", row, row["report_title"], row["published_on"], row["published_precision"]
    for row in facts(connection, "responses", as_at=as_at):
        yield (
            row["force_code"] or "",
            row,
            row["report_title"],
            row["report_published_on"],
            row["report_published_precision"],
        )
    for states, keys in (("report", ("report", "title")), ("recommendation", ("create", "report_title"))):
        for subject_id, state in current_states(connection, states, as_at=as_at).items():
            said = state["latest"].get(keys[0])
            if said and said["body"].get("issuer", "HMICFRS") == "HMICFRS":
                body = {**said["body"], "rec_id": subject_id if states == "recommendation" else None}
                published = date.fromisoformat(body["published_on"])
                yield state["scope"], body, body[keys[1]], published, "day"


def explanations(connection: sa.Connection, *, as_at: AsAt) -> dict[str, str]:
    """For each recommendation that has one, the type of explanation its local policing body gave, in record or ledger."""
    found = {
        p["rec_id"]: p["explanation_type"]
        for p in facts(connection, "recommendation_positions", as_at=as_at)
        if p["holder"] == "local policing body" and p["explanation_type"]
    }
    for subject_id, state in current_states(connection, "recommendation", as_at=as_at).items():
        if said := state["latest"].get("body_position"):
            found[subject_id] = said["body"]["explanation_type"]
    for entries in standing(connection, "response", as_at=as_at).values():
        for held in entries:
            rows = [held.body] if held.action == "explanation" else held.body.get("explanations", [])
            found |= {row["rec_id"]: row["explanation_type"] for row in rows}
    return found


def body_statements(report: Record) -> list[Record]:
    """The statements recorded by which the policing body itself answered, those with a day first and the earliest first."""
    own = [s for s in report["statements"] if answers_for_the_body(s["responder"], s["response_date_kind"])]
    return sorted(
        own, key=lambda s: (s["response_published_on"] is None, s["response_published_on"] or s["known_from"])
    )
