"""Taking an office's own tracker spreadsheet into the ledger: columns matched, everything checked, then all or nothing.

A tracker's words about what anybody thinks are kept as a comment.  A force's status that says how far the work is becomes a
claim of progress, said in the dry run; nothing in a tracker is a closure, a position or an assurance.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dashboard.commands.private_text import REFUSED_IN_IDS, without_personal_data
from dashboard.commands.record import Recorded, check, record_all
from dashboard.commands.tracker_held import differences, held_items
from dashboard.commands.tracker_sheet import heading_named, sheet_in, words_in
from dashboard.commands.tracker_words import HEADINGS, ISSUERS, KINDS, folded, progress_of, status_in
from dashboard.domain.access import Person, Role
from dashboard.domain.asat import AsAt
from dashboard.domain.clock import Clock
from dashboard.domain.dates import parse_day
from dashboard.domain.errors import BadDate, ReaderError, unknown_name
from dashboard.domain.figures import count_of
from dashboard.domain.ledger import Entry, Fault
from dashboard.domain.names import owner_as_post
from dashboard.domain.subjects.recommendation import REPORTED_CLAIM
from dashboard.store.engine import Store
from loaders.screening import looks_personal

MOST_ROWS = 20_000
NEEDED = ("rec_id", "report_title", "published_on", "summary")
IDENTIFIERS = ("rec_id", "issuer_ref", "parent_rec_id", "published_on", "due_words", "update_on")
REMARKS = ("comment", "force_status", "rag", "pct_complete", "pcc_comment", "issuer_status", "closed_on", "assurance")


@dataclass(frozen=True)
class Tracker:
    """A tracker as read: which column plays which part, which are left out, and the entries it would make."""

    columns: dict[str, str]
    left_out: tuple[str, ...]
    rows: int
    entries: tuple[Entry, ...]
    places: tuple[str, ...]
    faults: tuple[Fault, ...]
    # What the dry run says besides: texts as they were rewritten, and what is taken otherwise than one might expect.
    warnings: tuple[str, ...] = ()
    # What the statuses of the force became, each with the number of rows.
    claims: tuple[str, ...] = ()


def headings_of(content: bytes, file_name: str) -> tuple[list[str], dict[str, str]]:
    """The headings of a tracker, and the column that its headings suggest for each of our fields.  ReaderError as below."""
    headings = [str(name) for name in sheet_in(content, file_name)[0].columns]
    return headings, _matched(headings, {})


def read_tracker(
    content: bytes, file_name: str, mapping: Mapping[str, str] | None = None, *, guess: bool = True
) -> Tracker:
    """The entries that a tracker (CSV, XLSX or ODS) would make, with every fault.

    Titles may stand above the headings.  `mapping` gives columns by our field, over what their headings say; with `guess` False the headings say nothing.
    ReaderError where the file cannot be read as a
    table, has too many rows, or lacks a column that is needed; UnknownName for a field or column that is not there.
    """
    frame, first_row = sheet_in(content, file_name, (mapping or {}).values())
    if len(frame) > MOST_ROWS:
        raise ReaderError(f"{file_name} has {len(frame):,} rows; at most {MOST_ROWS:,} are taken at once. Split it.")
    columns = _matched([str(name) for name in frame.columns], mapping or {}, guess=guess)
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        raise ReaderError(
            f"{file_name}: no column was found for {', '.join(missing)}; name it with --map field=Column. "
            f"The columns are {', '.join(map(str, frame.columns))}."
        )
    batch = f"{file_name}, {hashlib.sha256(content).hexdigest()[:12]}"
    entries: list[Entry] = []
    places: list[str] = []
    faults: list[Fault] = []
    warnings: list[str] = []
    claims: Counter[str] = Counter()
    for n, cells in enumerate(frame.to_dict("records")):
        said = {name: words_in(cells[column]) for name, column in columns.items()}
        if not any(said.values()):
            continue
        place = f"row {n + first_row}: "
        key = hashlib.sha256(repr(sorted(said.items())).encode()).hexdigest()[:32]
        safe, found = _screened(said, place)
        warnings += [f"{place}{name} now reads: {safe[name]}" for name in safe if safe[name] != said[name]]
        faults += found
        if found:
            continue
        made, found = _row(safe, batch, place, key)
        claims.update(
            f"{status_in(safe)} is the claim “{e.body['progress']}”, and no closure"
            for e in made
            if e.action == REPORTED_CLAIM
        )
        entries += made
        places += [place] * len(made)
        faults += found
    left = tuple(str(name) for name in frame.columns if name not in columns.values())
    said_claims = tuple(f"{words}: {count_of(n, 'row')}" for words, n in claims.most_common())
    return Tracker(
        columns, left, len(frame), tuple(entries), tuple(places), tuple(faults), tuple(warnings), said_claims
    )


def fitted(store: Store, clock: Clock, person: Person, tracker: Tracker) -> Tracker:
    """The tracker as its entries would be made by this person on what the store holds.

    A reference is found whatever its case.  An item held already, or named in an earlier row, is not made anew: its remarks
    are attached to it, and a warning says so.  A force's status is its own claim where the force brings the tracker in, and
    what its policing body's office has from it otherwise.
    """
    held = held_items(store, AsAt(clock.today()), (entry.subject_id for entry in tracker.entries))
    entries: list[Entry] = []
    places: list[str] = []
    warnings = list(tracker.warnings)
    first: dict[str, tuple[str, Entry]] = {}
    otherwise: dict[str, str] = {}
    remarked = {p for e, p in zip(tracker.entries, tracker.places, strict=True) if e.action == "comment"}
    for entry, place in zip(tracker.entries, tracker.places, strict=True):
        folded_id = entry.subject_id.casefold()
        before, made = first.setdefault(folded_id, (place, entry))
        item = held.get(folded_id)
        entry = replace(entry, subject_id=item["rec_id"] if item else made.subject_id)
        if entry.action == "create" and (item or before != place):
            where = "is held already" if item else f"stands in {before.removesuffix(': ')} too"
            differs = differences(entry, item or made.body)
            warnings.append(
                f"{place}{entry.subject_id} {where}: what the row remarks is attached to it, and it is not made anew"
            )
            warnings += [f"{place}not taken over, and kept in the remark of the row: {words}" for words in differs]
            if not differs:
                continue
            otherwise[place] = f"The row differs from what is held, which stands: {'; '.join(differs)}"
            if place in remarked:
                continue
            entry = _remark_of(entry, otherwise.pop(place))
        elif entry.action == "comment" and place in otherwise:
            words = f"{entry.body['words']}. {otherwise.pop(place)}"
            entry = replace(entry, body={"words": words})
        elif entry.action == REPORTED_CLAIM and person.role is not Role.PCC_OFFICE:
            if person.role is not Role.FORCE:
                continue
            entry = replace(entry, action="claim")
        entries.append(entry)
        places.append(place)
    return replace(tracker, entries=tuple(entries), places=tuple(places), warnings=tuple(warnings))


def _remark_of(made: Entry, words: str) -> Entry:
    """A remark in the place of an item that is not made anew, for a row that remarks nothing else."""
    key = (made.idempotency_key or "").removesuffix("-item")
    return replace(
        made, action="comment", body={"words": f"From the tracker. {words}"}, idempotency_key=f"{key}-remark"
    )


def check_tracker(store: Store, clock: Clock, person: Person, tracker: Tracker) -> list[Fault]:
    """Every fault of a dry run, each with its row."""
    fit = fitted(store, clock, person, tracker)
    found = check(store, clock, person, fit.entries, fit.places) if fit.entries else []
    # A row that cannot be made is at fault for itself; that its remarks find no item says nothing more.
    follows = {f"is {e.subject_id!r}: there is no such recommendation" for e in fit.entries if e.action == "create"}
    return [*fit.faults, *(fault for fault in found if fault.words not in follows)]


def take_in_tracker(store: Store, clock: Clock, person: Person, tracker: Tracker) -> list[Recorded]:
    """Make all entries or none; the same file again changes nothing.  The errors of `record_all`."""
    if tracker.faults:
        raise ReaderError(f"Nothing was entered: {'; '.join(in_short(tracker.faults))}.")
    return record_all(store, clock, person, fitted(store, clock, person, tracker).entries)


def in_short(faults: Sequence[Fault], most: int = 5) -> list[str]:
    """Faults of a long file in few lines: each kind once, with the rows it is in, the first of them named."""
    rows: dict[str, list[str]] = {}
    for fault in faults:
        row, _, name = fault.place.rpartition(": ")
        rows.setdefault(f"{name} {fault.words}", []).append(row or "the file")
    lines = []
    for words, where in rows.items():
        more = f" and {count_of(len(where) - most, 'more row')}" if len(where) > most else ""
        lines.append(f"{', '.join(where[:most])}{more}: {words}")
    return lines


def _matched(headings: list[str], mapping: Mapping[str, str], *, guess: bool = True) -> dict[str, str]:
    columns: dict[str, str] = {}
    for name, heading in mapping.items():
        if name not in HEADINGS:
            raise unknown_name("field of a tracker", name, HEADINGS)
        found = heading_named(heading, headings)
        if found is None:
            raise unknown_name("column", heading, headings)
        columns[name] = found
    for name, known in HEADINGS.items() if guess else ():
        free = {folded(h): h for h in headings if h not in columns.values()}
        match = next((free[words] for words in known if words in free), None)
        if name not in columns and match:
            columns[name] = match
    return columns


def _screened(said: dict[str, str], place: str) -> tuple[dict[str, str], list[Fault]]:
    """A row without personal data, and a fault for each cell from which it cannot safely be taken."""
    safe: dict[str, str] = {}
    faults: list[Fault] = []
    for name, text in said.items():
        safe[name] = text if name in IDENTIFIERS else without_personal_data(text)
        if name in ("owner", "addressee"):
            safe[name] = owner_as_post(safe[name])
        what = looks_personal(safe[name], REFUSED_IN_IDS if name in IDENTIFIERS else ())
        if what:
            faults.append(Fault(f"{place}{name}", f"holds {what}; take it out of the tracker"))
    return safe, faults


def _row(said: dict[str, str], batch: str, place: str, key: str) -> tuple[list[Entry], list[Fault]]:
    faults = [Fault(f"{place}{name}", "is blank") for name in NEEDED if not said.get(name)]
    published = _day(said.get("published_on", ""), f"{place}published_on", faults)
    updated = _day(said.get("update_on", ""), f"{place}update_on", faults)
    if faults:
        return [], faults
    names = ("report_title", "issuer_ref", "parent_rec_id", "severity", "due_words", "owner", "addressee")
    body: dict[str, Any] = {name: said[name] for name in names if said.get(name)}
    issuer = said.get("issuer") or "HMICFRS"
    body |= {
        "kind": KINDS.get(folded(said.get("kind", "")), "not stated"),
        "summary": said["summary"],
        "issuer": ISSUERS.get(folded(issuer), issuer),
        "published_on": published,
    }

    def entry(action: str, of: dict[str, Any], part: str, on: str | None = None) -> Entry:
        day = date.fromisoformat(on) if on else None
        key_of_part = f"{key}-{part}"
        return Entry("recommendation", said["rec_id"], action, of, day, batch=batch, idempotency_key=key_of_part)

    made = [entry("create", body, "item")]
    remarks = [f"{name.replace('_', ' ')}: {said[name]}" for name in REMARKS if said.get(name)]
    if remarks:
        made.append(entry("comment", {"words": f"From the tracker. {'; '.join(remarks)}"}, "remark", updated))
    if progress := progress_of(said):
        words = f"The tracker says: {status_in(said)}."
        made.append(entry(REPORTED_CLAIM, {"progress": progress, "words": words}, "claim", updated))
    return made, []


def _day(words: str, place: str, faults: list[Fault]) -> str | None:
    if not words:
        return None
    try:
        return parse_day(words, what="date").isoformat()
    except BadDate as error:
        faults.append(Fault(place, f"cannot be read: {error}".rstrip(".")))
        return None
