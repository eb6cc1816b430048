"""Finding the counts of a few series among all: the same question, put in the way in which each database finds them."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from dashboard.store import schema

FEW_SERIES = 2_000  # about ten forces with all their offences


def of_series(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Counts of the series that meet conditions, said so that either database looks for the series first.

    SQLite does where it is told of them in a question of its own.  PostgreSQL can only tell how few counts a handful of
    series has when it is given their numbers; for many series it rightly reads everything through.
    """
    series, cells = schema.count_series, schema.count_cells
    chosen = sa.select(series.c.series_id).where(*conditions)
    if connection.dialect.name == "postgresql":
        numbers = list(connection.scalars(chosen.limit(FEW_SERIES + 1)))
        if len(numbers) <= FEW_SERIES:
            return cells.c.series_id == sa.any_(sa.literal(numbers, postgresql.ARRAY(sa.Integer)))
    return cells.c.series_id.in_(chosen)
