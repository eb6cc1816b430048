"""Forces' own audits: rows by breakdown, and counts made in the database."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from dashboard.domain.asat import AsAt
from dashboard.domain.kinds.audits import BREAKDOWNS
from dashboard.store import schema
from dashboard.store.asat import known_at
from dashboard.store.queries.facts import Record, records_of

ILLUSTRATIVE = "illustrative"
BREAKDOWN_OF = {
    "offence_group": "offence group",
    "business_area": "business area",
    "reporting_route": "reporting route",
}


@dataclass(frozen=True)
class Wanted:
    """Which rows of forces' own audits are asked for; what is left blank does not matter.

    With an offence group, area or route, the rows about exactly that answer, else the totals of whole audits.
    `illustrative` asks for the invented set alone; the two never answer together.
    """

    force_codes: Collection[str] | None = None
    audit_id: str = ""
    audit_type: str = ""
    first: date | None = None
    last: date | None = None
    offence_group: str = ""
    business_area: str = ""
    reporting_route: str = ""
    every_breakdown: bool = False
    illustrative: bool = False
    # Only rows that became known after this day.
    known_after: date | None = None
    # Only rows of these editions; None for all.
    source_ids: Collection[str] | None = None
    # By force, first and last days: only audits of that force whose period overlaps one of them.
    windows: Mapping[str, Collection[tuple[date, date]]] | None = None


def audit_rows(connection: sa.Connection, wanted: Wanted, *, as_at: AsAt, newest: int | None = None) -> list[Record]:
    """Rows of force_audits known on the day, by force, period, audit and what they are about.

    Each record holds the kind's fields and source_id, publication_id, place, basis, figure_class, note, known_from.
    `newest` asks for so many rows whose periods end last, and no more.
    """
    table = schema.FACTS["force_audits"]
    query = _selected(table, wanted, as_at)
    if newest is not None:
        query = query.order_by(table.c.period_end.desc(), table.c.force_code, table.c.audit_id).limit(newest)
    return sorted(records_of(connection.execute(query)), key=_order)


def last_of_each_year(connection: sa.Connection, wanted: Wanted, *, as_at: AsAt) -> list[Record]:
    """Of the audits with counts, the last of each force, year, kind of audit, manual and offence group, as `audit_rows`."""
    table = schema.FACTS["force_audits"]
    year = sa.extract("year", table.c.period_end)
    kind = (table.c.force_code, year, table.c.audit_type, table.c.manual_edition, table.c.offence_group)
    place = sa.func.row_number().over(
        partition_by=kind, order_by=(table.c.period_end.desc(), table.c.audit_id.desc(), table.c.row_id.desc())
    )
    ranked = (
        sa.select(table.c.row_id, place.label("place"))
        .select_from(_joined(table))
        .where(*_where(table, wanted, as_at), table.c.crimes_due > 0, table.c.crimes_recorded.is_not(None))
        .subquery()
    )
    last = sa.select(ranked.c.row_id).where(ranked.c.place == 1)
    query = _selected(table, wanted, as_at).where(table.c.row_id.in_(last))
    return sorted(records_of(connection.execute(query)), key=_order)


def audits_by_edition(connection: sa.Connection, wanted: Wanted, *, as_at: AsAt) -> list[Record]:
    """How many rows `audit_rows` would give of each edition, force and day known, and what span of time they are about.

    Fields: source_id, force_code, known_from, change_reason, audits, period_start (first), period_end (last).
    """
    table, editions = schema.FACTS["force_audits"], schema.editions
    of = (editions.c.source_id, table.c.force_code, table.c.known_from, editions.c.change_reason)
    query = (
        sa.select(
            *of,
            sa.func.count().label("audits"),
            sa.func.min(table.c.period_start, type_=sa.Date).label("period_start"),
            sa.func.max(table.c.period_end, type_=sa.Date).label("period_end"),
        )
        .select_from(_joined(table))
        .where(*_where(table, wanted, as_at))
        .group_by(*of)
    )
    return sorted(
        records_of(connection.execute(query)), key=lambda r: (r["known_from"], r["force_code"], r["source_id"])
    )


def replaced_audits(connection: sa.Connection, wanted: Wanted, *, as_at: AsAt) -> list[Record]:
    """Totals that another row replaced by the day, as `audit_rows` and with known_until; `known_after` is of the replacing."""
    table = schema.FACTS["force_audits"]
    conditions = [*_which(table, replace(wanted, known_after=None)), *_about(table, wanted)]
    conditions += [table.c.known_until <= as_at.day, table.c.known_from < table.c.known_until]
    conditions.append(table.c.is_withdrawn.is_(sa.false()))
    if wanted.known_after is not None:
        conditions.append(table.c.known_until > wanted.known_after)
    query = _columns(table).add_columns(table.c.known_until).where(*conditions)
    return sorted(records_of(connection.execute(query)), key=_order)


def count_rows(connection: sa.Connection, wanted: Wanted, *, as_at: AsAt, most: int | None = None) -> int:
    """How many rows `audit_rows` would give; counted up to `most` and no further."""
    table = schema.FACTS["force_audits"]
    found = sa.select(table.c.row_id).select_from(_joined(table)).where(*_where(table, wanted, as_at)).limit(most)
    return int(connection.scalar(sa.select(sa.func.count()).select_from(found.subquery())) or 0)


def reason_rows(connection: sa.Connection, wanted: Wanted, *, as_at: AsAt) -> list[Record]:
    """Rows of force_audit_reasons known on the day, in the same order and with the same fields of origin."""
    table = schema.FACTS["force_audit_reasons"]
    found = records_of(connection.execute(_selected(table, wanted, as_at)))
    return sorted(found, key=lambda r: (*_order(r), r["rank"], r["reason"]))


def audited_years(connection: sa.Connection, *, as_at: AsAt, illustrative: bool = False) -> list[Record]:
    """How many audits each force has for each year in which their periods end, and the newest end.

    Fields: force_code, year, audits, newest, source_id (one of those behind the number).
    """
    table, editions = schema.FACTS["force_audits"], schema.editions
    year = sa.cast(sa.extract("year", table.c.period_end), sa.Integer).label("year")
    query = (
        sa.select(
            table.c.force_code,
            year,
            sa.func.count(sa.distinct(table.c.audit_id)).label("audits"),
            sa.func.max(table.c.period_end, type_=sa.Date).label("newest"),
            sa.func.min(editions.c.source_id).label("source_id"),
        )
        .select_from(_joined(table))
        .where(*_where(table, Wanted(illustrative=illustrative), as_at))
        .group_by(table.c.force_code, year)
    )
    return sorted(records_of(connection.execute(query)), key=lambda r: (r["force_code"], r["year"] or 0))


def held_audit_ids(connection: sa.Connection, force_code: str, *, as_at: AsAt) -> dict[str, int]:
    """Names of the force's audits that are held, each with the load that brought it."""
    table, editions = schema.FACTS["force_audits"], schema.editions
    query = (
        sa.select(table.c.audit_id, sa.func.max(editions.c.load_id))
        .select_from(_joined(table))
        .where(*_where(table, Wanted(force_codes=[force_code], every_breakdown=True), as_at))
        .group_by(table.c.audit_id)
    )
    return {audit_id: int(load_id) for audit_id, load_id in connection.execute(query)}


def audit_words(connection: sa.Connection, field: str, *, as_at: AsAt) -> list[str]:
    """The different words in a field of the rows known by the day, in order, for a list to choose from.

    Each word is found by the index from the one before it: among half a million rows there are a few dozen words.
    """
    table = schema.FACTS["force_audits"]
    column, known = table.c[field], table.c.known_from <= as_at.day
    found: list[str] = []
    last = ""
    while (last := connection.scalar(sa.select(sa.func.min(column)).where(column > last, known)) or "") != "":
        found.append(last)
    return found


def _joined(table: sa.Table) -> sa.Join:
    editions, publications = schema.editions, schema.publications
    return table.join(editions, editions.c.edition_id == table.c.edition_id).join(
        publications, publications.c.publication_id == table.c.publication_id
    )


def _selected(table: sa.Table, wanted: Wanted, as_at: AsAt) -> sa.Select[Any]:
    return _columns(table).where(*_where(table, wanted, as_at))


def _columns(table: sa.Table) -> sa.Select[Any]:
    publications, editions = schema.publications, schema.editions
    own = [c for c in table.c if c.name not in ("row_id", "edition_id", "figure_class", "closed_by", "known_until")]
    figure_class = sa.func.coalesce(table.c.figure_class, publications.c.figure_class).label("figure_class")
    return sa.select(
        *own, figure_class, editions.c.source_id, editions.c.change_kind, editions.c.change_reason
    ).select_from(_joined(table))


def _where(table: sa.Table, wanted: Wanted, as_at: AsAt) -> list[sa.ColumnElement[bool]]:
    return [known_at(table, as_at), *_which(table, wanted), *_about(table, wanted)]


def _which(table: sa.Table, wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    publications = schema.publications
    made_up = publications.c.figure_class == ILLUSTRATIVE
    # Looked up by this column first: rows are many, publications few.
    conditions: list[sa.ColumnElement[bool]] = [made_up if wanted.illustrative else ~made_up]
    if not wanted.illustrative:
        conditions.append(sa.func.coalesce(table.c.figure_class, "") != ILLUSTRATIVE)
    if wanted.force_codes is not None:
        conditions.append(table.c.force_code.in_(list(wanted.force_codes)))
    asked = {name: getattr(wanted, name) for name in ("audit_id", "audit_type")}
    conditions += [table.c[name] == value for name, value in asked.items() if value]
    if wanted.first:
        conditions.append(table.c.period_end >= wanted.first)
    if wanted.last:
        conditions.append(table.c.period_end <= wanted.last)
    if wanted.windows is not None:
        conditions.append(_in_windows(table, wanted.windows))
    if wanted.known_after is not None:
        conditions.append(table.c.known_from > wanted.known_after)
    if wanted.source_ids is not None:
        conditions.append(schema.editions.c.source_id.in_(list(wanted.source_ids)))
    return conditions


def _in_windows(table: sa.Table, windows: Mapping[str, Collection[tuple[date, date]]]) -> sa.ColumnElement[bool]:
    """Of each force the periods that overlap one of its windows."""
    return sa.or_(
        sa.false(),
        *(
            sa.and_(
                table.c.force_code == code,
                sa.or_(*(sa.and_(table.c.period_start <= last, table.c.period_end >= first) for first, last in found)),
            )
            for code, found in windows.items()
            if found
        ),
    )


def _about(table: sa.Table, wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    asked = [name for name in BREAKDOWN_OF if getattr(wanted, name)]
    conditions = [table.c[name] == getattr(wanted, name) for name in asked]
    if wanted.every_breakdown:
        # All of them, said so that the index on breakdown and force finds a force's rows among half a million.
        return [*conditions, table.c.breakdown.in_(BREAKDOWNS)] if table.name == "force_audits" else conditions
    if not asked:
        return [*conditions, table.c.breakdown == "total"]
    if len(asked) == 1:
        return [*conditions, table.c.breakdown.in_(["total", BREAKDOWN_OF[asked[0]]])]
    # A row about exactly these, whether the audit as a whole is about one of them or not.
    return conditions


def _order(record: Record) -> tuple[Any, ...]:
    return (
        record["force_code"],
        record["period_end"] or date.min,
        record["audit_id"],
        BREAKDOWNS.index(record["breakdown"]),
        record["offence_group"],
        record["business_area"],
        record["reporting_route"],
        record["known_from"],
        record["source_id"],
    )
