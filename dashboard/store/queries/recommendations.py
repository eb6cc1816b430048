"""Recommendations, the positions taken on them, the issuer's register, and what people entered about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from dashboard.domain.asat import AsAt
from dashboard.domain.entered import entered_recommendation
from dashboard.domain.ledger_state import KEPT_WORDS
from dashboard.domain.standing import EMPTY
from dashboard.store import schema
from dashboard.store.queries.answers import POSITIONS, published_explanations, whole_positions
from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.ledger import current_states, entries, subjects_known


def recommendations(
    connection: sa.Connection,
    *,
    as_at: AsAt,
    force_code: str | None = None,
    issuer: str | None = None,
    rec_ids: Collection[str] | None = None,
    where: Collection[sa.ColumnElement[bool]] = (),
) -> list[Record]:
    """Causes of concern, recommendations and areas for improvement, by identifier: the record's, then those entered.

    Under `positions` each holds the positions known on the day by holder, under `register` the issuer's entries in
    the register's own order, under `elements` its elements, under `state` what the ledger says (see
    `dashboard.domain.ledger_state`), under `answers` the explanations that policing bodies published of it, and under `waits_for` the recommendations it explicitly waits for.  `force_code` keeps
    the items of one force, `issuer` those of one issuer, `rec_ids` these.  `where` are conditions on the table of states that
    the entered ones must meet (`dashboard.store.queries.narrowing`); what the record holds is there whatever they say.
    """
    positions: dict[str, dict[str, Record]] = defaultdict(dict)
    for position in facts(connection, "recommendation_positions", as_at=as_at, rec_id=rec_ids):
        positions[position["rec_id"]][position["holder"]] = position
    register = _by_recommendation(connection, "recommendation_events", as_at, rec_ids)
    elements = _by_recommendation(connection, "recommendation_elements", as_at, rec_ids)
    states = current_states(
        connection, "recommendation", as_at=as_at, scope=force_code, subject_ids=rec_ids, where=where
    )
    waits = dependencies(connection, as_at=as_at)
    answers = published_explanations(connection, as_at=as_at)
    states = _with_whole_words(connection, states, as_at)
    held = facts(connection, "recommendations", as_at=as_at, force_code=force_code, issuer=issuer, rec_id=rec_ids)
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
                "answers": answers.get(one["rec_id"], []),
            }
        )
    _answer_elements(connection, found, as_at)
    return found


def _with_whole_words(
    connection: sa.Connection, states: dict[str, dict[str, Any]], as_at: AsAt
) -> dict[str, dict[str, Any]]:
    """The states with the positions' words whole, where they hold only the beginning."""
    cut = {
        rec_id
        for rec_id, state in states.items()
        for action in POSITIONS
        if len(state["latest"].get(action, {}).get("body", {}).get("words", "")) > KEPT_WORDS
    }
    whole = whole_positions(connection, cut, as_at=as_at)
    changed = {}
    for rec_id, said in whole.items():
        latest = states[rec_id]["latest"]
        positions = {a: {**latest[a], "body": {**latest[a]["body"], "words": words}} for a, words in said.items()}
        changed[rec_id] = {**states[rec_id], "latest": {**latest, **positions}}
    return {**states, **changed}


def identifiers(connection: sa.Connection, *, as_at: AsAt) -> set[str]:
    """The identifiers of all that are known on the day, in the record or entered."""
    return {r["rec_id"] for r in facts(connection, "recommendations", as_at=as_at)} | subjects_known(
        connection, "recommendation", as_at=as_at
    )


def with_its_own(connection: sa.Connection, rec_id: str, *, as_at: AsAt) -> list[Record]:
    """One recommendation, as `recommendations` gives it, with what it belongs to, what belongs to it and what it waits for;
    nothing where there is none of exactly this identifier."""
    one = recommendations(connection, as_at=as_at, rec_ids=[rec_id])
    if not one:
        return []
    table = schema.ledger_states
    below = {r["rec_id"] for r in facts(connection, "recommendations", as_at=as_at, parent_rec_id=rec_id)}
    below |= current_states(connection, "recommendation", as_at=as_at, where=[table.c.parent_rec_id == rec_id]).keys()
    others = (below | set(one[0]["waits_for"]) | {one[0]["parent_rec_id"]}) - {rec_id, None, ""}
    return [*one, *(recommendations(connection, as_at=as_at, rec_ids=sorted(others)) if others else [])]


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


def _by_recommendation(
    connection: sa.Connection, kind: str, as_at: AsAt, rec_ids: Collection[str] | None
) -> dict[str, list[Record]]:
    grouped: dict[str, list[Record]] = defaultdict(list)
    for record in facts(connection, kind, as_at=as_at, rec_id=rec_ids):
        grouped[record["rec_id"]].append(record)
    return grouped
