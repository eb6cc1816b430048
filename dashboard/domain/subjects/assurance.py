"""What people enter about quality assurance: minimum standards, yearly returns, the assurance grid and the plan.

A standard is dated and can be put right; a return answers for the standards in force in its year and for no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dashboard.domain.access import Role
from dashboard.domain.kinds.assurance import INTERESTS, RISKS
from dashboard.domain.ledger import Fault
from dashboard.domain.qaad import AREAS, LEVELS
from dashboard.domain.subjects.fields import Action, EntryField, Situation, Subject

PRODUCER = frozenset({Role.WORKING_GROUP})
FORCE = frozenset({Role.FORCE})
OUTCOMES = ("met", "partly met", "not met")


def in_force(standard: Mapping[str, Any], year: int) -> bool:
    """Whether a standard (with in_force_from and in_force_until as ISO days) was in force on some day of the year."""
    started, ended = standard.get("in_force_from") or "", standard.get("in_force_until") or "9999"
    return bool(started) and started <= f"{year}-12-31" and ended >= f"{year}-01-01"


def _dates_in_order(body: Mapping[str, Any], _: Situation) -> Iterable[Fault]:
    started, ended = body.get("in_force_from"), body.get("in_force_until")
    if started and ended and ended < started:
        yield Fault("body.in_force_until", f"is {ended}, before the start {started}")


def _window_in_order(body: Mapping[str, Any], _: Situation) -> Iterable[Fault]:
    first, last = body.get("earliest"), body.get("latest")
    if first and last and last < first:
        yield Fault("body.latest", f"is {last}, before the first day {first}")


def _standard_of_the_year(body: Mapping[str, Any], situation: Situation) -> Iterable[Fault]:
    year, standards = situation.found.facts["year"], situation.found.facts["standards"]
    standard = standards.get(body["standard"])
    if standard is None:
        held = ", ".join(standards) or "none are held yet"
        yield Fault("body.standard", f"is {body['standard']!r}, which is no standard on the list; held: {held}")
    elif not in_force(standard, year):
        ended = standard.get("in_force_until")
        span = f"from {standard['in_force_from']}" + (f" to {ended}" if ended else "")
        yield Fault("body.standard", f"is {body['standard']!r}, which was in force {span} and not in {year}")


def _body_is_known(body: Mapping[str, Any], situation: Situation) -> Iterable[Fault]:
    known = situation.found.facts["bodies"]
    if body["consulted"].casefold() not in known:
        yield Fault(
            "body.consulted",
            f"is {body['consulted']!r}, which is no body held; `rcq view bodies` lists them by name and identifier",
        )


def _has_evidence_unless_none(body: Mapping[str, Any]) -> bool:
    return body.get("level") != LEVELS[0]


STANDARD_FIELDS = (
    EntryField("words", "text", "What the standard asks, in our words", required=True),
    EntryField("edition", "text", "Edition of the manual it stands in", longest=200, required=True),
    EntryField("in_force_from", "date", "In force from", required=True),
    EntryField("in_force_until", "date", "In force until"),
)
WINDOW = (
    EntryField("owner", "text", "Who acts (a post, not a name)", required=True, longest=200),
    EntryField("earliest", "date", "First day of the window"),
    EntryField("latest", "date", "Last day of the window", required=True),
)

SUBJECTS = (
    Subject(
        "qa_standard",
        "Minimum standard of quality assurance",
        (
            Action(
                "standard",
                "Minimum standard",
                PRODUCER,
                STANDARD_FIELDS,
                needs_evidence=lambda _: True,
                check=_dates_in_order,
            ),
        ),
        creates=("standard",),
    ),
    Subject(
        "qa_return",
        "Yearly return on quality assurance",
        (
            Action(
                "answer",
                "Answer to a minimum standard",
                FORCE,
                (
                    EntryField("standard", "text", "Identifier of the standard", required=True, longest=100),
                    EntryField("outcome", "text", "Met?", required=True, choices=OUTCOMES),
                    EntryField("words", "text", "What the force does", required=True),
                    EntryField("respondent", "text", "Who answers (a post, not a name)", required=True, longest=200),
                    EntryField("practice", "text", "What other forces could copy"),
                ),
                check=_standard_of_the_year,
            ),
        ),
    ),
    Subject(
        "qaad",
        "Assurance grid",
        (
            Action(
                "judgement",
                "Judgement of risk and public interest",
                PRODUCER,
                (
                    EntryField("risk", "text", "Risk of quality concerns", required=True, choices=RISKS),
                    EntryField("risk_reason", "text", "Why this risk", required=True),
                    EntryField("interest", "text", "Public interest", required=True, choices=INTERESTS),
                    EntryField("interest_reason", "text", "Why this interest", required=True),
                ),
            ),
            Action(
                "level",
                "Level evidenced in an area",
                PRODUCER,
                (
                    EntryField("area", "text", "Practice area", required=True, choices=AREAS),
                    EntryField("level", "text", "Level evidenced", required=True, choices=LEVELS),
                    EntryField("words", "text", "Why this level: what was done and published", required=True),
                ),
                needs_evidence=_has_evidence_unless_none,
            ),
            Action(
                "plan",
                "Improvement plan for an area",
                PRODUCER,
                (
                    EntryField("area", "text", "Practice area", required=True, choices=AREAS),
                    EntryField("words", "text", "What is to be done", required=True),
                    *WINDOW,
                ),
                check=_window_in_order,
            ),
        ),
    ),
    Subject(
        "assurance_plan",
        "Plan for consistent quality assurance",
        (
            Action(
                "step",
                "Step of the plan",
                PRODUCER,
                (
                    EntryField("step", "text", "Short name of the step", required=True, longest=120),
                    EntryField("words", "text", "What is to be done", required=True),
                    EntryField("area", "text", "Practice area", choices=AREAS),
                    *WINDOW,
                ),
                check=_window_in_order,
            ),
            Action(
                "consultation",
                "Consultation",
                PRODUCER,
                (
                    EntryField(
                        "consulted", "text", "Body consulted, by name or identifier", required=True, longest=200
                    ),
                    EntryField("words", "text", "What was asked and answered", required=True),
                ),
                needs_evidence=lambda _: True,
                check=_body_is_known,
            ),
        ),
    ),
)
