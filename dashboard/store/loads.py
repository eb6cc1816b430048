"""The log of loads, and the files they came from."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from dashboard.domain.editions import Edition
from dashboard.store import schema
from dashboard.store.engine import Connection
from dashboard.store.files import kept


def note_file(connection: Connection, *, sha256: str, file_name: str, size: int, kept_at: datetime) -> None:
    """Write down that a file is kept; one already noted stays as it is."""
    table = schema.raw_files
    if connection.scalar(sa.select(table.c.sha256).where(table.c.sha256 == sha256)) is None:
        values = {"sha256": sha256, "file_name": file_name, "size": size, "kept_at": kept_at}
        connection.execute(sa.insert(table).values(**values))


def file_content(connection: Connection, folder: Path, sha256: str) -> bytes:
    """A file as it was given; FileLost where it is not kept any more.  The oldest were kept in the store itself."""
    table = schema.raw_files
    content = connection.scalar(sa.select(table.c.content).where(table.c.sha256 == sha256))
    return bytes(content) if content is not None else kept(folder, sha256)


@dataclass(frozen=True)
class HeldEdition:
    """An edition as it is described in the store, and its number there."""

    number: int
    edition: Edition


def editions_by_load(connection: Connection) -> dict[int, dict[str, HeldEdition]]:
    """The editions that each load brought, by source_id."""
    table = schema.editions
    names = [field.name for field in dataclasses.fields(Edition)]
    found: dict[int, dict[str, HeldEdition]] = {}
    for row in connection.execute(sa.select(table)).mappings():
        edition = Edition(**{name: row[name] for name in names})
        found.setdefault(row["load_id"], {})[row["source_id"]] = HeldEdition(row["edition_id"], edition)
    return found


def empty(connection: Connection, load_ids: Sequence[int]) -> None:
    """Take out every fact and edition, keeping the log, the files, and what people entered."""
    for table in (*schema.FACTS.values(), schema.count_cells, schema.count_scopes, schema.edition_coverage):
        connection.execute(sa.delete(table))
    connection.execute(sa.delete(schema.editions))
    connection.execute(sa.update(schema.loads).where(schema.loads.c.load_id.in_(load_ids)).values(rows_added=0))


def load_with(connection: Connection, sha256: str) -> int | None:
    """The load that brought the file with this checksum; None where it has not been loaded, or was taken out."""
    editions = schema.editions
    return connection.scalar(sa.select(editions.c.load_id).where(editions.c.sha256 == sha256).limit(1))


def load_numbered(connection: Connection, load_id: int) -> dict[str, Any] | None:
    """One entry of the log; None where there is no such load."""
    loads = schema.loads
    found = connection.execute(sa.select(loads).where(loads.c.load_id == load_id)).mappings().first()
    return dict(found) if found else None


def load_log(connection: Connection) -> list[dict[str, Any]]:
    """Every load still in the store and every taking out, oldest first."""
    found = connection.execute(sa.select(schema.loads).order_by(schema.loads.c.load_id)).mappings()
    return [dict(row) for row in found]


def held_values(connection: Connection, kind_name: str, publication_id: str, names: list[str]) -> list[tuple[Any, ...]]:
    """The newest statements of a publication about a kind, as tuples of the fields named."""
    table = schema.FACTS[kind_name]
    query = sa.select(*(table.c[name] for name in names)).where(
        table.c.publication_id == publication_id, table.c.known_until.is_(None), table.c.is_withdrawn.is_(sa.false())
    )
    return [tuple(row) for row in connection.execute(query)]


def values_held(connection: Connection, kind_name: str, field: str) -> set[Any]:
    """Every value a field of a kind has in any statement held now."""
    table = schema.FACTS[kind_name]
    query = (
        sa.select(table.c[field]).distinct().where(table.c.known_until.is_(None), table.c.is_withdrawn.is_(sa.false()))
    )
    return set(connection.scalars(query))


def publication_ids(connection: Connection) -> list[str]:
    """The publications the store knows."""
    return list(connection.scalars(sa.select(schema.publications.c.publication_id)))
