"""Taking the bundled record into a store: once, in one transaction, and again only when it has changed."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dashboard.domain.clock import Clock
from dashboard.domain.editions import EditionContent
from dashboard.domain.errors import StoreFull
from dashboard.store import editions, loads
from dashboard.store.engine import Connection, Store, raise_version
from dashboard.store.files import keep
from dashboard.store.record import bundled_editions, held_checksums, held_record, note_record
from loaders.bundled import BundledRecord, read_record, record_archive, record_checksum

# How loads of the bundled record are told from loads of a publisher's file.
BUNDLED = "data/"
# Checksum of an edition that is no longer in the record, so that it counts as changed if it ever comes back.
NOTHING_STATED = hashlib.sha256(b"").hexdigest()


@dataclass(frozen=True)
class RecordOutcome:
    """What loading the bundled record did."""

    editions_added: int
    editions_corrected: int
    rows_added: int

    @property
    def changed(self) -> bool:
        """Whether the store changed."""
        return self.editions_added + self.editions_corrected > 0


def load_bundled_record(store: Store, folder: Path, clock: Clock) -> RecordOutcome:
    """Bring the store up to the bundled record in `folder`.

    The first time everything is loaded; the same record again changes nothing; in a newer record, editions not held
    are added, one that is no longer in it is withdrawn, and an edition that now reads differently is corrected from the newer record's date on, so that what
    was shown before that date can still be shown.

    Raises RecordDamaged with every fault, and StoreBusy; in both cases nothing is changed.
    """
    checksum = record_checksum(folder)
    with store.reading() as connection:
        if held_record(connection) == checksum:
            return RecordOutcome(0, 0, 0)
    record = read_record(folder)
    archive = record_archive(folder)
    with _kept(store.files, archive) as kept, store.writing() as connection:
        if held_record(connection) == checksum:  # another process was quicker
            return RecordOutcome(0, 0, 0)
        return _take_in(connection, record, clock, archive=kept, size=len(archive))


def _take_in(
    connection: Connection, record: BundledRecord, clock: Clock, *, archive: str = "", size: int = 0
) -> RecordOutcome:
    """Note a load of the record, of which `archive` is the checksum of the copy kept, and bring the store up to it."""
    if archive:
        loads.note_file(connection, sha256=archive, file_name=BUNDLED, size=size, kept_at=clock.now())
    load_id = editions.note_load(
        connection,
        what=f"{record.title}, {record.record_date.isoformat()}",
        file_name=BUNDLED,
        sha256=record.sha256,
        loaded_at=clock.now(),
        asked=json.dumps({"archive": archive}),
    )
    return bring_up_to(connection, record, load_id=load_id)


@contextmanager
def _kept(folder: Path, archive: bytes) -> Iterator[str]:
    """Keep the record, so that the store can be built again when a newer one has come; "" where there is no room.

    A dashboard that cannot keep a copy of what it brings with it can still show it.
    """
    try:
        checksum = keep(folder, archive)
    except StoreFull:
        checksum = ""
    yield checksum


def bring_up_to(
    connection: Connection, record: BundledRecord, *, load_id: int, numbers: Mapping[str, int] | None = None
) -> RecordOutcome:
    """What the record adds to the store as it stands, under a load that is noted already; see `load_bundled_record`.

    `numbers` gives editions the numbers they had before a rebuild.
    """
    held = held_checksums(connection)
    fresh = [content for content in record.contents if content.edition.source_id not in held]
    altered = [
        correction
        for content in record.contents
        if content.edition.source_id in held and held[content.edition.source_id].sha256 != content.edition.sha256
        for correction in [_correction(connection, content, record, held[content.edition.source_id].family)]
    ]
    kept = {content.edition.source_id for content in record.contents}
    dropped = [
        _correction(
            connection,
            EditionContent(edition=dataclasses.replace(edition, sha256=NOTHING_STATED)),
            record,
            held[edition.source_id].family,
        )
        for edition in bundled_editions(connection, BUNDLED)
        if edition.source_id not in kept
    ]
    altered += [correction for correction in dropped if correction.rows]
    editions.put_publications(connection, record.publications)
    rows = editions.take_in(connection, load_id=load_id, contents=[*fresh, *altered], numbers=numbers).rows
    if not fresh and not altered:
        raise_version(
            connection
        )  # a publication may be described anew, and answers kept in memory must not outlive that
    note_record(connection, checksum=record.sha256, record_date=record.record_date)
    return RecordOutcome(len(fresh), len(altered), rows)


def _correction(
    connection: Connection, content: EditionContent, record: BundledRecord, family: tuple[str, ...]
) -> EditionContent:
    """The edition under which the changes in our transcription of a source are held."""
    number = f"-{len(family):04d}" if len(family) > 1 else ""  # so that the tenth sorts after the second
    edition = dataclasses.replace(
        content.edition,
        source_id=f"{content.edition.source_id}@{record.record_date.isoformat()}{number}",
        corrects_source_id=content.edition.source_id,
        known_from=record.record_date,
        change_kind="correction",
        change_reason=f"The bundled record of {record.record_date.isoformat()} corrects our copy of this source.",
    )
    rows = editions.changed_rows(connection, content, family=family, known_from=record.record_date)
    return EditionContent(edition=edition, rows=rows)
