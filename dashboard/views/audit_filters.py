"""The filters that the views of audits share, and what they offer to choose from."""

from __future__ import annotations

from datetime import date

from dashboard.domain.asat import AsAt
from dashboard.domain.audit_lists import AUDIT_TYPES
from dashboard.domain.audit_words import OFFENCE_GROUPS, in_the_list
from dashboard.domain.dates import LATEST
from dashboard.domain.filters import FilterDefinition
from dashboard.store.queries.facts import facts
from dashboard.store.queries.force_audits import Wanted, audit_words
from dashboard.views.question import Question

ILLUSTRATION = "illustrative"

FORCE = FilterDefinition("force", "Force", "force")
REGION = FilterDefinition("region", "Region", "choice", choices_from="forces.region")
AUDIT_TYPE = FilterDefinition("audit_type", "What was audited", "choice", choices_from="force_audits.audit_type")
FROM = FilterDefinition("from", "Period ends from", "date")
TO = FilterDefinition("to", "Period ends to", "date")
OFFENCE_GROUP = FilterDefinition("offence_group", "Offence group", "choice", choices_from="force_audits.offence_group")
BUSINESS_AREA = FilterDefinition("business_area", "Business area", "choice", choices_from="force_audits.business_area")
FIGURES = FilterDefinition("figures", "Figures", "choice", choices=(ILLUSTRATION,), blank="Real figures")


def is_illustration(question: Question) -> bool:
    """Whether the invented set is asked for, which never stands beside real figures."""
    return question.wants("figures") == ILLUSTRATION


def mark(question: Question) -> str:
    """What stands in front of every sentence and title about the invented set."""
    return "Illustration, not real: " if is_illustration(question) else ""


def group_of(measure: str) -> str:
    """The offence group of a published measure; blank for all crime."""
    return in_the_list("offence_group", measure.replace("_", " "))


def wanted_rows(question: Question, **more: object) -> Wanted:
    """The rows that the filters choose; the invented force is chosen by asking for the invented set."""
    first, last = question.wants("from"), question.wants("to")
    codes = None
    if not is_illustration(question):
        codes = codes_chosen(question)
    values: dict[str, object] = {
        "force_codes": codes,
        "audit_type": question.wants("audit_type"),
        "first": date.fromisoformat(first) if first else None,
        "last": date.fromisoformat(last) if last else None,
        "offence_group": question.wants("offence_group"),
        "business_area": question.wants("business_area"),
        "illustrative": is_illustration(question),
        **more,
    }
    return Wanted(**values)  # type: ignore[arg-type]


def codes_chosen(question: Question) -> list[str] | None:
    """The forces that the filters force and region leave; None for all."""
    force, region = question.wants("force"), question.wants("region")
    if not force and not region:
        return None
    forces = question.forces(kind=None)
    return [f["force_code"] for f in forces if force in ("", f["force_code"]) and region in ("", f["region"])]


def audit_choices(question: Question, field: str) -> tuple[str, ...]:
    """What a filter of audits offers: the controlled words, what published audits say and what forces have sent in."""
    everything = AsAt(LATEST)
    held = audit_words(question.connection, field, as_at=everything)
    if field == "audit_type":
        published = facts(question.connection, "audits", as_at=everything)
        return tuple(dict.fromkeys([*AUDIT_TYPES, *sorted({a["audit_type"] for a in published}), *held]))
    if field == "offence_group":
        return tuple(dict.fromkeys([*OFFENCE_GROUPS, *held]))
    usual = {area["area_name"] for area in facts(question.connection, "business_areas", as_at=everything)}
    return tuple(sorted({*usual, *held}))
