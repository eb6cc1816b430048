"""Reports that local policing bodies had to answer, and what is recorded of the answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from dashboard.domain.asat import AsAt
from dashboard.domain.responses import REPORT_ITSELF, answers_for_the_body, is_about_every_force, response_id_of
from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.ledger import current_states, standing

NEED_AN_EXPLANATION = ("recommendation", "not stated")


def reports(
    connection: sa.Connection, *, as_at: AsAt, force_code: str | None = None, every_body: bool = False
) -> list[Record]:
    """Every inspectorate report known on the day for which there could be a duty to answer, by force and day.

    Reports are named by inspections, by recommendations, by answers to them and by people's entries; one named several
    times is one report.  Each record holds response_id, force_code ("" for one that is about no single force),
    report_title, published_on, published_precision, `asked` (the recommendations that need an explanation), `points` (areas
    for improvement and causes of concern), `statements` (what is recorded as an answer, see the kind "responses"), `state`
    (what the office entered, see `dashboard.domain.ledger_state`, or None), `is_national` and source_id.

    A national report is owed an answer by each local policing body, each with a response of its own: asked about one
    force, or with `every_body` about all, it stands once for each body; otherwise once, and beside it those of the bodies
    that have entered something about theirs.
    """
    slugs = {f["force_code"]: f["slug"] for f in facts(connection, "forces", as_at=as_at)}
    states = current_states(connection, "response", as_at=as_at)
    found = _gathered(connection, as_at, slugs)
    wanted = [code for code in slugs if force_code in (None, code)]
    for report in [r for r in found.values() if r["is_national"]]:
        for code in wanted:
            own = _owed_by(report, code, slugs[code])
            if every_body or force_code or own["response_id"] in states:
                found.setdefault((code, report["report_title"], report["published_on"]), own)
    if force_code:  # its own response stands for the national report
        of_force = {(title, published) for force, title, published in found if force == force_code}
        found = {key: r for key, r in found.items() if key[0] != "" or key[1:] not in of_force}
    for report in found.values():
        report["asked"] = sorted(dict.fromkeys(report["asked"]))
        report["points"] = sorted(dict.fromkeys(report["points"]))
        report["state"] = states.get(report["response_id"])
    kept = [r for r in found.values() if force_code is None or r["force_code"] in (force_code, "")]
    return sorted(kept, key=lambda r: (r["force_code"], r["published_on"] or as_at.day, r["report_title"]))


def _gathered(connection: sa.Connection, as_at: AsAt, slugs: Mapping[str, str]) -> dict[tuple[Any, ...], Record]:
    """The reports by force, title and day of publication, as they are named."""
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
                "note": None,
                "is_national": False,
            },
        )
        addressee = "" if force else row.get("addressee") or ""
        report["is_national"] |= is_about_every_force(title, row.get("kind") or "", addressee)
        if row.get("rec_id"):
            report["asked" if row["kind"] in NEED_AN_EXPLANATION else "points"].append(row["rec_id"])
        if row.get("response_date_kind") == REPORT_ITSELF:
            report["note"] = row["note"]
        elif row.get("response_id"):
            report["statements"].append(row)
    return found


def _owed_by(report: Record, force_code: str, slug: str) -> Record:
    """A national report as what one local policing body has to answer; what it asks of one force it does not ask of others."""
    asked, points = (report[name] if not report["force_code"] else [] for name in ("asked", "points"))
    return {
        **report,
        "response_id": response_id_of(slug, report["report_title"], report["published_on"]),
        "force_code": force_code,
        "asked": list(asked),
        "points": list(points),
        "statements": [],
        "source_id": report["source_id"] or next((s["source_id"] for s in report["statements"]), None),
    }


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


@dataclass(frozen=True)
class Explanations:
    """The type of explanation given for each recommendation: those of a force's own, and by response for national ones."""

    by_recommendation: Mapping[str, str]
    by_response: Mapping[str, Mapping[str, str]]

    def of(self, report: Record) -> dict[str, str]:
        """What was explained of what the report asks; what one body says of a national one counts for no other."""
        own = self.by_response.get(report["response_id"], {})
        known = own if report["is_national"] and report["force_code"] else {**self.by_recommendation, **own}
        return {rec: known[rec] for rec in report["asked"] if rec in known}


def explanations(connection: sa.Connection, *, as_at: AsAt) -> Explanations:
    """The explanations that local policing bodies gave, in record or ledger."""
    found = {
        p["rec_id"]: p["explanation_type"]
        for p in facts(connection, "recommendation_positions", as_at=as_at)
        if p["holder"] == "local policing body" and p["explanation_type"]
    }
    for subject_id, state in current_states(connection, "recommendation", as_at=as_at).items():
        if said := state["latest"].get("body_position"):
            found[subject_id] = said["body"]["explanation_type"]
    by_response: dict[str, dict[str, str]] = {}
    for response_id, entries in standing(connection, "response", as_at=as_at).items():
        for held in entries:
            rows = [held.body] if held.action == "explanation" else held.body.get("explanations", [])
            own = {row["rec_id"]: row["explanation_type"] for row in rows}
            by_response.setdefault(response_id, {}).update(own)
            found |= own
    return Explanations(found, by_response)


def body_statements(report: Record) -> list[Record]:
    """The statements recorded by which the policing body itself answered, those with a day first and the earliest first."""
    own = [s for s in report["statements"] if answers_for_the_body(s["responder"], s["response_date_kind"])]
    return sorted(
        own, key=lambda s: (s["response_published_on"] is None, s["response_published_on"] or s["known_from"])
    )
