"""Financial years made of four quarters of one publication, where nobody prints the year itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from dashboard.domain.asat import AsAt
from dashboard.domain.filters import ENGLAND_AND_WALES
from dashboard.store import schema
from dashboard.store.queries.counts import alive
from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.published_counts import FRAUD, SUMS

BTP = "BTP"
SUMMED = "Sum of the four quarters of this publication; the year itself is not printed."
SUMMED_OVER = "Sum of the four quarters of each force; the year itself is not printed."


def years_of_quarters(totals: Iterable[Record]) -> list[Record]:
    """A record for each area and financial year that no publication gives and one gives all four quarters of.

    Args:
        totals: records of `yearly_totals`, of whatever length of period.
    """
    totals = list(totals)
    given = {(t["area_code"], t["period_start"], t["period_end"]) for t in totals}
    quarters: dict[tuple[str, str, int], list[Record]] = defaultdict(list)
    for total in totals:
        start, end = total["period_start"], total["period_end"]
        if is_quarter(start, end) and total["offences"] is not None:
            quarters[total["area_code"], total["publication_id"], year_of(end)].append(total)
    years = []
    for (area_code, _, year), four in quarters.items():
        if len(four) < 4 or (area_code, *days_of(year)) in given:
            continue
        newest = max(four, key=lambda t: (t["known_from"], t["source_id"]))
        start, end = days_of(year)
        years.append(
            {
                **newest,
                "period_start": start,
                "period_end": end,
                "offences": sum(t["offences"] for t in four),
                "is_printed_total": False,
                "basis": "derived",
                "note": SUMMED,
                "editions": max(t["editions"] for t in four),
            }
        )
    return years


def national_years(connection: sa.Connection, *, as_at: AsAt, known: list[int], after: date) -> list[Record]:
    """England and Wales in financial years that end after a day, added up from the forces' four quarters.

    A force without a count in one of the quarters is left out of the year, and its name stands in `coverage`.  `known`
    are the editions that state whole periods.
    """
    if not known:
        return []
    return [
        year
        for (publication_id, _), periods in _full_years(connection, known, after).items()
        if (year := _national_year(connection, as_at, known, publication_id, periods))
    ]


def is_quarter(start: date, end: date) -> bool:
    """Whether these are three months of the financial year's own quarters."""
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    return months == 3 and end.month % 3 == 0


def year_of(end: date) -> int:
    """The calendar year in which the financial year of a day ends."""
    return end.year + (end.month > 3)


def days_of(year: int) -> tuple[date, date]:
    """First and last day of the financial year that ends in `year`."""
    return date(year - 1, 4, 1), date(year, 3, 31)


def _full_years(connection: sa.Connection, known: list[int], after: date) -> dict[tuple[str, int], Sequence[Any]]:
    """The four quarters of each financial year that a publication states in full."""
    scopes, periods, editions = schema.count_scopes, schema.count_periods, schema.editions
    query = (
        sa.select(periods, editions.c.publication_id)
        .join(scopes, scopes.c.period_id == periods.c.period_id)
        .join(editions, editions.c.edition_id == scopes.c.edition_id)
        .where(scopes.c.edition_id.in_(known), periods.c.period_end > after - timedelta(days=366))
        .distinct()
    )
    years: dict[tuple[str, int], list[Any]] = defaultdict(list)
    for row in connection.execute(query):
        if is_quarter(row.period_start, row.period_end):
            years[row.publication_id, year_of(row.period_end)].append(row)
    return {
        (publication, year): found
        for (publication, year), found in years.items()
        if len(found) == 4 and days_of(year)[1] > after
    }


def _national_year(
    connection: sa.Connection, as_at: AsAt, known: list[int], publication_id: str, periods: Sequence[Any]
) -> Record | None:
    cells, series = schema.count_cells, schema.count_series
    query = (
        sa.select(series.c.area_code, cells.c.period_id, sa.cast(sa.func.sum(cells.c.offences), sa.BigInteger))
        .select_from(series)
        .join(cells, cells.c.series_id == series.c.series_id)
        .where(*alive(known), cells.c.period_id.in_([period.period_id for period in periods]))
        .where(series.c.publication_id == publication_id, series.c.area_code != ENGLAND_AND_WALES)
        .where(series.c.offence_group.not_in([*FRAUD, *SUMS]))
        .group_by(series.c.area_code, cells.c.period_id)
    )
    sums: dict[str, list[int]] = defaultdict(list)
    for area_code, _, offences in connection.execute(query):
        if offences is not None:
            sums[area_code].append(offences)
    names = {
        force["force_code"]: force["name"]
        for force in facts(connection, "forces", as_at=as_at)
        if force["kind"] == "territorial" or force["force_code"] == BTP
    }
    whole = {code: sum(four) for code, four in sums.items() if code in names and len(four) == 4}
    if not whole:
        return None
    missing = [name for code, name in sorted(names.items()) if code not in whole]
    start, end = days_of(year_of(periods[0].period_end))
    return {
        "area_code": ENGLAND_AND_WALES,
        "period_start": start,
        "period_end": end,
        "publication_id": publication_id,
        "level": 1,
        "is_printed_total": False,
        "offences": sum(whole.values()),
        "coverage": f"without {', '.join(missing)}" if missing else f"{len(whole)} forces, added up",
        "basis": "derived",
        "note": SUMMED_OVER,
        **_edition_of(connection, known, publication_id, [period.period_id for period in periods]),
    }


def _edition_of(
    connection: sa.Connection, known: list[int], publication_id: str, periods: Sequence[int]
) -> Mapping[str, Any]:
    """The newest of the editions that state these periods, in the words of a total."""
    scopes, editions, publications = schema.count_scopes, schema.editions, schema.publications
    query = (
        sa.select(editions.c.known_from, editions.c.source_id, publications.c.title.label("publication"))
        .join(scopes, scopes.c.edition_id == editions.c.edition_id)
        .join(publications, publications.c.publication_id == editions.c.publication_id)
        .where(editions.c.edition_id.in_(known), editions.c.publication_id == publication_id)
        .where(scopes.c.period_id.in_(list(periods)))
        .order_by(editions.c.known_from.desc(), editions.c.source_id.desc())
    )
    newest = connection.execute(query).mappings().first()
    assert newest is not None
    return {**newest, "editions": 1}
