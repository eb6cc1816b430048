"""Whether what a file names is there: a filled template may speak of inspections, recommendations or systems held already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from dashboard.domain.errors import unknown_name
from dashboard.domain.templates import OFFENCE_TYPES
from dashboard.store import loads
from dashboard.store.engine import Connection
from loaders.reading import ReadPublication


def unresolved(connection: Connection, read: ReadPublication) -> Iterator[str]:
    """Why a file cannot be taken in for what it names; each such cell is also entered among the report's faults."""
    wanted: dict[str, set[Any]] = defaultdict(set)
    for reference in read.references:
        wanted[reference.target].add(reference.value)
    held = {target: _held(connection, target) for target in wanted}
    missing = 0
    for reference in read.references:
        if reference.value in held[reference.target]:
            continue
        missing += 1
        kind = reference.target.split(".")[0]
        near = get_close_matches(str(reference.value), map(str, held[reference.target]), n=1, cutoff=0.7)
        hint = f"did you mean {near[0]!r}?" if near else _remedy(reference.target)
        read.report.fault(
            reference.place, f"{str(reference.value)[:60]!r} is not held among {kind.replace('_', ' ')}; {hint}"
        )
    if missing:
        cells = "1 cell names" if missing == 1 else f"{missing} cells name"
        yield f"{cells} something that is not held; the faults say which."
    known = set(loads.publication_ids(connection))
    for facts, _ in read.by_edition():
        if facts.publication_id not in known and not read.report.faults:
            yield str(unknown_name("publication", facts.publication_id, sorted(known)))


def _held(connection: Connection, target: str) -> set[Any]:
    """The names that a target may have."""
    if target != OFFENCE_TYPES:
        return loads.values_held(connection, *target.split("."))
    in_crosswalk = loads.values_held(connection, "crosswalk", "rating_types")
    return {
        *loads.values_held(connection, "quality_ratings", "offence_type"),
        *loads.values_held(connection, "offences", "name"),
        *loads.values_held(connection, "offence_groups", "offence_group"),
        *(name.strip() for names in in_crosswalk for name in (names or "").split(";")),
    } - {""}


def _remedy(target: str) -> str:
    if target == OFFENCE_TYPES:
        return (
            "write it as the framework or the offence list has it (`rcq view quality_ratings` shows those rated); "
            "a new one goes into rating_types of the crosswalk first"
        )
    return f"load a file that states it, or add it to a sheet {target.split('.')[0]!r}"
