"""Writing counts by the thousand: plain tuples to SQLite, COPY to PostgreSQL."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

import numpy as np
import sqlalchemy as sa

from dashboard.domain.counts import NO_VALUE
from dashboard.store.count_runs import PERIOD_BITS, Numbers, Runs

COLUMNS = ("edition_id", "series_id", "period_id", "closed_by", "detail_id", "offences")
INSERT = "insert into count_cells (edition_id, series_id, period_id, closed_by, detail_id, offences) values (?, ?, ?, ?, ?, ?)"
PERIOD_MASK = (1 << PERIOD_BITS) - 1
PIECE = 100_000
COPY_HEAD = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
COPY_END = b"\xff\xff"


def insert_cells(connection: sa.Connection, parts: Iterable[Runs]) -> None:
    """Put runs in, in the order in which the table keeps them."""
    with without_pauses():
        for runs in parts:
            if not len(runs):
                continue
            if connection.dialect.name == "postgresql":
                _copy(connection, runs)
                continue
            for rows in _pieces(_tuples(runs)):
                connection.exec_driver_sql(INSERT, rows)


def insert_plain(
    connection: sa.Connection, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Put rows in as they are, by the thousand, in the way that is quickest for each database."""
    if connection.dialect.name == "postgresql":
        cursor = connection.connection.cursor()
        with cursor.copy(f"copy {table} ({', '.join(columns)}) from stdin") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.close()
        return
    marks = ", ".join("?" * len(columns))
    connection.exec_driver_sql(f"insert into {table} ({', '.join(columns)}) values ({marks})", list(rows))  # noqa: S608 (names of our own schema)


@contextmanager
def without_pauses() -> Iterator[None]:
    """Keep Python from looking for garbage among rows by the hundred thousand: there is none, and it takes as long."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def delete_cells(connection: sa.Connection, parts: Iterable[Runs]) -> None:
    """Take runs out."""
    _each(
        connection,
        parts,
        lambda runs: (runs.start, *_split(runs)),
        sqlite="delete from count_cells where edition_id = ? and series_id = ? and period_id = ?",
        postgresql="delete from count_cells c using unnest(%s::int[], %s::int[], %s::int[]) as w(e, s, p) "
        "where c.edition_id = w.e and c.series_id = w.s and c.period_id = w.p",
    )


def reclose_cells(connection: sa.Connection, parts: Iterable[Runs]) -> None:
    """Write at which edition runs are closed."""
    _each(
        connection,
        parts,
        lambda runs: (runs.closed, runs.start, *_split(runs)),
        sqlite="update count_cells set closed_by = ? where edition_id = ? and series_id = ? and period_id = ?",
        postgresql="update count_cells c set closed_by = w.k "
        "from unnest(%s::int[], %s::int[], %s::int[], %s::int[]) as w(k, e, s, p) "
        "where c.edition_id = w.e and c.series_id = w.s and c.period_id = w.p",
    )


def _split(runs: Runs) -> tuple[Numbers, Numbers]:
    return runs.key >> PERIOD_BITS, runs.key & PERIOD_MASK


def _each(connection: sa.Connection, parts: Iterable[Runs], columns: Any, *, sqlite: str, postgresql: str) -> None:
    for runs in parts:
        if not len(runs):
            continue
        lists = [column.tolist() for column in columns(runs)]
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(postgresql, tuple(lists))
        else:
            connection.exec_driver_sql(sqlite, list(zip(*lists, strict=True)))


def _tuples(runs: Runs) -> Iterator[tuple[Any, ...]]:
    series, period = _split(runs)
    values = runs.value.tolist()
    if (runs.value == NO_VALUE).any():
        values = [None if value == NO_VALUE else value for value in values]
    columns = (runs.start, series, period, runs.closed, runs.detail)
    return zip(*(column.tolist() for column in columns), values, strict=True)


def _pieces(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    """Some at a time: all of them at once would be the largest thing in memory."""
    while piece := list(islice(rows, PIECE)):
        yield piece


def _copy(connection: sa.Connection, runs: Runs) -> None:
    """PostgreSQL's binary form of COPY, made by column: every row has the same shape but those without a count."""
    missing = runs.value == NO_VALUE
    cursor = connection.connection.cursor()
    with cursor.copy(f"copy count_cells ({', '.join(COLUMNS)}) from stdin with (format binary)") as copy:
        copy.write(COPY_HEAD)
        copy.write(_packed(runs.where(~missing), with_count=True))
        copy.write(_packed(runs.where(missing), with_count=False))
        copy.write(COPY_END)
    cursor.close()


def _packed(runs: Runs, *, with_count: bool) -> bytes:
    whole: Sequence[str] = COLUMNS[:-1]
    shape = [("fields", ">i2")]
    for name in whole:
        shape += [(f"{name}_size", ">i4"), (name, ">i4")]
    shape += [("offences_size", ">i4")] + ([("offences", ">i8")] if with_count else [])
    rows = np.empty(len(runs), dtype=shape)
    rows["fields"] = len(COLUMNS)
    series, period = _split(runs)
    for name, values in zip(whole, (runs.start, series, period, runs.closed, runs.detail), strict=True):
        rows[f"{name}_size"] = 4
        rows[name] = values
    rows["offences_size"] = 8 if with_count else -1
    if with_count:
        rows["offences"] = runs.value
    return rows.tobytes()
