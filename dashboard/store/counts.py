"""Publications that state whole periods: the only module that writes counts, and compares an edition with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import sqlalchemy as sa

from dashboard.domain.counts import NO_VALUE, Counts, Period
from dashboard.domain.editions import Edition
from dashboard.store import schema
from dashboard.store.chain import Place, place_of
from dashboard.store.count_rows import delete_cells, insert_cells, insert_plain, reclose_cells, without_pauses
from dashboard.store.count_runs import PERIOD_BITS, Runs, Tally, key_of, put_in, take_out, tally


@dataclass(frozen=True)
class _Neighbours:
    """Periods for which an edition stands between the same editions: those before it, and those after, in order."""

    periods: tuple[int, ...]
    before: tuple[int, ...]
    after: tuple[int, ...]


def add_counts(connection: sa.Connection, *, edition: Edition, edition_id: int, counts: Counts) -> Tally:
    """Take in what an edition states in full, and write only how it differs from its neighbours.

    Editions may come in any order.  Returns how it differs from the edition before it.
    """
    periods = _period_ids(connection, counts.scopes)
    stated = _as_runs(connection, edition.publication_id, counts, periods)
    difference = Tally()
    place = place_of(edition.known_from, edition.change_kind, edition.source_id)
    for near in _neighbours(connection, edition.publication_id, place, periods.values()):
        own = _of_periods(stated, near.periods, every=len(periods))
        before = _alive(connection, near.before, near.periods)
        after = _alive(connection, (*near.before, near.after[0]), near.periods) if near.after else None
        follows = near.after[0] if near.after else schema.OPEN
        change = put_in(before, own, after, edition=edition_id, follows=follows, still_open=schema.OPEN)
        delete_cells(connection, change.remove)
        insert_cells(connection, change.add)
        reclose_cells(connection, change.close)
        difference += change.tally
    _add_scopes(connection, edition_id, counts, periods)
    return difference


def compare_counts(connection: sa.Connection, *, publication_id: str, place: Place, counts: Counts) -> Tally:
    """How an edition would differ from the one before it; nothing is written."""
    held = {
        (row.period_start, row.period_end): row.period_id for row in connection.execute(sa.select(schema.count_periods))
    }
    fresh = 1 + max(held.values(), default=0)
    periods = {period: held.get(period, fresh + at) for at, period in enumerate(counts.scopes)}
    stated = _as_runs(connection, publication_id, counts, periods, write=False)
    difference = Tally()
    for near in _neighbours(connection, publication_id, place, periods.values()):
        before = _alive(connection, near.before, near.periods)
        difference += tally(before, _of_periods(stated, near.periods, every=len(periods)))
    return difference


def remove_counts(connection: sa.Connection, edition_ids: Iterable[int]) -> None:
    """Take editions out again and leave the counts as if they had never come."""
    scopes, editions = schema.count_scopes, schema.editions
    for edition_id in edition_ids:
        periods = list(connection.scalars(sa.select(scopes.c.period_id).where(scopes.c.edition_id == edition_id)))
        if periods:
            own = connection.execute(sa.select(editions).where(editions.c.edition_id == edition_id)).mappings().one()
            place = place_of(own["known_from"], own["change_kind"], own["source_id"])
            for near in _neighbours(connection, own["publication_id"], place, periods):
                _take_out(connection, near, edition_id)
            connection.execute(sa.delete(scopes).where(scopes.c.edition_id == edition_id))
        states = schema.edition_coverage
        connection.execute(sa.delete(states).where(states.c.edition_id == edition_id))
    forget_unused(connection)


def add_coverage(connection: sa.Connection, edition_id: int, cells: Sequence[Mapping[str, Any]]) -> None:
    """Keep which areas and periods an edition gives in part, as an estimate, or not at all."""
    names = ("area_code", "period_start", "period_end", "state")
    rows = [{"edition_id": edition_id, **{name: cell[name] for name in names}} for cell in cells]
    if rows:
        connection.execute(sa.insert(schema.edition_coverage), rows)


def _take_out(connection: sa.Connection, near: _Neighbours, edition_id: int) -> None:
    before = _alive(connection, near.before, near.periods)
    own = _alive(connection, (*near.before, edition_id), near.periods)
    after = _alive(connection, (*near.before, edition_id, near.after[0]), near.periods) if near.after else None
    follows = near.after[0] if near.after else schema.OPEN
    change = take_out(before, own, after, follows=follows, still_open=schema.OPEN)
    delete_cells(connection, change.remove)
    insert_cells(connection, change.add)
    reclose_cells(connection, change.close)


def _neighbours(
    connection: sa.Connection, publication_id: str, place: Place, periods: Collection[int]
) -> list[_Neighbours]:
    """The periods grouped by the editions that state them before and after the given place in time."""
    scopes, editions = schema.count_scopes, schema.editions
    query = (
        sa.select(
            scopes.c.period_id,
            editions.c.known_from,
            editions.c.change_kind,
            editions.c.source_id,
            editions.c.edition_id,
        )
        .join(editions, editions.c.edition_id == scopes.c.edition_id)
        .where(editions.c.publication_id == publication_id)
    )
    stating: dict[int, list[tuple[Place, int]]] = {period: [] for period in periods}
    for period_id, known_from, change_kind, source_id, edition_id in connection.execute(query):
        if period_id in stating:
            stating[period_id].append((place_of(known_from, change_kind, source_id), edition_id))
    groups: dict[tuple[tuple[int, ...], tuple[int, ...]], list[int]] = defaultdict(list)
    for period, found in stating.items():
        found.sort()
        before = tuple(number for other, number in found if other < place)
        after = tuple(number for other, number in found if other > place)
        groups[before, after].append(period)
    return [_Neighbours(tuple(members), before, after) for (before, after), members in groups.items()]


def _alive(connection: sa.Connection, up_to: Sequence[int], periods: Sequence[int]) -> Runs:
    """The runs that hold at the last of these editions: begun by one of them and closed by none."""
    if not up_to:
        return Runs.none()
    cells = schema.count_cells
    query = sa.select(
        cells.c.series_id, cells.c.period_id, cells.c.edition_id, cells.c.closed_by, cells.c.detail_id, cells.c.offences
    ).where(cells.c.edition_id.in_(up_to), cells.c.closed_by.not_in(up_to), cells.c.period_id.in_(periods))
    with without_pauses():
        found = connection.execute(query).all()
        if not found:
            return Runs.none()
        series, period, start, closed, detail, offences = zip(*found, strict=True)
        if None in offences:
            offences = tuple(NO_VALUE if value is None else value for value in offences)
        columns = (np.array(column, dtype=np.int64) for column in (offences, detail, start, closed))
        return Runs.of(key_of(series, period), *columns)


def _of_periods(stated: Runs, periods: Sequence[int], *, every: int) -> Runs:
    if len(periods) == every:
        return stated
    return stated.where(np.isin(stated.key & ((1 << PERIOD_BITS) - 1), np.array(periods)))


def _as_runs(
    connection: sa.Connection, publication_id: str, counts: Counts, periods: dict[Period, int], *, write: bool = True
) -> Runs:
    """The counts under the store's own numbers."""
    pairs = counts.area.astype(np.int64) * len(counts.offences) + counts.offence
    used = np.flatnonzero(np.bincount(pairs, minlength=1)) if len(counts) else np.empty(0, dtype=np.int64)
    keys = [
        (counts.areas[pair // len(counts.offences)], *counts.offences[pair % len(counts.offences)])
        for pair in used.tolist()
    ]
    series = _numbered(connection, schema.count_series, keys, {"publication_id": publication_id}, write=write)
    used_details = np.flatnonzero(np.bincount(counts.detail, minlength=1)).tolist() if len(counts) else []
    wanted = [counts.details[at] for at in used_details]
    details = _numbered(connection, schema.count_details, wanted, {}, write=write)
    lookup = np.zeros(len(counts.areas) * len(counts.offences), dtype=np.int64)
    lookup[used] = [series[key] for key in keys]
    period_lookup = np.array([periods.get(period, 0) for period in counts.periods], dtype=np.int64)
    detail_lookup = np.array([details.get(detail, 0) for detail in counts.details], dtype=np.int64)
    key = key_of(lookup[pairs], period_lookup[counts.period])
    return Runs.of(key, counts.values, detail_lookup[counts.detail], 0, 0)


def _numbered(
    connection: sa.Connection,
    table: sa.Table,
    wanted: Iterable[tuple[str, ...]],
    constant: dict[str, str],
    *,
    write: bool,
) -> dict[tuple[str, ...], int]:
    """The store's numbers for words; words not held yet get the next ones, in order, so that areas lie together."""
    number, *names = [column for column in table.c if column.name not in constant]
    query = sa.select(number, *names).where(*(table.c[name] == value for name, value in constant.items()))
    held = {tuple(words): identifier for identifier, *words in connection.execute(query)}
    fresh = sorted(set(wanted) - held.keys())
    if fresh:
        first = 1 + (connection.scalar(sa.select(sa.func.max(number))) or 0)
        given = {words: first + at for at, words in enumerate(fresh)}
        if write:
            columns = (number.name, *constant, *(name.name for name in names))
            rows = [(identifier, *constant.values(), *words) for words, identifier in given.items()]
            insert_plain(connection, table.name, columns, rows)
        held |= given
    return held


def _period_ids(connection: sa.Connection, wanted: Iterable[Period]) -> dict[Period, int]:
    table = schema.count_periods
    held = {(row.period_start, row.period_end): row.period_id for row in connection.execute(sa.select(table))}
    fresh = sorted(set(wanted) - held.keys())
    first = 1 + max(held.values(), default=0)
    if fresh:
        rows = [
            {"period_id": first + at, "period_start": start, "period_end": end} for at, (start, end) in enumerate(fresh)
        ]
        connection.execute(sa.insert(table), rows)
    held |= {period: first + at for at, period in enumerate(fresh)}
    return {period: held[period] for period in wanted}


def _add_scopes(connection: sa.Connection, edition_id: int, counts: Counts, periods: dict[Period, int]) -> None:
    stated = np.bincount(counts.period, minlength=len(counts.periods)).tolist()
    cells = dict(zip(counts.periods, stated, strict=True))
    rows = [
        {"edition_id": edition_id, "period_id": periods[period], "place": place, "cells": cells.get(period, 0)}
        for period, place in counts.scopes.items()
    ]
    if rows:
        connection.execute(sa.insert(schema.count_scopes), rows)


def forget_unused(connection: sa.Connection) -> None:
    """Words that no count uses any more, so that taking out the load that brought them leaves no trace."""
    cells, scopes = schema.count_cells, schema.count_scopes
    for table, column in (
        (schema.count_series, cells.c.series_id),
        (schema.count_details, cells.c.detail_id),
        (schema.count_periods, scopes.c.period_id),
    ):
        used = sa.select(column).distinct()
        connection.execute(sa.delete(table).where(table.c[column.name].not_in(used)))
