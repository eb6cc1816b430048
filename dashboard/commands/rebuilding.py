"""Building the store again from what it was made of: the files kept, the bundled record, and the log of loads."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard import paths
from dashboard.commands.audit_corrections import with_withdrawals
from dashboard.commands.crosswalk_editions import CROSSWALK
from dashboard.commands.force_audits import AUDITS, rows_of
from dashboard.commands.illustration import CHECKSUM as ILLUSTRATION
from dashboard.commands.load_contents import Wishes, contents_on
from dashboard.commands.loading import BUNDLED, bring_up_to
from dashboard.domain.clock import Clock
from dashboard.domain.editions import Edition, EditionContent
from dashboard.domain.errors import ReaderError
from dashboard.domain.illustration import illustrative_rows
from dashboard.store import editions, loads
from dashboard.store.counts import forget_unused
from dashboard.store.engine import Connection, Store
from loaders.bundled import BundledRecord, read_archive, read_record, record_checksum
from loaders.run import read_publication


class RebuildRefused(ReaderError):
    """Something the store was made of is not there any more; the message names it.  Nothing was changed."""


@dataclass(frozen=True)
class Rebuilt:
    """How many loads were taken in again, and the rows they state."""

    loads: int
    rows: int


def rebuild(store: Store, clock: Clock, *, told: Callable[[str], None] | None = None) -> Rebuilt:
    """Empty the store of facts and take in again, in the old order, everything that its log says was taken in.

    What people entered is not touched: it was made here and nowhere else.  All of it in one transaction, so that the
    store is as it was wherever anything is missing or goes wrong.  `told` hears of each load.

    Raises RebuildRefused, and what loading a file can raise.
    """
    with store.writing() as connection:
        log = [entry for entry in loads.load_log(connection) if not _is_taking_out(entry)]
        for entry in log:
            _source_of(connection, store.files, entry)  # before anything is emptied
        held = loads.editions_by_load(connection)
        loads.empty(connection, [entry["load_id"] for entry in log])
        rows = 0
        for entry in log:
            if told:
                told(entry["what"])
            rows += _again(connection, store.files, entry, held.get(entry["load_id"], {}), clock)
        forget_unused(connection)
    return Rebuilt(len(log), rows)


def _is_taking_out(entry: dict[str, Any]) -> bool:
    return entry["rows_added"] < 0 or str(entry["what"]).startswith("took out load ")


def _asked(entry: dict[str, Any]) -> dict[str, Any]:
    return dict(json.loads(entry["asked"])) if entry["asked"] else {}


def _source_of(connection: Connection, files: Path, entry: dict[str, Any]) -> bytes | Path:
    """The file of a load, or the folder of the bundled record where that is the record it brought."""
    if entry["sha256"] == ILLUSTRATION:
        return b""  # made by rule and not from a file
    if entry["file_name"] != BUNDLED:
        return loads.file_content(connection, files, entry["sha256"])
    archive = _asked(entry).get("archive")
    if archive:
        return loads.file_content(connection, files, archive)
    if record_checksum(paths.DATA_DIR) == entry["sha256"]:
        return paths.DATA_DIR
    raise RebuildRefused(
        f"Load {entry['load_id']} ({entry['what']}) was made by an earlier version that kept no copy of the record; "
        "the store cannot be built again, and nothing was changed."
    )


def _again(
    connection: Connection, files: Path, entry: dict[str, Any], held: dict[str, loads.HeldEdition], clock: Clock
) -> int:
    """Take one load in again, under the numbers it had."""
    source = _source_of(connection, files, entry)
    numbers = {source_id: edition.number for source_id, edition in held.items()}
    if entry["file_name"] == BUNDLED:
        record: BundledRecord = read_record(source) if isinstance(source, Path) else read_archive(source)
        record = dataclasses.replace(record, sha256=entry["sha256"])  # kinds of fact may have come since
        return bring_up_to(connection, record, load_id=entry["load_id"], numbers=numbers).rows_added
    assert isinstance(source, bytes)
    own = _own_audits(connection, entry, source, held)
    if own is not None:
        return editions.take_in(connection, load_id=entry["load_id"], contents=own, numbers=numbers).rows
    read = read_publication(source, entry["file_name"], as_kind=_asked(entry).get("as_kind"))
    contents: list[EditionContent] = []
    # An edited crosswalk is stored as what it changed of the rows in force on its day.
    days = [known.edition.known_from for known in held.values()]
    wishes = Wishes(published_on=min(days)) if CROSSWALK in read.rows and days else Wishes()
    for content in contents_on(connection, read, entry["sha256"], clock, wishes):
        known = held.get(content.edition.source_id)
        if known is None:
            raise RebuildRefused(
                f"{entry['file_name']} (load {entry['load_id']}) reads as another edition now than when it was loaded; "
                "take the load out and load the file anew. Nothing was changed."
            )
        contents.append(dataclasses.replace(content, edition=known.edition))
    return editions.take_in(connection, load_id=entry["load_id"], contents=contents, numbers=numbers).rows


def _own_audits(
    connection: Connection, entry: dict[str, Any], source: bytes, held: dict[str, loads.HeldEdition]
) -> list[EditionContent] | None:
    """What a load of a force's audits, or of the invented set, stated; None for any other load."""
    if entry["sha256"] == ILLUSTRATION:
        rows = illustrative_rows()
    elif _asked(entry).get("as_kind") == AUDITS:
        rows = rows_of(source, entry["file_name"])
    else:
        return None
    return [EditionContent(known.edition, _corrected(connection, known.edition, rows)) for known in held.values()]


def _corrected(connection: Connection, edition: Edition, rows: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """What an edition of audits states, with what it withdraws where it is a correction."""
    is_correction = edition.change_kind == "correction"
    return with_withdrawals(connection, edition.publication_id, rows) if is_correction else rows
