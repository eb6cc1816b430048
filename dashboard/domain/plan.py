"""Where a committed action stands: by which reading it is late, what it waits for, and what several actions share."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dashboard.domain.due import overdue_words, read_due

DONE_WORDS = ("verified", "owner says done", "stated as done in the plan")
_PRODUCTS = (
    ("user guide", re.compile(r"\buser guide\b", re.IGNORECASE)),
    ("Data Quality Assurance Manual", re.compile(r"\bmanual\b", re.IGNORECASE)),
    ("methodology article", re.compile(r"\bmethodology article\b", re.IGNORECASE)),
)


def action_standing(
    action: Mapping[str, Any],
    state: Mapping[str, Any],
    on: date,
    done: frozenset[str],
    recommendation: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The columns of one action's standing on a day.

    `state` is what the ledger says; `done` are the actions and recommendations that are done.  One rule says what waits: an
    action waits, and cannot be overdue, while something that the plan says outright must come first is not done.  What it
    only needs by our reading is named beside it and stops no clock.  One its owner calls done is a claim, counted as that.
    A season in an action's words is read as in those of its `recommendation`, where both name the same one.
    """
    waits = unmet(action, done)
    change = state["latest"].get("due_date")
    words = change["body"]["words"] if change else action["target_words"]
    window = read_due(words or "")
    latest = _day(change["body"].get("latest")) or window.latest if change else action["due_latest"]
    strict = window.strict if window.precision in ("season", "month") and latest else latest
    rule = window.rule
    if not change and window.precision == "season" and recommendation and recommendation["due_latest"] == latest:
        strict, rule = recommendation["due_strict"], recommendation["due_rule"]
    said_done = done_words(action, state)
    row = {
        "target_words": words,
        "due_strict": strict,
        "due_latest": latest,
        "due_rule": rule if latest else None,
        "original_latest": action["due_latest"],
        "due_changes": state["counts"].get("due_date", 0),
        "days_past_strict": _past(strict, on),
        "days_past_lenient": _past(latest, on),
        "waits_for": ", ".join(waits) or None,
        "waits_for_numbers": numbers_of(waits),
        "needs_first": ", ".join(unmet(action, done, "implied")) or None,
        "progress": _progress(state) or action["status_words"],
        "progress_on": _day(state["latest"].get("progress", {}).get("happened_on")) or action["status_on"],
        "last_entry_id": state["last_entry_id"],
    }
    return {
        **row,
        "state": said_done or _state(row, on),
        "strict_reading": _reading(said_done, waits, strict, on),
        "lenient_reading": _reading(said_done, waits, latest, on),
    }


def done_words(action: Mapping[str, Any], state: Mapping[str, Any]) -> str:
    """In which sense an action counts as done, or ""."""
    if "verified" in state["latest"]:
        return DONE_WORDS[0]
    said = state["latest"].get("progress")
    if said:
        return DONE_WORDS[1] if said["body"]["progress"] == "owner says done" else ""
    return DONE_WORDS[2] if action["target_kind"] == "done" else ""


def unmet(action: Mapping[str, Any], done: frozenset[str], kind: str = "explicit") -> list[str]:
    """What the plan says outright that this action waits for ("explicit") or what it needs by our reading ("implied"), and
    that is not done."""
    if action["depends_kind"] != kind:
        return []
    return [name for name in (action["depends_on"] or "").split() if name not in done]


def numbers_of(names: Sequence[str]) -> str | None:
    """Recommendations and actions as the plan numbers them: "3, 4, 5a"."""
    return ", ".join(name.rpartition("-")[2] for name in names) or None


def deliverable_of(action: Mapping[str, Any]) -> str | None:
    """The product an action delivers, where it names one with a date: actions with one product and date share it."""
    if not action["due_latest"]:
        return None
    product = next((name for name, pattern in _PRODUCTS if pattern.search(action["action"])), None)
    return f"{product}, {action['due_latest']:%B %Y}" if product else None


def _state(row: Mapping[str, Any], on: date) -> str:
    if row["waits_for"]:
        return "waiting"
    if row["due_latest"] is None:
        return "no date"
    if row["days_past_lenient"]:
        return "past its date on both readings" if row["days_past_strict"] else "past its date"
    if row["days_past_strict"]:
        return "past its date on the strict reading only"
    return "due today" if on == row["due_latest"] else "not yet due"


def _reading(done: str, waits: Sequence[str], last: date | None, on: date) -> str:
    if done:
        return done
    return "waiting" if waits else overdue_words(last, on)


def _progress(state: Mapping[str, Any]) -> str | None:
    said = state["latest"].get("progress")
    return f"{said['body']['progress']}: {said['body']['words']}" if said else None


def _past(last: date | None, on: date) -> int | None:
    return (on - last).days if last and on > last else None


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
