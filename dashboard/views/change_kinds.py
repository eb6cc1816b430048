"""What sorts of change there are, which of them are new, and in which section of an agenda each belongs."""

from __future__ import annotations

# What only reached us after the day, and became known to nobody else then: listed, and never counted as new.
UNDATED, OLDER, COPY = "document without a date", "older or undated, read since", "our copy of a source corrected"
NOT_NEW = (UNDATED, OLDER, COPY)
# The sections of a meeting's agenda, in its order: what was promised, then what was found, then what was put right.
SECTIONS: dict[str, tuple[str, ...]] = {
    "actions and recommendations that moved": (
        "recommendation moved",
        "entry",
        "minute",
        "new committed action",
        "new recommendation",
    ),
    "windows that closed": ("window closed",),
    "responses of local policing bodies": ("response published",),
    "new inspections": ("new inspection",),
    "new audits": ("new audit", "new own audit", "new own audits"),
    "revisions and corrections": ("revision", "correction"),
    "new editions": ("new edition",),
    "editions late here": ("edition late here",),
    "changes of rules, survey and systems": ("change of rules, survey or systems",),
    "not new, read since": NOT_NEW,
}
SECTION_OF = {kind: section for section, kinds in SECTIONS.items() for kind in kinds}
