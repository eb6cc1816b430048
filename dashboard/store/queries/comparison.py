"""What the comparison of survey and recorded crime reads: few columns, many rows, one question each."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

import sqlalchemy as sa

from dashboard.domain.asat import AsAt
from dashboard.store import schema
from dashboard.store.asat import known_at
from dashboard.store.queries.facts import Record, records_of
from dashboard.store.queries.recorded_crime import ENGLAND_AND_WALES


def national_counts(
    connection: sa.Connection,
    *,
    as_at: AsAt,
    names: Collection[str],
    replaced_too: bool = False,
    ends: Collection[date] | None = None,
) -> list[Record]:
    """Whole years of recorded crime in England and Wales, for codes and printed totals called by one of `names`.

    A row is a code (`name` is the code) or a total a publication prints (`name` is the subgroup, or the group where it
    has none).  Fields: name, is_code, period_start, period_end, offences, coverage, known_from, known_until, source_id,
    publication_id, edition_label, is_secondary.  With `replaced_too` every statement known by the day answers, so that
    one edition can be set beside another; `ends` keeps the periods that end on one of these days.
    """
    table = schema.FACTS["recorded_crime"]
    is_code = table.c.offence_code != ""
    name = sa.case(
        (is_code, table.c.offence_code),
        (table.c.offence_subgroup != "", table.c.offence_subgroup),
        else_=table.c.offence_group,
    ).label("name")
    query = _with_edition(
        table,
        name,
        is_code.label("is_code"),
        table.c.period_start,
        table.c.period_end,
        table.c.offences,
        table.c.coverage,
    )
    wanted = sorted(set(names))
    called = set(wanted)
    query = query.where(
        table.c.area_code == ENGLAND_AND_WALES,
        table.c.offences.is_not(None),
        sa.or_(
            table.c.offence_code.in_(wanted),
            sa.and_(
                table.c.offence_code == "",
                sa.or_(table.c.offence_subgroup.in_(wanted), table.c.offence_group.in_(wanted)),
            ),
        ),
    )
    if ends is not None:
        query = query.where(table.c.period_end.in_(list(ends)))
    found = records_of(connection.execute(_known(query, table, as_at, replaced_too)))
    return [
        {**row, "is_code": bool(row["is_code"])}
        for row in found
        if row["name"] in called and _is_whole_year(row["period_start"], row["period_end"])
    ]


def survey_counts(
    connection: sa.Connection,
    *,
    as_at: AsAt,
    offence_types: Collection[str],
    replaced_too: bool = False,
    ends: Collection[date] | None = None,
) -> list[Record]:
    """Survey estimates by offence type and period: incidents, and rates for their sampling error.

    Fields: offence_type, measure, period_start, period_end, estimate, lower, upper, standard_error, unit, unweighted_base,
    known_from, known_until, source_id, publication_id, edition_label, is_secondary.
    """
    table = schema.FACTS["survey_estimates"]
    columns = (
        "offence_type",
        "measure",
        "period_start",
        "period_end",
        "estimate",
        "lower",
        "upper",
        "standard_error",
        "unit",
        "unweighted_base",
    )
    query = _with_edition(table, *(table.c[name] for name in columns)).where(
        table.c.offence_type.in_(list(offence_types)),
        table.c.measure.in_(["incidents", "rate"]),
        table.c.estimate.is_not(None),
    )
    if ends is not None:
        query = query.where(table.c.period_end.in_(list(ends)))
    return records_of(connection.execute(_known(query, table, as_at, replaced_too)))


def _with_edition(table: sa.Table, *columns: sa.ColumnElement[Any]) -> sa.Select[Any]:
    editions, publications = schema.editions, schema.publications
    return (
        sa.select(
            *columns,
            table.c.known_from,
            table.c.known_until,
            table.c.publication_id,
            editions.c.source_id,
            editions.c.edition_label,
            editions.c.is_secondary,
        )
        .join(editions, editions.c.edition_id == table.c.edition_id)
        .join(publications, publications.c.publication_id == table.c.publication_id)
        .where(sa.func.coalesce(table.c.figure_class, publications.c.figure_class, "") != "illustrative")
    )


def _known(query: sa.Select[Any], table: sa.Table, as_at: AsAt, replaced_too: bool) -> sa.Select[Any]:
    if replaced_too:
        return query.where(table.c.known_from <= as_at.day, table.c.is_withdrawn.is_(sa.false()))
    return query.where(known_at(table, as_at))


def _is_whole_year(start: date, end: date) -> bool:
    return 360 <= (end - start).days <= 370
