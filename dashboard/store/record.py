"""What the store holds of the bundled record."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from dashboard.domain.editions import Edition
from dashboard.store import schema


@dataclass(frozen=True)
class HeldEdition:
    """An edition already held: its newest checksum, and it with all corrections of it, oldest first."""

    sha256: str
    family: tuple[str, ...]


def held_record(connection: sa.Connection) -> str | None:
    """Checksum of the bundled record last loaded; None where none was."""
    facts = schema.store_facts
    return connection.scalar(sa.select(facts.c.value).where(facts.c.name == "record_sha256"))


def note_record(connection: sa.Connection, *, checksum: str, record_date: date) -> None:
    """Remember which bundled record the store is up to."""
    facts = schema.store_facts
    names = {"record_sha256": checksum, "record_date": record_date.isoformat()}
    connection.execute(sa.delete(facts).where(facts.c.name.in_(names)))
    connection.execute(sa.insert(facts), [{"name": name, "value": value} for name, value in names.items()])


def held_checksums(connection: sa.Connection) -> dict[str, HeldEdition]:
    """The editions held, by the identifier of the edition as first loaded."""
    editions = schema.editions
    found = connection.execute(sa.select(editions).order_by(editions.c.edition_id)).mappings()
    families: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for edition in found:
        first = edition["corrects_source_id"] or edition["source_id"]
        families[first].append((edition["source_id"], edition["sha256"]))
    return {
        first: HeldEdition(sha256=members[-1][1], family=tuple(source_id for source_id, _ in members))
        for first, members in families.items()
    }


def bundled_editions(connection: sa.Connection, file_name: str) -> list[Edition]:
    """The editions that loads of this file name first brought, corrections of them left aside."""
    editions, loads = schema.editions, schema.loads
    names = [field.name for field in dataclasses.fields(Edition)]
    query = (
        sa.select(*(editions.c[name] for name in names))
        .join(loads, loads.c.load_id == editions.c.load_id)
        .where(loads.c.file_name == file_name, editions.c.corrects_source_id.is_(None))
    )
    found = [Edition(**row) for row in connection.execute(query).mappings()]
    return sorted(found, key=lambda edition: edition.source_id)


def record_date(connection: sa.Connection) -> str | None:
    """Date of the bundled record last loaded, in ISO form; None where none was."""
    facts = schema.store_facts
    return connection.scalar(sa.select(facts.c.value).where(facts.c.name == "record_date"))
