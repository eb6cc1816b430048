"""Making entries in the ledger: every fault at once, or the entry and nothing else.

Whoever sends an entry, a page, the command line or a program, comes through here, so the rules are in one place.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from dashboard.commands.entry_faults import own_faults
from dashboard.commands.finders import FINDERS
from dashboard.commands.known import Known, KnownTogether, known_of
from dashboard.commands.minute_faults import minute_faults
from dashboard.commands.private_text import faults_of_text
from dashboard.domain.access import OF_ONE_FORCE, Person, Role, entry_refusal, office_refusal, predecessor_refusal
from dashboard.domain.asat import AsAt
from dashboard.domain.clock import Clock
from dashboard.domain.ledger import UNDO, AccessRefused, Entry, EntryConflict, EntryRefused, Fault, Held
from dashboard.domain.subjects import SUBJECTS, Action, Found, Situation, Subject, checked_body
from dashboard.store import ledger
from dashboard.store.engine import Connection, Store
from dashboard.store.queries import ledger as ledger_queries

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Recorded:
    """What recording did.  `already` says that the same entry had been sent before, and nothing was added."""

    entry_id: int
    already: bool = False


def record(store: Store, clock: Clock, person: Person, entry: Entry) -> Recorded:
    """Make one entry; see `record_all`."""
    (recorded,) = record_all(store, clock, person, [entry])
    return recorded


def record_all(store: Store, clock: Clock, person: Person, entries: Sequence[Entry]) -> list[Recorded]:
    """Make entries in one transaction, in their order: all of them or none.

    An entry without a day happened today, and is known from today on.  Where `expects` is given and there is a later
    entry about the subject, nothing is written.

    Raises:
        AccessRefused: the person may not make one of them; the refusal is logged.
        EntryConflict: somebody entered something about the subject meanwhile; it carries both texts.
        EntryRefused: with every fault of every entry, each with its place.
        StoreBusy: somebody else is writing.
    """
    try:
        with store.writing() as connection:
            return _record_all(connection, clock, person, entries)
    except _Refusal as refusal:
        _log_refusal(store, clock, person, refusal)
        raise AccessRefused(str(refusal)) from None


def check(
    store: Store, clock: Clock, person: Person, entries: Sequence[Entry], places: Sequence[str] = ()
) -> list[Fault]:
    """The faults recording would find, without writing anything: for a dry run.  An entry not allowed is a fault too.

    `places` says where each entry stands in what a person sent, where that is not simply its number.
    """
    faults: list[Fault] = []
    with _trying(store, clock, entries) as known:
        for place, entry in zip(places, entries, strict=True) if places else _placed(entries):
            try:
                if _sent_before(known, person, entry) is None:
                    known.add(_prepared(known, clock, person, entry))
            except EntryRefused as error:
                faults += [Fault(f"{place}{fault.place}", fault.words) for fault in error.faults]
            except (EntryConflict, _Refusal) as error:
                faults.append(Fault(f"{place}entry", f"cannot be made: {error}".rstrip(".")))
    return faults


class _OnlyTried(Exception):
    """Takes back what was added on trial."""


@contextmanager
def _trying(store: Store, clock: Clock, entries: Sequence[Entry]) -> Iterator[Known]:
    """What is known of the entries' subjects, and a place to add them to that forgets them again."""
    today = AsAt(clock.today())
    with store.reading() as connection:
        known = known_of(connection, today, entries)
        if isinstance(known, KnownTogether):
            yield known
            return
    try:
        with store.writing() as connection:
            yield Known(connection, today)
            raise _OnlyTried
    except _OnlyTried:
        return


def held_entries(store: Store, kind: str, subject_id: str, as_at: AsAt) -> list[Held]:
    """The entries about one subject as known on the day, for whoever is about to make another."""
    with store.reading() as connection:
        return ledger_queries.entries(connection, as_at=as_at, subject_kind=kind, subject_ids=[subject_id])


class _Refusal(Exception):
    """A person may not; carries what the log needs."""

    def __init__(self, why: str, entry: Entry) -> None:
        super().__init__(why)
        self.entry = entry


def _record_all(connection: Connection, clock: Clock, person: Person, entries: Sequence[Entry]) -> list[Recorded]:
    recorded: list[Recorded] = []
    faults: list[Fault] = []
    known = known_of(connection, AsAt(clock.today()), entries)
    for place, entry in _placed(entries):
        try:
            before = _sent_before(known, person, entry)
            recorded.append(before or Recorded(known.add(_prepared(known, clock, person, entry))))
        except EntryRefused as error:
            faults += [Fault(f"{place}{fault.place}", fault.words) for fault in error.faults]
    if faults:
        raise EntryRefused(faults)  # leaving the transaction this way takes back whatever it had added
    numbers = known.finish()
    return [replace(done, entry_id=numbers.get(done.entry_id, done.entry_id)) for done in recorded]


def _placed(entries: Sequence[Entry]) -> Iterator[tuple[str, Entry]]:
    for n, entry in enumerate(entries):
        yield (f"entry {n + 1}: " if len(entries) > 1 else ""), entry


def _sent_before(known: Known, person: Person, entry: Entry) -> Recorded | None:
    """The same entry, where it was sent before under the same key."""
    held = _under_key(known, entry)
    return Recorded(held["entry_id"], already=True) if held is not None and _is_same(held, person, entry) else None


def _under_key(known: Known, entry: Entry) -> Mapping[str, Any] | None:
    return known.with_key(entry.idempotency_key) if entry.idempotency_key else None


def _is_same(held: Mapping[str, Any], person: Person, entry: Entry) -> bool:
    same = all(held[name] == getattr(entry, name) for name in ("subject_kind", "subject_id", "action"))
    return same and held["role"] == person.role


def _key_faults(known: Known, entry: Entry) -> list[Fault]:
    """A key that is held already, once it is clear that it was not this entry's."""
    held = _under_key(known, entry)
    if held is None:
        return []
    return [Fault("idempotency_key", f"was used for another entry, number {held['entry_id']}; choose a new one")]


def _prepared(known: Known, clock: Clock, person: Person, entry: Entry) -> dict[str, Any]:
    """The entry as it will be stored, with every fault found on the way."""
    subject = SUBJECTS.get(entry.subject_kind)
    if subject is None:
        raise EntryRefused([Fault("subject_kind", f"is {entry.subject_kind!r}; allowed: {', '.join(SUBJECTS)}")])
    today = known.today
    history = known.history(entry.subject_kind, entry.subject_id)
    undone = _undone(entry, history)
    action = subject.action(undone.action if undone else entry.action)
    if action is None:
        names = ", ".join([a.name for a in subject.actions] + [UNDO])
        raise EntryRefused([Fault("action", f"is {entry.action!r}; allowed for {subject.kind}: {names}")])
    found = _found(known, subject, entry, history, person)
    _refuse_if_not_allowed(known, person, entry, action, found, undone)
    _refuse_if_stale(entry, history)
    body, faults = ({}, []) if undone else checked_body(action.fields, entry.body)
    is_sound = not faults
    faults += faults_of_text(entry, () if undone else action.fields, body)
    faults += own_faults(entry, action, body, found, today, is_undoing=undone is not None)
    if is_sound and action.check and not undone:
        standing = tuple(held for held in history if held.stands)
        faults += action.check(body, Situation(today.day, found, standing))
    faults += minute_faults(known, entry, body) + _key_faults(known, entry)
    if faults:
        raise EntryRefused(faults)
    return _stored(entry, body, found, person, clock)


def _undone(entry: Entry, history: list[Held]) -> Held | None:
    """The entry that this one undoes; None where it undoes none."""
    if entry.action != UNDO:
        if entry.undoes is not None:
            raise EntryRefused([Fault("undoes", f"belongs to the action {UNDO} only")])
        return None
    held = next((h for h in history if h.entry_id == entry.undoes), None)
    if held is None:
        said = (
            "is needed: the number of the entry to undo"
            if entry.undoes is None
            else f"is {entry.undoes}: there is no such entry about this subject"
        )
        raise EntryRefused([Fault("undoes", said)])
    if held.undoes is not None:
        raise EntryRefused([Fault("undoes", f"is {entry.undoes}, itself an undoing; make the entry anew instead")])
    if held.undone_by is not None:
        raise EntryRefused([Fault("undoes", f"is {entry.undoes}, which entry {held.undone_by} has undone already")])
    return held


def _found(known: Known, subject: Subject, entry: Entry, history: list[Held], person: Person) -> Found:
    if subject.kind in FINDERS:
        found = known.found(subject.kind, entry.subject_id)
        if found is not None:
            return found
    elif history:
        return Found(scope=history[0].scope)
    if entry.action not in subject.creates:
        raise EntryRefused([Fault("subject_id", f"is {entry.subject_id!r}: there is no such {subject.title.lower()}")])
    # A new thing belongs to the force named, or else to the one its maker acts for.
    own = person.force_code if person.role in OF_ONE_FORCE else ""
    scope = entry.scope or own
    if scope and not known.force(scope):
        raise EntryRefused([Fault("scope", f"is {scope!r}, which is no code of a force")])
    return Found(scope=scope)


def _refuse_if_not_allowed(
    known: Known, person: Person, entry: Entry, action: Action, found: Found, undone: Held | None
) -> None:
    body = undone.body if undone else entry.body
    why = entry_refusal(
        person,
        what=action.title,
        roles=action.roles,
        scope=found.scope,
        closes=action.closes is not None and action.closes(body),
        owner_roles=found.owner_roles,
    )
    if not why and undone and (undone.role, undone.scope) != (person.role, found.scope):
        why = f"{action.title}: entry {undone.entry_id} was made by another; nobody undoes another's words."
    if not why and person.role is Role.PCC_OFFICE:
        bodies, on = known.bodies(), known.today.day
        why = office_refusal(person, bodies, on) or (
            predecessor_refusal(bodies, undone.scope, undone.known_from, on) if undone else ""
        )
    if why:
        raise _Refusal(why, entry)


def _refuse_if_stale(entry: Entry, history: list[Held]) -> None:
    if entry.expects is None:
        return
    later = sorted((h for h in history if h.entry_id > entry.expects), key=lambda h: h.entry_id)
    if later:
        raise EntryConflict(entry, later)


def _stored(entry: Entry, body: dict[str, Any], found: Found, person: Person, clock: Clock) -> dict[str, Any]:
    today = clock.today()
    return {
        "subject_kind": entry.subject_kind,
        "subject_id": entry.subject_id,
        "action": entry.action,
        "body": body,
        "happened_on": entry.happened_on or today,
        "happened_precision": entry.happened_precision,
        "entered_at": clock.now(),
        "known_from": today,
        "actor": person.account,
        "role": person.role.value,
        "scope": found.scope,
        "reason": entry.reason,
        "evidence": [item.as_json() for item in entry.evidence],
        "undoes": entry.undoes,
        "expects": entry.expects,
        "idempotency_key": entry.idempotency_key,
        "batch": entry.batch,
    }


def _log_refusal(store: Store, clock: Clock, person: Person, refusal: _Refusal) -> None:
    entry = refusal.entry
    values = {
        "actor": person.account,
        "role": person.role.value,
        "force_code": person.force_code,
        "subject_kind": entry.subject_kind,
        "subject_id": entry.subject_id[:200],
        "action": entry.action,
        "why": str(refusal),
    }
    _log.warning("refused: %s as %s %s: %s", person.account, person.role.value, person.force_code, refusal)
    with store.writing() as connection:
        ledger.add_refusal(connection, values, clock.now())
