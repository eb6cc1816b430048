"""What can be wrong with the parts that every entry has: its force, its day, its reason and its evidence."""

from __future__ import annotations

from typing import Any

from dashboard.domain.asat import AsAt
from dashboard.domain.dates import british
from dashboard.domain.ledger import Entry, Fault
from dashboard.domain.subjects import Action, Found


def own_faults(
    entry: Entry, action: Action, body: dict[str, Any], found: Found, today: AsAt, *, is_undoing: bool
) -> list[Fault]:
    """What is wrong with the parts that every entry has."""
    faults = []
    if entry.scope and entry.scope != found.scope:
        faults.append(Fault("scope", f"is {entry.scope}; this belongs to {found.scope or 'no single force'}"))
    happened, published = entry.happened_on, found.facts.get("published_on")
    if happened and happened > today.day:
        faults.append(Fault("happened_on", f"is {british(happened)}, which has not come yet"))
    if happened and published and happened < published:
        faults.append(Fault("happened_on", f"is {british(happened)}, before the report of {british(published)}"))
    if (is_undoing or action.needs_reason) and not entry.reason:
        faults.append(Fault("reason", "is needed: say why"))
    if not is_undoing and action.needs_evidence and action.needs_evidence(body) and not entry.evidence:
        faults.append(Fault("evidence", "is needed: a link or an extract of what this rests on"))
    faults += [
        Fault(f"evidence[{n}].{name}", f"is {british(day)}, which has not come yet")
        for n, item in enumerate(entry.evidence)
        for name in ("published_on", "retrieved_on")
        if (day := getattr(item, name)) and day > today.day
    ]
    return faults
