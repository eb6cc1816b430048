"""Personal data in what people write: taken out where a marker says enough, and otherwise named so that it is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dashboard.domain.ledger import Entry, Fault
from dashboard.domain.names import given_names_gone, names_to_roles
from dashboard.domain.subjects import EntryField
from loaders.screening import CONTACTS, looks_personal, without_contacts

# What free text must never hold.  Names are left to whoever writes: a signatory's office is a matter of record.
REFUSED = CONTACTS
# An identifier of an item may look like a crime reference; it never looks like these.
REFUSED_IN_IDS = ("an e-mail address", "a telephone number")


def without_personal_data(text: str) -> str:
    """The text with names as roles, and e-mail addresses, telephone numbers, references and postcodes as markers."""
    return given_names_gone(names_to_roles(without_contacts(text)))


def faults_of_text(entry: Entry, fields: tuple[EntryField, ...], body: Mapping[str, Any]) -> list[Fault]:
    """A fault for each free text of an entry that holds contact details or a reference, and never the text itself."""
    texts = [("subject_id", entry.subject_id, REFUSED_IN_IDS), ("reason", entry.reason, REFUSED)]
    texts += [(place, text, REFUSED) for place, text in _free_texts(fields, body, "body")]
    for n, item in enumerate(entry.evidence):
        texts += [(f"evidence[{n}].{name}", getattr(item, name), REFUSED) for name in ("title", "extract", "kind")]
    return [
        Fault(place, f"holds {what}; take it out and enter it again")
        for place, text, refused in texts
        if (what := looks_personal(text, refused))
    ]


def _free_texts(fields: tuple[EntryField, ...], body: Mapping[str, Any], at: str) -> Iterator[tuple[str, str]]:
    for f in fields:
        value = body.get(f.name)
        if isinstance(value, str) and f.type == "text" and not f.choices:
            yield f"{at}.{f.name}", value
        elif f.type == "texts" and isinstance(value, list):
            yield from ((f"{at}.{f.name}[{n}]", text) for n, text in enumerate(value))
        elif f.type == "rows" and isinstance(value, list):
            for n, row in enumerate(value):
                yield from _free_texts(f.columns, row, f"{at}.{f.name}[{n}]")
