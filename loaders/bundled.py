"""Reads the bundled record: one CSV a kind, the publications and the editions (sources) they came from."""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
import tomllib
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.domain.editions import Edition, EditionContent, Publication
from dashboard.domain.errors import RecordDamaged
from dashboard.domain.kinds import COMMON, KINDS, PRECISIONS
from loaders.crosswalk_checks import crosswalk_faults
from loaders.rows import CheckedRow, Fault, read_kind, read_table

PUBLICATION_COLUMNS = ("publication_id", "title", "publisher", "figure_class", "licence", "frequency", "url", "note")
NAMES = ("record.toml", "publications.csv", "sources.csv", *(f"{kind.name}.csv" for kind in KINDS))
SOURCE_COLUMNS = (
    "source_id",
    "publication_id",
    "edition_label",
    "title",
    "publisher",
    "url",
    "published_on",
    "published_precision",
    "retrieved_on",
    "is_secondary",
    "secondary_note",
    "change_kind",
    "change_reason",
)


@dataclass(frozen=True)
class BundledRecord:
    """The whole bundled record, checked."""

    title: str
    record_date: date
    sha256: str
    publications: tuple[Publication, ...]
    contents: tuple[EditionContent, ...]


def record_checksum(folder: Path) -> str:
    """SHA-256 over the names and contents of the record's files; RecordDamaged where the folder or a file is missing."""
    digest = hashlib.sha256()
    missing = []
    for name in NAMES:
        path = folder / name
        if not path.is_file():
            missing.append(f"{name}: file is missing from {folder}")
            continue
        digest.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    if missing:
        raise RecordDamaged(missing)
    return digest.hexdigest()


def record_archive(folder: Path) -> bytes:
    """The record's files as one archive, the same bytes for the same record; `read_archive` reads it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in NAMES:
            archive.writestr(zipfile.ZipInfo(name), (folder / name).read_bytes(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def read_archive(content: bytes) -> BundledRecord:
    """The record of `record_archive`; kinds of fact that came since have no rows in it.  Raises RecordDamaged."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            held = set(archive.namelist())
            archive.extractall(folder)
        for kind in KINDS:
            if f"{kind.name}.csv" not in held:
                header = ",".join(field.name for field in (*kind.fields, *COMMON))
                (folder / f"{kind.name}.csv").write_text(f"{header}\n", encoding="utf-8")
        return read_record(folder)


def read_record(folder: Path) -> BundledRecord:
    """Read and check the bundled record in `folder`.

    Raises RecordDamaged naming every fault with its file, line and column.  Nothing is written anywhere.
    """
    checksum = record_checksum(folder)
    about = _about(folder)
    faults: list[Fault] = []
    publications = _publications(folder, faults)
    sources = _sources(folder, {p.publication_id for p in publications}, faults)
    rows: dict[str, list[CheckedRow]] = {}
    for kind in KINDS:
        rows[kind.name], found = read_kind(kind, (folder / f"{kind.name}.csv").read_bytes(), f"{kind.name}.csv")
        faults += found
    faults += _unresolved(rows, set(sources))
    faults += _repeated(rows)
    faults += crosswalk_faults(rows["crosswalk"])
    if faults:
        raise RecordDamaged(str(fault) for fault in faults)
    return BundledRecord(
        title=about["title"],
        record_date=about["record_date"],
        sha256=checksum,
        publications=tuple(publications),
        contents=tuple(_contents(sources, rows)),
    )


def _about(folder: Path) -> dict[str, Any]:
    try:
        about = tomllib.loads((folder / "record.toml").read_text(encoding="utf-8"))
        if isinstance(about["record_date"], date) and isinstance(about["title"], str):
            return about
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError):
        pass
    raise RecordDamaged(["record.toml: must hold a title and a record_date written 2018-01-15"])


def _publications(folder: Path, faults: list[Fault]) -> list[Publication]:
    name = "publications.csv"
    records, found = read_table((folder / name).read_bytes(), name, PUBLICATION_COLUMNS)
    faults += found
    faults += [Fault(name, line, "title", "is blank, and must not be") for line, r in records if not r["title"]]
    return [Publication(**record) for _, record in records]


def _sources(folder: Path, publications: set[str], faults: list[Fault]) -> dict[str, dict[str, Any]]:
    name = "sources.csv"
    records, found = read_table((folder / name).read_bytes(), name, SOURCE_COLUMNS)
    faults += found
    sources: dict[str, dict[str, Any]] = {}
    for line, record in records:
        problems = list(_source_problems(record, publications, sources))
        faults += [Fault(name, line, column, what) for column, what in problems]
        if not problems:
            published = record["published_on"]
            sources[record["source_id"]] = {
                **record,
                "published_on": date.fromisoformat(published) if published else None,
                "retrieved_on": date.fromisoformat(record["retrieved_on"]),
                "is_secondary": record["is_secondary"] == "yes",
            }
    return sources


def _source_problems(
    record: dict[str, str], publications: set[str], seen: dict[str, dict[str, Any]]
) -> Iterator[tuple[str, str]]:
    if not record["source_id"] or record["source_id"] in seen:
        yield "source_id", "is blank or stands twice"
    if record["publication_id"] not in publications:
        yield "publication_id", f"{record['publication_id']!r} is not in publications.csv"
    if record["published_precision"] not in PRECISIONS:
        yield "published_precision", f"is not one of {', '.join(PRECISIONS)}"
    if (record["published_precision"] == "unknown") != (record["published_on"] == ""):
        yield "published_on", "must be blank exactly where its precision is unknown"
    if record["is_secondary"] not in ("yes", "no"):
        yield "is_secondary", "is not yes or no"
    if record["change_kind"] not in ("first", "revision", "correction"):
        yield "change_kind", "is not one of first, revision, correction"
    for column in ("published_on", "retrieved_on"):
        try:
            if record[column] or column == "retrieved_on":
                date.fromisoformat(record[column])
        except ValueError:
            yield column, f"{record[column]!r} is not a date written 2018-01-15"


def _unresolved(rows: dict[str, list[CheckedRow]], sources: set[str]) -> Iterator[Fault]:
    """Values that name something which is not there."""
    held: dict[str, set[Any]] = {"sources.source_id": sources}
    for kind in KINDS:
        for field in (*kind.fields, *COMMON):
            target = field.refers_to
            if not target:
                continue
            if target not in held:
                other, column = target.split(".")
                held[target] = {row.values[column] for row in rows[other]}
            for row in rows[kind.name]:
                value = row.values[field.name]
                if value not in (None, "") and value not in held[target]:
                    yield Fault(f"{kind.name}.csv", row.line, field.name, f"{value!r} is not in {target.split('.')[0]}")


def _repeated(rows: dict[str, list[CheckedRow]]) -> Iterator[Fault]:
    """Two rows in which one edition says two things about one key."""
    for kind in KINDS:
        seen: dict[tuple[Any, ...], int] = {}
        for row in rows[kind.name]:
            v = row.values
            key = (v["source_id"], v["known_on"], *(v[name] for name in kind.keys))
            if key in seen:
                what = f"says something about the same {', '.join(kind.keys)} as line {seen[key]}, from the same source"
                yield Fault(f"{kind.name}.csv", row.line, "", what)
            seen[key] = row.line


def _contents(sources: dict[str, dict[str, Any]], rows: dict[str, list[CheckedRow]]) -> Iterator[EditionContent]:
    by_source: dict[str, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for kind in KINDS:
        for row in rows[kind.name]:
            values = dict(row.values)
            source_id, known_on = values.pop("source_id"), values.pop("known_on")
            if known_on:
                values["known_from"] = known_on
            by_source[source_id][kind.name].append(values)
    for source_id, source in sources.items():
        stated = by_source.get(source_id, {})
        yield EditionContent(
            edition=Edition(
                **source,
                known_from=source["published_on"] or source["retrieved_on"],
                file_name=", ".join(f"data/{name}.csv" for name in stated) or "data/sources.csv",
                sha256=_checksum(source, stated),
            ),
            rows={name: tuple(found) for name, found in stated.items()},
        )


def _checksum(source: dict[str, Any], stated: dict[str, list[dict[str, Any]]]) -> str:
    """SHA-256 of what the record says of one edition, whatever the order of its rows."""
    lines = sorted(
        json.dumps([name, row], default=str, sort_keys=True, ensure_ascii=False)
        for name, found in stated.items()
        for row in found
    )
    content = json.dumps(source, default=str, sort_keys=True, ensure_ascii=False) + "\n" + "\n".join(lines)
    return hashlib.sha256(content.encode()).hexdigest()
