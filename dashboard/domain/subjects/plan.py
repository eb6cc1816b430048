"""What the working group enters about the committed actions of the national plan."""

from __future__ import annotations

from dashboard.domain.access import Role
from dashboard.domain.subjects.fields import Action, EntryField, Subject
from dashboard.domain.subjects.recommendation import always, readable_date

GROUP = frozenset({Role.WORKING_GROUP})
# "Verified" is the issuer's word alone: whoever owns an action cannot close it.
UPDATE, GIVEN_OUT = "plan_update", "given_out"
NATIONAL_PLAN = "OSR-2024"  # the one plan there is
PROGRESS = ("not started", "under way", "in place", "owner says done")

SUBJECTS = (
    Subject(
        "action",
        "Committed action",
        (
            Action(
                "progress",
                "Progress",
                GROUP,
                (
                    EntryField("progress", "text", "Progress", required=True, choices=PROGRESS),
                    EntryField("words", "text", "What was done", required=True),
                ),
            ),
            Action(
                "due_date",
                "Change of the date",
                GROUP,
                (
                    EntryField("words", "text", "Date in words", "For instance 31 March 2026", True, longest=200),
                    EntryField("earliest", "date", "First day of the window"),
                    EntryField("latest", "date", "Last day of the window"),
                    EntryField("rule", "text", "How the window was worked out"),
                ),
                needs_reason=True,
                needs_evidence=always,
                check=readable_date,
            ),
            Action(
                "verified",
                "Verified by the issuer",
                frozenset({Role.INSPECTORATE}),
                (EntryField("words", "text", "On what grounds", required=True),),
                needs_evidence=always,
                closes=lambda _body: True,
            ),
            Action(
                "comment",
                "Comment",
                frozenset({Role.WORKING_GROUP, Role.INSPECTORATE}),
                (EntryField("words", "text", "Comment", required=True),),
            ),
        ),
    ),
    Subject(
        UPDATE,
        "Progress update on the national plan",
        (
            Action(
                GIVEN_OUT,
                "Progress update given out",
                GROUP,
                (EntryField("words", "text", "To whom, or at which meeting", longest=300),),
            ),
        ),
        creates=(GIVEN_OUT,),
    ),
)
