"""What an entry in the ledger is made of: subjects, the actions on them, and the fields each action takes.

Forms, the command line and the checks are all made from these declarations, so a field is described in one place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from dashboard.domain.access import Role
from dashboard.domain.ledger import Fault, Held

EntryFieldType = Literal["text", "integer", "number", "date", "flag", "texts", "rows"]
Restriction = Literal["", "until published", "always"]
LONGEST = 10_000


@dataclass(frozen=True)
class EntryField:
    """One field of an action's body.

    "texts" is a list of texts; "rows" is a list of objects whose fields are `columns`.  `choices` are the only texts
    allowed; `least` and `most` bound numbers and dates (ISO), both included; `longest` is in characters.
    """

    name: str
    type: EntryFieldType
    label: str
    help: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    longest: int = LONGEST
    columns: tuple[EntryField, ...] = ()


@dataclass(frozen=True)
class Found:
    """What the store knows of the thing an entry is about.

    `scope` is the force it belongs to, "" for a national matter; `owner_roles` are the roles that own it and so cannot
    close it; `facts` is whatever the subject's own checks need.
    """

    scope: str = ""
    owner_roles: frozenset[Role] = frozenset()
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Situation:
    """What a subject's own check is given: the day, what is known of the thing, and its standing entries in order."""

    today: date
    found: Found
    history: tuple[Held, ...] = ()


Check = Callable[[Mapping[str, Any], Situation], Iterable[Fault]]


@dataclass(frozen=True)
class Action:
    """One sort of entry on a subject.

    `roles` may make it; `closes` says whether, with this body, it ends the item; `needs_evidence` likewise whether it
    must come with evidence.  `check` sees a body whose fields are sound and the situation, and yields further faults.
    `restricted` says until when only the force it is about and its policing body's office read what it says; `unseen` are
    fields that are kept and that no list of entries repeats.
    """

    name: str
    title: str
    roles: frozenset[Role]
    fields: tuple[EntryField, ...] = ()
    needs_reason: bool = False
    needs_evidence: Callable[[Mapping[str, Any]], bool] | None = None
    closes: Callable[[Mapping[str, Any]], bool] | None = None
    check: Check | None = None
    restricted: Restriction = ""
    unseen: tuple[str, ...] = ()


@dataclass(frozen=True)
class Subject:
    """A sort of thing that people make entries about.  `creates` are the actions that may be the first about a new one."""

    kind: str
    title: str
    actions: tuple[Action, ...]
    creates: tuple[str, ...] = ()

    def action(self, name: str) -> Action | None:
        """The action called `name`, or None."""
        return next((action for action in self.actions if action.name == name), None)


def checked_body(
    fields: Iterable[EntryField], body: Mapping[str, Any], at: str = "body"
) -> tuple[dict[str, Any], list[Fault]]:
    """The body with its values read (dates as ISO text, texts trimmed), and every fault with its place."""
    known = {f.name: f for f in fields}
    faults = [
        Fault(f"{at}.{name}", f"is not a field here; allowed: {', '.join(known) or 'none'}")
        for name in body
        if name not in known
    ]
    read: dict[str, Any] = {}
    for f in known.values():
        value, found = _read(f, body.get(f.name), f"{at}.{f.name}")
        faults += found
        if value is not None and not found:
            read[f.name] = value
    return read, faults


def _read(f: EntryField, value: Any, place: str) -> tuple[Any, list[Fault]]:
    if value is None or value in ("", [], ()) or (isinstance(value, str) and not value.strip()):
        return None, [Fault(place, "is needed and was left blank")] if f.required else []
    return _READERS[f.type](f, value, place)


def _text(f: EntryField, value: Any, place: str) -> tuple[Any, list[Fault]]:
    if not isinstance(value, str):
        return None, [Fault(place, "must be text")]
    # A null character ends a text in PostgreSQL; other control characters are no words of anybody's.
    text = "".join(c for c in value if c in "\n\t" or ord(c) >= 32).replace("\x7f", "").strip()
    if len(text) > f.longest:
        return None, [Fault(place, f"has {len(text):,} characters; at most {f.longest:,} are kept")]
    if f.choices:
        match = {c.casefold(): c for c in f.choices}.get(text.casefold())
        return (match, []) if match else (None, [Fault(place, f"is {text!r}; allowed: {', '.join(f.choices)}")])
    return text, []


def _number(f: EntryField, value: Any, place: str) -> tuple[Any, list[Fault]]:
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value or abs(value) == float("inf"):
        return None, [Fault(place, f"is {value!r}; write a number without quotes")]
    if f.type == "integer" and value != int(value):
        return None, [Fault(place, f"is {value!r}; write a whole number")]
    if f.least is not None and value < f.least:
        return None, [Fault(place, f"is {value:g}; the least allowed is {f.least:g}")]
    if f.most is not None and value > f.most:
        return None, [Fault(place, f"is {value:g}; the most allowed is {f.most:g}")]
    return int(value) if f.type == "integer" else value, []


def _date(_f: EntryField, value: Any, place: str) -> tuple[Any, list[Fault]]:
    try:
        return date.fromisoformat(value if isinstance(value, str) else value.isoformat()).isoformat(), []
    except (AttributeError, TypeError, ValueError):
        return None, [Fault(place, f"is {value!r}; write a date as 2018-01-15")]


def _flag(_f: EntryField, value: Any, place: str) -> tuple[Any, list[Fault]]:
    return (value, []) if isinstance(value, bool) else (None, [Fault(place, "must be true or false")])


def _texts(f: EntryField, value: Any, place: str) -> tuple[Any, list[Fault]]:
    if not isinstance(value, list | tuple):
        return None, [Fault(place, "must be a list of texts")]
    pairs = [_text(f, item, f"{place}[{n}]") for n, item in enumerate(value)]
    return [v for v, _ in pairs if v], [fault for _, faults in pairs for fault in faults]


def _rows(f: EntryField, value: Any, place: str) -> tuple[Any, list[Fault]]:
    if not isinstance(value, list | tuple):
        return None, [Fault(place, "must be a list of objects")]
    rows, faults = [], []
    for n, item in enumerate(value):
        if not isinstance(item, Mapping):
            faults.append(Fault(f"{place}[{n}]", "must be an object"))
            continue
        row, found = checked_body(f.columns, item, f"{place}[{n}]")
        rows.append(row)
        faults += found
    return rows, faults


_READERS: dict[str, Callable[[EntryField, Any, str], tuple[Any, list[Fault]]]] = {
    "text": _text,
    "integer": _number,
    "number": _number,
    "date": _date,
    "flag": _flag,
    "texts": _texts,
    "rows": _rows,
}
