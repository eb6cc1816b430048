"""Which force used which recording system when, as far as a source says so."""

from __future__ import annotations

from datetime import date

from dashboard.store.queries.facts import Record, facts
from dashboard.views.question import Question

NO_SYSTEM = "no sourced statement"
# What a source must say for a system to count as used: a contract or a plan is neither.
IN_USE = ("in use", "replaced", "first component live")


def system_rows(question: Question, force_code: str | None = None) -> list[Record]:
    """One row a statement about a force and a system, with the system's name, supplier and family, by force and year."""
    connection, as_at = question.connection, question.as_at
    names = question.force_names()
    systems = {s["system_id"]: s for s in facts(connection, "recording_systems", as_at=as_at)}
    rows = []
    for stated in facts(connection, "force_systems", as_at=as_at, force_code=force_code):
        system = systems.get(stated["system_id"], {})
        rows.append(
            {
                **stated,
                "force": names.get(stated["force_code"], stated["force_code"]),
                "system": system.get("name") or stated["system_id"],
                "vendor": system.get("vendor"),
                "family": system.get("family") or system.get("name") or stated["system_id"],
                "is_in_use": stated["status"].startswith(IN_USE) and "planned" not in stated["status"],
                "stated_for": date(stated["as_at_year"], 12, 31) if stated["as_at_year"] else None,
            }
        )
    return sorted(rows, key=lambda r: (r["force"], r["as_at_year"] or 0, r["system"], r["status"]))


def newest_system(rows: list[Record]) -> dict[str, Record]:
    """For each force the statement about the latest year, leaving aside systems that were replaced."""
    newest: dict[str, Record] = {}
    for row in sorted(
        rows, key=lambda r: (r["as_at_year"] or 0, r["is_in_use"], str(r["go_live_on"] or ""), r["system"])
    ):
        if not row["status"].startswith("replaced"):
            newest[row["force_code"]] = row
    return newest


def systems_known(question: Question, forces: list[Record], rows: list[Record]) -> list[Record]:
    """One row a force, whether a system is sourced for it or not."""
    newest = newest_system(rows)
    known = []
    for force in forces:
        row = newest.get(force["force_code"])
        known.append(
            {
                **{n: force[n] for n in ("force_code", "short_name", "region", "tile_column", "tile_row")},
                "force": force["name"],
                "system": row["system"] if row else None,
                "family": row["family"] if row else NO_SYSTEM,
                "status": row["status"] if row else None,
                "as_at_year": row["as_at_year"] if row else None,
                "as_at_year_missing": None if row and row["as_at_year"] else ("year not stated" if row else NO_SYSTEM),
                "age_years": question.as_at.day.year - row["as_at_year"] if row and row["as_at_year"] else None,
                "confidence": row["confidence"] if row else None,
                "source_id": row["source_id"] if row else None,
            }
        )
    return known
