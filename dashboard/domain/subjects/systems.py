"""What people enter about a recording system: strengths, limitations, effects on the data, and their yearly review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dashboard.domain.access import Role
from dashboard.domain.ledger import Fault
from dashboard.domain.subjects.fields import Action, EntryField, Situation, Subject

WRITERS = frozenset({Role.WORKING_GROUP, Role.INSPECTORATE})
SORTS = ("strength", "limitation", "effect on the data")
STILL, CHANGED, ENDED = "still holds", "holds in part", "no longer holds"


def _reviews_a_remark(body: Mapping[str, Any], situation: Situation) -> Iterable[Fault]:
    remarks = [h.entry_id for h in situation.history if h.action == "remark"]
    if body["about"] not in remarks:
        held = ", ".join(map(str, remarks)) or "none yet"
        yield Fault("body.about", f"is {body['about']}, which is no remark on this system; its remarks: {held}")


SUBJECTS = (
    Subject(
        "recording_system",
        "Recording system",
        (
            Action(
                "remark",
                "Strength, limitation or effect on the data",
                WRITERS,
                (
                    EntryField("sort", "text", "Which", required=True, choices=SORTS),
                    EntryField("words", "text", "What it is", required=True),
                    EntryField("offences", "text", "Which offences or collections it touches", longest=300),
                    EntryField("forces", "text", "Which forces it was seen in", longest=300),
                ),
                needs_evidence=lambda _: True,
            ),
            Action(
                "review",
                "Yearly review of a remark",
                WRITERS,
                (
                    EntryField("about", "integer", "Number of the entry reviewed", required=True, least=1),
                    EntryField("outcome", "text", "Outcome", required=True, choices=(STILL, CHANGED, ENDED)),
                    EntryField("words", "text", "On what grounds", required=True),
                ),
                check=_reviews_a_remark,
            ),
        ),
    ),
)
