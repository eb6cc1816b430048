"""Recommendations, the positions taken on them, the issuer's register, and what people entered about them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

import sqlalchemy as sa

from dashboard.domain.asat import AsAt
from dashboard.domain.due import read_due
from dashboard.domain.kinds import BY_NAME
from dashboard.domain.standing import EMPTY
from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.ledger import current_states, entries, subjects_known

BLANK = dict.fromkeys((*BY_NAME["recommendations"].keys, *BY_NAME["recommendations"].values))
ENTERED = "the ledger"


def recommendations(
    connection: sa.Connection, *, as_at: AsAt, force_code: str | None = None, issuer: str | None = None
) -> list[Record]:
    """Causes of concern, recommendations and areas for improvement, by identifier: the record's, then those entered.

    Under `positions` each holds the positions known on the day by holder, under `register` the issuer's entries in
    the register's own order, under `elements` its elements, under `state` what the ledger says (see
    `dashboard.domain.ledger_state`), and under `waits_for` the recommendations it explicitly waits for.  `force_code` keeps
    the items of one force, `issuer` those of one issuer.
    """
    positions: dict[str, dict[str, Record]] = defaultdict(dict)
    for position in facts(connection, "recommendation_positions", as_at=as_at):
        positions[position["rec_id"]][position["holder"]] = position
    register = _by_recommendation(connection, "recommendation_events", as_at)
    elements = _by_recommendation(connection, "recommendation_elements", as_at)
    states = current_states(connection, "recommendation", as_at=as_at, scope=force_code)
    waits = dependencies(connection, as_at=as_at)
    held = facts(connection, "recommendations", as_at=as_at, force_code=force_code, issuer=issuer)
    entered = [
        entered_recommendation(subject_id, state)
        for subject_id, state in states.items()
        if "create" in state["latest"] and issuer in (None, state["latest"]["create"]["body"]["issuer"])
    ]
    found = []
    for one in (*held, *sorted(entered, key=lambda r: str(r["rec_id"]))):
        state = states.get(one["rec_id"], EMPTY)
        owner = state["latest"].get("owner")
        found.append(
            {
                **one,
                **({"owner": owner["body"]["owner"]} if owner else {}),
                "positions": positions.get(one["rec_id"], {}),
                "register": sorted(register.get(one["rec_id"], []), key=lambda e: (e["happened_on"], e["sequence"])),
                "elements": elements.get(one["rec_id"], []),
                "state": state,
                "waits_for": waits.get(one["rec_id"], []),
            }
        )
    _answer_elements(connection, found, as_at)
    return found


def identifiers(connection: sa.Connection, *, as_at: AsAt) -> set[str]:
    """The identifiers of all that are known on the day, in the record or entered."""
    return {r["rec_id"] for r in facts(connection, "recommendations", as_at=as_at)} | subjects_known(
        connection, "recommendation", as_at=as_at
    )


def entered_recommendation(subject_id: str, state: Record) -> Record:
    """A recommendation that people entered, with the fields that those of the record have."""
    said = state["latest"]["create"]
    body = {**said["body"]}
    published = date.fromisoformat(body["published_on"])
    window = read_due(body.get("due_words") or "", published)
    latest = date.fromisoformat(body["due_latest"]) if body.get("due_latest") else window.latest
    return {
        **BLANK,
        **body,
        "rec_id": subject_id,
        "force_code": state["scope"] or None,
        "addressee": body.get("addressee") or body.get("owner"),
        "published_on": published,
        "published_precision": "day",
        "due_earliest": window.earliest,
        "due_latest": latest,
        "due_rule": window.rule if latest and latest == window.latest else None,
        "basis": "entered",
        "figure_class": None,
        "place": f"entry {said['entry_id']}",
        "known_from": None,
        "source_id": None,
    }


def dependencies(connection: sa.Connection, *, as_at: AsAt) -> dict[str, list[str]]:
    """For each recommendation, the other recommendations that its plan says outright it waits for."""
    found: dict[str, list[str]] = {}
    actions = facts(connection, "actions", as_at=as_at)
    ids = {a["rec_id"] for a in actions}
    for action in actions:
        if action["depends_kind"] == "explicit":
            waits = [d for d in (action["depends_on"] or "").split() if d in ids and d != action["rec_id"]]
            held = found.setdefault(action["rec_id"], [])
            held += [d for d in waits if d not in held]
    return {rec_id: waits for rec_id, waits in found.items() if waits}


def _answer_elements(connection: sa.Connection, found: list[Record], as_at: AsAt) -> None:
    """Where people entered answers to elements, those count over the record's reading."""
    touched = {r["rec_id"]: r for r in found if r["state"]["counts"].get("element")}
    if not touched:
        return
    for held in entries(
        connection, as_at=as_at, subject_kind="recommendation", subject_ids=touched, actions=["element"]
    ):
        if held.stands:
            one = touched[held.subject_id]
            answer = {"answered": held.body["answered"], "answer_note": held.body.get("words")}
            known = [e for e in one["elements"] if e["element"] == held.body["element"]]
            new: dict[str, Any] = {"rec_id": held.subject_id, "element": held.body["element"], "element_text": None}
            kept = [e for e in one["elements"] if e["element"] != held.body["element"]]
            one["elements"] = sorted(
                [*kept, {**(known[0] if known else new), **answer}], key=lambda e: str(e["element"])
            )


def _by_recommendation(connection: sa.Connection, kind: str, as_at: AsAt) -> dict[str, list[Record]]:
    grouped: dict[str, list[Record]] = defaultdict(list)
    for record in facts(connection, kind, as_at=as_at):
        grouped[record["rec_id"]].append(record)
    return grouped
