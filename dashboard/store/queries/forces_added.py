"""Whole years of recorded crime in England and Wales that nobody prints, added up from every force's own figure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

import sqlalchemy as sa

from dashboard.domain.asat import AsAt
from dashboard.store import schema
from dashboard.store.asat import known_at
from dashboard.store.queries.facts import Record, facts, records_of

BTP = "BTP"
ADDED_UP = "every force and British Transport Police added up here"


def years_of_forces(
    connection: sa.Connection,
    *,
    as_at: AsAt,
    names: Collection[str],
    ends: Collection[date],
    printed: Collection[tuple[str, date]],
) -> list[Record]:
    """National counts added up over forces, for totals called by one of `names` in the years that are not `printed`.

    Only groups and subgroups are added, never single codes, and only inside one publication.  A sum stands for England
    and Wales only where every territorial force and British Transport Police has a figure: otherwise `offences` is None
    and `lacks` names the forces without one.

    Args:
        ends: last days of the years asked for.
        printed: name and last day of the years that some publication states for England and Wales.

    Returns:
        Records with the fields of `national_counts`, and lacks ("" where no force lacks a figure).
    """
    forces = _forces(connection, as_at)
    wanted = set(names)
    if not wanted or not ends or not forces:
        return []
    found: dict[tuple[str, str, date, date], list[Record]] = {}
    for row in _by_edition(connection, as_at, sorted(wanted), list(forces), list(ends)):
        if (row["name"], row["period_end"]) not in printed and row["name"] in wanted:
            found.setdefault((row["publication_id"], row["name"], row["period_start"], row["period_end"]), []).append(
                row
            )
    made = []
    for (publication, _, start, end), rows in found.items():
        newest = max(rows, key=lambda r: (r["known_from"], r["source_id"]))
        whole = sum(r["forces"] for r in rows) == len(forces)
        lacks = "" if whole else ", ".join(_lacking(connection, as_at, publication, newest, forces))
        made.append(
            {
                **{
                    name: value for name, value in newest.items() if name not in ("forces", "offence_group", "subgroup")
                },
                "is_code": False,
                "period_start": start,
                "period_end": end,
                "offences": None if lacks else sum(r["offences"] for r in rows),
                "coverage": f"England and Wales, {ADDED_UP}",
                "is_secondary": any(r["is_secondary"] for r in rows),
                "known_until": None,
                "lacks": lacks,
            }
        )
    return made


def _forces(connection: sa.Connection, as_at: AsAt) -> dict[str, str]:
    held = facts(connection, "forces", as_at=as_at)
    return {f["force_code"]: f["name"] for f in held if f["kind"] == "territorial" or f["force_code"] == BTP}


def _by_edition(
    connection: sa.Connection, as_at: AsAt, names: list[str], forces: list[str], ends: list[date]
) -> list[Record]:
    """Sums over forces by total, year and edition; a publication's editions hold different forces of one year."""
    table, editions, publications = schema.FACTS["recorded_crime"], schema.editions, schema.publications
    name = sa.case((table.c.offence_subgroup != "", table.c.offence_subgroup), else_=table.c.offence_group)
    kept: tuple[sa.ColumnElement[Any], ...] = (
        table.c.offence_group,
        table.c.offence_subgroup.label("subgroup"),
        table.c.period_start,
        table.c.period_end,
        table.c.publication_id,
        editions.c.known_from,
        editions.c.source_id,
        editions.c.edition_label,
        editions.c.is_secondary,
    )
    query = (
        sa.select(
            name.label("name"),
            *kept,
            sa.cast(sa.func.sum(table.c.offences), sa.BigInteger).label("offences"),
            sa.func.count(sa.distinct(table.c.area_code)).label("forces"),
        )
        .join(editions, editions.c.edition_id == table.c.edition_id)
        .join(publications, publications.c.publication_id == table.c.publication_id)
        .where(
            known_at(table, as_at),
            table.c.area_code.in_(forces),
            table.c.period_end.in_(ends),
            table.c.offence_code == "",
            table.c.offences.is_not(None),
            sa.or_(table.c.offence_subgroup.in_(names), table.c.offence_group.in_(names)),
            sa.func.coalesce(table.c.figure_class, publications.c.figure_class, "") != "illustrative",
        )
        .group_by(*kept)
    )
    return [
        r for r in records_of(connection.execute(query)) if 360 <= (r["period_end"] - r["period_start"]).days <= 370
    ]


def _lacking(
    connection: sa.Connection, as_at: AsAt, publication: str, row: Record, forces: dict[str, str]
) -> list[str]:
    """Names of the forces without a figure of one total in one year."""
    table = schema.FACTS["recorded_crime"]
    query = sa.select(table.c.area_code).where(
        known_at(table, as_at),
        table.c.publication_id == publication,
        table.c.offence_group == row["offence_group"],
        table.c.offence_subgroup == row["subgroup"],
        table.c.offence_code == "",
        table.c.period_end == row["period_end"],
        table.c.offences.is_not(None),
    )
    held = set(connection.scalars(query))
    return sorted(name for code, name in forces.items() if code not in held)
