"""The regulator's framework for administrative data: practice areas, levels, and where evidence falls short of what is wanted.

A level says how much assurance is needed and documented.  It is not a grade of the data, so nothing here orders forces.
Source: Office for Statistics Regulation, Administrative Data Quality Assurance Toolkit, updated December 2022.
"""

from __future__ import annotations

import re

AREAS = (
    "operational context and data collection",
    "communication with data supply partners",
    "suppliers' principles, standards and checks",
    "producer's investigations and documentation",
)
LEVELS = ("A0", "A1", "A2", "A3")
LEVEL_WORDS = {"A0": "no assurance", "A1": "basic", "A2": "enhanced", "A3": "comprehensive"}
NATIONAL = "national"
NO_JUDGEMENT = "no judgement of risk and public interest"
NOT_ASSESSED = "no level evidenced"
BELOW, WITHIN, ABOVE = "below what is wanted", "at what is wanted", "above what is wanted"
_ID = re.compile(r"^(?P<subject>[A-Za-z0-9-]+)/(?P<year>(?:19|20)\d\d)$")


def split_id(subject_id: str) -> tuple[str, int] | None:
    """The force code (or "national") and year in "E23000032/2026"; None where it is written otherwise."""
    found = _ID.match(subject_id)
    return (found["subject"], int(found["year"])) if found else None


def levels_in(words: str | None) -> tuple[str, ...]:
    """The levels in "A1/A2", lowest first."""
    return tuple(level for level in LEVELS if level in (words or "").split("/"))


def gap_words(wanted: str | None, evidenced: str | None) -> str:
    """Where the level evidenced stands against the levels that the published matrix names for a risk and an interest."""
    levels = levels_in(wanted)
    if not levels:
        return NO_JUDGEMENT
    if evidenced not in LEVELS:
        return NOT_ASSESSED
    place = LEVELS.index(evidenced)
    if place < LEVELS.index(levels[0]):
        return BELOW
    return ABOVE if place > LEVELS.index(levels[-1]) else WITHIN


def levels_short(wanted: str | None, evidenced: str | None) -> int | None:
    """How many levels evidence lies below the lowest level wanted, 0 where it does not; None where either is missing."""
    levels = levels_in(wanted)
    if not levels or evidenced not in LEVELS:
        return None
    return max(0, LEVELS.index(levels[0]) - LEVELS.index(evidenced))
