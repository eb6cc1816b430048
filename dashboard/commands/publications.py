"""Loading a publisher's file as it is: a dry run first, then all of it in one transaction, or nothing; and undoing it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date

from dashboard.commands.loading import BUNDLED
from dashboard.commands.references import unresolved
from dashboard.domain.clock import Clock
from dashboard.domain.dates import british
from dashboard.domain.editions import Edition, EditionContent
from dashboard.domain.errors import ReaderError
from dashboard.domain.kinds import BY_NAME
from dashboard.store import editions, loads
from dashboard.store.engine import Connection, Store
from loaders.reading import ReadPublication
from loaders.report import EditionFacts, LoadReport
from loaders.run import read_publication


class LoadRefused(ReaderError):
    """A file cannot be committed as it stands; the message says what stops it and what to do.  Nothing was changed."""


@dataclass(frozen=True)
class Wishes:
    """What the person loading a file adds to it.

    `published_on` is needed where the file does not print its day; `accept_totals` is the reason for taking a file whose
    own totals do not agree; `correction` is the reason where it puts a mistake right, and blank for a planned revision.
    """

    as_kind: str | None = None
    published_on: date | None = None
    accept_totals: str = ""
    correction: str = ""


@dataclass(frozen=True)
class Changes:
    """What a file's rows of one kind would do to what its publication says now."""

    added: int
    revised: int
    unchanged: int


@dataclass(frozen=True)
class LoadOutcome:
    """What a load did, or in a dry run would do.  `load_id` is None unless it was committed or had been before."""

    report: LoadReport
    changes: dict[str, Changes] = field(default_factory=dict)
    load_id: int | None = None
    already_loaded: bool = False
    stops: tuple[str, ...] = ()


def load_publication(
    store: Store, *, content: bytes, file_name: str, clock: Clock, wishes: Wishes, commit: bool
) -> LoadOutcome:
    """Read a published file and, if `commit`, take it in.

    The same file again changes nothing and says so.  A dry run reads and compares exactly as a commit does.

    Raises:
        the errors of `loaders.run.read_publication`: it cannot be opened, is not known, or holds personal data.
        LoadRefused: `commit` was asked for and something stops it; the message names everything that does.
    """
    read = read_publication(content, file_name, as_kind=wishes.as_kind)
    checksum = hashlib.sha256(content).hexdigest()
    stops = tuple(_stops(read, wishes, clock))
    with store.reading() as connection:
        before = loads.load_with(connection, checksum)
        stops += tuple(unresolved(connection, read))
        changes = {} if before else _changes(connection, read)
    if before is not None:
        return LoadOutcome(read.report, load_id=before, already_loaded=True)
    if not commit:
        return LoadOutcome(read.report, changes, stops=stops)
    if stops:
        raise LoadRefused(f"{file_name} was not loaded, and nothing was changed: {' '.join(stops)}")
    with store.writing() as connection:
        if (quicker := loads.load_with(connection, checksum)) is not None:
            return LoadOutcome(read.report, load_id=quicker, already_loaded=True)
        load_id = _commit(connection, read, content, checksum, clock, wishes)
    return LoadOutcome(read.report, changes, load_id=load_id)


def undo_load(store: Store, load_id: int, clock: Clock) -> int:
    """Take a load out again and restore what it had replaced; returns the number of rows taken out.

    The taking out is entered in the log.  Raises LoadRefused for a load that is not there and for the bundled record.
    """
    with store.writing() as connection:
        found = loads.load_numbered(connection, load_id)
        if found is None or found["rows_added"] < 0:
            raise LoadRefused(f"There is no load {load_id} to take out; `rcq loads` lists them.")
        if found["file_name"] == BUNDLED:
            raise LoadRefused(f"Load {load_id} is the bundled record, which cannot be taken out.")
        removed = editions.remove_load(connection, load_id)
        entry = editions.note_load(
            connection,
            what=f"took out load {load_id}: {found['what']}",
            file_name=found["file_name"],
            sha256=found["sha256"],
            loaded_at=clock.now(),
        )
        editions.count_rows(connection, entry, -removed)
    return removed


def _stops(read: ReadPublication, wishes: Wishes, clock: Clock) -> list[str]:
    """Everything that must be put right before a commit, each with its remedy."""
    report = read.report
    stops = []
    if report.faults:
        stops.append(f"{len(report.faults)} cells are wrong, the first at {report.faults[0]}; mend the file.")
    if report.mismatches and not wishes.accept_totals:
        first = report.mismatches[0]
        stops.append(
            f"{len(report.mismatches)} totals do not agree with their parts, the first: {first}. Accept them with a reason "
            "(--accept-totals), which is kept."
        )
    days = [_published_on(facts, wishes) for facts, _ in read.by_edition()]
    if None in days:
        stops.append("The file does not print its day of publication; give it (--published-on YYYY-MM-DD).")
    late = [day for day in days if day is not None and day > clock.today()]
    if late:
        stops.append(f"Its day of publication, {british(max(late))}, has not come yet.")
    return stops


def _published_on(facts: EditionFacts, wishes: Wishes) -> date | None:
    return wishes.published_on or facts.published_on


def _changes(connection: Connection, read: ReadPublication) -> dict[str, Changes]:
    """Row by row against the newest statements of the same publication."""
    changes: dict[str, Changes] = {}
    for facts, kind_name, rows in (
        (f, name, found) for f, by_kind in read.by_edition() for name, found in by_kind.items()
    ):
        kind = BY_NAME[kind_name]
        figures = [f.name for f in kind.fields if f.type in ("integer", "number") and not f.is_key]
        names = [*kind.keys, *figures]
        width = len(kind.keys)
        held = {
            row[:width]: row[width:] for row in loads.held_values(connection, kind_name, facts.publication_id, names)
        }
        added = revised = unchanged = 0
        for row in rows:
            before = held.get(tuple(row[name] for name in kind.keys))
            if before is None:
                added += 1
            elif before == tuple(row[name] for name in figures):
                unchanged += 1
            else:
                revised += 1
        so_far = changes.get(kind_name, Changes(0, 0, 0))
        changes[kind_name] = Changes(so_far.added + added, so_far.revised + revised, so_far.unchanged + unchanged)
    return changes


def _commit(
    connection: Connection, read: ReadPublication, content: bytes, checksum: str, clock: Clock, wishes: Wishes
) -> int:
    file_name, title = read.report.file_name, read.edition.title
    loads.keep_file(connection, sha256=checksum, file_name=file_name, content=content, kept_at=clock.now())
    load_id = editions.note_load(connection, what=title, file_name=file_name, sha256=checksum, loaded_at=clock.now())
    contents = [
        EditionContent(edition=_edition(facts, file_name, checksum, number, clock, wishes), rows=rows)
        for number, (facts, rows) in enumerate(read.by_edition())
    ]
    editions.add_editions(connection, load_id=load_id, contents=contents)
    return load_id


def _edition(facts: EditionFacts, file_name: str, checksum: str, number: int, clock: Clock, wishes: Wishes) -> Edition:
    """The edition a file states; `number` tells apart the several sources of one filled template."""
    published = _published_on(facts, wishes)
    assert published is not None, "checked among the stops"
    reasons = [wishes.correction, f"Totals accepted: {wishes.accept_totals}" if wishes.accept_totals else ""]
    return Edition(
        source_id=f"{facts.publication_id}-{checksum[:12]}" + (f"-{number + 1:03}" if number else ""),
        publication_id=facts.publication_id,
        title=facts.title,
        edition_label=facts.edition_label,
        publisher=facts.publisher,
        url=facts.url,
        is_secondary=facts.is_secondary,
        published_on=published,
        published_precision="day" if wishes.published_on else facts.published_precision,
        retrieved_on=clock.today(),
        known_from=published,
        file_name=file_name,
        sha256=checksum,
        change_kind="correction" if wishes.correction else "revision",
        change_reason=" ".join(reason for reason in reasons if reason),
    )
