"""Taking an office's own tracker spreadsheet into the ledger: columns matched, everything checked, then all or nothing.

A tracker's words about what the force or the inspectorate thinks are kept as a comment: nobody's claim, position or closure
is entered for them.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd

from dashboard.commands.finders.recommendations import recommendation
from dashboard.commands.private_text import REFUSED_IN_IDS, without_personal_data
from dashboard.commands.record import Recorded, check, record_all
from dashboard.domain.access import Person
from dashboard.domain.asat import AsAt
from dashboard.domain.clock import Clock
from dashboard.domain.dates import parse_day
from dashboard.domain.errors import BadDate, ReaderError, unknown_name
from dashboard.domain.ledger import Entry, Fault
from dashboard.domain.names import owner_as_post
from dashboard.store.engine import Store
from loaders.screening import looks_personal

MOST_ROWS = 2_000
# Our field, and the headings trackers use for it, without case and punctuation.
HEADINGS: dict[str, tuple[str, ...]] = {
    "rec_id": ("reference no", "reference", "ref", "id", "number", "no"),
    "issuer_ref": ("hmicfrs id", "hmicfrs ref", "portal id", "issuer ref"),
    "report_title": ("report", "report title", "inspection", "title"),
    "published_on": (
        "report date",
        "date of report",
        "published",
        "published on",
        "date published",
        "publication date",
    ),
    "kind": ("type", "kind", "rec type"),
    "parent_rec_id": ("parent cause of concern", "cause of concern", "parent"),
    "summary": ("text", "recommendation", "summary", "recommendation text", "description"),
    "addressee": ("addressee", "aimed at", "addressed to"),
    "owner": ("owner", "lead", "chief officer lead", "senior responsible officer", "sro", "delivery lead"),
    "issuer": ("issuer", "source", "inspectorate", "body"),
    "severity": ("severity", "priority", "risk"),
    "due_words": ("due", "due date", "original due date", "target date", "deadline"),
    "comment": ("latest update", "force update", "update", "progress", "comments", "comment", "notes"),
    "force_status": ("force status", "force position", "status"),
    "rag": ("rag", "force rag", "rag status", "rag rating"),
    "pct_complete": ("complete", "per cent complete", "percent complete", "progress pct"),
    "pcc_comment": ("pcc comment", "pcc comments", "opcc comment", "opcc comments"),
    "issuer_status": ("hmicfrs status", "issuer status", "inspectorate status"),
    "assurance": ("pcc assurance status", "assurance", "pcc status"),
}
KINDS = {
    "cause of concern": "cause of concern",
    "coc": "cause of concern",
    "recommendation": "recommendation",
    "rec": "recommendation",
    "area for improvement": "area for improvement",
    "afi": "area for improvement",
}
NEEDED = ("rec_id", "report_title", "published_on", "summary")
IDENTIFIERS = ("rec_id", "issuer_ref", "parent_rec_id", "published_on", "due_words")
REMARKS = ("comment", "force_status", "rag", "pct_complete", "pcc_comment", "issuer_status", "assurance")


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


def headings_of(content: bytes, file_name: str) -> tuple[list[str], dict[str, str]]:
    """The headings of a tracker, and the column that its headings suggest for each of our fields.  ReaderError as below."""
    headings = [str(name) for name in _frame(content, file_name).columns]
    return headings, _matched(headings, {})


def read_tracker(
    content: bytes, file_name: str, mapping: Mapping[str, str] | None = None, *, guess: bool = True
) -> Tracker:
    """The entries that a tracker (CSV, XLSX or ODS, headings in its first row) would make, with every fault.

    `mapping` gives columns by our field, over what their headings say; with `guess` False the headings say nothing.
    ReaderError where the file cannot be read as a
    table, has too many rows, or lacks a column that is needed; UnknownName for a field or column that is not there.
    """
    frame = _frame(content, file_name)
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
    for n, cells in enumerate(frame.to_dict("records")):
        said = {name: _words(cells[column]) for name, column in columns.items()}
        if not any(said.values()):
            continue
        place = f"row {n + 2}: "
        key = hashlib.sha256(repr(sorted(said.items())).encode()).hexdigest()[:32]
        safe, found = _screened(said, place)
        warnings += [f"{place}{name} now reads: {safe[name]}" for name in safe if safe[name] != said[name]]
        faults += found
        if found:
            continue
        made, found = _row(safe, batch, place, key)
        entries += made
        places += [place] * len(made)
        faults += found
    left = tuple(str(name) for name in frame.columns if name not in columns.values())
    return Tracker(columns, left, len(frame), tuple(entries), tuple(places), tuple(faults), tuple(warnings))


def check_tracker(store: Store, clock: Clock, person: Person, tracker: Tracker) -> list[Fault]:
    """Every fault of a dry run.  Remarks about rows that are new are checked with the row and not by themselves."""
    held = _held(store, clock, tracker)
    creates = {e.subject_id for e in tracker.entries if e.action == "create"} - held
    pairs = [
        (e, p)
        for e, p in zip(tracker.entries, tracker.places, strict=True)
        if (e.action == "create") == (e.subject_id in creates)
    ]
    found = check(store, clock, person, [e for e, _ in pairs], [p for _, p in pairs]) if pairs else []
    return [*tracker.faults, *found]


def take_in_tracker(store: Store, clock: Clock, person: Person, tracker: Tracker) -> list[Recorded]:
    """Make all entries or none; the same file again changes nothing.  The errors of `record_all`."""
    if tracker.faults:
        raise ReaderError(f"Nothing was entered: {'; '.join(map(str, tracker.faults))}.")
    held = _held(store, clock, tracker)
    entries = [e for e in tracker.entries if e.action != "create" or e.subject_id not in held]
    return record_all(store, clock, person, entries)


def _held(store: Store, clock: Clock, tracker: Tracker) -> set[str]:
    """The items of the tracker that are held already: its remarks are attached to those, and they are not made anew."""
    today = AsAt(clock.today())
    with store.reading() as connection:
        return {e.subject_id for e in tracker.entries if recommendation(connection, e.subject_id, today)}


def _frame(content: bytes, file_name: str) -> pd.DataFrame:
    try:
        if file_name.lower().endswith(".csv"):
            return pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False, encoding="utf-8-sig")
        return pd.read_excel(io.BytesIO(content), dtype=object, keep_default_na=False, engine="calamine")
    except Exception as error:  # the libraries raise many kinds; each means the same to the person
        raise ReaderError(f"{file_name} cannot be read as a table; save it as CSV (UTF-8), XLSX or ODS.") from error


def _matched(headings: list[str], mapping: Mapping[str, str], *, guess: bool = True) -> dict[str, str]:
    columns: dict[str, str] = {}
    for name, heading in mapping.items():
        if name not in HEADINGS:
            raise unknown_name("field of a tracker", name, HEADINGS)
        if heading not in headings:
            raise unknown_name("column", heading, headings)
        columns[name] = heading
    for name, known in HEADINGS.items() if guess else ():
        free = {_folded(h): h for h in headings if h not in columns.values()}
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
    if faults:
        return [], faults
    names = ("report_title", "issuer_ref", "parent_rec_id", "severity", "due_words")
    body: dict[str, Any] = {name: said[name] for name in names if said.get(name)}
    body |= {
        "kind": KINDS.get(_folded(said.get("kind", "")), "not stated"),
        "summary": said["summary"],
        "issuer": said.get("issuer") or "HMICFRS",
        "published_on": published,
    }
    body |= {name: said[name] for name in ("owner", "addressee") if said.get(name)}
    made = [Entry("recommendation", said["rec_id"], "create", body, batch=batch, idempotency_key=f"{key}-item")]
    remarks = [f"{name.replace('_', ' ')}: {said[name]}" for name in REMARKS if said.get(name)]
    if remarks:
        words = {"words": f"From the tracker. {'; '.join(remarks)}"}
        made.append(
            Entry("recommendation", said["rec_id"], "comment", words, batch=batch, idempotency_key=f"{key}-remark")
        )
    return made, []


def _day(words: str, place: str, faults: list[Fault]) -> str | None:
    if not words:
        return None
    try:
        return parse_day(words, what="date").isoformat()
    except BadDate as error:
        faults.append(Fault(place, f"cannot be read: {error}".rstrip(".")))
        return None


def _words(cell: object) -> str:
    if isinstance(cell, datetime | date):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None or cell != cell else " ".join(str(cell).split())


def _folded(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", words.casefold()).strip()
