"""What people enter about reports that need an answer, and about the answers of local policing bodies.

Publishing, copying to the inspectorate and copying to the Secretary of State are three steps, each with its own day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from dashboard.domain.access import Role
from dashboard.domain.ledger import Fault
from dashboard.domain.subjects.fields import Action, EntryField, Situation, Subject

OFFICE = frozenset({Role.PCC_OFFICE})
FORCE_OR_OFFICE = frozenset({Role.FORCE, Role.PCC_OFFICE})
EXPLANATIONS = ("action taken or proposed", "why no action is proposed")
RESPONSE_KINDS = ("answer to the recommendations", "no recommendation for this force", "covered by another response")
EXPLANATION_FIELDS = (
    EntryField("rec_id", "text", "Recommendation", required=True, longest=120),
    EntryField("explanation_type", "text", "Which explanation the Act asks for", required=True, choices=EXPLANATIONS),
    EntryField("words", "text", "The explanation", required=True),
)


def _known_recommendation(body: Mapping[str, Any], situation: Situation) -> Iterable[Fault]:
    asked = situation.found.facts.get("asked", ())
    if body["rec_id"] not in asked:
        yield Fault("body.rec_id", f"is {body['rec_id']!r}; {_asks(asked)}")


def _asks(asked: Iterable[str]) -> str:
    names = ", ".join(asked)
    return (
        f"this report asks: {names}" if names else "no recommendation of this report is held, so it asks nothing here"
    )


def _publication(body: Mapping[str, Any], situation: Situation) -> Iterable[Fault]:
    """The day fits, and the kind of response fits what the report asks."""
    published, said = situation.found.facts.get("published_on"), body["published_on"]
    if published and said < published.isoformat():
        yield Fault("body.published_on", f"is {said}, before the report of {published.isoformat()}")
    if said > situation.today.isoformat():
        yield Fault("body.published_on", f"is {said}, which has not come yet")
    asked = situation.found.facts.get("asked", ())
    if body["kind"] == RESPONSE_KINDS[2]:
        yield from _covering(body.get("covered_by"), situation)
    if body["kind"] == RESPONSE_KINDS[1] and asked:
        yield Fault("body.kind", f"does not fit: this report asks the force {', '.join(asked)}")
    if body["kind"] == RESPONSE_KINDS[0]:
        yield from _complete(body.get("explanations", []), situation, asked)


def _covering(named: str | None, situation: Situation) -> Iterable[Fault]:
    """The response that covers another is one of the same body's, so that each can lead to the other."""
    others = situation.found.facts.get("others", ())
    if not named:
        yield Fault("body.covered_by", "is needed: the response that covers this one")
    elif named not in others:
        yield Fault(
            "body.covered_by", f"is {named!r}; the other answers of this body: {', '.join(others) or 'none held'}"
        )


def _complete(given: list[Mapping[str, Any]], situation: Situation, asked: Iterable[str]) -> Iterable[Fault]:
    """Exactly one explanation for each recommendation, counting those entered before."""
    ids = [row.get("rec_id") for row in given]
    for n, rec_id in enumerate(ids):
        if rec_id and rec_id not in asked:
            yield Fault(f"body.explanations[{n}].rec_id", f"is {rec_id!r}; {_asks(asked)}")
    for rec_id, times in Counter(ids).items():
        if times > 1:
            yield Fault("body.explanations", f"holds {times} explanations of {rec_id}; give exactly one")
    explained = {*situation.found.facts.get("explained", {}), *ids}
    for rec_id in asked:
        if rec_id not in explained:
            yield Fault("body.explanations", f"is blank for {rec_id}: say what is done or proposed, or why nothing is")


def _due_after_invited(body: Mapping[str, Any], _situation: Situation) -> Iterable[Fault]:
    if body.get("due_on") and body["due_on"] < body["invited_on"]:
        yield Fault("body.due_on", f"is {body['due_on']}, before the comments were invited")


def _sent(name: str, title: str) -> Action:
    return Action(name, title, OFFICE, (EntryField("sent_on", "date", "Sent on", required=True),))


SUBJECTS = (
    Subject(
        "report",
        "Report",
        (
            Action(
                "report",
                "A report that needs an answer",
                frozenset({Role.PCC_OFFICE, Role.INSPECTORATE}),
                (
                    EntryField("title", "text", "Title", required=True, longest=300),
                    EntryField("published_on", "date", "Published on", required=True),
                    EntryField(
                        "kind", "text", "Kind", choices=("force report", "national report", "early cause of concern")
                    ),
                    EntryField("url", "text", "Link", longest=500),
                ),
            ),
        ),
        creates=("report",),
    ),
    Subject(
        "response",
        "Response to a report",
        (
            Action(
                "invite",
                "Chief officer's comments invited",
                OFFICE,
                (
                    EntryField("invited_on", "date", "Invited on", required=True),
                    EntryField("due_on", "date", "Asked for by"),
                ),
                check=_due_after_invited,
                restricted="until published",
            ),
            Action(
                "comments",
                "Chief officer's comments received",
                FORCE_OR_OFFICE,
                (
                    EntryField("received_on", "date", "Received on", required=True),
                    EntryField("words", "text", "The comments"),
                ),
                restricted="until published",
            ),
            Action(
                "explanation",
                "Explanation for one recommendation",
                OFFICE,
                EXPLANATION_FIELDS,
                check=_known_recommendation,
                restricted="until published",
            ),
            Action(
                "publish",
                "Response published",
                OFFICE,
                (
                    EntryField("published_on", "date", "Published on", required=True),
                    EntryField("kind", "text", "Kind of response", required=True, choices=RESPONSE_KINDS),
                    EntryField("url", "text", "Link", longest=500),
                    EntryField(
                        "covered_by",
                        "text",
                        "Covered by the response",
                        "Its number in the list of reports",
                        longest=200,
                    ),
                    EntryField("explanations", "rows", "Explanations", columns=EXPLANATION_FIELDS),
                    EntryField("words", "text", "Overall text"),
                ),
                check=_publication,
            ),
            _sent("copy_to_inspectorate", "Copied to the inspectorate"),
            _sent("copy_to_secretary_of_state", "Copied to the Secretary of State"),
            Action(
                "comment",
                "Comment",
                FORCE_OR_OFFICE,
                (EntryField("words", "text", "Comment", required=True),),
                restricted="always",
            ),
        ),
    ),
)
