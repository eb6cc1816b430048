"""What the store knows of the things that a list of entries is about, asked for all of them at once or one by one.

A list about recommendations only, such as an office's whole tracker, is asked about in a few questions, and what the list
itself has added so far is kept in memory; anything else is asked about entry by entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dashboard.commands.finders import FINDERS
from dashboard.commands.finders.recommendations import KIND, finder_of
from dashboard.domain.asat import AsAt
from dashboard.domain.dates import LATEST
from dashboard.domain.ledger import Entry, Held
from dashboard.domain.subjects import Found
from dashboard.store import ledger
from dashboard.store.engine import Connection
from dashboard.store.queries import ledger as ledger_queries
from dashboard.store.queries.facts import Record, facts

# Every entry there is, whatever the day: a conflict must not depend on clocks.
EVER = AsAt(LATEST)
AT_ONCE = 2_000  # identifiers in one question; databases bound their number


class Known:
    """Asks one by one, and adds each entry to the store as it comes, so that the next sees it."""

    def __init__(self, connection: Connection, today: AsAt) -> None:
        self.connection, self.today = connection, today
        self._facts: dict[tuple[str, str | None], list[Record]] = {}

    def history(self, kind: str, subject_id: str) -> list[Held]:
        """Every entry about a subject, by the day it happened and in the order entered."""
        return ledger_queries.entries(self.connection, as_at=EVER, subject_kind=kind, subject_ids=[subject_id])

    def found(self, kind: str, subject_id: str) -> Found | None:
        """What is known of the subject today; None where there is no such thing."""
        return FINDERS[kind](self.connection, subject_id, self.today)

    def with_key(self, key: str) -> Mapping[str, Any] | None:
        """The entry that was sent with this key, or None."""
        return ledger.entry_with_key(self.connection, key)

    def force(self, code: str) -> list[Record]:
        """The force of this code, if there is one."""
        return self._kept("forces", code)

    def bodies(self) -> list[Record]:
        """The local policing bodies there are and were."""
        return self._kept("local_policing_bodies", None)

    def add(self, values: Mapping[str, Any]) -> int:
        """Add an entry; returns its number."""
        return ledger.add_entry(self.connection, values)

    def finish(self) -> dict[int, int]:
        """Everything was sound: what was kept back goes in.  Gives the true number for each that was given out before."""
        return {}

    def _kept(self, kind: str, force_code: str | None) -> list[Record]:
        if (kind, force_code) not in self._facts:
            asked = {"force_code": force_code} if force_code else {}
            self._facts[kind, force_code] = facts(self.connection, kind, as_at=self.today, **asked)
        return self._facts[kind, force_code]


class KnownTogether(Known):
    """Asks about all recommendations of a list at once, and adds its entries together when all of them are sound."""

    def __init__(self, connection: Connection, today: AsAt, entries: Sequence[Entry]) -> None:
        super().__init__(connection, today)
        ids = list(dict.fromkeys(entry.subject_id for entry in entries))
        self._histories: dict[str, list[Held]] = {}
        for some in _some_at_once(ids):
            for held in ledger_queries.entries(connection, as_at=EVER, subject_kind=KIND, subject_ids=some):
                self._histories.setdefault(held.subject_id, []).append(held)
        self._find = finder_of(connection, ids, today)
        self._keys = dict(self._sent([entry.idempotency_key for entry in entries if entry.idempotency_key]))
        self._next = ledger.last_entry_number(connection) + 1
        self._waiting: list[Mapping[str, Any]] = []

    def history(self, kind: str, subject_id: str) -> list[Held]:  # noqa: ARG002 - there is one kind here
        return list(self._histories.get(subject_id, []))

    def found(self, kind: str, subject_id: str) -> Found | None:  # noqa: ARG002 - there is one kind here
        return self._find(subject_id, self._histories.get(subject_id, []))

    def with_key(self, key: str) -> Mapping[str, Any] | None:
        return self._keys.get(key)

    def add(self, values: Mapping[str, Any]) -> int:
        number = self._next + len(self._waiting)
        held = ledger_queries.held_of(
            {**{n: v for n, v in values.items() if n != "idempotency_key"}, "entry_id": number}
        )
        before = [h if h.entry_id != held.undoes else h.undone(number) for h in self.history("", held.subject_id)]
        self._histories[held.subject_id] = sorted([*before, held], key=lambda h: (h.happened_on, h.entry_id))
        if values["idempotency_key"]:
            self._keys[values["idempotency_key"]] = {**values, "entry_id": number}
        self._waiting.append(values)
        return number

    def finish(self) -> dict[int, int]:
        # A database may leave numbers out, so those given out in advance only keep the order.
        numbers = ledger.add_entries(self.connection, self._waiting)
        return dict(zip(range(self._next, self._next + len(numbers)), numbers, strict=True))

    def _sent(self, keys: list[str]) -> Iterator[tuple[str, Mapping[str, Any]]]:
        for some in _some_at_once(keys):
            for row in ledger.entries_with_keys(self.connection, some):
                yield row["idempotency_key"], row


def _some_at_once(names: list[str]) -> Iterator[list[str]]:
    return (names[start : start + AT_ONCE] for start in range(0, len(names), AT_ONCE))


def known_of(connection: Connection, today: AsAt, entries: Sequence[Entry]) -> Known:
    """Whichever of the two fits a list of entries."""
    if all(entry.subject_kind == KIND for entry in entries):
        return KnownTogether(connection, today, entries)
    return Known(connection, today)
