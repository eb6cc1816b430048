"""The plan of an audit: the reader's own figures, and strata from the chosen force's last audit where none are given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard.domain.errors import ReaderError
from dashboard.domain.figures import whole
from dashboard.domain.view_model import Note
from dashboard.store.queries.force_audits import Wanted, audit_rows
from dashboard.views.audit_common import hide_small
from dashboard.views.question import Question


@dataclass(frozen=True)
class Plan:
    """The reader's figures: proportions between 0 and 1, counts, and the strata by name."""

    expected: float
    half_width: float
    alternative: float | None
    population: float
    level: float
    power: float
    incidents: float | None
    minimum: int
    strata: tuple[tuple[str, int], ...]
    strata_from: str = ""  # the audit whose groups they are, where the reader gave none
    source_id: str = ""

    @property
    def known_population(self) -> int | None:
        """Crimes due in all where they were given."""
        return int(self.population) if np.isfinite(self.population) else None


def plan_of(question: Question) -> Plan:
    """The plan asked for; ReaderError where its figures contradict each other."""

    def number(name: str) -> float | None:
        words = question.wants(name)
        return float(words) if words else None

    population, alternative = number("population"), number("alternative")
    strata = _named_strata(question.wants("strata"))
    audit, source_id = "", ""
    if not strata and population is None:
        strata, audit, source_id = last_strata(question)
    if population is None and strata:
        population = float(sum(size for _, size in strata))
    plan = Plan(
        expected=(number("expected") or 0) / 100,
        half_width=(number("half_width") or 0) / 100,
        alternative=None if alternative is None else alternative / 100,
        population=np.inf if population is None else population,
        level=(number("level") or 0) / 100,
        power=(number("power") or 0) / 100,
        incidents=number("incidents_per_crime"),
        minimum=int(number("minimum") or 0),
        strata=strata,
        strata_from=audit,
        source_id=source_id,
    )
    if plan.alternative == plan.expected:
        raise ReaderError("The filters expected and alternative are the same rate; there would be no change to find.")
    if plan.power <= 1 - plan.level:
        raise ReaderError("The filter power must be above 100 less the level; 80 is usual.")
    if strata and plan.population != sum(size for _, size in strata):
        raise ReaderError(
            f"The strata hold {sum(size for _, size in strata):,} crimes and the filter population says "
            f"{plan.population:,.0f}; leave population out, or make the two agree."
        )
    return plan


def _named_strata(words: str) -> tuple[tuple[str, int], ...]:
    found: dict[str, int] = {}
    for part in (part for part in words.split(";") if part.strip()):
        name, _, size = part.rpartition("=")
        digits = size.strip().replace(",", "")
        if not name.strip() or not digits.isdigit() or not int(digits) or name.strip() in found:
            raise ReaderError(
                f"The filter strata cannot be read at {part.strip()!r}; write each stratum once, as Violence=400; Theft=900."
            )
        found[name.strip()] = int(digits)
    return tuple(found.items())


def last_strata(question: Question) -> tuple[tuple[tuple[str, int], ...], str, str]:
    """Offence groups and crimes due in all of the chosen force's last audit, its name, and its source; blank where none fits.

    None fits where a group's population was not given, or where whoever asks may not see all of the audit.
    """
    code = question.wants("force")
    nothing: tuple[tuple[tuple[str, int], ...], str, str] = ((), "", "")
    last = audit_rows(question.connection, Wanted(force_codes=[code]), as_at=question.as_at, newest=1) if code else []
    if not last:
        return nothing
    audit_id = last[0]["audit_id"]
    wanted = Wanted(force_codes=[code], audit_id=audit_id, every_breakdown=True)
    rows = hide_small(question, audit_rows(question.connection, wanted, as_at=question.as_at))
    groups = [row for row in rows if row["breakdown"] == "offence group"]
    if any(row["is_hidden"] for row in rows) or not groups or not all(row["population"] for row in groups):
        return nothing
    return tuple((row["offence_group"], int(row["population"])) for row in groups), audit_id, groups[0]["source_id"]


def plan_notes(plan: Plan, answers: list[dict[str, Any]]) -> tuple[Note, ...]:
    """What a reader of the plan has to know."""
    notes = [
        Note(
            "Counted are crimes that should have been recorded, not incidents: an incident can hold several crimes or none. "
            "Crimes of one incident are not independent, so a sample of incidents says somewhat less than this.",
            "definition",
        ),
        Note("Sizes hold for samples drawn by chance. A dip sample or a targeted one has no such interval."),
        Note(
            "A change is a matter of the force's practice, so its size is not corrected for the population; the half-width "
            "is a matter of these crimes, and is."
        ),
    ]
    if plan.known_population is not None and answers[-1]["sample"] > plan.population:
        notes.append(
            Note(
                f"The change asked for needs more crimes than the {whole(plan.population)} there are: an audit of all of "
                "them would still be too small to find it reliably."
            )
        )
    if plan.strata_from:
        notes.append(
            Note(
                f"The strata are the offence groups of the force's last audit, {plan.strata_from}, with the crimes due in each "
                "as that audit gave them; write your own to plan for another period.",
            )
        )
    if plan.strata:
        notes.append(
            Note(
                f"Shared out in proportion to the crimes due in each stratum, at least {plan.minimum} in each."
                if plan.minimum
                else "Shared out in proportion to the crimes due in each stratum; a least number in each can be set."
            )
        )
    return tuple(notes)
