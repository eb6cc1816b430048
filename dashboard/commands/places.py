"""Where a count stands in its publisher's file: the file kept is read again, since the store keeps only the sheet."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from dashboard.commands.loading import BUNDLED
from dashboard.domain.asat import AsAt
from dashboard.domain.counts import Counts
from dashboard.domain.dates import LATEST
from dashboard.domain.errors import ReaderError, unknown_name
from dashboard.store import loads
from dashboard.store.engine import Store
from dashboard.store.files import path_of
from dashboard.store.queries import bodies
from loaders.run import read_publication

KIND = "recorded_crime"


class NotInTheFile(ReaderError):
    """The edition has no file of its own here, or no such count in it; the message says which and what to do."""


@dataclass(frozen=True)
class Places:
    """The file an edition was read from, where it is kept, and the rows asked for with their cells under `place`."""

    file_name: str
    sha256: str
    kept_at: Path
    rows: list[dict[str, Any]]


def places_of(
    store: Store, source_id: str, *, force: str = "", offence: str = "", period_end: date | None = None
) -> Places:
    """The counts of recorded crime that an edition states, with the cells they stand in.

    Args:
        source_id: the edition, as the column source_id of every view names it.
        force: any name or code of a force; "" is all.
        offence: an offence group, subgroup or code in any case; "" is all.
        period_end: the last day of the period; None is all.

    Raises UnknownName for an edition or force that does not exist, NotInTheFile, FileLost, and what reading a file can raise.
    """
    with store.reading() as connection:
        log = {entry["load_id"]: entry for entry in loads.load_log(connection)}
        held = {
            name: (log[load_id], edition)
            for load_id, editions in loads.editions_by_load(connection).items()
            for name, edition in editions.items()
            if load_id in log
        }
        if source_id not in held:
            raise unknown_name("edition", source_id, tuple(held))
        entry, known = held[source_id]
        if entry["file_name"] == BUNDLED:
            raise NotInTheFile(
                f"{source_id} came with the bundled record, which names the place of every row itself: see `place` in "
                f"data/{KIND}.csv."
            )
        area = bodies.force_code(connection, force, as_at=AsAt(LATEST)) if force else ""
        content = loads.file_content(connection, store.files, entry["sha256"])
    asked = json.loads(entry["asked"]) if entry["asked"] else {}
    read = read_publication(content, entry["file_name"], as_kind=asked.get("as_kind"))
    rows = _chosen(read.rows.get(KIND, ()), area, offence.casefold(), period_end)
    if not rows:
        raise NotInTheFile(f"{entry['file_name']} ({known.edition.title}) states no such count of recorded crime.")
    return Places(entry["file_name"], entry["sha256"], path_of(store.files, entry["sha256"]), rows)


def _chosen(rows: Sequence[dict[str, Any]], area: str, offence: str, end: date | None) -> list[dict[str, Any]]:
    if isinstance(rows, Counts):  # half a million of them: only those asked for become rows
        rows = [rows[int(at)] for at in np.flatnonzero(_asked_for(rows, area, offence, end))]
    return [
        row
        for row in rows
        if (not area or row["area_code"] == area)
        and (not end or row["period_end"] == end)
        and (not offence or offence in _names(row["offence_group"], row["offence_subgroup"], row["offence_code"]))
    ]


def _asked_for(counts: Counts, area: str, offence: str, end: date | None) -> np.ndarray[Any, np.dtype[np.bool_]]:
    areas = np.array([not area or name == area for name in counts.areas], dtype=bool)
    offences = np.array([not offence or offence in _names(*names) for names in counts.offences], dtype=bool)
    periods = np.array([not end or days[1] == end for days in counts.periods], dtype=bool)
    return areas[counts.area] & offences[counts.offence] & periods[counts.period]


def _names(*names: str) -> set[str]:
    return {name.casefold() for name in names if name}
