"""What drives survey and recorded crime apart: proposed, evidenced, agreed in a meeting, and reopened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dashboard.domain.access import Role
from dashboard.domain.ledger import Fault, Held
from dashboard.domain.subjects.fields import Action, EntryField, Situation, Subject

PROPOSE, EVIDENCE, AGREE, REOPEN = "propose", "evidence", "agree", "reopen"
PROPOSED, EVIDENCED, AGREED, REOPENED = "proposed", "evidenced", "agreed", "reopened"
CONFIDENCES = ("low", "medium", "high")
DIRECTIONS = ("raises recorded crime against the survey", "lowers it", "not known")
WRITERS = frozenset({Role.WORKING_GROUP, Role.INSPECTORATE})
GROUP = frozenset({Role.WORKING_GROUP})


def state_of(history: Sequence[Held]) -> str:
    """The state after the standing entries, in the order they were made."""
    state = ""
    for held in history:
        if held.action == PROPOSE:
            state = PROPOSED
        elif held.action == EVIDENCE and state in (PROPOSED, ""):
            state = EVIDENCED
        elif held.action == AGREE:
            state = AGREED
        elif held.action == REOPEN:
            state = REOPENED
    return state


def _in_order(body: Mapping[str, Any], _situation: Situation) -> Iterable[Fault]:
    if body.get("from") and body.get("to") and body["to"] < body["from"]:
        yield Fault("body.to", "lies before body.from")


def _agreed_once(_body: Mapping[str, Any], situation: Situation) -> Iterable[Fault]:
    if state_of(situation.history) == AGREED:
        yield Fault("action", "is agree, and the driver is agreed already; reopen it first")


def _was_agreed(_body: Mapping[str, Any], situation: Situation) -> Iterable[Fault]:
    if state_of(situation.history) != AGREED:
        yield Fault("action", "is reopen, and the driver is not agreed; only an agreed driver is reopened")


SUBJECTS = (
    Subject(
        "driver",
        "Driver of the divergence",
        (
            Action(
                PROPOSE,
                "Propose a driver",
                WRITERS,
                (
                    EntryField("driver", "text", "What drives the two sources apart", required=True, longest=500),
                    EntryField("offence_types", "texts", "Offence types it bears on", help="one a line; none: all"),
                    EntryField("from", "date", "Since when"),
                    EntryField("to", "date", "Until when"),
                    EntryField("direction", "text", "Which way", choices=DIRECTIONS),
                    EntryField("event_id", "text", "Identifier of a registered event it rests on", longest=200),
                ),
                check=_in_order,
            ),
            Action(
                EVIDENCE,
                "Add evidence for or against",
                WRITERS,
                (
                    EntryField("words", "text", "What it shows", required=True),
                    EntryField("speaks", "text", "Speaks", required=True, choices=("for", "against", "neither way")),
                ),
                needs_evidence=lambda _: True,
            ),
            Action(
                AGREE,
                "Agree in a meeting",
                GROUP,
                (
                    EntryField("meeting", "text", "Meeting", required=True, longest=200),
                    EntryField("confidence", "text", "Confidence", required=True, choices=CONFIDENCES),
                    EntryField(
                        "owner", "text", "Owner", help="a post or body, not a person", required=True, longest=200
                    ),
                    EntryField("next_analysis", "text", "Next analysis", required=True, longest=1000),
                    EntryField("words", "text", "Wording agreed", longest=1000),
                ),
                check=_agreed_once,
            ),
            Action(REOPEN, "Reopen", GROUP, needs_reason=True, check=_was_agreed),
        ),
        creates=(PROPOSE,),
    ),
)
