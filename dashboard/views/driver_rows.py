"""Drivers as their standing entries leave them, and the marks of those agreed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard.domain.dates import british
from dashboard.domain.ledger import Held
from dashboard.domain.subjects.driver import AGREE, AGREED, EVIDENCE, PROPOSE, REOPENED, state_of
from dashboard.domain.view_model import ChartMark
from dashboard.store.queries import ledger
from dashboard.store.queries.facts import Record, facts
from dashboard.views.comparability import effective_on
from dashboard.views.question import Question

KIND = "driver"


def driver_rows(question: Question) -> list[Record]:
    """One row a driver as its standing entries leave it, by identifier."""
    held = ledger.standing(question.connection, KIND, as_at=question.as_at)
    return [_driver_row(driver_id, history) for driver_id, history in sorted(held.items()) if state_of(history)]


def _driver_row(driver_id: str, history: Sequence[Held]) -> Record:
    proposal = next((h for h in reversed(history) if h.action == PROPOSE), history[0])
    pieces = [h for h in history if h.action == EVIDENCE]
    state = state_of(history)
    row: Record = {
        "driver_id": driver_id,
        "driver": proposal.body.get("driver"),
        "state": state,
        "offence_types": "; ".join(proposal.body.get("offence_types") or ()) or None,
        "from": _day(proposal.body.get("from")),
        "to": _day(proposal.body.get("to")),
        "direction": proposal.body.get("direction"),
        "event_id": proposal.body.get("event_id"),
        "evidence": "; ".join(evidence_words(h) for h in history if h.evidence or h.action == EVIDENCE) or None,
        "evidence_for": sum(h.body.get("speaks") == "for" for h in pieces),
        "evidence_against": sum(h.body.get("speaks") == "against" for h in pieces),
        "proposed_on": proposal.happened_on,
        "last_entry": max(h.entry_id for h in history),
    }
    if state == REOPENED:
        row["reopened_because"] = history[-1].reason or next(h.reason for h in reversed(history) if h.reason)
    agreement = next((h for h in reversed(history) if h.action == AGREE), None)
    if state != AGREED or agreement is None:
        return row
    return {
        **row,
        "agreed_on": agreement.happened_on,
        "wording": agreement.body.get("words"),
        **{name: agreement.body.get(name) for name in ("confidence", "owner", "meeting", "next_analysis")},
    }


def evidence_words(held: Held) -> str:
    named = ", ".join(str(e.get("title") or e.get("url") or e.get("extract") or "evidence") for e in held.evidence)
    said = held.body.get("words") if held.action == EVIDENCE else ""
    speaks = f" ({held.body['speaks']})" if held.body.get("speaks") else ""
    return f"{said or ''}{speaks}{f' [{named}]' if named else ''}".strip()


def _day(words: object) -> date | None:
    return date.fromisoformat(str(words)) if words else None


def driver_marks(question: Question, offence: str, first: date, last: date) -> list[ChartMark]:
    """Agreed drivers of an offence type as marks on its charts, within the years shown; numbers are given later."""
    events = {e["event_id"]: e for e in facts(question.connection, "events", as_at=question.as_at)}
    marks = []
    for row in driver_rows(question):
        named = (row["offence_types"] or "").split("; ")
        on = row["from"] or (effective_on(events[row["event_id"]]) if row["event_id"] in events else None)
        if row["state"] != AGREED or on is None or not first <= on <= last:
            continue
        if row["offence_types"] and offence.casefold() not in {name.casefold() for name in named}:
            continue
        marks.append(ChartMark(number=0, on=on, text=_mark_words(row)))
    return marks


def _mark_words(row: Record) -> str:
    return (
        f"Agreed driver: {row['wording'] or row['driver']} (confidence {row['confidence']}; owner {row['owner']}; agreed "
        f"{british(row['agreed_on'])}, {row['meeting']}; evidence: {row['evidence'] or 'none entered'}; next analysis: "
        f"{row['next_analysis']})"
    )


def numbered(marks: Sequence[ChartMark]) -> tuple[ChartMark, ...]:
    """Marks in the order of time, numbered from 1."""
    ordered = sorted(marks, key=lambda mark: (mark.on, mark.number))
    return tuple(
        ChartMark(number=n, on=m.on, text=m.text, is_break=m.is_break, precision=m.precision)
        for n, m in enumerate(ordered, start=1)
    )
