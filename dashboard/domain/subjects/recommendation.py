"""What people enter about a recommendation, cause of concern or area for improvement.

Each axis has its holder: the force its position and its claims, the local policing body its position and its assurance,
the inspectorate its status.  No entry on one axis moves another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dashboard.domain.access import Role
from dashboard.domain.dates import british
from dashboard.domain.due import read_due
from dashboard.domain.ledger import Fault
from dashboard.domain.recommendations import issuer_status
from dashboard.domain.standing import AGREED, OWN_DATE
from dashboard.domain.subjects.fields import Action, EntryField, Situation, Subject

FORCE = frozenset({Role.FORCE})
BODY = frozenset({Role.PCC_OFFICE})
ISSUER = frozenset({Role.INSPECTORATE})
EVERY_EDITOR = frozenset({Role.FORCE, Role.PCC_OFFICE, Role.WORKING_GROUP, Role.INSPECTORATE})

CLAIMS = ("not started", "in progress", "force says complete")
# An office writes down what it was told; the force's own claim counts over it, and neither ever closes an item.
REPORTED_CLAIM = "reported_claim"
ISSUER_STATUSES = ("open", "with issuer for review", "closed", "reopened", "superseded", "withdrawn")
ENDS = frozenset({"closed", "superseded", "withdrawn"})
ROUTES = (
    "chief officer's letter",
    "evidence review",
    "fieldwork",
    "re-inspection",
    "superseded by a later report",
    "withdrawn",
    "not known",
)


def _ends(body: Mapping[str, Any]) -> bool:
    return body.get("status") in ENDS


def _not_before_the_report(body: Mapping[str, Any], situation: Situation) -> Iterable[Fault]:
    published = situation.found.facts.get("published_on")
    latest = body.get("latest")
    if published and latest and latest < published.isoformat():
        yield Fault("body.latest", f"is {latest}, before the report of {published.isoformat()}")


def readable_date(body: Mapping[str, Any], situation: Situation) -> Iterable[Fault]:
    """A date moved is one that can be read, no earlier than the report, with its window in order, of what has not ended."""
    if words := _ended(situation):
        yield Fault("action", f"cannot move the date: {words}; if it is open again, the issuer first enters its status")
    yield from _not_before_the_report(body, situation)
    if not body.get("latest") and read_due(body["words"]).latest is None:
        yield Fault("body.latest", f"is needed, since no day can be read from {body['words']!r}")
    if body.get("earliest") and body.get("latest") and body["latest"] < body["earliest"]:
        yield Fault("body.latest", f"is {body['latest']}, before the window begins on {body['earliest']}")


def _ended(situation: Situation) -> str:
    """Since when the item has ended, in words; empty where it has not.  On one day the ledger's word counts."""
    status, since = issuer_status(situation.found.facts.get("register", ())), situation.today
    held = [h for h in situation.history if h.action == "issuer_status"]
    ended, since = status.has_ended, status.since or since
    if held and (status.since is None or held[-1].happened_on >= status.since):
        ended, since = _ends(held[-1].body), held[-1].happened_on
    return f"the issuer ended this item on {british(since)}" if ended else ""


def always(_body: Mapping[str, Any]) -> bool:
    """For what must always come with evidence."""
    return True


def _new(body: Mapping[str, Any], situation: Situation) -> Iterable[Fault]:
    if situation.found.facts:
        # A second making would write over the first date and words, which nothing may.
        yield Fault(
            "subject_id", "is held already; enter what changed, its date, owner or a comment, about the item held"
        )
    published = body.get("published_on", "")
    if published > situation.today.isoformat():
        yield Fault("body.published_on", f"is {published}, which has not come yet")
    if body.get("due_latest") and body["due_latest"] < published:
        yield Fault("body.due_latest", f"is {body['due_latest']}, before the report of {published}")


def _known_element(body: Mapping[str, Any], situation: Situation) -> Iterable[Fault]:
    held = situation.found.facts.get("elements", ())
    if held and body["element"] not in held:
        yield Fault("body.element", f"is {body['element']!r}; this recommendation has {', '.join(held)}")


CREATE = Action(
    "create",
    "A recommendation not held yet",
    frozenset({Role.PCC_OFFICE, Role.WORKING_GROUP, Role.INSPECTORATE}),
    (
        EntryField(
            "kind",
            "text",
            "Kind",
            required=True,
            choices=("cause of concern", "recommendation", "area for improvement", "not stated"),
        ),
        EntryField("summary", "text", "What it asks", required=True),
        EntryField("issuer", "text", "Issuer", required=True, longest=120),
        EntryField("issuer_ref", "text", "Issuer's number", longest=120),
        EntryField("report_title", "text", "Report", required=True, longest=300),
        EntryField("published_on", "date", "Report published on", required=True),
        EntryField("severity", "text", "Severity", longest=60),
        EntryField("parent_rec_id", "text", "Belongs to", longest=120),
        EntryField("addressee", "text", "Aimed at", longest=200),
        EntryField("respondent", "text", "Answered by", longest=200),
        EntryField("owner", "text", "Owner (a post, not a name)", longest=200),
        EntryField("verifier", "text", "Verified by", longest=200),
        EntryField("due_words", "text", "Due, as published", longest=200),
        EntryField("due_latest", "date", "Due by"),
    ),
    check=_new,
)

SUBJECTS = (
    Subject(
        "recommendation",
        "Recommendation",
        (
            Action(
                "force_position",
                "Force's position",
                FORCE,
                (
                    EntryField(
                        "position",
                        "text",
                        "Position",
                        required=True,
                        choices=("accepted", "partly accepted", "rejected"),
                    ),
                    EntryField("words", "text", "In the force's words", required=True),
                    EntryField("reasons", "texts", "Reasons, one a line"),
                ),
            ),
            Action(
                "claim",
                "Force's claim of progress",
                FORCE,
                (
                    EntryField(
                        "progress",
                        "text",
                        "Progress",
                        required=True,
                        choices=CLAIMS,
                    ),
                    EntryField("words", "text", "What was done", required=True),
                ),
            ),
            Action(
                REPORTED_CLAIM,
                "Force's claim of progress, as the office has it from the force",
                BODY,
                (
                    EntryField("progress", "text", "Progress", required=True, choices=CLAIMS),
                    EntryField("words", "text", "Where the force says so", required=True),
                ),
            ),
            Action(
                "body_position",
                "Local policing body's position",
                BODY,
                (
                    EntryField(
                        "position",
                        "text",
                        "Position",
                        required=True,
                        choices=("supports the force", "differs from the force"),
                    ),
                    EntryField(
                        "explanation_type",
                        "text",
                        "Which explanation the Act asks for",
                        required=True,
                        choices=("action taken or proposed", "why no action is proposed"),
                    ),
                    EntryField("words", "text", "The explanation", required=True),
                ),
            ),
            Action(
                "assurance",
                "Local policing body's assurance",
                BODY,
                (
                    EntryField(
                        "assurance",
                        "text",
                        "Assurance",
                        required=True,
                        choices=("not assured", "partly assured", "assured"),
                    ),
                    EntryField("words", "text", "On what grounds", required=True),
                ),
            ),
            Action(
                "issuer_status",
                "Issuer's status",
                ISSUER,
                (
                    EntryField("status", "text", "Status", required=True, choices=ISSUER_STATUSES),
                    EntryField("route", "text", "Route of assurance", choices=ROUTES),
                    EntryField("words", "text", "What the issuer said"),
                ),
                needs_evidence=_ends,
                closes=_ends,
            ),
            Action(
                "due_date",
                "Change of the due date",
                frozenset({Role.PCC_OFFICE, Role.WORKING_GROUP, Role.INSPECTORATE}),
                (
                    EntryField(
                        "words", "text", "Date in words", "For instance 31 March 2026, or by summer 2026", required=True
                    ),
                    EntryField("earliest", "date", "First day of the window"),
                    EntryField("latest", "date", "Last day of the window"),
                    EntryField("rule", "text", "How the window was worked out"),
                    EntryField(
                        "agreed",
                        "text",
                        "Whose date it is",
                        "Where nothing is said, a date that the local policing body moves is its own, and a closure is "
                        "judged by the issuer's",
                        choices=(OWN_DATE, AGREED),
                    ),
                ),
                needs_reason=True,
                needs_evidence=always,
                check=readable_date,
            ),
            Action(
                "owner",
                "Change of owner",
                frozenset({Role.PCC_OFFICE, Role.WORKING_GROUP, Role.FORCE}),
                (EntryField("owner", "text", "Owner (a post, not a name)", required=True, longest=200),),
            ),
            Action(
                "element",
                "Answer to one element",
                BODY | FORCE,
                (
                    EntryField("element", "text", "Element", required=True, longest=20),
                    EntryField(
                        "answered", "text", "Answered", required=True, choices=("yes", "no", "in part", "elsewhere")
                    ),
                    EntryField("words", "text", "Where or how"),
                ),
                check=_known_element,
            ),
            CREATE,
            Action("comment", "Comment", EVERY_EDITOR, (EntryField("words", "text", "Comment", required=True),)),
        ),
        creates=("create",),
    ),
)
