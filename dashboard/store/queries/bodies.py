"""Forces, the names they go by, and the bodies that oversee them."""

from __future__ import annotations

import sqlalchemy as sa

from dashboard.domain.asat import AsAt
from dashboard.domain.errors import unknown_name
from dashboard.store.queries.facts import Record, facts


def forces(connection: sa.Connection, *, as_at: AsAt, kind: str | None = "territorial") -> list[Record]:
    """Forces that existed on the day, by name; `kind` None takes special forces too."""
    found = facts(connection, "forces", as_at=as_at, kind=kind)
    return sorted((force for force in found if _held_on(force, as_at)), key=lambda force: force["name"])


def ended_forces(connection: sa.Connection, *, as_at: AsAt) -> list[Record]:
    """Forces that had ended by the day, by name."""
    found = facts(connection, "forces", as_at=as_at)
    return sorted(
        (f for f in found if f["ended_on"] is not None and f["ended_on"] < as_at.day), key=lambda force: force["name"]
    )


def force_code(connection: sa.Connection, words: str, *, as_at: AsAt) -> str:
    """The code of the force that `words` names: its code, name, slug or any alias, whatever the case.

    A force that has ended answers as well, after those in being: its record stays with it.  Raises UnknownName with the
    nearest name and all the names there are.
    """
    known = [*forces(connection, as_at=as_at, kind=None), *ended_forces(connection, as_at=as_at)]
    wanted = _folded(words)
    for force in known:
        if wanted in {_folded(force[name]) for name in ("force_code", "name", "slug", "short_name")}:
            return str(force["force_code"])
    codes = {force["force_code"] for force in known}
    for alias in facts(connection, "force_aliases", as_at=as_at):
        if _folded(alias["alias"]) == wanted and alias["force_code"] in codes:
            return str(alias["force_code"])
    raise unknown_name("force", words, [force["name"] for force in known])


def local_policing_bodies(connection: sa.Connection, *, as_at: AsAt) -> list[Record]:
    """Local policing bodies in being on the day."""
    return [b for b in facts(connection, "local_policing_bodies", as_at=as_at) if _held_on(b, as_at)]


def _held_on(body: Record, as_at: AsAt) -> bool:
    started, ended = body["started_on"], body["ended_on"]
    return (started is None or started <= as_at.day) and (ended is None or as_at.day <= ended)


def _folded(words: str) -> str:
    return words.strip().casefold().replace("&", "and").replace("-", " ")
