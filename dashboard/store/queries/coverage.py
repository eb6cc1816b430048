"""Which areas have counts of recorded crime, and until when."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from dashboard.domain.asat import AsAt
from dashboard.store import schema
from dashboard.store.asat import known_at
from dashboard.store.queries.counts import alive, overtaken, stating_editions
from dashboard.store.queries.facts import Record


def newest_recorded_crime(connection: sa.Connection, *, as_at: AsAt, area_codes: Collection[str]) -> list[Record]:
    """For each area the newest period for which a count is held.

    Fields: area_code, period_start, period_end and source_id (of one edition that states the newest period).
    """
    newest: dict[str, Record] = {}
    known = stating_editions(connection, as_at=as_at)
    for row in (*_single(connection, as_at, area_codes, known), *_whole(connection, known, area_codes)):
        held = newest.get(row["area_code"])
        if held is None or _order(row) > _order(held):
            newest[row["area_code"]] = row
    return [newest[code] for code in sorted(newest)]


def _single(connection: sa.Connection, as_at: AsAt, area_codes: Collection[str], known: list[int]) -> list[Record]:
    """Every period of each area among single statements, but for those that a whole publication has overtaken."""
    table, editions, publications = schema.FACTS["recorded_crime"], schema.editions, schema.publications
    stated = (
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
    )
    periods = (stated.where(sa.not_(overtaken(table, known))) if known else stated).subquery()
    query = sa.select(periods, editions.c.source_id).join(editions, editions.c.edition_id == periods.c.edition_id)
    return [dict(row) for row in connection.execute(query).mappings()]


def _whole(connection: sa.Connection, known: list[int], area_codes: Collection[str]) -> list[Record]:
    """The newest period of each area in publications that state whole periods, from the newest period backwards."""
    scopes, periods, editions = schema.count_scopes, schema.count_periods, schema.editions
    stated = (
        sa.select(periods, editions.c.publication_id)
        .join(scopes, scopes.c.period_id == periods.c.period_id)
        .join(editions, editions.c.edition_id == scopes.c.edition_id)
        .where(scopes.c.edition_id.in_(known))
        .distinct()
        .order_by(periods.c.period_end.desc(), periods.c.period_start.desc(), editions.c.publication_id)
    )
    series = schema.count_series
    counted = sa.select(series.c.area_code).where(series.c.area_code.in_(list(area_codes))).distinct()
    missing, found = set(connection.scalars(counted)), []
    for period in connection.execute(stated).mappings().all() if known else ():
        rows = _areas_in(connection, known, period, missing)
        found += rows
        missing -= {row["area_code"] for row in rows}
        if not missing:  # nearly always after a period or two: a force is seldom left out for long
            break
    return found


def _areas_in(connection: sa.Connection, known: list[int], period: sa.RowMapping, area_codes: set[str]) -> list[Record]:
    series, cells, editions = schema.count_series, schema.count_cells, schema.editions
    newest = (
        sa.select(series.c.area_code, sa.func.max(cells.c.edition_id).label("edition_id"))
        .join(cells, cells.c.series_id == series.c.series_id)
        .where(series.c.publication_id == period["publication_id"], series.c.area_code.in_(sorted(area_codes)))
        .where(cells.c.period_id == period["period_id"], cells.c.offences.is_not(None), *alive(known))
        .group_by(series.c.area_code)
        .subquery()
    )
    query = sa.select(newest.c.area_code, editions.c.source_id).join(
        editions, editions.c.edition_id == newest.c.edition_id
    )
    span = {name: period[name] for name in ("period_start", "period_end")}
    return [{**row, **span} for row in connection.execute(query).mappings()]


def _order(row: Record) -> tuple[str, ...]:
    return (row["period_end"].isoformat(), row["period_start"].isoformat(), row["source_id"])
