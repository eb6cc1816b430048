"""Adding editions to the store and taking them out again: the only module that writes fact rows."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from dashboard.domain.counts import Counts
from dashboard.domain.editions import Edition, EditionContent, Publication, Row
from dashboard.domain.kinds import BY_NAME
from dashboard.store import schema
from dashboard.store.chain import Link, Statement, link, place_of
from dashboard.store.count_runs import Tally
from dashboard.store.counts import add_counts, add_coverage, remove_counts
from dashboard.store.engine import raise_version

Key = tuple[Any, ...]
ILLUSTRATIVE = "illustrative"


def note_load(
    connection: sa.Connection, *, what: str, file_name: str, sha256: str, loaded_at: datetime, asked: str = ""
) -> int:
    """Write down that something is being taken in, and what was `asked` for with it (JSON); returns the load's number."""
    found = connection.execute(
        sa.insert(schema.loads)
        .values(what=what, file_name=file_name, sha256=sha256, loaded_at=loaded_at, rows_added=0, asked=asked)
        .returning(schema.loads.c.load_id)
    )
    return int(found.scalar_one())


def put_publications(connection: sa.Connection, publications: Iterable[Publication]) -> None:
    """Describe publications, replacing what was said of them: they are labels, not facts."""
    table = schema.publications
    held = set(connection.scalars(sa.select(table.c.publication_id)))
    for publication in publications:
        values = dataclasses.asdict(publication)
        if publication.publication_id in held:
            where = table.c.publication_id == publication.publication_id
            connection.execute(sa.update(table).where(where).values(**values))
        else:
            connection.execute(sa.insert(table).values(**values))


@dataclass(frozen=True)
class Added:
    """What adding editions did: the rows they state, and how counts of whole periods differ from the edition before."""

    rows: int
    tallies: Mapping[str, Tally]


def add_editions(connection: sa.Connection, *, load_id: int, contents: Sequence[EditionContent]) -> int:
    """Add editions as `take_in` does; returns the number of rows added."""
    return take_in(connection, load_id=load_id, contents=contents).rows


def take_in(
    connection: sa.Connection,
    *,
    load_id: int,
    contents: Sequence[EditionContent],
    numbers: Mapping[str, int] | None = None,
) -> Added:
    """Add editions and the rows they state, and close what they replace.

    The order of `contents`, and whether older editions come after newer ones, makes no difference to what the store
    answers.  `numbers` gives editions (by source_id) the numbers they had before a rebuild.  The caller owns the
    transaction.  An edition already held is a defect of the caller (IntegrityError).
    """
    if not contents:
        return Added(0, {})
    _refuse_mixed_illustrations(connection, contents)
    numbered = {
        content.edition.source_id: _add_edition(connection, content.edition, load_id, numbers or {})
        for content in contents
    }
    by_kind: dict[str, list[dict[str, Any]]] = defaultdict(list)
    whole = 0
    tallies: dict[str, Tally] = {}
    for content in contents:
        number = numbered[content.edition.source_id]
        add_coverage(connection, number, content.coverage)
        for kind_name, rows in content.rows.items():
            if isinstance(rows, Counts):
                difference = add_counts(connection, edition=content.edition, edition_id=number, counts=rows)
                tallies[kind_name] = tallies.get(kind_name, Tally()) + difference
                whole += len(rows)
            else:
                by_kind[kind_name].extend(_stored(kind_name, row, content.edition, number) for row in rows)
    for kind_name, rows in by_kind.items():
        if rows:
            connection.execute(sa.insert(schema.FACTS[kind_name]), rows)
            keys = {_key_of(kind_name, row) for row in rows}
            _relink(connection, kind_name, {row["publication_id"] for row in rows}, keys)
    added = whole + sum(len(rows) for rows in by_kind.values())
    count_rows(connection, load_id, added)
    raise_version(connection)
    return Added(added, tallies)


def _refuse_mixed_illustrations(connection: sa.Connection, contents: Sequence[EditionContent]) -> None:
    """Illustrative rows belong to illustrative publications: elsewhere one could close a real row with the same key."""
    table = schema.publications
    made_up = set(connection.scalars(sa.select(table.c.publication_id).where(table.c.figure_class == ILLUSTRATIVE)))
    for content in contents:
        if content.edition.publication_id in made_up:
            continue
        own = (row for rows in content.rows.values() if not isinstance(rows, Counts) for row in rows)
        if any(row.get("figure_class") == ILLUSTRATIVE for row in own):
            raise ValueError(
                f"{content.edition.source_id} holds illustrative rows, but its publication is not illustrative"
            )


def count_rows(connection: sa.Connection, load_id: int, rows: int) -> None:
    """Add to the rows that an entry of the log brought; an entry for a taking out counts below zero."""
    loads = schema.loads
    connection.execute(sa.update(loads).where(loads.c.load_id == load_id).values(rows_added=loads.c.rows_added + rows))


def remove_load(connection: sa.Connection, load_id: int) -> int:
    """Take out everything a load brought, and reopen what it had closed; returns the number of rows taken out."""
    editions = schema.editions
    ids = list(connection.scalars(sa.select(editions.c.edition_id).where(editions.c.load_id == load_id)))
    loads = schema.loads
    removed = connection.scalar(sa.select(loads.c.rows_added).where(loads.c.load_id == load_id)) or 0
    remove_counts(connection, ids)
    for kind_name, table in schema.FACTS.items():
        ours = table.c.edition_id.in_(ids)
        names = ("publication_id", *BY_NAME[kind_name].keys)
        gone = connection.execute(sa.select(*(table.c[name] for name in names)).where(ours)).mappings().all()
        if not gone:
            continue
        connection.execute(sa.update(table).where(table.c.closed_by.in_(ids)).values(closed_by=None, known_until=None))
        connection.execute(sa.delete(table).where(ours))
        publications = {row["publication_id"] for row in gone}
        _relink(connection, kind_name, publications, {_key_of(kind_name, row) for row in gone})
    connection.execute(sa.delete(editions).where(editions.c.load_id == load_id))
    connection.execute(sa.delete(loads).where(loads.c.load_id == load_id))
    raise_version(connection)
    return removed


def changed_rows(
    connection: sa.Connection, content: EditionContent, *, family: Sequence[str], known_from: date
) -> dict[str, list[Row]]:
    """What a corrected transcription of an edition changes, by kind.

    `family` names the edition first held and the corrections of it since.  A row that now reads differently is
    stated anew from `known_from`; one no longer there is withdrawn from then; one added counts as known since its
    own date, as an edition loaded late does.  Rows that a later edition has replaced meanwhile are left alone.
    """
    changes: dict[str, list[Row]] = {}
    for kind_name, table in schema.FACTS.items():
        kind = BY_NAME[kind_name]
        ours = sa.select(schema.editions.c.edition_id).where(schema.editions.c.source_id.in_(family))
        held: dict[Key, dict[str, Any]] = {}
        for stored in connection.execute(sa.select(table).where(table.c.edition_id.in_(ours))).mappings():
            held_row = held.setdefault(_key_of(kind_name, stored), dict(stored))
            if stored["known_until"] is None:
                held_row.update(stored)
        stated = {_key_of(kind_name, row): row for row in content.rows.get(kind_name, ())}
        found: list[Row] = []
        for key, row in stated.items():
            before = held.get(key)
            if before is None:
                found.append({"known_from": content.edition.known_from, **row})
            elif before["known_until"] is None and _differs(before, row, kind.values):
                found.append({**row, "known_from": max(known_from, before["known_from"])})
        for key, before in held.items():
            if key not in stated and before["known_until"] is None and not before["is_withdrawn"]:
                since = max(known_from, before["known_from"])
                found.append({**_blank(kind_name, key), "known_from": since, "is_withdrawn": True})
        if found:
            changes[kind_name] = found
    return changes


def _differs(before: Mapping[str, Any] | sa.RowMapping, row: Row, values: Sequence[str]) -> bool:
    if before["is_withdrawn"] != bool(row.get("is_withdrawn")):
        return True
    return any(before[name] != row.get(name) for name in values)


def _blank(kind_name: str, key: Key) -> dict[str, Any]:
    return dict(zip(BY_NAME[kind_name].keys, key, strict=True))


def _add_edition(connection: sa.Connection, edition: Edition, load_id: int, numbers: Mapping[str, int]) -> int:
    values = dataclasses.asdict(edition)
    if edition.source_id in numbers:
        values["edition_id"] = numbers[edition.source_id]
    inserted = connection.execute(
        sa.insert(schema.editions).values(load_id=load_id, **values).returning(schema.editions.c.edition_id)
    )
    return int(inserted.scalar_one())


def _stored(kind_name: str, row: Row, edition: Edition, edition_id: int) -> dict[str, Any]:
    kind = BY_NAME[kind_name]
    return {
        **{name: row.get(name) for name in (*kind.keys, *kind.values)},
        "known_from": row.get("known_from") or edition.known_from,
        "is_withdrawn": bool(row.get("is_withdrawn")),
        "publication_id": edition.publication_id,
        "edition_id": edition_id,
    }


def _key_of(kind_name: str, row: Mapping[str, Any] | sa.RowMapping) -> Key:
    return tuple(row[name] for name in BY_NAME[kind_name].keys)


def _relink(connection: sa.Connection, kind_name: str, publications: set[str], keys: set[Key]) -> None:
    """Work out again which statement holds until when, for the keys touched, and write what changed."""
    table, editions = schema.FACTS[kind_name], schema.editions
    key_columns = [table.c[name] for name in BY_NAME[kind_name].keys]
    # Chains of one row need no link; asking the database for the others keeps a first load quick.
    longer = (
        sa.select(table.c.publication_id, *key_columns)
        .where(table.c.publication_id.in_(publications))
        .group_by(table.c.publication_id, *key_columns)
        .having(sa.func.count() > 1)
        .subquery()
    )
    same_key = sa.and_(
        table.c.publication_id == longer.c.publication_id,
        *(column == longer.c[column.name] for column in key_columns),
    )
    found = connection.execute(
        sa.select(
            table.c.publication_id,
            table.c.row_id,
            table.c.known_from,
            table.c.known_until,
            table.c.closed_by,
            table.c.edition_id,
            editions.c.source_id,
            editions.c.change_kind,
            *key_columns,
        )
        .join(longer, same_key)
        .join(editions, editions.c.edition_id == table.c.edition_id)
    ).mappings()
    chains: dict[Key, list[Statement]] = defaultdict(list)
    before: dict[int, Link] = {}
    for row in found:
        key = _key_of(kind_name, row)
        if key not in keys:
            continue
        place = place_of(row["known_from"], row["change_kind"], row["source_id"])
        statement = Statement(place, row["edition_id"], row["row_id"])
        chains[(row["publication_id"], *key)].append(statement)
        before[row["row_id"]] = Link(row["row_id"], row["known_until"], row["closed_by"])
    changed = [new for chain in chains.values() for new in link(chain) if new != before[new.row_id]]
    if changed:
        connection.execute(
            sa.update(table)
            .where(table.c.row_id == sa.bindparam("which"))
            .values(known_until=sa.bindparam("until"), closed_by=sa.bindparam("closing")),
            [{"which": new.row_id, "until": new.known_until, "closing": new.closed_by} for new in changed],
        )
