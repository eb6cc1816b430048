"""Editions and publications: what the store holds, what each feeds, and when things became known."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa

from dashboard.domain.asat import AsAt
from dashboard.store import schema
from dashboard.store.asat import known_at, published_by
from dashboard.store.chain import place_of
from dashboard.store.once import once
from dashboard.store.queries.counts import alive, stating_editions
from dashboard.store.queries.facts import COUNTED, Record

# What describes an edition and may be put right later; what it states, and since when, is in the rows.
DESCRIBING = ("title", "url", "edition_label", "published_on", "published_precision", "publisher", "secondary_note")


@once
def editions(connection: sa.Connection, *, as_at: AsAt, source_ids: Collection[str] | None = None) -> list[Record]:
    """Editions known on the day, with their publication's title, publisher, class, licence and frequency."""
    table, publications = schema.editions, schema.publications
    query = sa.select(
        *(column for column in table.c if column.name != "publisher"),
        publications.c.title.label("publication_title"),
        sa.func.coalesce(sa.func.nullif(table.c.publisher, ""), publications.c.publisher).label("publisher"),
        publications.c.figure_class,
        publications.c.licence,
        publications.c.frequency,
    ).join(publications, publications.c.publication_id == table.c.publication_id)
    if source_ids is None:
        query = query.where(published_by(table, as_at))
    else:
        # Asked for by name because a row that is shown came from it: a register entry may have been public
        # before the copy we hold was made.
        query = query.where(table.c.source_id.in_(list(source_ids)))
    found = [dict(row) for row in connection.execute(query).mappings()]
    corrected = _corrected_descriptions(connection, as_at)
    for edition in found:
        edition.update(corrected.get(edition["source_id"], {}))
    return sorted(
        found, key=lambda e: (e["publication_id"], place_of(e["known_from"], e["change_kind"], e["source_id"]))
    )


def _corrected_descriptions(connection: sa.Connection, as_at: AsAt) -> dict[str, Record]:
    """How an edition is described since our copy of it was corrected: title, link, dates and reading, by source_id."""
    table = schema.editions
    query = sa.select(table).where(table.c.corrects_source_id.is_not(None), published_by(table, as_at))
    newest: dict[str, Record] = {}
    in_order = sorted(
        connection.execute(query).mappings(),
        key=lambda row: place_of(row["known_from"], row["change_kind"], row["source_id"]),
    )
    for row in in_order:
        newest[row["corrects_source_id"]] = {name: row[name] for name in DESCRIBING if row[name] not in (None, "")}
    return newest


def rows_by_edition(connection: sa.Connection, *, as_at: AsAt) -> dict[str, dict[str, int]]:
    """How many rows known by the day each edition states, by kind: source_id to kind to count."""
    counts: dict[str, dict[str, int]] = {}
    for kind_name, table in schema.FACTS.items():
        query = (
            sa.select(schema.editions.c.source_id, sa.func.count())
            .join(table, table.c.edition_id == schema.editions.c.edition_id)
            .where(table.c.known_from <= as_at.day)
            .group_by(schema.editions.c.source_id)
        )
        for source_id, number in connection.execute(query):
            counts.setdefault(source_id, {})[kind_name] = number
    whole = (
        sa.select(schema.editions.c.source_id, sa.cast(sa.func.sum(schema.count_scopes.c.cells), sa.BigInteger))
        .join(schema.count_scopes, schema.count_scopes.c.edition_id == schema.editions.c.edition_id)
        .where(published_by(schema.editions, as_at))
        .group_by(schema.editions.c.source_id)
    )
    for source_id, number in connection.execute(whole):
        counts.setdefault(source_id, {})[COUNTED] = number
    return counts


def known_dates(connection: sa.Connection, *, as_at: AsAt) -> list[date]:
    """The days up to `as_at` on which something became known, newest first."""
    parts = [sa.select(schema.editions.c.known_from)]
    parts += [sa.select(table.c.known_from) for table in schema.FACTS.values()]
    everything = sa.union(*parts).subquery()
    day = everything.c[0]
    return list(connection.scalars(sa.select(day).where(day <= as_at.day).order_by(day.desc())))


def held_counts(connection: sa.Connection, *, as_at: AsAt) -> dict[str, int]:
    """How many rows of each kind were the published value on the day."""
    held = {
        name: connection.scalar(sa.select(sa.func.count()).select_from(table).where(known_at(table, as_at))) or 0
        for name, table in schema.FACTS.items()
    }
    known = stating_editions(connection, as_at=as_at)
    if known:
        cells = sa.select(sa.func.count()).select_from(schema.count_cells)
        held[COUNTED] += connection.scalar(cells.where(*alive(known))) or 0
    return held
