"""The decision to draw the limits of a control chart anew from a day on: a named person's, with a reason."""

from __future__ import annotations

from dashboard.domain.access import Role
from dashboard.domain.subjects.fields import Action, EntryField, Subject

KIND, REBASE = "control_chart", "rebase"
DECIDE = frozenset({Role.FORCE, Role.PCC_OFFICE, Role.ADMINISTRATOR})


def chart_id(force_code: str, audit_type: str, offence_group: str, business_area: str) -> str:
    """What a chart is called in the ledger: its force, what is audited, offence group and area, blank for all."""
    return "|".join((force_code, audit_type, offence_group, business_area))


SUBJECTS = (
    Subject(
        KIND,
        "Control chart of a force's own audits",
        actions=(
            Action(
                REBASE,
                "New limits from a day on",
                DECIDE,
                fields=(
                    EntryField(
                        "from_on",
                        "date",
                        "First day of the new segment",
                        "Points from this day on get limits of their own.",
                        True,
                    ),
                ),
                needs_reason=True,
                restricted="always",
            ),
        ),
        creates=(REBASE,),
    ),
)
