"""Takes a file of entries in: every row checked, all faults at once with their place, then all of them or none; and back out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.commands.record import Recorded, check, record_all
from dashboard.commands.tracker_sheet import table_in, words_in
from dashboard.domain.access import Person
from dashboard.domain.asat import AsAt
from dashboard.domain.clock import Clock
from dashboard.domain.dates import parse_day
from dashboard.domain.entry_files import ENTRY_FILES, FORCE, STANDARD, YEAR, EntryFile, sort_of
from dashboard.domain.errors import ReaderError
from dashboard.domain.ledger import UNDO, Entry, Evidence, Fault, Held
from dashboard.domain.qaad import NATIONAL
from dashboard.store.engine import Store
from dashboard.store.queries import bodies
from dashboard.store.queries.ledger import entries as held_entries

MOST_ROWS = 20_000


@dataclass(frozen=True)
class Read:
    """A file as read: its sort, the entries its rows would make with the place of each, and what is wrong with it."""

    sort: EntryFile
    entries: tuple[Entry, ...]
    places: tuple[str, ...]
    faults: tuple[Fault, ...]
    batch: str


def read_entry_file(store: Store, clock: Clock, content: bytes, file_name: str) -> Read:
    """The entries a file (CSV, XLSX or ODS as `rcq template` writes it) would make.

    ReaderError where it is no table, of no known sort, or too long.
    """
    table = table_in(content, file_name)
    headings = [str(name) for name in table.columns]
    sort = sort_of(headings)
    if sort is None:
        needed = "; ".join(f"{known.name}: {', '.join(known.needed)}" for known in ENTRY_FILES.values())
        raise ReaderError(f"{file_name} is no file of entries: the columns of one sort must all be there ({needed}).")
    if len(table) > MOST_ROWS:
        raise ReaderError(f"{file_name} has {len(table):,} rows; at most {MOST_ROWS:,} are taken at once. Split it.")
    batch = f"{file_name}, {hashlib.sha256(content).hexdigest()[:12]}"
    known = {column.name for column in sort.columns}
    faults = [Fault(f"column {name}", f"is not known in {sort.name}") for name in headings if name not in known]
    made: list[Entry] = []
    places: list[str] = []
    codes = _Codes(store, AsAt(clock.today()))
    # A file that was taken out may come in again; sent twice otherwise, it changes nothing the second time.
    times = f"{batch}, {sum(e.action == UNDO for e in _of_batch(store, clock, batch))}"
    for n, cells in enumerate(table.to_dict("records")):
        said = {name: words_in(cells[name]) for name in headings if name in known}
        if any(said.values()):
            place = f"row {n + 2}: "
            found, entry = _entry(sort, said, place, (batch, times), codes)
            faults += found
            if entry:
                made.append(entry)
                places.append(place)
    return Read(sort, tuple(made), tuple(places), tuple(faults), batch)


def faults_of(store: Store, clock: Clock, person: Person, read: Read) -> list[Fault]:
    """Every fault of the file, its own and those of its entries."""
    return [*read.faults, *check(store, clock, person, read.entries, read.places)]


def take_in(store: Store, clock: Clock, person: Person, read: Read) -> list[Recorded]:
    """Make all entries, or none.  The same file again changes nothing."""
    if read.faults:
        raise ReaderError("Nothing was entered: the file has faults.")
    return record_all(store, clock, person, read.entries)


def take_out(store: Store, clock: Clock, person: Person, batch: str, reason: str) -> int:
    """Undo what still stands of the entries that came in with a file, by further entries; returns how many.

    ReaderError where nothing of it stands.
    """
    held = [entry for entry in _of_batch(store, clock, batch) if entry.stands]
    if not held:
        raise ReaderError("Nothing that came in with this very file still stands, so there is nothing to take out.")
    undoing = [Entry(h.subject_kind, h.subject_id, UNDO, undoes=h.entry_id, reason=reason, batch=batch) for h in held]
    return len(record_all(store, clock, person, undoing))


def _of_batch(store: Store, clock: Clock, batch: str) -> list[Held]:
    """Everything that came in with a file, its undoings included."""
    kinds = sorted({known.subject_kind for known in ENTRY_FILES.values()})
    with store.reading() as connection:
        return [
            entry
            for kind in kinds
            for entry in held_entries(connection, as_at=AsAt(clock.today()), subject_kind=kind)
            if entry.batch == batch
        ]


class _Codes:
    """The codes of forces as they are named in a file, each looked for once."""

    def __init__(self, store: Store, as_at: AsAt) -> None:
        self._store, self._as_at = store, as_at
        self._found: dict[str, str] = {}

    def of(self, words: str) -> str:
        """The code; UnknownName where there is no such force."""
        if words.casefold() == NATIONAL:
            return NATIONAL
        if words not in self._found:
            with self._store.reading() as connection:
                self._found[words] = bodies.force_code(connection, words, as_at=self._as_at)
        return self._found[words]


def _entry(
    sort: EntryFile, said: Mapping[str, str], place: str, sent: tuple[str, str], codes: _Codes
) -> tuple[list[Fault], Entry | None]:
    faults: list[Fault] = []
    subject_id = _subject(sort, said, place, codes, faults)
    body: dict[str, object] = {}
    for field in sort.made.fields:
        words = said.get(field.name, "")
        if words:
            body[field.name] = _day(words, f"{place}{field.name}", faults) if field.type == "date" else words
    happened = said.get("happened_on", "")
    on = _day(happened, f"{place}happened_on", faults) if happened else None
    title, url = said.get("evidence_title", ""), said.get("evidence_url", "")
    evidence = (Evidence(title=title, url=url),) if title or url else ()
    if faults or not subject_id:
        return faults, None
    key = hashlib.sha256(repr((sort.name, sent, place, sorted(said.items()))).encode()).hexdigest()[:32]
    return [], Entry(
        sort.subject_kind,
        subject_id,
        sort.action,
        body,
        parse_day(on) if on else None,
        evidence=evidence,
        idempotency_key=key,
        batch=sent[0],
    )


def _subject(sort: EntryFile, said: Mapping[str, str], place: str, codes: _Codes, faults: list[Fault]) -> str:
    """What the row is about, as the ledger names it; a fault for each column that does not say it."""
    blank = [name for name in sort.naming if not said.get(name)]
    faults += [Fault(f"{place}{name}", "is blank") for name in blank]
    if STANDARD in sort.naming:
        return said.get(STANDARD, "")
    code = ""
    if FORCE not in blank:
        try:
            code = codes.of(said[FORCE])
        except ReaderError as error:
            faults.append(Fault(f"{place}{FORCE}", str(error).rstrip(".")))
    year = said.get(YEAR, "")
    if year and not (year.isdigit() and 2000 <= int(year) <= 2099):
        faults.append(Fault(f"{place}{YEAR}", f"is {year!r}; write a year such as 2026"))
    return f"{code}/{year}"


def _day(words: str, place: str, faults: list[Fault]) -> str | None:
    try:
        return parse_day(words, what="date").isoformat()
    except ReaderError as error:
        faults.append(Fault(place, f"cannot be read: {error}".rstrip(".")))
        return None
