"""Which entries a person may read whole.  Of the others it is said that there is one, by whom and when, and no more."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from dashboard.domain.access import Person, may_see_unpublished
from dashboard.domain.ledger import UNDO, Held
from dashboard.domain.subjects import SUBJECTS

PUBLISHES = "publish"
HIDDEN = "for the force and the office of its local policing body only"
HIDDEN_UNTIL = f"not published yet: {HIDDEN}"
KEPT = "kept, and not repeated here"


def seen_by(person: Person, held: Held, published: Collection[str]) -> Held:
    """The entry as a person may read it; what it says, why and on what evidence is withheld where it is not for them.

    `published` are the subjects of whose response the publication stands.
    """
    why = _withheld(held, held.subject_id in published)
    if why and not may_see_unpublished(person, held.scope):
        return replace(held, body={"not shown": why}, reason="", evidence=())
    subject = SUBJECTS.get(held.subject_kind)
    action = subject.action(held.action) if subject else None
    if action and action.unseen:
        return replace(held, body=_without(held.body, action.unseen))
    return held


def _withheld(held: Held, published: bool) -> str:
    """Why an entry is not for everybody, or ""."""
    subject = SUBJECTS.get(held.subject_kind)
    if subject is None:
        return ""
    # An undoing gives a reason, which may repeat what was undone.
    about = subject.actions if held.action == UNDO else filter(None, (subject.action(held.action),))
    sorts = {action.restricted for action in about}
    if "until published" in sorts and not published:
        return HIDDEN_UNTIL
    return HIDDEN if "always" in sorts else ""


def _without(value: Any, names: Collection[str]) -> Any:
    if isinstance(value, list | tuple):
        return [_without(item, names) for item in value]
    if isinstance(value, dict):
        return {name: KEPT if name in names else _without(item, names) for name, item in value.items()}
    return value
