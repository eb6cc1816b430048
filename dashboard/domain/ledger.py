"""Entries that people make: what one is, how it is read from JSON, and what can be wrong with it.

An entry is never changed or taken away.  A mistake is put right by a further entry, and the first stays to be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from dashboard.domain.dates import parse_day
from dashboard.domain.errors import BadDate, ReaderError

UNDO = "undo"
PRECISIONS = ("day", "month", "year", "unknown")


@dataclass(frozen=True)
class Fault:
    """Something wrong with an entry: the place in it, as JSON names it, and what is wrong with the remedy."""

    place: str
    words: str

    def __str__(self) -> str:
        return f"{self.place} {self.words}"


@dataclass(frozen=True)
class Evidence:
    """What an entry rests on: a link or an extract, or both, and when they were got.  Links die; the extract stays."""

    title: str = ""
    url: str = ""
    published_on: date | None = None
    retrieved_on: date | None = None
    extract: str = ""
    kind: str = ""

    def as_json(self) -> dict[str, str]:
        """As it is stored: texts and ISO dates, without what is not known."""
        values = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {name: v.isoformat() if isinstance(v, date) else v for name, v in values.items() if v}


@dataclass(frozen=True)
class Entry:
    """What somebody wants to enter.

    `expects` is the number of the last entry about this subject that the person had seen (0 for none): where there is a
    later one, nothing is written and both texts are shown.  `idempotency_key` makes sending the same entry twice
    harmless.  `batch` names entries that came in together.
    """

    subject_kind: str
    subject_id: str
    action: str
    body: Mapping[str, Any] = field(default_factory=dict)
    happened_on: date | None = None
    happened_precision: str = "day"
    scope: str = ""
    reason: str = ""
    evidence: tuple[Evidence, ...] = ()
    undoes: int | None = None
    expects: int | None = None
    idempotency_key: str | None = None
    batch: str = ""


@dataclass(frozen=True)
class Held:
    """An entry as the ledger holds it.  `undone_by` is the entry that undid it, by the day asked about."""

    entry_id: int
    subject_kind: str
    subject_id: str
    action: str
    body: Mapping[str, Any]
    happened_on: date
    happened_precision: str
    entered_at: datetime
    known_from: date
    actor: str
    role: str
    scope: str
    reason: str
    evidence: tuple[Mapping[str, Any], ...]
    undoes: int | None
    expects: int | None
    batch: str
    undone_by: int | None = None

    @property
    def stands(self) -> bool:
        """Whether it counts: neither undone nor itself only an undoing."""
        return self.undone_by is None and self.undoes is None

    def undone(self, by: int | None) -> Held:
        """The same entry as undone by that one, or by none."""
        return self if self.undone_by == by else replace(self, undone_by=by)


class EntryRefused(ReaderError):
    """An entry that cannot be made as it is; `faults` holds every fault found.  Nothing was written.

    `entry` is what of it could be read, where its form is at fault, so that what it says can be checked all the same.
    """

    def __init__(self, faults: Iterable[Fault], entry: Entry | None = None) -> None:
        self.faults = tuple(faults)
        self.entry = entry
        super().__init__(f"Nothing was entered: {'; '.join(str(fault) for fault in self.faults)}.")


class AccessRefused(ReaderError):
    """A person may not make this entry; the refusal was logged and nothing was written."""


class EntryConflict(ReaderError):
    """Somebody made an entry about the same subject meanwhile.  Both texts are here; nothing was written or lost."""

    def __init__(self, yours: Entry, theirs: Iterable[Held]) -> None:
        self.yours = yours
        self.theirs = tuple(theirs)
        latest = self.theirs[-1]
        super().__init__(
            f"Nothing was entered: since you opened {yours.subject_kind} {yours.subject_id}, "
            f"{'; '.join(_told(held) for held in self.theirs)}. "
            f"Yours was {yours.action}: {words_of(yours.body)}. Read theirs, then enter yours again with "
            f"expects {latest.entry_id}."
        )


def _told(held: Held) -> str:
    """Who entered what: each entry of several with its own maker."""
    who = held.actor if held.actor == held.role else f"{held.actor} ({held.role.replace('_', ' ')})"
    return f"{who} entered {held.action} (entry {held.entry_id}): {words_of(held.body)}"


def evidence_words(item: Mapping[str, Any]) -> str:
    """One piece of evidence as it is stored, in one line: title, link, what was read there, and when."""
    published = f"published {item['published_on']}" if item.get("published_on") else ""
    retrieved = f"retrieved {item['retrieved_on']}" if item.get("retrieved_on") else ""
    extract = f"“{item['extract'][:200]}”" if item.get("extract") else ""
    return ", ".join(part for part in (item.get("title"), item.get("url"), extract, published, retrieved) if part)


def words_of(body: Mapping[str, Any]) -> str:
    """A body in one line, for messages and logs of changes."""
    return "; ".join(f"{name.replace('_', ' ')}: {_said(value)}" for name, value in body.items()) or "no fields"


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return " | ".join(_said(item) for item in value)
    if isinstance(value, Mapping):
        # One row of several: its first value names it, and the labels would only be repeated.
        first, *rest = [_said(one) for one in value.values()] or [""]
        return f"{first}: {', '.join(rest)}" if rest else first
    return str(value)


def read_entry(data: Any) -> Entry:
    """An entry from parsed JSON.  EntryRefused with every fault of form; what it says is checked when it is recorded."""
    if not isinstance(data, Mapping):
        raise EntryRefused([Fault("entry", "must be a JSON object with subject_kind, subject_id, action and body")])
    faults = [
        Fault(str(name), f"is not part of an entry; allowed: {', '.join(Entry.__dataclass_fields__)}")
        for name in data
        if name not in Entry.__dataclass_fields__
    ]
    said: dict[str, Any] = {}
    for name in ("subject_kind", "subject_id", "action", "happened_precision", "scope", "reason", "batch"):
        said[name] = _text_in(data, name, faults)
    for name in ("subject_kind", "subject_id", "action"):
        if not said[name] and not any(fault.place == name for fault in faults):
            faults.append(Fault(name, "is needed"))
    said["happened_precision"] = said["happened_precision"] or "day"
    if said["happened_precision"] not in PRECISIONS:
        faults.append(Fault("happened_precision", f"is not one of {', '.join(PRECISIONS)}"))
    body = data.get("body") or {}
    if not isinstance(body, Mapping):
        faults.append(Fault("body", "must be a JSON object"))
        body = {}
    for name in ("undoes", "expects"):
        said[name] = _whole(data, name, faults)
    key = _text_in(data, "idempotency_key", faults)
    happened_on = _day_in(data, "happened_on", "happened_on", faults)
    evidence = _evidence_in(data.get("evidence") or (), faults)
    entry = Entry(**said, body=dict(body), happened_on=happened_on, evidence=evidence, idempotency_key=key or None)
    if faults:
        is_named = said["subject_kind"] and said["subject_id"] and said["action"]
        raise EntryRefused(faults, entry if is_named else None)
    return entry


def _text_in(data: Mapping[str, Any], name: str, faults: list[Fault], at: str = "") -> str:
    value = data.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > 10_000:
        faults.append(Fault(f"{at}{name}", "must be text of at most 10,000 characters"))
        return ""
    return "".join(c for c in value if c in "\n\t" or ord(c) >= 32).strip()


def _whole(data: Mapping[str, Any], name: str, faults: list[Fault]) -> int | None:
    value = data.get(name)
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31):
        return value
    faults.append(Fault(name, f"is {value!r}; write the number of an entry"))
    return None


def _day_in(data: Mapping[str, Any], name: str, place: str, faults: list[Fault]) -> date | None:
    value = data.get(name)
    if value in (None, ""):
        return None
    try:
        return parse_day(str(value), what=place)
    except BadDate as error:
        faults.append(Fault(place, f"cannot be read: {error}".rstrip(".")))
        return None


def _evidence_in(items: Any, faults: list[Fault]) -> tuple[Evidence, ...]:
    if not isinstance(items, list | tuple):
        faults.append(Fault("evidence", "must be a list"))
        return ()
    return tuple(_one_evidence(item, f"evidence[{n}]", faults) for n, item in enumerate(items))


def _one_evidence(item: Any, at: str, faults: list[Fault]) -> Evidence:
    if not isinstance(item, Mapping):
        faults.append(Fault(at, "must be an object with a title, a url or an extract"))
        return Evidence()
    allowed = Evidence.__dataclass_fields__
    faults += [
        Fault(f"{at}.{name}", f"is not part of evidence; allowed: {', '.join(allowed)}")
        for name in item
        if name not in allowed
    ]
    url, extract = _text_in(item, "url", faults, f"{at}."), _text_in(item, "extract", faults, f"{at}.")
    if not url and not extract:
        faults.append(Fault(at, "needs a url or an extract of what was seen"))
    if url and not url.lower().startswith(("https://", "http://")):
        faults.append(Fault(f"{at}.url", "must begin with https:// or http://"))
    return Evidence(
        title=_text_in(item, "title", faults, f"{at}."),
        url=url,
        published_on=_day_in(item, "published_on", f"{at}.published_on", faults),
        retrieved_on=_day_in(item, "retrieved_on", f"{at}.retrieved_on", faults),
        extract=extract,
        kind=_text_in(item, "kind", faults, f"{at}."),
    )
