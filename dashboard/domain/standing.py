"""Where one recommendation stands on a day: three axes with a holder each, and the clocks, none worked into another.

The bundled record and the ledger are read together: on each axis the later statement counts, by the day it was made.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dashboard.domain.access import ROLE_WORDS, Role
from dashboard.domain.dates import british
from dashboard.domain.due import overdue_words, read_due
from dashboard.domain.recommendations import MARKER, NOT_KNOWN, IssuerStatus, days_late, issuer_status

STALE_AFTER = 90  # days without any entry
CATEGORIES = ("closed", "disputed", "overdue", "re-dated", "not yet due", "no date", "unknown")
CATEGORY_WORDS = {
    "closed": "ended by its issuer, with a dated source",
    "disputed": "not ended and rejected by the force, with reasons: lawful, and never counted as overdue",
    "overdue": "past its current date, and the issuer's last word is that it is open",
    "re-dated": "past its first date, not past a later one",
    "not yet due": "not past its date",
    "no date": "no date, or waiting for something else",
    "unknown": "past its date, and no word of the issuer's since is held: it may have ended",
}
State = Mapping[str, Any]
EMPTY: dict[str, Any] = {"latest": {}, "first": {}, "counts": {}, "last_on": None, "last_entry_id": 0}


def standing(base: Mapping[str, Any], state: State, on: date) -> dict[str, Any]:
    """The columns of a recommendation's standing on the day `on`.

    `base` is the recommendation with `positions` by holder and `register` in order, as the record has them; `state` what
    the ledger says (`dashboard.domain.ledger_state`), or `EMPTY`.
    """
    status = _status(base, state)
    due = due_of(base, state, on)
    force, body = _position(base, state, "force"), _position(base, state, "local policing body")
    claim, claimed_by = _claim(state)
    assurance = _latest(state, "assurance")
    national = not base.get("force_code")
    nobody = "not applicable" if national else NOT_KNOWN
    row = {
        "force_position": force.get("position") or nobody,
        "force_position_on": force.get("on"),
        "force_claim": claim.get("progress") or ("not applicable" if national else "no claim held"),
        "force_claim_on": claim.get("on"),
        "force_claim_by": claimed_by,
        "body_position": body.get("position") or nobody,
        "body_position_on": body.get("on"),
        "explanation_type": body.get("explanation_type"),
        "body_assurance": assurance.get("assurance") or ("not applicable" if national else NOT_KNOWN),
        "issuer_status": status.status,
        "issuer_status_on": status.since,
        "assurance_route": _latest(state, "issuer_status").get("route"),
        **due,
        "days_late": days_late(due["due_latest"], status),
        "last_entry_id": state["last_entry_id"],
    }
    row |= _staleness(base, state, on, ended=status.has_ended)
    row["category"] = category(row, status, on, waits=bool(base.get("waits_for")))
    row["is_disputed"] = "yes" if row["force_position"] == "rejected" and not status.has_ended else "no"
    row["clock"] = clock_words(row, status, on)
    return row


def category(row: Mapping[str, Any], status: IssuerStatus, on: date, *, waits: bool = False) -> str:
    """The one category an item counts in, so that the parts add up to the whole.

    What the force or the policing body says never makes an item closed.
    """
    latest, original = row["due_latest"], row["due_original_latest"]
    if status.has_ended:
        return "closed"
    if row["force_position"] == "rejected":
        return "disputed"
    if latest is None or waits:
        return "no date"
    if on > latest:
        return "unknown" if status.status in (NOT_KNOWN, MARKER) else "overdue"
    return "re-dated" if original and on > original else "not yet due"


def clock_words(row: Mapping[str, Any], status: IssuerStatus, on: date) -> str:
    """The clock in words: what is late and by which date, and never later than what is known."""
    if status.has_ended:
        late = row["days_late"]
        if not late:
            return f"{status.status}" + (" in time" if late == 0 else "")
        return f"{status.status} {late:,} day{'' if late == 1 else 's'} late"
    words = overdue_words(row["due_latest"], on)
    strict = row["due_strict"]
    if strict and strict != row["due_latest"] and on > strict:
        words = f"strict reading {overdue_words(strict, on)}, lenient reading {words}"
    if row["due_changes"] and row["due_original_latest"]:
        words += f"; {overdue_words(row['due_original_latest'], on)} against the first date"
    # A rejected item is lawfully past its date and never called overdue; one without a held end may well be.
    if row["category"] == "disputed" and "overdue" in words:
        words = words.replace("overdue", "past its date") + "; disputed, so not counted as overdue"
    if row["category"] == "unknown":
        words += "; no end held, so not counted as overdue"
    return words


def _status(base: Mapping[str, Any], state: State) -> IssuerStatus:
    """The later of the register's last status and the ledger's; on one day the ledger's, which was entered later."""
    held = issuer_status(base.get("register", ()))
    said = _latest(state, "issuer_status")
    if said and (held.since is None or said["on"] >= held.since):
        return IssuerStatus(said["status"], said["on"])
    return held


def due_of(base: Mapping[str, Any], state: State, on: date) -> dict[str, Any]:
    """The current window, the first one, and by how much it slipped.  The first is never written over."""
    window = read_due(base.get("due_words") or "", base.get("published_on"))
    strict = window.strict if window.precision in ("season", "month") and base.get("due_latest") else None
    first = {
        "words": base.get("due_words"),
        "latest": base.get("due_latest"),
        "strict": strict or base.get("due_latest"),
    }
    changes = [c for c in (_first(state, "due_date"), _latest(state, "due_date")) if c]
    if first["latest"] is None and changes:
        first = {"words": changes[0]["words"], **_days_of(changes[0])}
    current, change = dict(first), changes[-1] if changes else None
    earliest = base.get("due_earliest")
    if change:
        current = {"words": change["words"], **_days_of(change)}
        earliest = _day(change.get("earliest"))
    latest, original = current["latest"], first["latest"]
    return {
        "due_words": current["words"],
        "due_earliest": earliest,
        "due_strict": current["strict"],
        "due_latest": latest,
        "due_rule": (change.get("rule") if change else None) or base.get("due_rule"),
        "due_original_words": first["words"],
        "due_original_latest": original,
        "due_changes": state["counts"].get("due_date", 0),
        "due_changed_by": _changed_by(state),
        "slippage_days": (latest - original).days if latest and original else None,
        "days_overdue": (on - latest).days if latest and on > latest else None,
        "days_overdue_original": (on - original).days if original and on > original else None,
    }


def _claim(state: State) -> tuple[dict[str, Any], str | None]:
    """The force's claim and in whose words it is held: its own, or what its policing body's office has from it since."""
    own, reported = _latest(state, "claim"), _latest(state, "reported_claim")
    if reported and (not own or reported["on"] > own["on"]):
        return reported, "the office's record of it"
    return own, "the force" if own else None


def _changed_by(state: State) -> str | None:
    """Who last moved the date: the role and, where one was named, the account; and on which day."""
    found = state["latest"].get("due_date")
    if not found:
        return None
    role = ROLE_WORDS[Role(found["role"])]
    who = role if found["actor"] in ("", role) else f"{role} ({found['actor']})"
    return f"{who}, {british(_day(found['happened_on']))}"


def _days_of(change: Mapping[str, Any]) -> dict[str, date | None]:
    window = read_due(change["words"])
    latest = _day(change.get("latest")) or window.latest
    strict = window.strict if window.latest == latest else latest
    return {"latest": latest, "strict": strict}


def _position(base: Mapping[str, Any], state: State, holder: str) -> Mapping[str, Any]:
    """What the force or the policing body holds; an entry of its own counts over the record's copy of an older document."""
    said = _latest(state, "force_position" if holder == "force" else "body_position")
    held = base.get("positions", {}).get(holder, {})
    # The record's copy says no day: when it was collected is not when the position was taken.
    return said or held


def _staleness(base: Mapping[str, Any], state: State, on: date, *, ended: bool) -> dict[str, Any]:
    days = [e["happened_on"] for e in base.get("register", ()) if e["happened_on"] and e["happened_on"] <= on]
    if state["last_on"]:
        days.append(_day(state["last_on"]))
    published = base.get("published_on")
    last = max((d for d in days if d), default=None) or published
    idle = (on - last).days if last and last <= on else None
    return {
        "last_update_on": last,
        "days_since_update": idle,
        "is_stale": "no" if ended or idle is None or idle < STALE_AFTER else "yes",
        "age_days": (on - published).days if published and published <= on and not ended else None,
    }


def _latest(state: State, action: str) -> dict[str, Any]:
    return _said(state["latest"].get(action))


def _first(state: State, action: str) -> dict[str, Any]:
    return _said(state["first"].get(action))


def _said(found: Mapping[str, Any] | None) -> dict[str, Any]:
    return {**found["body"], "on": _day(found["happened_on"])} if found else {}


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
