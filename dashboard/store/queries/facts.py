"""The rows of one kind of fact as they were known on a day."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

import sqlalchemy as sa

from dashboard.domain.asat import AsAt
from dashboard.domain.kinds import BY_NAME
from dashboard.store import schema
from dashboard.store.asat import known_at
from dashboard.store.once import once
from dashboard.store.queries.counts import known_counts, overtaken, stating_editions

Record = dict[str, Any]
COUNTED = "recorded_crime"  # the kind of which whole publications are held


@once
def facts(
    connection: sa.Connection, kind_name: str, *, as_at: AsAt, **wanted: Collection[Any] | str | None
) -> list[Record]:
    """Rows of a kind known at `as_at`, in the order of their keys.

    `wanted` keeps the rows in which a field equals a text or is among a collection; None leaves the field alone.
    Each record holds the kind's own fields and, for its origin, source_id, publication_id, place, basis, figure_class
    (its own, or else its publication's), note, known_from, change_kind, change_reason and is_secondary.
    No rows is an answer, not an error.  Illustrative rows never answer here: they are not known, only made up.
    """
    kind, table = BY_NAME[kind_name], schema.FACTS[kind_name]
    query = _selected(table).where(_is_real(table), *_wanted(table, wanted))
    if kind_name == COUNTED:
        return _in_order(_recorded_crime(connection, query, as_at, wanted), kind.keys)
    if not kind.is_reference:
        return _in_order(records_of(connection.execute(query.where(known_at(table, as_at)))), kind.keys)
    # A row replaced on its own first day was never in force, and so was not the first there ever was either.
    in_force = sa.and_(table.c.known_until > as_at.day, table.c.known_until > table.c.known_from)
    until = sa.or_(table.c.known_until.is_(None), in_force)
    return _in_order(_first_known(records_of(connection.execute(query.where(until))), kind.keys), kind.keys)


def _wanted(columns: sa.FromClause, wanted: Mapping[str, Collection[Any] | str | None]) -> list[sa.ColumnElement[bool]]:
    return [
        columns.c[name] == value if isinstance(value, str) else columns.c[name].in_(list(value))
        for name, value in wanted.items()
        if value is not None
    ]


def _recorded_crime(
    connection: sa.Connection,
    statements: sa.Select[Any],
    as_at: AsAt,
    wanted: Mapping[str, Collection[Any] | str | None],
) -> list[Record]:
    """Single statements, and the counts of editions that state whole periods, which overtake those about the same."""
    table = schema.FACTS[COUNTED]
    known = stating_editions(connection, as_at=as_at)
    statements = statements.where(known_at(table, as_at))
    if not known:
        return records_of(connection.execute(statements))
    counts = known_counts(known).subquery()
    return [
        *records_of(connection.execute(statements.where(sa.not_(overtaken(table, known))))),
        *records_of(connection.execute(sa.select(counts).where(*_wanted(counts, wanted)))),
    ]


def _in_order(records: list[Record], keys: tuple[str, ...]) -> list[Record]:
    """By key and day known.  Sorted here and not by the database, whose order of letters depends on how it was set up."""
    return sorted(records, key=lambda r: (*(r[name] for name in keys), r["known_from"], r["source_id"]))


def replaced(
    connection: sa.Connection, kind_name: str, *, as_at: AsAt, **wanted: Collection[Any] | str | None
) -> list[Record]:
    """Rows of a kind that had been the published value and were replaced by `as_at`, oldest first.

    Same fields as `facts`, and `wanted` as there; `known_until` is the day from which another value counts.  Rows that never stood at the
    end of a day are left out.
    """
    table = schema.FACTS[kind_name]
    query = (
        _selected(table)
        .where(_is_real(table), table.c.known_until <= as_at.day, table.c.known_from < table.c.known_until)
        .where(*_wanted(table, wanted))
        .order_by(table.c.known_from, table.c.row_id)
    )
    return records_of(connection.execute(query))


def records_of(result: sa.CursorResult[Any]) -> list[Record]:
    """The rows as records; many times quicker than asking each row for its names, and rows come by the thousand."""
    names = list(result.keys())
    return [dict(zip(names, row, strict=True)) for row in result]


@cache
def _selected(table: sa.Table) -> sa.Select[Any]:
    editions, publications = schema.editions, schema.publications
    own = [column for column in table.c if column.name not in ("row_id", "edition_id", "figure_class", "closed_by")]
    return (
        sa.select(
            *own,
            sa.func.coalesce(table.c.figure_class, publications.c.figure_class).label("figure_class"),
            editions.c.source_id,
            editions.c.is_secondary,
            editions.c.change_kind,
            editions.c.change_reason,
        )
        .join(editions, editions.c.edition_id == table.c.edition_id)
        .join(publications, publications.c.publication_id == table.c.publication_id)
    )


@cache
def _is_real(table: sa.Table) -> sa.ColumnElement[bool]:
    """Rows that are not illustrative, neither by themselves nor by their publication."""
    figure_class = sa.func.coalesce(table.c.figure_class, schema.publications.c.figure_class, "")
    return figure_class != "illustrative"


def _first_known(rows: list[Record], keys: tuple[str, ...]) -> list[Record]:
    """For each key the earliest row not yet replaced on the day: the one in force, or the first there ever was."""
    earliest: dict[tuple[Any, ...], Record] = {}
    for row in rows:
        key = (row["publication_id"], *(row[name] for name in keys))
        if key not in earliest or row["known_from"] < earliest[key]["known_from"]:
            earliest[key] = row
    return [record for record in earliest.values() if not record["is_withdrawn"]]
