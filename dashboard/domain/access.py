"""Who may see and change what, as pure functions; the commands ask them before anything is written.

A page hides what would be refused, but nothing depends on that: a forged request meets the same rules.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class Role(StrEnum):
    """What a person is here as.  Nobody has two roles at once."""

    PCC_OFFICE = "pcc_office"
    FORCE = "force"
    WORKING_GROUP = "working_group"
    INSPECTORATE = "inspectorate"
    READER = "reader"
    ADMINISTRATOR = "administrator"


ROLE_WORDS = {
    Role.PCC_OFFICE: "office of the local policing body",
    Role.FORCE: "force",
    Role.WORKING_GROUP: "working group",
    Role.INSPECTORATE: "inspectorate",
    Role.READER: "reader",
    Role.ADMINISTRATOR: "administrator",
}
OF_ONE_FORCE = frozenset({Role.PCC_OFFICE, Role.FORCE})


@dataclass(frozen=True)
class Person:
    """Who is acting: a role, the force it belongs to, and the name of the account (a post, not a private name).

    `body_id` names the local policing body a person works for, where that is said more closely than by the force.
    """

    role: Role
    force_code: str = ""
    name: str = ""
    body_id: str = ""

    @property
    def account(self) -> str:
        """What the ledger keeps as the actor: the name, or else the role in words."""
        return self.name or ROLE_WORDS[self.role]


READER = Person(Role.READER)


def body_in_office(bodies: Iterable[Mapping[str, Any]], force_code: str, on: date) -> Mapping[str, Any] | None:
    """The local policing body that oversees a force on a day; a bound that is not known does not exclude it.

    `bodies` are rows with body_id, force_code, name, started_on and ended_on (the last day, included); several rows about
    one body, as different sources state it, narrow each other.  Where two bodies fit, the one that began later counts.
    """
    spans: dict[str, dict[str, Any]] = {}
    for row in bodies:
        if row["force_code"] == force_code:
            span = spans.setdefault(row["body_id"], {**row})
            span["started_on"] = max(filter(None, (span["started_on"], row["started_on"])), default=None)
            span["ended_on"] = min(filter(None, (span["ended_on"], row["ended_on"])), default=None)
    fitting = [span for span in spans.values() if (span["started_on"] or on) <= on and on <= (span["ended_on"] or on)]
    return max(fitting, key=lambda span: (span["started_on"] or date.min, span["body_id"]), default=None)


def office_refusal(person: Person, bodies: Iterable[Mapping[str, Any]], on: date) -> str:
    """Why this office may not edit on that day, or ""; the right begins and ends with the body itself."""
    if person.role is not Role.PCC_OFFICE or not person.force_code:
        return ""
    held = [b for b in bodies if b["force_code"] == person.force_code]
    current = body_in_office(held, person.force_code, on)
    if current is None:
        return "No local policing body is in office for this force on this day, so nobody can enter for it."
    if person.body_id and current["body_id"] != person.body_id:
        return f"On this day the body in office is {current['name']}; only its office can enter for this force."
    return ""


def predecessor_refusal(bodies: Iterable[Mapping[str, Any]], force_code: str, made_on: date, on: date) -> str:
    """Why an office may not undo an entry of that day, or "": another body was in office for the force when it was made."""
    held = list(bodies)
    then, now = (body_in_office(held, force_code, day) for day in (made_on, on))
    if then is None or now is None or then["body_id"] == now["body_id"]:
        return ""
    return f"The entry was made by the office of {then['name']}; nobody undoes another's words."


def entry_refusal(
    person: Person,
    *,
    what: str,
    roles: Collection[Role],
    scope: str,
    closes: bool = False,
    owner_roles: Collection[Role] = (),
) -> str:
    """Why a person may not make an entry, in a sentence that says who may, or "".

    `what` names the entry; `roles` are those that may make it; `scope` is the force it is about, "" for a national
    matter; `closes` says that it would end the item, which an owner (`owner_roles`) can never do for their own.
    """
    who = " or ".join(ROLE_WORDS[role] for role in sorted(roles, key=list(Role).index))
    if person.role not in roles:
        return f"{what} can be entered by the {who} only; you are here as {ROLE_WORDS[person.role]}."
    if closes and person.role in owner_roles:
        return f"{what}: whoever owns an item cannot close it."
    if person.role in OF_ONE_FORCE and not person.force_code:
        return f"{what}: say which force you act for."
    if person.role in OF_ONE_FORCE and scope != person.force_code:
        return f"{what}: this item does not belong to the force you act for; you may read it."
    if person.role is Role.WORKING_GROUP and scope:
        return f"{what}: the working group enters national matters only; this item belongs to one force."
    return ""


def may_see_unpublished(person: Person, force_code: str) -> bool:
    """Whether a person may see a force's unpublished figures in full: the force, its policing body's office, and whoever
    keeps the store."""
    if person.role is Role.ADMINISTRATOR:
        return True
    return person.role in OF_ONE_FORCE and bool(force_code) and person.force_code == force_code


def can_edit_anything(person: Person) -> bool:
    """Whether there is any form to show at all."""
    return person.role is not Role.READER
