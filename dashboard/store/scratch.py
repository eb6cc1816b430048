"""Trying a load without the store's one writing place: tables of a connection's own stand before the store's for a while.

Both databases look for a name among a connection's temporary tables first.  So what would be written goes there, every
question asked over the same connection sees it, nobody waits for it, and nothing of it is left afterwards.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.schema import CreateIndex, CreateTable

from dashboard.store import schema
from dashboard.store.engine import Connection, Store

ALWAYS = (schema.store_facts, schema.loads, schema.editions, schema.edition_coverage)
EMPTY = (schema.raw_files,)  # files are only ever added, and those of old stores hold their contents
COUNTS = (
    schema.count_series,
    schema.count_periods,
    schema.count_details,
    schema.count_scopes,
    schema.count_cells,
)


@contextmanager
def trying(store: Store, kinds: Collection[str]) -> Iterator[Connection]:
    """A connection on which facts of `kinds` can be taken in as if for good; all of it is forgotten at the end.

    It reads the store as it stood at the beginning and takes no lock that anybody else would wait for.
    """
    tables = [*ALWAYS, *(schema.FACTS[kind] for kind in kinds)]
    if "recorded_crime" in kinds:  # the only kind that may come as whole periods
        tables += COUNTS
    with store.engine.connect().execution_options(rcq_trying=True) as connection, _nothing_prepared(connection):
        transaction = connection.begin()
        try:
            for table in tables:
                _stand_before(connection, table, filled=True)
            for table in EMPTY:
                _stand_before(connection, table, filled=False)
            yield connection
        finally:
            transaction.rollback()


@contextmanager
def _nothing_prepared(connection: Connection) -> Iterator[None]:
    """Statements that PostgreSQL prepared before know the store's tables by number and would go past ours."""
    if connection.dialect.name != "postgresql":
        yield
        return
    driver = connection.connection.driver_connection
    assert driver is not None
    before, driver.prepare_threshold = driver.prepare_threshold, None
    try:
        yield
    finally:
        driver.prepare_threshold = before


def _stand_before(connection: Connection, table: sa.Table, *, filled: bool) -> None:
    is_server = connection.dialect.name == "postgresql"
    home = connection.scalar(sa.text("select current_schema()")) if is_server else "main"
    twin = _twin(table)
    if is_server:
        connection.exec_driver_sql(f"create temp table {table.name} (like {home}.{table.name} including all)")
    else:
        connection.execute(CreateTable(twin))
    if filled:
        names = [column.name for column in table.c]
        ours, theirs = (
            sa.table(table.name, *map(sa.column, names), schema=where)
            for where in ("pg_temp" if is_server else "temp", home)
        )
        connection.execute(sa.insert(ours).from_select(names, sa.select(theirs)))
    if is_server:
        connection.exec_driver_sql(f"analyze pg_temp.{table.name}")
    else:
        for index in twin.indexes:
            connection.execute(CreateIndex(index))


def _twin(table: sa.Table) -> sa.Table:
    """The same columns, keys and indexes; no foreign keys, since SQLite looks for those among temporary tables only."""
    columns = [
        sa.Column(
            column.name,
            column.type,
            primary_key=column.primary_key,
            autoincrement=column.autoincrement,
            nullable=column.nullable,
            server_default=column.server_default,
        )
        for column in table.c
    ]
    keys = [
        sa.UniqueConstraint(*(column.name for column in constraint.columns))
        for constraint in table.constraints
        if isinstance(constraint, sa.UniqueConstraint)
    ]
    indexes = [sa.Index(index.name, *(column.name for column in index.columns)) for index in table.indexes]
    return sa.Table(table.name, sa.MetaData(), *columns, *keys, *indexes, prefixes=["TEMPORARY"], **table.kwargs)
