"""Counts of publications that state whole periods, as they were known on a day."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from dashboard.domain.asat import AsAt
from dashboard.store import schema
from dashboard.store.asat import published_by


def stating_editions(connection: sa.Connection, *, as_at: AsAt) -> list[int]:
    """Numbers of the editions known on the day that state whole periods."""
    scopes, editions = schema.count_scopes, schema.editions
    whole = sa.select(scopes.c.edition_id).where(scopes.c.edition_id == editions.c.edition_id).exists()
    return list(connection.scalars(sa.select(editions.c.edition_id).where(whole, published_by(editions, as_at))))


def known_counts(editions_known: list[int], *extra: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """The counts that were the published ones when these editions and no others were known, under the names of facts.

    A count is there when an edition of those known began it and none of them closed it.
    """
    cells, series, periods, details = (
        schema.count_cells,
        schema.count_series,
        schema.count_periods,
        schema.count_details,
    )
    editions, scopes, closing = schema.editions, schema.count_scopes, schema.editions.alias("closing")
    publications = schema.publications
    return (
        sa.select(
            series.c.publication_id,
            editions.c.known_from,
            closing.c.known_from.label("known_until"),
            sa.false().label("is_withdrawn"),
            periods.c.period_start,
            periods.c.period_end,
            series.c.area_code,
            series.c.offence_group,
            series.c.offence_subgroup,
            series.c.offence_code,
            cells.c.offences,
            details.c.coverage,
            details.c.value_status,
            scopes.c.place,
            details.c.basis,
            sa.func.nullif(details.c.note, "").label("note"),
            publications.c.figure_class,
            editions.c.source_id,
            editions.c.is_secondary,
            editions.c.change_kind,
            editions.c.change_reason,
            *extra,
        )
        .select_from(series)
        .join(publications, publications.c.publication_id == series.c.publication_id)
        .join(cells, cells.c.series_id == series.c.series_id)
        .join(periods, periods.c.period_id == cells.c.period_id)
        .join(details, details.c.detail_id == cells.c.detail_id)
        .join(editions, editions.c.edition_id == cells.c.edition_id)
        .join(scopes, sa.and_(scopes.c.edition_id == cells.c.edition_id, scopes.c.period_id == cells.c.period_id))
        .join(closing, closing.c.edition_id == cells.c.closed_by, isouter=True)
        .where(*alive(editions_known))
    )


def alive(editions_known: list[int]) -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
    """Counts begun by one of these editions and closed by none of them."""
    cells = schema.count_cells
    return cells.c.edition_id.in_(editions_known), cells.c.closed_by.not_in(editions_known)


def overtaken(table: sa.Table, editions_known: list[int]) -> sa.ColumnElement[bool]:
    """Single statements of recorded crime about a period that an edition of their publication states in full.

    Such an edition is the publisher's own file; the statements were read from a copy or an account of one.  Which came
    first does not matter, so that the two are never added up.
    """
    scopes, editions, periods = schema.count_scopes, schema.editions, schema.count_periods
    return (
        sa.select(scopes.c.period_id)
        .join(editions, editions.c.edition_id == scopes.c.edition_id)
        .join(periods, periods.c.period_id == scopes.c.period_id)
        .where(
            scopes.c.edition_id.in_(editions_known),
            editions.c.publication_id == table.c.publication_id,
            periods.c.period_start == table.c.period_start,
            periods.c.period_end == table.c.period_end,
        )
        .exists()
    )
