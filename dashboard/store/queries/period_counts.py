"""The counts of periods that a publication answers for: one by one, summed to groups, or counted for their coverage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from dashboard.domain.asat import AsAt
from dashboard.store import schema
from dashboard.store.asat import published_by
from dashboard.store.count_series import of_series
from dashboard.store.queries.counts import alive
from dashboard.store.queries.facts import Record
from dashboard.store.queries.published_counts import Stated, Wanted, series_of, single_rows

FIELDS = (
    "area_code",
    "period_start",
    "period_end",
    "offence_group",
    "offence_subgroup",
    "offence_code",
    "offences",
    "value_status",
    "coverage",
    "basis",
    "note",
    "known_from",
    "first_source_id",
)


def single_counts(connection: sa.Connection, *, as_at: AsAt, wanted: Wanted, periods: Sequence[Stated]) -> list[Record]:
    """The single statements of these periods under `FIELDS`, each with its publication_id, source_id and published_on."""
    table, editions = schema.FACTS["recorded_crime"], schema.editions
    names = [name for name in FIELDS if name != "first_source_id"]
    query = single_rows(
        connection,
        *(table.c[name] for name in names),
        table.c.publication_id,
        table.c.place,
        editions.c.source_id,
        editions.c.source_id.label("first_source_id"),
        editions.c.published_on,
        as_at=as_at,
        wanted=wanted,
    )
    chosen = {(s.publication_id, s.period_start, s.period_end) for s in periods if not s.is_whole}
    found = [dict(row) for row in connection.execute(query).mappings()]
    return [r for r in found if (r["publication_id"], r["period_start"], r["period_end"]) in chosen]


def how_many(connection: sa.Connection, *, as_at: AsAt, wanted: Wanted, periods: Sequence[Stated]) -> int:
    """How many counts of whole periods `whole_counts` would give, one by one."""
    total = 0
    for editions, ids in _together(connection, as_at, periods):
        cells, series = schema.count_cells, schema.count_series
        query = (
            sa.select(sa.func.count())
            .select_from(cells)
            .join(series, series.c.series_id == cells.c.series_id)
            .where(*alive(list(editions)), cells.c.period_id.in_(list(ids)), *_cells(connection, wanted))
        )
        total += connection.scalar(query) or 0
    return total


def whole_counts(
    connection: sa.Connection, *, as_at: AsAt, wanted: Wanted, periods: Sequence[Stated], by_code: bool
) -> list[tuple[Any, ...]]:
    """The counts of periods stated in full as tuples in the order of `FIELDS`; summed to groups where not `by_code`."""
    cells, series, details, editions = (
        schema.count_cells,
        schema.count_series,
        schema.count_details,
        schema.editions,
    )
    rows: list[tuple[Any, ...]] = []
    for known, ids in _together(connection, as_at, periods):
        said = {row.detail_id: row for row in connection.execute(sa.select(details))}
        first = {
            row.edition_id: (row.known_from, row.source_id)
            for row in connection.execute(sa.select(editions).where(editions.c.edition_id.in_(known)))
        }
        what: list[sa.ColumnElement[Any]] = [series.c.area_code, cells.c.period_id, series.c.offence_group]
        if by_code:
            what += [
                series.c.offence_subgroup,
                series.c.offence_code,
                cells.c.offences,
                cells.c.detail_id,
                cells.c.edition_id,
            ]
        else:
            summed = sa.cast(sa.func.sum(cells.c.offences), sa.BigInteger)
            what += [summed, sa.func.min(cells.c.detail_id), sa.func.max(cells.c.edition_id)]
        query = (
            sa.select(*what)
            .select_from(series)
            .join(cells, cells.c.series_id == series.c.series_id)
            .where(*alive(list(known)), cells.c.period_id.in_(list(ids)), *_cells(connection, wanted))
        )
        if not by_code:
            query = query.group_by(series.c.area_code, cells.c.period_id, series.c.offence_group)
        for found in connection.execute(query):
            area, period, group, *names, offences, detail, edition = found
            words = said[detail]
            subgroup, code = names if by_code else ("", "")
            status = words.value_status if by_code or offences is None else "published"
            rows.append(
                (area, *ids[period], group, subgroup, code, offences, status, words.coverage, words.basis, words.note)
                + first[edition]
            )
    return rows


def _cells(connection: sa.Connection, wanted: Wanted) -> tuple[sa.ColumnElement[bool], ...]:
    conditions = series_of(wanted)
    return (of_series(connection, *conditions), *conditions)


def _together(
    connection: sa.Connection, as_at: AsAt, periods: Sequence[Stated]
) -> list[tuple[tuple[int, ...], dict[int, tuple[date, date]]]]:
    """Periods stated in full that the same editions state, of those known on the day, with the store's numbers for them."""
    table, editions = schema.count_periods, schema.editions
    known = set(connection.scalars(sa.select(editions.c.edition_id).where(published_by(editions, as_at))))
    numbers = {(row.period_start, row.period_end): row.period_id for row in connection.execute(sa.select(table))}
    groups: dict[tuple[int, ...], dict[int, tuple[date, date]]] = {}
    for stated in periods:
        if stated.is_whole:
            days = (stated.period_start, stated.period_end)
            groups.setdefault(tuple(e for e in stated.editions if e in known), {})[numbers[days]] = days
    return list(groups.items())


def cells_by_area(connection: sa.Connection, *, as_at: AsAt, wanted: Wanted, periods: Sequence[Stated]) -> list[Record]:
    """How many counts each area has in each period, and how many of them were published.

    Fields: area_code, period_start, period_end, cells, published, and `said`, the Flag of what is said of it or None.  Areas of which nothing is said have no record.
    """
    cells, series = schema.count_cells, schema.count_series
    found: dict[tuple[str, date, date], list[int]] = {}
    for known, ids in _together(connection, as_at, periods):
        query = (
            sa.select(series.c.area_code, cells.c.period_id, sa.func.count(), sa.func.count(cells.c.offences))
            .select_from(series)
            .join(cells, cells.c.series_id == series.c.series_id)
            .where(*alive(list(known)), cells.c.period_id.in_(list(ids)), *_cells(connection, wanted))
            .group_by(series.c.area_code, cells.c.period_id)
        )
        for area, period, stated, published in connection.execute(query):
            found[area, *ids[period]] = [stated, published]
    for row in single_counts(connection, as_at=as_at, wanted=wanted, periods=periods):
        counted = found.setdefault((row["area_code"], row["period_start"], row["period_end"]), [0, 0])
        counted[0] += 1
        counted[1] += row["offences"] is not None
    said = flags_of(connection, as_at=as_at, periods=periods)
    return [
        {
            "area_code": area,
            "period_start": start,
            "period_end": end,
            "cells": stated,
            "published": published,
            "said": said.get((area, start, end)),
        }
        for (area, start, end), (stated, published) in found.items()
    ]


@dataclass(frozen=True)
class Flag:
    """What an edition says of an area in a period (partial, estimated or missing); `is_own` where that edition answers."""

    state: str
    edition: str
    is_own: bool


def flags_of(
    connection: sa.Connection, *, as_at: AsAt, periods: Sequence[Stated]
) -> dict[tuple[str, date, date], Flag]:
    """What is said of areas in these periods: by the edition that answers, or else by the newest of another publication.

    A footnote that calls a figure an estimate is true of it whoever prints the figure.  That another publication has no
    figure says nothing of one that has.
    """
    table, editions = schema.edition_coverage, schema.editions
    answering = {(s.period_start, s.period_end): s for s in periods}
    query = (
        sa.select(
            editions.c.source_id,
            editions.c.publication_id,
            editions.c.title,
            table.c.area_code,
            table.c.period_start,
            table.c.period_end,
            table.c.state,
        )
        .join(editions, editions.c.edition_id == table.c.edition_id)
        .where(published_by(editions, as_at))
        .order_by(editions.c.known_from, editions.c.source_id)
    )
    found: dict[tuple[str, date, date], Flag] = {}
    for row in connection.execute(query):
        answer = answering.get((row.period_start, row.period_end))
        place = (row.area_code, row.period_start, row.period_end)
        if answer is None:
            continue
        if row.source_id == answer.source_id:
            found[place] = Flag(row.state, row.title, is_own=True)
        elif row.publication_id != answer.publication_id and row.state != "missing":
            held = found.get(place)
            if held is None or not held.is_own:
                found[place] = Flag(row.state, row.title, is_own=False)
    return found
