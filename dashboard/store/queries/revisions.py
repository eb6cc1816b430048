"""What was published about one thing in one edition after another."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa

from dashboard.domain.asat import AsAt
from dashboard.domain.filters import ENGLAND_AND_WALES
from dashboard.domain.kinds import BY_NAME
from dashboard.store import schema
from dashboard.store.asat import published_by
from dashboard.store.chain import place_of
from dashboard.store.count_series import of_series
from dashboard.store.queries.published_counts import FRAUD, SUMS

# Kinds of figure that editions revise: the figure, and the fields that name what it is about besides area and period.
MEASURED: dict[str, tuple[str, tuple[str, ...]]] = {
    "recorded_crime": ("offences", ("offence_group", "offence_subgroup", "offence_code")),
    "survey_estimates": ("estimate", ("measure", "offence_type")),
    "survey_shares": ("known_pct", ("survey", "offence_type")),
    "inspection_measures": ("recorded_pct", ("inspection_id", "measure")),
}


@dataclass(frozen=True)
class Said:
    """A value (None where it was withdrawn or not published) and the edition that says it."""

    value: float | None
    known_from: date
    source_id: str
    change_kind: str
    change_reason: str


@dataclass(frozen=True)
class History:
    """Everything published about one thing, oldest first.  `left_out` counts areas that not every edition has."""

    kind: str
    publication: str
    area_code: str
    about: tuple[str, ...]
    period_start: date | None
    period_end: date | None
    unit: str = ""
    said: list[Said] = field(default_factory=list)
    left_out: int = 0


def single_histories(connection: sa.Connection, kind_name: str, *, as_at: AsAt) -> list[History]:
    """What was said of each thing of a kind that more than one statement known on the day is about."""
    figure, about = MEASURED[kind_name]
    kind, table = BY_NAME[kind_name], schema.FACTS[kind_name]
    editions, publications = schema.editions, schema.publications
    closed = sa.select(table.c.closed_by).where(table.c.known_until <= as_at.day)
    query = (
        sa.select(
            table,
            publications.c.title.label("publication"),
            editions.c.source_id,
            editions.c.change_kind,
            editions.c.change_reason,
        )
        .join(editions, editions.c.edition_id == table.c.edition_id)
        .join(publications, publications.c.publication_id == table.c.publication_id)
        .where(table.c.known_from <= as_at.day)
        .where(sa.or_(table.c.known_until <= as_at.day, table.c.edition_id.in_(closed)))
        .where(sa.func.coalesce(table.c.figure_class, publications.c.figure_class, "") != "illustrative")
    )
    chains: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for row in connection.execute(query).mappings():
        chains[(row["publication_id"], *(row[name] for name in kind.keys))].append(row)
    histories = []
    for rows in chains.values():
        if len(rows) < 2:
            continue
        rows.sort(key=lambda row: place_of(row["known_from"], row["change_kind"], row["source_id"]))
        newest = rows[-1]
        history = History(
            kind_name,
            newest["publication"],
            newest.get("area_code") or newest.get("force_code") or "",
            tuple(str(newest[name]) for name in about if newest[name]),
            newest.get("period_start"),
            newest.get("period_end") or newest.get("year_ending"),
            newest.get("unit") or next(f.unit for f in kind.fields if f.name == figure),
        )
        history.said.extend(
            Said(
                None if row["is_withdrawn"] else row[figure],
                row["known_from"],
                row["source_id"],
                row["change_kind"],
                row["change_reason"],
            )
            for row in rows
        )
        histories.append(history)
    return histories


def whole_histories(connection: sa.Connection, *, as_at: AsAt, area_code: str, offence: str) -> list[History]:
    """The sum of counts in every edition that states its period in full, a history a publication, area and period.

    Args:
        area_code: one area; "" sums the areas that every edition of the period has, so that an area which is missing
            from one does not look like a revision.
        offence: a group, subgroup or code in any case; "" is everything but fraud.
    """
    stating = _stating(connection, as_at)
    sums = _sums(connection, area_code, offence)
    histories = []
    for (publication_id, title, days, period), editions in stating.items():
        areas = sums.get((publication_id, period), {})
        by_area = {
            area: [_value_at(runs, [e["edition_id"] for e in editions[: at + 1]]) for at in range(len(editions))]
            for area, runs in areas.items()
        }
        everywhere = [values for values in by_area.values() if None not in values]
        chosen = by_area.get(area_code) if area_code else [sum(column) for column in zip(*everywhere, strict=True)]
        if not chosen:
            continue
        history = History(
            "recorded_crime",
            title,
            area_code,
            (offence,) if offence else (),
            *days,
            "offences",
            left_out=0 if area_code else len(by_area) - len(everywhere),
        )
        history.said.extend(
            Said(value, e["known_from"], e["source_id"], e["change_kind"], e["change_reason"])
            for value, e in zip(chosen, editions, strict=True)
        )
        histories.append(history)
    return histories


def _stating(connection: sa.Connection, as_at: AsAt) -> dict[tuple[str, str, tuple[date, date], int], list[Any]]:
    """The editions known on the day that state each period of a publication in full, in order of time."""
    scopes, editions, periods, publications = (
        schema.count_scopes,
        schema.editions,
        schema.count_periods,
        schema.publications,
    )
    query = (
        sa.select(
            editions,
            publications.c.title.label("publication"),
            periods.c.period_start,
            periods.c.period_end,
            periods.c.period_id,
        )
        .select_from(editions)
        .join(scopes, scopes.c.edition_id == editions.c.edition_id)
        .join(periods, periods.c.period_id == scopes.c.period_id)
        .join(publications, publications.c.publication_id == editions.c.publication_id)
        .where(published_by(editions, as_at))
    )
    found: dict[tuple[str, str, tuple[date, date], int], list[Any]] = defaultdict(list)
    in_order = sorted(
        connection.execute(query).mappings(),
        key=lambda row: place_of(row["known_from"], row["change_kind"], row["source_id"]),
    )
    for row in in_order:
        days = (row["period_start"], row["period_end"])
        found[row["publication_id"], row["publication"], days, row["period_id"]].append(row)
    return found


Runs = list[tuple[int, int, int | None]]


def _sums(connection: sa.Connection, area_code: str, offence: str) -> dict[tuple[str, int], dict[str, Runs]]:
    """Sums of runs with one start and end: publication and period to area to (start, closed by, offences)."""
    cells, series = schema.count_cells, schema.count_series
    query = (
        sa.select(
            series.c.publication_id,
            series.c.area_code,
            cells.c.period_id,
            cells.c.edition_id,
            cells.c.closed_by,
            sa.cast(sa.func.sum(cells.c.offences), sa.BigInteger),
        )
        .select_from(series)
        .join(cells, cells.c.series_id == series.c.series_id)
        .where(series.c.area_code != ENGLAND_AND_WALES, series.c.offence_group.not_in(SUMS))
        .group_by(series.c.publication_id, series.c.area_code, cells.c.period_id, cells.c.edition_id, cells.c.closed_by)
    )
    if area_code:
        query = query.where(of_series(connection, series.c.area_code == area_code))
    if offence:
        wanted = offence.casefold()
        names = (series.c.offence_group, series.c.offence_subgroup, series.c.offence_code)
        query = query.where(sa.or_(*(sa.func.lower(name) == wanted for name in names)))
    else:
        query = query.where(series.c.offence_group.not_in(FRAUD))
    found: dict[tuple[str, int], dict[str, Runs]] = defaultdict(lambda: defaultdict(list))
    for publication, area, period, start, closed, offences in connection.execute(query):
        found[publication, period][area].append((start, closed, offences))
    return found


def _value_at(runs: Runs, known: list[int]) -> int | None:
    """The sum of what holds when these editions and no others are known; None where nothing does."""
    values = [value for start, closed, value in runs if start in known and closed not in known and value is not None]
    return sum(values) if values else None
