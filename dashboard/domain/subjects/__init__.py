"""Every sort of thing that people make entries about, one module a subject.

To add one, write its module (its `SUBJECT`, or several) and name it in `SUBJECTS`; where entries are about something the
store already knows, add a finder in `dashboard/commands/finders`.
"""

from __future__ import annotations

from dashboard.domain.subjects import (
    assurance,
    control_chart,
    driver,
    meetings,
    plan,
    recommendation,
    responses,
    systems,
)
from dashboard.domain.subjects.fields import Action, EntryField, Found, Situation, Subject, checked_body

SUBJECTS: dict[str, Subject] = {
    subject.kind: subject
    for subject in (
        *recommendation.SUBJECTS,
        *responses.SUBJECTS,
        *plan.SUBJECTS,
        *assurance.SUBJECTS,
        *systems.SUBJECTS,
        *driver.SUBJECTS,
        *meetings.SUBJECTS,
        *control_chart.SUBJECTS,
    )
}

__all__ = ["SUBJECTS", "Action", "EntryField", "Found", "Situation", "Subject", "checked_body"]
