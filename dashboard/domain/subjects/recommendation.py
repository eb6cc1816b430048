"""What people enter about a recommendation, cause of concern or area for improvement.

Each axis has its holder: the force its position and its claims, the local policing body its position and its assurance,
the inspectorate its status.  No entry on one axis moves another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dashboard.domain.access import Role
from dashboard.domain.ledger import Fault
from dashboard.domain.subjects.fields import Action, EntryField, Situation, Subject

FORCE = frozenset({Role.FORCE})
BODY = frozenset({Role.PCC_OFFICE})
ISSUER = frozenset({Role.INSPECTORATE})
EVERY_EDITOR = frozenset({Role.FORCE, Role.PCC_OFFICE, Role.WORKING_GROUP, Role.INSPECTORATE})

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
                        choices=("not started", "in progress", "force says complete"),
                    ),
                    EntryField("words", "text", "What was done", required=True),
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
                    EntryField("words", "text", "Date in words", required=True),
                    EntryField("earliest", "date", "First day of the window"),
                    EntryField("latest", "date", "Last day of the window"),
                    EntryField("rule", "text", "How the window was worked out"),
                ),
                needs_reason=True,
                check=_not_before_the_report,
            ),
            Action("comment", "Comment", EVERY_EDITOR, (EntryField("words", "text", "Comment", required=True),)),
        ),
    ),
)
