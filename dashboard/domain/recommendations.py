"""The axes of a recommendation, kept apart: what the force says, what the local policing body says, what the issuer says.

No word of a force or a policing body ever moves the issuer's status, and "not known" is a status of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

NOT_KNOWN = "not known"

# The register's own words, and the issuer's status each stands for.  A comment changes nothing.
_REGISTER_STATUS = {
    "issued": "issued",
    "awaiting review": "awaiting review",
    "being progressed": "being progressed",
    "complete": "complete",
    "closed": "closed",
    "superseded": "superseded",
    "reopened": "reopened",
    "open": "open",
    "with issuer for review": "with issuer for review",
    "withdrawn": "withdrawn",
}
ISSUER_STATUSES = (*dict.fromkeys(_REGISTER_STATUS.values()), NOT_KNOWN)
ENDED = frozenset({"complete", "closed", "superseded", "withdrawn"})
# The day of the report as our own marker, and no word of the issuer's: the register may have moved on since.
MARKER = "issued"


@dataclass(frozen=True)
class IssuerStatus:
    """The issuer's status on a day, and the day of the register entry that says so."""

    status: str
    since: date | None

    @property
    def has_ended(self) -> bool:
        """Whether the issuer counts it as finished."""
        return self.status in ENDED


def issuer_status(register: Iterable[Mapping[str, Any]]) -> IssuerStatus:
    """The status that the last status entry gives; entries must be in the register's own order.

    Two entries on one day keep their order, so a status may go backwards within a day.
    """
    status = IssuerStatus(NOT_KNOWN, None)
    for entry in register:
        meaning = _REGISTER_STATUS.get(str(entry["event"]).casefold())
        if meaning:
            status = IssuerStatus(meaning, entry["happened_on"])
    return status


def reported_by_others(register: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The last account of the item that others gave after the issuer's last word, or None: a press report, say.

    It is shown beside the issuer's status and never moves it; what others say has happened is not the issuer's entry.
    """
    last: Mapping[str, Any] | None = None
    for entry in register:
        if str(entry["event"]).casefold() in _REGISTER_STATUS:
            last = None
        elif entry.get("basis") == "secondary":
            last = entry
    return last


def days_late(due_latest: date | None, status: IssuerStatus) -> int | None:
    """Days from the due date to the day the issuer counted it as finished; None where either is not known.

    An item for which no end is held is not called late: the register may have moved on after our copy was made.
    """
    if due_latest is None or not status.has_ended or status.since is None:
        return None
    return max(0, (status.since - due_latest).days)


def window_words(*, due_earliest: date | None, due_latest: date | None, target_kind: str, on: date) -> str:
    """Where a committed action stands against its window, and nothing about whether it was done."""
    if target_kind == "done":
        return "stated as done"
    if due_latest is None:
        return {"ongoing": "ongoing, no date", "recurring": "repeats, no date"}.get(target_kind, "no date stated")
    if on > due_latest:
        return "window has passed"
    if due_earliest is not None and on < due_earliest:
        return "window not yet open"
    return "window open"
