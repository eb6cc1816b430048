"""Police recorded crime: sums are made in the database, never in the view."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from dashboard.domain.asat import AsAt
from dashboard.domain.dates import EARLIEST
from dashboard.store import schema
from dashboard.store.asat import known_at
from dashboard.store.count_series import of_series
from dashboard.store.once import once
from dashboard.store.queries.counts import alive, overtaken, stating_editions
from dashboard.store.queries.facts import Record
from dashboard.store.queries.quarters import national_years, years_of_quarters

ENGLAND_AND_WALES = "K04000001"
A_YEAR = 364  # days from the first to the last, at the least
FRAUD_GROUPS = ("Fraud offences", "Fraud and computer misuse offences")
TOTAL_GROUPS = ("All offences excluding fraud", "All offences including fraud")


@once
def yearly_totals(connection: sa.Connection, *, as_at: AsAt, area_codes: Collection[str]) -> list[Record]:
    """Offences recorded excluding fraud, one record an area, period and publication, by area and period end.

    Where a publication prints a total for the period, that total answers.  Otherwise a force's groups and subgroups are
    summed, or else its single codes, never both; for England and Wales nothing is, since a publication may hold only a few
    offence types of a year.  A financial year that nobody prints is the sum of its four quarters in one publication; for
    England and Wales only a year later than any printed, forces without all four quarters being named in `coverage`.
    Fields: area_code, period_start, period_end, publication_id, publication, offences, is_printed_total, coverage, basis, note,
    known_from (the newest of the rows summed), source_id and editions (how many editions the rows came from).
    """
    table, publications = _known(connection, as_at, area_codes), schema.publications
    is_total = table.c.offence_group == TOTAL_GROUPS[0]
    # 0 a printed total, 1 groups and subgroups, 2 single codes: levels repeat each other and are never added.
    level = sa.case((is_total, 0), (table.c.offence_code == "", 1), else_=2)
    grouped = (
        sa.select(
            table.c.area_code,
            table.c.period_start,
            table.c.period_end,
            table.c.publication_id,
            publications.c.title.label("publication"),
            level.label("level"),
            # PostgreSQL adds whole numbers up to a decimal; a count stays a whole number here.
            sa.cast(sa.func.sum(table.c.offences), sa.BigInteger).label("offences"),
            sa.func.max(_by_code_point(connection, table.c.coverage)).label("coverage"),
            sa.func.max(_by_code_point(connection, table.c.basis)).label("basis"),
            sa.func.max(_by_code_point(connection, table.c.note)).label("note"),
            sa.func.max(table.c.known_from).label("known_from"),
            sa.func.max(_by_code_point(connection, table.c.source_id)).label("source_id"),
            sa.func.count(sa.distinct(table.c.source_id)).label("editions"),
        )
        .join(publications, publications.c.publication_id == table.c.publication_id)
        .where(sa.func.coalesce(table.c.figure_class, publications.c.figure_class) != "illustrative")
        .where(table.c.offence_group.not_in([*FRAUD_GROUPS, TOTAL_GROUPS[1]]))
        .where(sa.or_(is_total, table.c.area_code != ENGLAND_AND_WALES))
        .group_by(
            table.c.area_code,
            table.c.period_start,
            table.c.period_end,
            table.c.publication_id,
            publications.c.title,
            level,
        )
    )
    answers: dict[tuple[object, ...], Record] = {}
    whole = _whole_totals(connection, as_at, area_codes)
    for row in (*(dict(row) for row in connection.execute(grouped).mappings()), *whole):
        key = (row["area_code"], row["period_end"], row["period_start"], row["publication_id"])
        if key not in answers or row["level"] < answers[key]["level"]:
            answers[key] = {**row, "is_printed_total": row["level"] == 0}
    held = [*answers.values()]
    held += years_of_quarters(held)
    if ENGLAND_AND_WALES in area_codes:
        printed = [
            r["period_end"]
            for r in held
            if r["area_code"] == ENGLAND_AND_WALES
            and r["offences"] is not None
            and (r["period_end"] - r["period_start"]).days >= A_YEAR
        ]
        known = stating_editions(connection, as_at=as_at)
        held += national_years(connection, as_at=as_at, known=known, after=max(printed, default=EARLIEST))
    return sorted(held, key=lambda r: (r["area_code"], r["period_end"], r["period_start"], r["publication_id"]))


SUMMED = (
    "area_code",
    "period_start",
    "period_end",
    "publication_id",
    "offence_group",
    "offence_subgroup",
    "offence_code",
    "offences",
    "coverage",
    "value_status",
    "basis",
    "figure_class",
    "note",
    "place",
    "known_from",
    "source_id",
)


def _known(connection: sa.Connection, as_at: AsAt, area_codes: Collection[str]) -> sa.Subquery:
    """The single statements about these areas on the day, but for those that a whole publication has overtaken."""
    table, editions = schema.FACTS["recorded_crime"], schema.editions
    single = (
        sa.select(
            *(table.c[name] for name in SUMMED if name != "source_id"),
            editions.c.source_id,
        )
        .join(editions, editions.c.edition_id == table.c.edition_id)
        .where(known_at(table, as_at), table.c.area_code.in_(list(area_codes)))
    )
    known = stating_editions(connection, as_at=as_at)
    return (single.where(sa.not_(overtaken(table, known))) if known else single).subquery("known")


def _whole_totals(connection: sa.Connection, as_at: AsAt, area_codes: Collection[str]) -> list[Record]:
    """The same totals from editions that state whole periods, each count once; only sums leave the database."""
    known = stating_editions(connection, as_at=as_at)
    if not known:
        return []
    cells, series, editions = schema.count_cells, schema.count_series, schema.editions
    what = (series.c.publication_id, series.c.area_code, cells.c.period_id, cells.c.edition_id, cells.c.detail_id)
    query = (
        sa.select(*what, sa.cast(sa.func.sum(cells.c.offences), sa.BigInteger).label("offences"))
        .select_from(series)
        .join(cells, cells.c.series_id == series.c.series_id)
        .where(*alive(known), of_series(connection, series.c.area_code.in_(list(area_codes))))
        .where(series.c.area_code.in_(list(area_codes)))
        .where(series.c.offence_group.not_in([*FRAUD_GROUPS, *TOTAL_GROUPS]))
        .group_by(*what)
    )
    periods = {p.period_id: p for p in connection.execute(sa.select(schema.count_periods))}
    details = {d.detail_id: d for d in connection.execute(sa.select(schema.count_details))}
    titles = {p.publication_id: p.title for p in connection.execute(sa.select(schema.publications))}
    stating = {e.edition_id: e for e in connection.execute(sa.select(editions).where(editions.c.edition_id.in_(known)))}
    # Plain tuples: there is one for each edition of each period, and making records of them took as long as the sums.
    parts: dict[tuple[str, str, int], list[tuple[int, int, int | None]]] = {}
    for publication_id, area_code, period_id, *part in connection.execute(query).all():
        parts.setdefault((publication_id, area_code, period_id), []).append(tuple(part))
    totals = []
    for (publication_id, area_code, period_id), found in parts.items():
        said = [details[number] for number in {detail for _, detail, _ in found}]
        sources = [stating[number] for number in {edition for edition, _, _ in found}]
        counts = [offences for _, _, offences in found if offences is not None]
        totals.append(
            {
                "area_code": area_code,
                "period_start": periods[period_id].period_start,
                "period_end": periods[period_id].period_end,
                "publication_id": publication_id,
                "publication": titles[publication_id],
                "level": 1,
                "offences": sum(counts) if counts else None,
                "coverage": max(d.coverage for d in said),
                "basis": max(d.basis for d in said),
                "note": max(d.note for d in said) or None,
                "known_from": max(e.known_from for e in sources),
                "source_id": max(e.source_id for e in sources),
                "editions": len(sources),
            }
        )
    return totals


def _by_code_point(connection: sa.Connection, column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """The column compared letter by letter, whatever order of letters the database was set up with."""
    return sa.collate(column, "C") if connection.dialect.name == "postgresql" else column
