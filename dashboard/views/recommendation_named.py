"""Finding one recommendation by our number or by its number in the issuer's register."""

from __future__ import annotations

from difflib import get_close_matches

from dashboard.domain.errors import UnknownName
from dashboard.store.queries.facts import Record

NEAREST = 5


def named(found: list[Record], wanted: str | None) -> Record | None:
    """The item with this number of ours, or else the only one with this number in the issuer's register."""
    asked = (wanted or "").casefold()
    ours = next((f for f in found if asked and f["rec_id"].casefold() == asked), None)
    theirs = [f for f in found if asked and str(f.get("issuer_ref") or "").casefold() == asked]
    return ours or (theirs[0] if len(theirs) == 1 else None)


def no_such_item(found: list[Record], wanted: str) -> UnknownName:
    """The refusal of a number: the items that share it in the issuer's register, or else the nearest numbers."""
    shared = [f["rec_id"] for f in found if str(f.get("issuer_ref") or "").casefold() == wanted.casefold()]
    if shared:
        return UnknownName(f"The issuer's number {wanted!r} covers several items; choose one: {', '.join(shared)}.")
    names = [f["rec_id"] for f in found]
    near = get_close_matches(wanted.upper(), names, n=NEAREST, cutoff=0.0)
    return UnknownName(
        f"There is no recommendation {wanted!r}; the nearest numbers are {', '.join(near) or 'none'}. "
        "The view recommendations lists all."
    )
