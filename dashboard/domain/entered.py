"""A recommendation that people entered, in the shape of those of the record, and in brief for finding it among thousands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dashboard.domain.due import read_due
from dashboard.domain.kinds import BY_NAME
from dashboard.domain.standing import due_of, moves_of

BLANK = dict.fromkeys((*BY_NAME["recommendations"].keys, *BY_NAME["recommendations"].values))
# What of a state can be asked of the database: by column, the action and the field of its last entry.
IN_BRIEF = {
    "issuer": ("create", "issuer"),
    "kind": ("create", "kind"),
    "parent_rec_id": ("create", "parent_rec_id"),
    "issuer_status": ("issuer_status", "status"),
    "force_position": ("force_position", "position"),
    "body_position": ("body_position", "position"),
    "force_claim": ("claim", "progress"),
    "reported_claim": ("reported_claim", "progress"),
}


def brief_of(subject_id: str, state: Mapping[str, Any]) -> dict[str, Any]:
    """The columns by which an entered recommendation is found, all blank where none was made by then.

    They repeat what the state says and decide nothing: whoever asks by them looks at the state as well.
    """
    latest = state["latest"]
    brief = {column: latest.get(action, {}).get("body", {}).get(field) for column, (action, field) in IN_BRIEF.items()}
    if "create" not in latest:
        return {**brief, "due_latest": None, "due_original": None}
    due = due_of(entered_recommendation(subject_id, {**state, "scope": ""}), state, date.min, moves_of(state))
    return {**brief, "due_latest": due["due_latest"], "due_original": due["due_original_latest"]}


def entered_recommendation(subject_id: str, state: Mapping[str, Any]) -> dict[str, Any]:
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
