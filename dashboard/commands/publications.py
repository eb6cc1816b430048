"""Loading a publisher's file as it is: a dry run first, then all of it in one transaction, or nothing; and undoing it."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dashboard.commands.crosswalk_editions import crosswalk_stops
from dashboard.commands.load_contents import Changes, Wishes, changes_of, contents_on, crosswalk_in
from dashboard.commands.load_stops import day_needed, day_not_known, lacks_day, other_day, stops_of
from dashboard.commands.loading import BUNDLED
from dashboard.commands.references import unresolved
from dashboard.domain.access import ROLE_WORDS, Person, Role
from dashboard.domain.asat import AsAt
from dashboard.domain.clock import Clock
from dashboard.domain.errors import ReaderError
from dashboard.domain.ledger import AccessRefused
from dashboard.store import editions, loads
from dashboard.store.engine import Connection, Store
from dashboard.store.files import keeping
from dashboard.store.ledger import add_refusal
from dashboard.store.queries.facts import facts
from dashboard.store.scratch import trying
from loaders.reading import ReadPublication
from loaders.report import LoadReport
from loaders.run import Progress, read_publication

__all__ = [
    "Changes",
    "HeadlineEffect",
    "Headlines",
    "LoadOutcome",
    "LoadRefused",
    "Wishes",
    "load_publication",
    "undo_load",
]


KEEPER = Person(Role.ADMINISTRATOR)  # whoever runs commands at the computer that holds the store


def own_audits_title(force: str) -> str:
    """What loads of a force's own audits are called."""
    return f"{force}: the force's own recording-accuracy audits"


class LoadRefused(ReaderError):
    """A file cannot be committed as it stands; the message says what stops it and what to do.  Nothing was changed."""


@dataclass(frozen=True)
class HeadlineEffect:
    """A headline figure before and after a load; None where there is none."""

    code: str
    label: str
    unit: str
    before: float | None
    after: float | None

    @property
    def changed(self) -> bool:
        """Whether the load moves it."""
        return self.before != self.after


@dataclass(frozen=True)
class LoadOutcome:
    """What a load did, or in a dry run would do.  `load_id` is None unless it was committed or had been before.

    `effect` is None where nobody asked for the effect on headline figures.  `stops` is what keeps a file from being taken
    in; `remarks` is what its reader should know and stops nothing.
    """

    report: LoadReport
    changes: dict[str, Changes] = field(default_factory=dict)
    load_id: int | None = None
    already_loaded: bool = False
    stops: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    effect: tuple[HeadlineEffect, ...] | None = None


# The headline figures as the store has them in this transaction: code to label, unit and value.
Headlines = Callable[[Connection], Mapping[str, tuple[str, str, float | None]]]


def load_publication(
    store: Store,
    *,
    content: bytes,
    file_name: str,
    clock: Clock,
    wishes: Wishes,
    commit: bool,
    headlines: Headlines | None = None,
    progress: Progress | None = None,
) -> LoadOutcome:
    """Read a published file and, if `commit`, take it in.

    The same file again changes nothing and says so.  A dry run reads and compares exactly as a commit does; with
    `headlines` it takes the file into tables of its own, which go again, to see what it would do to each figure;
    nobody has to wait for that.  The file is kept before it is read, and goes again where it is not taken in.  `progress` hears of the sheets read.

    Raises:
        the errors of `loaders.run.read_publication`: it cannot be opened, is not known, or holds personal data.
        LoadRefused: `commit` was asked for and something stops it; the message names everything that does.
        StoreFull, StoreBusy: nothing was changed.
    """
    if not commit:
        read = read_publication(content, file_name, as_kind=wishes.as_kind, progress=progress)
        if progress:
            progress("comparing", 1.0, read.count())
        return _dry_run(store, read, content, clock, wishes, headlines)
    with keeping(store.files, content) as checksum:
        read = read_publication(content, file_name, as_kind=wishes.as_kind, progress=progress)
        with store.reading() as connection:
            stops = _before_writing(connection, read, checksum, clock, wishes)
        if stops:
            raise LoadRefused(f"{file_name} was not loaded, and nothing was changed: {' '.join(stops)}")
        if progress:
            progress("comparing and writing", 1.0, read.count())
        with store.writing() as connection:
            if (quicker := loads.load_with(connection, checksum)) is not None:
                return LoadOutcome(read.report, load_id=quicker, already_loaded=True)
            done = _commit(connection, read, content, checksum, clock, wishes, headlines)
            if late := day_needed(read, wishes, done.changes):  # somebody else was quicker with what it would revise
                raise LoadRefused(f"{file_name} was not loaded, and nothing was changed: {' '.join(late)}")
            return replace(done, remarks=day_not_known(read, wishes, clock))


def _before_writing(
    connection: Connection, read: ReadPublication, checksum: str, clock: Clock, wishes: Wishes
) -> tuple[str, ...]:
    """Everything that keeps a file from being taken in, as far as it shows before anything is written."""
    if (before := loads.load_with(connection, checksum)) is not None:
        return other_day(connection, before, wishes)
    unfit = tuple(_unfit(connection, read, wishes, clock))
    late: tuple[str, ...] = ()
    if lacks_day(read, wishes) and not unfit:
        contents = contents_on(connection, read, checksum, clock, wishes)
        changes = changes_of(connection, contents, crosswalk=crosswalk_in(read, clock, wishes))
        late = day_needed(read, wishes, changes)
    return (*stops_of(read, wishes, clock), *late, *unfit)


def _dry_run(
    store: Store, read: ReadPublication, content: bytes, clock: Clock, wishes: Wishes, headlines: Headlines | None
) -> LoadOutcome:
    checksum = hashlib.sha256(content).hexdigest()
    with store.reading() as connection:
        if (before := loads.load_with(connection, checksum)) is not None:
            stops = other_day(connection, before, wishes)
            return LoadOutcome(read.report, load_id=before, already_loaded=True, stops=stops)
        missing = tuple(_unfit(connection, read, wishes, clock))
        stops = (*stops_of(read, wishes, clock), *missing)
        # What cannot be taken in cannot be tried either; a day still to be given or totals to be accepted are no bar.
        may_try = headlines is not None and not missing and not read.report.faults
        contents = () if may_try else contents_on(connection, read, checksum, clock, wishes)
        own = crosswalk_in(read, clock, wishes)
        changes = None if may_try else changes_of(connection, contents, crosswalk=own)
    if changes is not None:
        return _with_day(LoadOutcome(read.report, changes, stops=stops), read, wishes, clock)
    kinds = {kind for _, rows in read.by_edition() for kind in rows}
    with trying(store, kinds) as connection:
        tried = _commit(connection, read, content, checksum, clock, wishes, headlines)
    return _with_day(replace(tried, load_id=None, stops=stops), read, wishes, clock)


def _with_day(tried: LoadOutcome, read: ReadPublication, wishes: Wishes, clock: Clock) -> LoadOutcome:
    """A dry run with what it says of a day of publication that is not known: it stops the file, or is a remark."""
    late = day_needed(read, wishes, tried.changes)
    remarks = () if late else day_not_known(read, wishes, clock)
    return replace(tried, stops=(*tried.stops, *late), remarks=remarks)


def undo_load(store: Store, load_id: int, clock: Clock, person: Person = KEEPER) -> int:
    """Take a load out again and restore what it had replaced; returns the number of rows taken out.

    The taking out is entered in the log.  Raises LoadRefused for a load that is not there and for the bundled record, and
    AccessRefused, which is logged, for whoever neither keeps the store nor sent the load in as their force's own audits.
    """
    try:
        return _undo_load(store, load_id, clock, person)
    except AccessRefused as refusal:
        values = {"actor": person.account, "role": person.role.value, "force_code": person.force_code}
        about = {"subject_kind": "load", "subject_id": str(load_id), "action": "undo", "why": str(refusal)}
        with store.writing() as connection:
            add_refusal(connection, {**values, **about}, clock.now())
        raise


def _undo_load(store: Store, load_id: int, clock: Clock, person: Person) -> int:
    with store.writing() as connection:
        found = loads.load_numbered(connection, load_id)
        if person.role is not Role.ADMINISTRATOR and not _is_own(connection, person, found, clock):
            raise AccessRefused(
                "A load is taken out by whoever keeps the store, and a force's own audits by that force; you are here as "
                f"{ROLE_WORDS[person.role]}."
            )
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


def _is_own(connection: Connection, person: Person, found: Mapping[str, Any] | None, clock: Clock) -> bool:
    """Whether a load holds the audits that the person's own force sent in."""
    if found is None or person.role is not Role.FORCE or not person.force_code:
        return False
    forces = facts(connection, "forces", as_at=AsAt(clock.today()), force_code=person.force_code)
    return any(found["what"] == own_audits_title(force["name"]) for force in forces)


def _unfit(connection: Connection, read: ReadPublication, wishes: Wishes, clock: Clock) -> Iterator[str]:
    """Why a file does not fit what is held."""
    yield from unresolved(connection, read)
    if (own := crosswalk_in(read, clock, wishes)) is not None:
        yield from crosswalk_stops(connection, read, own[1])


def _commit(
    connection: Connection,
    read: ReadPublication,
    content: bytes,
    checksum: str,
    clock: Clock,
    wishes: Wishes,
    headlines: Headlines | None,
) -> LoadOutcome:
    report = read.report
    contents = contents_on(connection, read, checksum, clock, wishes)
    before = headlines(connection) if headlines else None
    changes = changes_of(connection, contents, whole_periods=False, crosswalk=crosswalk_in(read, clock, wishes))
    loads.note_file(connection, sha256=checksum, file_name=report.file_name, size=len(content), kept_at=clock.now())
    load_id = editions.note_load(
        connection,
        what=read.edition.title,
        file_name=report.file_name,
        sha256=checksum,
        loaded_at=clock.now(),
        asked=json.dumps({"as_kind": wishes.as_kind}),
    )
    added = editions.take_in(connection, load_id=load_id, contents=contents)
    changes |= {kind_name: Changes(**dataclasses.asdict(tally)) for kind_name, tally in added.tallies.items()}
    effect = None
    if headlines and before is not None:
        after = headlines(connection)
        effect = tuple(
            HeadlineEffect(code, *(after.get(code) or before[code])[:2], _figure(before, code), _figure(after, code))
            for code in dict.fromkeys((*before, *after))
        )
    return LoadOutcome(report, changes, load_id=load_id, effect=effect)


def _figure(headlines: Mapping[str, tuple[str, str, float | None]], code: str) -> float | None:
    return headlines[code][2] if code in headlines else None
