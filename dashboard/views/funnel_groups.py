"""Which forces may stand on one funnel, and why others may not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.force_audits import last_of_each_year
from dashboard.views import audit_filters as filters
from dashboard.views.audit_common import rated
from dashboard.views.audits import shown_audit
from dashboard.views.question import Question

FEWEST_FORCES = 3


class Group(NamedTuple):
    """What must be the same before forces stand on one funnel."""

    programme: str
    year: str
    rule_edition: str
    time_limit: str
    offence_group: str


NAMES = {
    "programme": "programme",
    "year": "year",
    "rule_edition": "rule edition",
    "time_limit": "time limit",
    "offence_group": "offences covered",
}


def groups_of(question: Question) -> dict[Group, list[Record]]:
    """Audits with counts by what must be the same; one audit a force in each, the newest."""
    names = question.force_names()
    groups: dict[Group, dict[str, Record]] = defaultdict(dict)
    rows = [shown_audit(found, names) for found in facts(question.connection, "audits", as_at=question.as_at)]
    rows += rated(question, last_of_each_year(question.connection, filters.wanted_rows(question), as_at=question.as_at))
    rows.sort(key=lambda r: (str(r["period_end"] or ""), r["audit_id"]))
    for row in rows:
        if row["rate_missing"] or row["rate_pct"] is None or not row["period_end"]:
            continue
        limit = f"{row['time_limit_hours']} hours" if row["time_limit_hours"] else ""
        by = "own audits" if row["audited_by"] == "the force" else row["audited_by"]
        group = Group(
            f"{by}: {row['audit_type']}",
            str(row["period_end"].year),
            row["manual_edition"] or "",
            limit,
            row["offence_group"] or "all crime",
        )
        groups[group][row["force_code"]] = row
    return {group: sorted(found.values(), key=lambda r: r["force"]) for group, found in groups.items()}


def choose(question: Question, groups: dict[Group, list[Record]]) -> tuple[Group | None, str]:
    """The group to draw; or why what was asked for cannot stand on one funnel, naming what differs."""
    wanted = {name: question.wants(name) for name in ("programme", "year", "rule_edition", "offence_group")}
    fitting = {
        group: found
        for group, found in groups.items()
        if all(not value or value.casefold() in getattr(group, name).casefold() for name, value in wanted.items())
    }
    asked = [code for code in question.wants("forces").split(";") if code]
    if asked:
        return _for_forces(asked, fitting, question)
    large = {group: found for group, found in fitting.items() if len(found) >= FEWEST_FORCES}
    if not large:
        return None, ""
    return max(large, key=lambda group: (len(large[group]), group.year, group)), ""


def _for_forces(
    asked: Sequence[str], fitting: dict[Group, list[Record]], question: Question
) -> tuple[Group | None, str]:
    holding = {
        code: [g for g, found in fitting.items() if any(r["force_code"] == code for r in found)] for code in asked
    }
    names = question.force_names()
    missing = [names.get(code, code) for code, found in holding.items() if not found]
    if missing:
        return None, f"No audit with counts is known for {', '.join(missing)}, so there is nothing to compare."
    common = set.intersection(*(set(found) for found in holding.values()))
    if common:
        return max(common, key=lambda group: (len(fitting[group]), group.year, group)), ""
    closest = [max(found, key=lambda group: (len(fitting[group]), group.year, group)) for found in holding.values()]
    differing = [words for name, words in NAMES.items() if len({getattr(group, name) for group in closest}) > 1]
    told = "; ".join(
        f"{names.get(code, code)}: {', '.join(value or 'not stated' for value in group)}"
        for code, group in zip(asked, closest, strict=True)
    )
    return None, f"These forces are not compared, because they differ in {', '.join(differing)} ({told})."
