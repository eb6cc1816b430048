"""Which areas have counts of recorded crime, and until when."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from dashboard.domain.asat import AsAt
from dashboard.store import schema
from dashboard.store.asat import known_at
from dashboard.store.queries.facts import Record


def newest_recorded_crime(connection: sa.Connection, *, as_at: AsAt, area_codes: Collection[str]) -> list[Record]:
    """For each area the newest period for which a count is held, with how many periods there are.

    Fields: area_code, period_start, period_end, periods and source_id (of one edition that states the newest period).
    """
    table, editions, publications = schema.FACTS["recorded_crime"], schema.editions, schema.publications
    periods = (
        sa.select(
            table.c.area_code,
            table.c.period_start,
            table.c.period_end,
            sa.func.max(table.c.edition_id).label("edition_id"),
        )
        .join(publications, publications.c.publication_id == table.c.publication_id)
        .where(known_at(table, as_at))
        .where(table.c.offences.is_not(None), table.c.area_code.in_(list(area_codes)))
        .where(sa.func.coalesce(table.c.figure_class, publications.c.figure_class, "") != "illustrative")
        .group_by(table.c.area_code, table.c.period_start, table.c.period_end)
        .subquery()
    )
    query = sa.select(periods, editions.c.source_id).join(editions, editions.c.edition_id == periods.c.edition_id)
    newest: dict[str, Record] = {}
    counts: dict[str, int] = {}
    for row in connection.execute(query).mappings():
        code = row["area_code"]
        counts[code] = counts.get(code, 0) + 1
        held = newest.get(code)
        if held is None or _order(row) > _order(held):
            newest[code] = dict(row)
    return [{**newest[code], "periods": counts[code]} for code in sorted(newest)]


def _order(row: sa.RowMapping | Record) -> tuple[str, ...]:
    return (row["period_end"].isoformat(), row["period_start"].isoformat(), row["source_id"])
