"""What a tracker's row says otherwise than the item that is held: named, and kept in the remark of the row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from dashboard.commands.tracker_words import folded
from dashboard.domain.asat import AsAt
from dashboard.domain.due import read_due
from dashboard.domain.ledger import Entry
from dashboard.store.engine import Store
from dashboard.store.queries.facts import Record
from dashboard.store.queries.recommendations import identifiers, recommendations

AT_ONCE = 2_000  # identifiers in one question; databases bound their number
COMPARED = {
    "due_words": "due date",
    "owner": "owner",
    "summary": "text",
    "report_title": "report",
    "published_on": "report date",
    "kind": "kind",
    "issuer": "issuer",
    "issuer_ref": "issuer's number",
    "parent_rec_id": "belongs to",
    "severity": "severity",
    "addressee": "aimed at",
}


def held_items(store: Store, as_at: AsAt, wanted: Iterable[str]) -> dict[str, Record]:
    """The items held already, by their identifier without case, with what is known of each."""
    asked = {name.casefold() for name in wanted}
    found: dict[str, Record] = {}
    with store.reading() as connection:
        names = sorted(name for name in identifiers(connection, as_at=as_at) if name.casefold() in asked)
        for start in range(0, len(names), AT_ONCE):
            some = names[start : start + AT_ONCE]
            found |= {r["rec_id"].casefold(): r for r in recommendations(connection, as_at=as_at, rec_ids=some)}
    return found


def differences(entry: Entry, held: Record | Mapping[str, Any]) -> list[str]:
    """In words, what the row of a tracker says of an item otherwise than it is held; a blank cell says nothing."""
    return list(_differences(entry.body, held))


def _differences(said: Mapping[str, Any], held: Record | Mapping[str, Any]) -> Iterator[str]:
    for name, label in COMPARED.items():
        value = said.get(name)
        if not value or (name == "kind" and value == "not stated"):
            continue
        known = _known(name, held)
        published = _day(said.get("published_on"))
        if any(_is_same(name, value, one, published) for one in known):
            continue
        shown = next((str(one) for one in known if one), "none")
        yield f"{label}: {value} (held: {shown})"


def _known(name: str, held: Record | Mapping[str, Any]) -> list[Any]:
    """The value now held, and the one the item was made with: an older one that is in its history is nothing new."""
    latest = held.get("state", {}).get("latest", {})
    first = latest.get("create", {}).get("body", {}).get(name)
    if name == "due_words":
        moved = latest.get("due_date", {}).get("body", {})
        return [moved.get("words"), moved.get("latest"), held.get("due_words"), held.get("due_latest"), first]
    return [held.get(name), first]


def _is_same(name: str, value: str, known: Any, published: date | None) -> bool:
    if known is None:
        return False
    if name == "due_words":
        day = known if isinstance(known, date) else read_due(str(known), published).latest
        if day is not None and read_due(value, published).latest == day:
            return True
    known = known.isoformat() if isinstance(known, date) else str(known)
    # A state carries the beginning of a long text only.
    if known.endswith("…") and folded(value).startswith(folded(known)):
        return True
    return folded(value) == folded(known)


def _day(words: str | None) -> date | None:
    return date.fromisoformat(words) if words else None
