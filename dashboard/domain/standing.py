"""Where one recommendation stands on a day: three axes with a holder each, and the clocks, none worked into another.

The bundled record and the ledger are read together: on each axis the later statement counts, by the day it was made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
AGREED = "agreed with the issuer"  # what a change of the date says of it, with evidence
OWN_DATE = "the body's own date"
State = Mapping[str, Any]
EMPTY: dict[str, Any] = {"latest": {}, "first": {}, "counts": {}, "last_on": None, "last_entry_id": 0}


def standing(base: Mapping[str, Any], state: State, on: date) -> dict[str, Any]:
    """The columns of a recommendation's standing on the day `on`.

    `base` is the recommendation with `positions` by holder and `register` in order, as the record has them; `state` what
    the ledger says (`dashboard.domain.ledger_state`), or `EMPTY`.
    """
    status = _status(base, state)
    due = due_of(base, state, on, _moves_before_end(state, status))
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
        "days_late": days_late(_issuers_date(base, state, status, due), status),
        "last_entry_id": state["last_entry_id"],
    }
    if status.has_ended:
        row |= {"days_overdue": None, "days_overdue_original": None}
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
        late, original = row["days_late"], row["due_original_latest"]
        words = (
            f"{status.status} {_days(late)} late" if late else f"{status.status}" + (" in time" if late == 0 else "")
        )
        if row["due_changes"] and original and status.since and status.since > original:
            words += f"; {_days((status.since - original).days)} after its first date, {british(original)}"
        return words
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


def due_of(base: Mapping[str, Any], state: State, on: date, moves: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The current window by the last of the `moves` that count, the first one, and by how much it slipped.

    The first is never written over.  `moves` are changes of the date as a state holds them, see `moves_of`.
    """
    window = read_due(base.get("due_words") or "", base.get("published_on"))
    strict = window.strict if window.precision in ("season", "month") and base.get("due_latest") else None
    first = {
        "words": base.get("due_words"),
        "latest": base.get("due_latest"),
        "strict": strict or base.get("due_latest"),
        "earliest": base.get("due_earliest"),
        "rule": base.get("due_rule"),
    }
    changes = [_said(move) for move in moves]
    if first["latest"] is None and changes:
        first = {**first, **_window_of(changes[0])}
    current = _window_of(changes[-1]) if changes else first
    latest, original = current["latest"], first["latest"]
    return {
        "due_words": current["words"],
        "due_earliest": current["earliest"],
        "due_strict": current["strict"],
        "due_latest": latest,
        "due_rule": current["rule"],
        "due_original_words": first["words"],
        "due_original_latest": original,
        "due_changes": state["counts"].get("due_date", 0),
        "due_changed_by": _changed_by(base, state),
        "slippage_days": (latest - original).days if latest and original else None,
        "days_overdue": (on - latest).days if latest and on > latest else None,
        "days_overdue_original": (on - original).days if original and on > original else None,
    }


def moves_of(state: State) -> list[Mapping[str, Any]]:
    """The standing changes of the due date, in order; a state kept from before has the first and the last of them."""
    ends = [found for found in (state["first"].get("due_date"), state["latest"].get("due_date")) if found]
    return list(state.get("moves") or ends)


def _moves_before_end(state: State, status: IssuerStatus) -> list[Mapping[str, Any]]:
    """The changes that were in force when the item ended, or all of them where it has not.

    A closure is judged by the date of its day: no change made afterwards, nor one of that day entered after it, counts.
    """
    moves = moves_of(state)
    if not status.has_ended or status.since is None:
        return moves
    said = state["latest"].get("issuer_status")
    by_ledger = said and _day(said["happened_on"]) == status.since
    end = (status.since, said["entry_id"] if by_ledger else 0)
    return [move for move in moves if (_day(move["happened_on"]), move["entry_id"]) < end]


def _issuers_date(base: Mapping[str, Any], state: State, status: IssuerStatus, due: Mapping[str, Any]) -> date | None:
    """The last day by which a closure is judged: a date the local policing body set by itself does not count for it."""
    moves = _moves_before_end(state, status)
    counting = [move for move in moves if not is_own_date(base, move)]
    if len(counting) == len(moves) or base.get("due_latest") is None:
        return due["due_latest"]
    latest: date | None = _window_of(_said(counting[-1]))["latest"] if counting else due["due_original_latest"]
    return latest


def is_own_date(base: Mapping[str, Any], move: Mapping[str, Any]) -> bool:
    """Whether a change is only the local policing body's own: of a date the issuer set, with no agreement of the issuer."""
    return bool(base.get("due_latest") and move["role"] == Role.PCC_OFFICE and move["body"].get("agreed") != AGREED)


def _claim(state: State) -> tuple[dict[str, Any], str | None]:
    """The force's claim and in whose words it is held: its own, or what its policing body's office has from it since."""
    own, reported = _latest(state, "claim"), _latest(state, "reported_claim")
    if reported and (not own or reported["on"] > own["on"]):
        return reported, "the office's record of it"
    return own, "the force" if own else None


def _changed_by(base: Mapping[str, Any], state: State) -> str | None:
    """Who last moved the date: the role and, where one was named, the account; on which day; and whether by itself."""
    found = state["latest"].get("due_date")
    if not found:
        return None
    role = ROLE_WORDS[Role(found["role"])]
    who = role if found["actor"] in ("", role) else f"{role} ({found['actor']})"
    alone = "; its own date, no agreement of the issuer held" if is_own_date(base, found) else ""
    return f"{who}, {british(_day(found['happened_on']))}{alone}"


def _window_of(change: Mapping[str, Any]) -> dict[str, Any]:
    """The window that a change of the date gives, with its own rule: that of the words before says nothing of it."""
    window = read_due(change["words"])
    latest = _day(change.get("latest")) or window.latest
    is_read = window.latest == latest
    return {
        "words": change["words"],
        "latest": latest,
        "strict": window.strict if is_read else latest,
        "earliest": _day(change.get("earliest")) or (window.earliest if is_read else None),
        "rule": change.get("rule") or (window.rule if is_read else "The last day entered with the change."),
    }


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


def _said(found: Mapping[str, Any] | None) -> dict[str, Any]:
    return {**found["body"], "on": _day(found["happened_on"])} if found else {}


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _days(number: int) -> str:
    return f"{number:,} day{'' if number == 1 else 's'}"
