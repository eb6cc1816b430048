"""A new edition of the crosswalk: what an edited file changes of the sets of pairs it states, each of them in full.

Only differences are stored, so that what was not touched keeps its own source and day.  A row that is no longer in the
file is withdrawn; earlier dates go on showing what stood then.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from dashboard.domain.asat import AsAt
from dashboard.domain.counts import Counts
from dashboard.domain.dates import british
from dashboard.domain.editions import EditionContent
from dashboard.domain.kinds import BY_NAME
from dashboard.store.engine import Connection
from dashboard.store.queries.facts import Record, facts
from loaders.reading import ReadPublication

CROSSWALK = "crosswalk"
MOST_NAMED = 40
KEYS = BY_NAME[CROSSWALK].keys
# What a row says, apart from where it stands in a file.
SAID = tuple(field.name for field in BY_NAME[CROSSWALK].fields if not field.is_key)

Key = tuple[Any, ...]


@dataclasses.dataclass(frozen=True)
class Differences:
    """Rows of the file against those in force on the day, by key."""

    added: Mapping[Key, Record]
    revised: Mapping[Key, Record]
    withdrawn: Mapping[Key, Record]
    unchanged: int
    held: Mapping[Key, Record]


def key_of(row: Mapping[str, Any]) -> Key:
    """What a row is about."""
    return tuple(row[name] for name in KEYS)


def differences(connection: Connection, rows: Sequence[Mapping[str, Any]], day: date) -> Differences:
    """What the rows change of the sets of pairs they belong to, as those stood on the day before `day` was over."""
    subsets = {row["subset"] for row in rows}
    held = {key_of(row): row for row in facts(connection, CROSSWALK, as_at=AsAt(day), subset=subsets)}
    stated = {key_of(row): dict(row) for row in rows}
    same = {key for key, row in stated.items() if key in held and _same(row, held[key])}
    return Differences(
        added={key: row for key, row in stated.items() if key not in held},
        revised={key: row for key, row in stated.items() if key in held and key not in same},
        withdrawn={key: row for key, row in held.items() if key not in stated},
        unchanged=len(same),
        held=held,
    )


def tally_of(connection: Connection, rows: Sequence[Mapping[str, Any]], day: date) -> tuple[int, int, int, int]:
    """How many rows are added, revised, unchanged and withdrawn."""
    found = differences(connection, rows, day)
    return len(found.added), len(found.revised), found.unchanged, len(found.withdrawn)


def _same(row: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
    return all((row.get(name) or None) == (before[name] or None) for name in SAID)


def crosswalk_contents(connection: Connection, content: EditionContent) -> list[EditionContent]:
    """The edition as differences, one content for each publication whose rows it touches."""
    rows = content.rows.get(CROSSWALK, ())
    assert not isinstance(rows, Counts)
    day = content.edition.known_from
    found = differences(connection, rows, day)
    first_known: dict[str, date] = {}
    for row in found.held.values():
        first_known[row["subset"]] = min(row["known_from"], first_known.get(row["subset"], row["known_from"]))
    by_publication: dict[str, list[Record]] = {content.edition.publication_id: []}
    for key, row in found.added.items():
        own = by_publication[content.edition.publication_id]
        since = first_known.get(row["subset"])
        # Names count as known from the start; a row added to a set that was there before must not appear in its past.
        if since and since < day:
            own.append({**dict(zip(KEYS, key, strict=True)), "known_from": since, "is_withdrawn": True})
        own.append(row)
    for key, row in found.revised.items():
        by_publication.setdefault(found.held[key]["publication_id"], []).append(row)
    for key, before in found.withdrawn.items():
        gone = {**dict(zip(KEYS, key, strict=True)), "is_withdrawn": True}
        by_publication.setdefault(before["publication_id"], []).append(gone)
    checksum = content.edition.sha256[:12]
    return [
        dataclasses.replace(
            content,
            edition=dataclasses.replace(
                content.edition, publication_id=publication, source_id=f"{publication}-{checksum}"
            ),
            rows={CROSSWALK: tuple(changed)},
        )
        for publication, changed in by_publication.items()
        if changed or len(by_publication) == 1
    ]


def crosswalk_stops(connection: Connection, read: ReadPublication, day: date) -> Iterator[str]:
    """What keeps an edited crosswalk from being taken in; the report is told each row that it changes."""
    rows = read.rows.get(CROSSWALK)
    if not rows:
        return
    found = differences(connection, rows, day)
    newest = max((row["known_from"] for row in found.held.values()), default=date.min)
    if day < newest:
        yield (
            f"Its day, {british(day)}, lies before that of the edition held, {british(newest)}; give that day or a later one "
            "(--published-on YYYY-MM-DD)."
        )
    if not read.report.faults and not (found.added or found.revised or found.withdrawn):
        yield "It states what is held already; there is nothing to take in."
    if not read.report.faults:  # rows that could not be read would seem to be withdrawn
        read.report.notes += _told(found)
    read.report.notes += _not_held(connection, rows, day)


def _told(found: Differences) -> list[str]:
    lines = [f"Row added: {_words(row)}." for row in found.added.values()]
    for key, row in found.revised.items():
        before = found.held[key]
        changed = [name for name in SAID if (row.get(name) or None) != (before[name] or None)]
        what = "; ".join(f"{name}: {_shown(before[name])} becomes {_shown(row.get(name))}" for name in changed)
        lines.append(f"Row changed: {_words(row)}: {what}.")
    lines += [f"Row withdrawn: {_words(row)}." for row in found.withdrawn.values()]
    if len(lines) > MOST_NAMED:
        lines[MOST_NAMED:] = [f"And {len(lines) - MOST_NAMED} more rows."]
    return lines


def _words(row: Mapping[str, Any]) -> str:
    return f"{row['offence_code']} in {row['offence_type']!r} from {row['used_from'].isoformat()} ({row['subset']})"


def _shown(value: object) -> str:
    if value in (None, ""):
        return "nothing"
    words = value.isoformat() if isinstance(value, date) else str(value)
    return repr(words if len(words) <= 60 else f"{words[:57]}...")


def _not_held(connection: Connection, rows: Sequence[Mapping[str, Any]], day: date) -> list[str]:
    """Codes and survey types that nothing held knows: not wrong, since a file may come first, but worth a look."""
    as_at = AsAt(day)
    codes = {row["offence_code"] for row in facts(connection, "offences", as_at=as_at)}
    types = {row["offence_type"] for row in facts(connection, "survey_estimates", as_at=as_at)}
    unknown = sorted({row["offence_code"] for row in rows if row["level"] == "code"} - codes)
    unheard = sorted({row["survey_type"] for row in rows if row["survey_type"]} - types)
    told = []
    if codes and unknown:
        told.append(f"Not among the recorded offence codes held; check the spelling: {', '.join(unknown)}.")
    if types and unheard:
        told.append(f"No survey estimate is held of: {', '.join(unheard)}.")
    return told
