"""Recorded crime by force and period: which publications state what, and the counts of the one that answers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from dashboard.domain.asat import AsAt
from dashboard.domain.filters import ENGLAND_AND_WALES
from dashboard.store import schema
from dashboard.store.asat import known_at, published_by
from dashboard.store.chain import place_of
from dashboard.store.queries.counts import overtaken

# Sums over other groups, printed beside them; never added to them.
SUMS = (
    "All offences excluding fraud",
    "All offences including fraud",
    "Victim-based crime",
    "Other crimes against society",
)
FRAUD = ("Fraud offences", "Fraud and computer misuse offences")


@dataclass(frozen=True)
class Wanted:
    """Which counts are asked for; an empty or None field leaves that open.  `edition` is a source_id."""

    area_codes: Collection[str] | None = None
    first: date | None = None
    last: date | None = None
    group: str = ""
    code: str = ""
    edition: str = ""
    with_fraud: bool = False


@dataclass(frozen=True)
class Stated:
    """A period as one publication states it: in full, or row by row.  `editions` are those up to the one that answers."""

    publication_id: str
    publication: str
    period_start: date
    period_end: date
    source_id: str
    published_on: date | None
    known_from: date
    is_whole: bool
    areas: int
    editions: tuple[int, ...] = ()
    is_secondary: bool = False  # every count of it was read in somebody else's words
    place: str = ""  # of a period stated in full: where its counts stand in the edition's file


def stated_periods(connection: sa.Connection, *, as_at: AsAt, wanted: Wanted) -> list[Stated]:
    """Every period of which a publication gives counts by force that are asked for, in no particular order."""
    whole = _whole(connection, as_at, wanted)
    return [*whole, *_single(connection, as_at, wanted)]


def _whole(connection: sa.Connection, as_at: AsAt, wanted: Wanted) -> list[Stated]:
    scopes, editions, periods, publications = (
        schema.count_scopes,
        schema.editions,
        schema.count_periods,
        schema.publications,
    )
    query = (
        sa.select(
            editions.c.publication_id,
            publications.c.title,
            periods.c.period_start,
            periods.c.period_end,
            editions.c.source_id,
            editions.c.published_on,
            editions.c.known_from,
            editions.c.change_kind,
            editions.c.edition_id,
            editions.c.is_secondary,
            scopes.c.place,
        )
        .select_from(scopes)
        .join(editions, editions.c.edition_id == scopes.c.edition_id)
        .join(periods, periods.c.period_id == scopes.c.period_id)
        .join(publications, publications.c.publication_id == editions.c.publication_id)
        .where(published_by(editions, as_at), *_within(periods, wanted))
    )
    by_period: dict[tuple[str, date, date], list[Any]] = {}
    for row in sorted(connection.execute(query), key=lambda r: place_of(r.known_from, r.change_kind, r.source_id)):
        by_period.setdefault((row.publication_id, row.period_start, row.period_end), []).append(row)
    counts = _areas(connection, wanted)
    found = []
    for rows in by_period.values():
        names = [row.source_id for row in rows]
        if wanted.edition:
            if wanted.edition not in names:
                continue
            rows = rows[: names.index(wanted.edition) + 1]
        newest = rows[-1]
        areas = counts.get(newest.publication_id, 0)
        if areas:
            found.append(
                Stated(
                    newest.publication_id,
                    newest.title,
                    newest.period_start,
                    newest.period_end,
                    newest.source_id,
                    newest.published_on,
                    newest.known_from,
                    True,
                    areas,
                    tuple(row.edition_id for row in rows),
                    bool(newest.is_secondary),
                    newest.place,
                )
            )
    return found


def _areas(connection: sa.Connection, wanted: Wanted) -> dict[str, int]:
    """How many areas asked for each publication of whole periods counts the offences asked for in."""
    series = schema.count_series
    query = (
        sa.select(series.c.publication_id, sa.func.count(sa.distinct(series.c.area_code)))
        .where(*_of_series(series, wanted))
        .group_by(series.c.publication_id)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def _of_series(table: sa.FromClause, wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = [table.c.offence_group.not_in(SUMS)]
    if wanted.area_codes is None:  # England and Wales as a whole answers alone, never beside its forces
        conditions.append(table.c.area_code != ENGLAND_AND_WALES)
    else:
        conditions.append(table.c.area_code.in_(list(wanted.area_codes)))
    if wanted.group:
        conditions.append(table.c.offence_group == wanted.group)
    elif not wanted.with_fraud:
        conditions.append(table.c.offence_group.not_in(FRAUD))
    if wanted.code:
        conditions.append(table.c.offence_code == wanted.code)
    return conditions


def series_of(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    """Conditions on the series asked for."""
    return _of_series(schema.count_series, wanted)


def _within(table: sa.FromClause, wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    conditions = []
    if wanted.first:
        conditions.append(table.c.period_start >= wanted.first)
    if wanted.last:
        conditions.append(table.c.period_end <= wanted.last)
    return conditions


def single_rows(connection: sa.Connection, *columns: Any, as_at: AsAt, wanted: Wanted) -> sa.Select[Any]:
    """Single statements asked for, known on the day and not overtaken by an edition that states their period in full."""
    table, editions, publications = schema.FACTS["recorded_crime"], schema.editions, schema.publications
    scopes = schema.count_scopes
    stating = sa.select(scopes.c.edition_id).join(editions, editions.c.edition_id == scopes.c.edition_id)
    whole = list(connection.scalars(stating.where(published_by(editions, as_at)).distinct()))
    query = (
        sa.select(*columns)
        .select_from(table)
        .join(editions, editions.c.edition_id == table.c.edition_id)
        .join(publications, publications.c.publication_id == table.c.publication_id)
        .where(*_of_series(table, wanted), *_within(table, wanted))
        .where(sa.func.coalesce(table.c.figure_class, publications.c.figure_class, "") != "illustrative")
    )
    if wanted.edition:  # what it stated itself, whatever another has said since
        stated = (table.c.known_from <= as_at.day, table.c.is_withdrawn.is_(sa.false()))
        return query.where(editions.c.source_id == wanted.edition, *stated)
    query = query.where(known_at(table, as_at))
    return query.where(sa.not_(overtaken(table, whole))) if whole else query


def _single(connection: sa.Connection, as_at: AsAt, wanted: Wanted) -> list[Stated]:
    table, editions, publications = schema.FACTS["recorded_crime"], schema.editions, schema.publications
    key = (table.c.publication_id, publications.c.title, table.c.period_start, table.c.period_end)
    query = single_rows(
        connection,
        *key,
        sa.func.max(editions.c.known_from).label("known_from"),
        sa.func.max(editions.c.edition_id).label("edition_id"),
        sa.func.count(sa.distinct(table.c.area_code)).label("areas"),
        sa.func.min(sa.case((editions.c.is_secondary, 1), else_=0)).label("is_secondary"),
        as_at=as_at,
        wanted=wanted,
    ).group_by(*key)
    named = {
        row.edition_id: row
        for row in connection.execute(
            sa.select(editions.c.edition_id, editions.c.source_id, editions.c.published_on, editions.c.is_secondary)
        )
    }
    return [
        Stated(
            row.publication_id,
            row.title,
            row.period_start,
            row.period_end,
            named[row.edition_id].source_id,
            named[row.edition_id].published_on,
            row.known_from,
            is_whole=False,
            areas=row.areas,
            is_secondary=bool(row.is_secondary),
        )
        for row in connection.execute(query)
    ]


def offence_words(connection: sa.Connection, field: str, *, as_at: AsAt) -> tuple[str, ...]:
    """Every offence group or code that recorded crime was given by up to the day, for a filter to offer."""
    table, series, editions, scopes = (
        schema.FACTS["recorded_crime"],
        schema.count_series,
        schema.editions,
        schema.count_scopes,
    )
    known = (
        sa.select(editions.c.publication_id)
        .join(scopes, scopes.c.edition_id == editions.c.edition_id)
        .where(published_by(editions, as_at))
    )
    held = sa.union(
        sa.select(table.c[field]).where(table.c.known_from <= as_at.day),
        sa.select(series.c[field]).where(series.c.publication_id.in_(known)),
    )
    return tuple(sorted(words for words in connection.scalars(held) if words and words not in SUMS))


def stating_sources(connection: sa.Connection, *, as_at: AsAt) -> tuple[str, ...]:
    """The source_id of every edition known on the day that states recorded crime."""
    table, editions, scopes = schema.FACTS["recorded_crime"], schema.editions, schema.count_scopes
    held = sa.union(sa.select(table.c.edition_id), sa.select(scopes.c.edition_id)).subquery()
    query = sa.select(editions.c.source_id).where(
        editions.c.edition_id.in_(sa.select(held.c.edition_id)), published_by(editions, as_at)
    )
    return tuple(sorted(connection.scalars(query)))
