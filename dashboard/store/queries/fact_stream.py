"""The rows of one kind for files of any size: read as they are written, few in memory at any time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

import sqlalchemy as sa

from dashboard.domain.asat import AsAt
from dashboard.store import schema
from dashboard.store.asat import known_at
from dashboard.store.queries.counts import known_counts, overtaken, stating_editions
from dashboard.store.queries.facts import COUNTED, _is_real, _selected

ROWS_AT_ONCE = 2000
# Until when a row was known is left out: on the day itself nobody knew.
UNTOLD = ("known_until", "is_withdrawn")


def streamed_facts(
    connection: sa.Connection, kind_name: str, *, as_at: AsAt
) -> tuple[list[str], Iterator[Sequence[Any]]]:
    """The rows of a kind known on the day: the names of the fields, and the rows in the order in which they were taken in.

    The same rows as `facts` gives for kinds that are not lists of reference.  The connection must stay open until the
    last row was read.
    """
    table = schema.FACTS[kind_name]
    query = _selected(table).where(_is_real(table), known_at(table, as_at)).order_by(table.c.row_id)
    told = [column for column in query.selected_columns if column.name not in UNTOLD]
    names = [column.name for column in told]
    queries: list[sa.Select[Any]] = [query.with_only_columns(*told)]
    known = stating_editions(connection, as_at=as_at) if kind_name == COUNTED else []
    if known:
        counts = known_counts(known).subquery()
        queries = [
            queries[0].where(sa.not_(overtaken(table, known))),
            sa.select(*(counts.c[name] for name in names)),
        ]
    return names, chain.from_iterable(_streamed(connection, one) for one in queries)


def _streamed(connection: sa.Connection, query: sa.Select[Any]) -> Iterator[Sequence[Any]]:
    result = connection.execute(query, execution_options={"yield_per": ROWS_AT_ONCE})
    for part in result.partitions():
        yield from (tuple(row) for row in part)
