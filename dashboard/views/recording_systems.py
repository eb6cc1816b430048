"""Crime recording systems: which force uses which, since when, who says so, and for which forces nobody does."""

from __future__ import annotations

from dashboard.domain.figures import count_of
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.view_model import ChartSpec, Column, Note, Table, View
from dashboard.store.queries.facts import Record, facts
from dashboard.views import columns as c
from dashboard.views.question import (
    Question,
    ViewDefinition,
    filter_words,
    in_force_scope,
    source_ids_of,
    sources_used,
)
from dashboard.views.system_register import register_rows, register_table
from dashboard.views.system_rows import NO_SYSTEM, system_rows, systems_known

SYSTEM = Column("system", "System")
FAMILY = Column("family", "Family")
YEAR = Column("as_at_year", "Stated for", "year", missing="year not stated")
CONFIDENCE = Column("confidence", "How firmly the source says so")
COLUMNS = (
    c.FORCE,
    c.FORCE_CODE,
    SYSTEM,
    FAMILY,
    Column("vendor", "Supplier, as the source names it", missing="not stated"),
    Column("status", "What the source says"),
    YEAR,
    Column("go_live_on", "In use from", missing="not stated"),
    Column("go_live_precision", "Precision of the start"),
    Column("ended_on", "In use until", missing="no end held"),
    Column("ended_precision", "Precision of the end"),
    Column("shared_instance", "Shared with", missing="not said to be shared"),
    Column("previous_system", "Replaced", missing="not stated"),
    CONFIDENCE,
    c.BASIS,
    c.NOTE_SHOWN,
    c.PLACE,
    c.KNOWN_FROM,
    c.SOURCE_ID,
)
KNOWN_COLUMNS = (
    c.FORCE,
    c.FORCE_CODE,
    c.REGION,
    Column("system", "Newest sourced system", missing=NO_SYSTEM),
    FAMILY,
    Column("status", "What the source says", missing=NO_SYSTEM),
    YEAR,
    Column("as_at_year_missing", "Why no year"),
    Column("age_years", "Years since", "years", missing="not known"),
    Column("confidence", "How firmly the source says so", missing=NO_SYSTEM),
    Column("short_name", "Short name"),
    Column("tile_column", "Tile column", "position"),
    Column("tile_row", "Tile row", "position"),
    c.SOURCE_ID,
)


def build(question: Question) -> View:
    """Recording systems.

    Tables
        systems    one row a statement about a force and a system, with from and to dates where known
        knowledge  one row a force: the newest sourced system, or that none is sourced
        families   one row a family: for how many forces it is sourced, shared instances, oldest and newest year
        register   strengths, limitations and effects on the data that were entered, with their review
        products   one row a system: supplier, family and what sources say of how many forces use it
    """
    everything = system_rows(question)
    forces = question.forces()
    rows = [r for r in in_force_scope(question, everything) if _wanted(question, r)]
    known = in_force_scope(question, systems_known(question, forces, everything))
    if question.wants("system") or question.wants("family") or question.wants("confidence"):
        kept = {r["force_code"] for r in rows}
        known = [k for k in known if k["force_code"] in kept]
    products = facts(question.connection, "recording_systems", as_at=question.as_at)
    return View(
        name="recording_systems",
        title="Crime recording systems",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=_statement(rows, known),
        tables=(
            Table.from_records(
                "systems",
                "Force and system, as sources state it",
                COLUMNS,
                rows,
                empty_message="No statement about a recording system was known for this choice on this date.",
                page_columns=(
                    "force",
                    "system",
                    "status",
                    "as_at_year",
                    "go_live_on",
                    "ended_on",
                    "shared_instance",
                    "confidence",
                    "note",
                    "source_id",
                ),
            ),
            Table.from_records(
                "knowledge",
                "What is known for each force",
                KNOWN_COLUMNS,
                known,
                empty_message="No force matches this choice. Clear a filter.",
                page_columns=("force", "region", "system", "status", "as_at_year", "confidence", "source_id"),
            ),
            _families(rows),
            register_table(register_rows(question, {p["system_id"]: p["name"] for p in products if _has(rows, p)})),
            _products(products, rows),
        ),
        charts=_charts(known),
        notes=_notes(),
        sources=sources_used(question, source_ids_of(rows, known, products if rows else [])),
    )


def _wanted(question: Question, row: Record) -> bool:
    wanted = ((question.wants(n), row[n]) for n in ("system", "family", "confidence"))
    return all(not words or words == value for words, value in wanted)


def _has(rows: list[Record], product: Record) -> bool:
    return any(r["system_id"] == product["system_id"] for r in rows)


def _families(rows: list[Record]) -> Table:
    lines = []
    for family in sorted({r["family"] for r in rows}):
        of = [r for r in rows if r["family"] == family]
        years = [r["as_at_year"] for r in of if r["as_at_year"]]
        lines.append(
            {
                "family": family,
                "systems": "; ".join(sorted({r["system"] for r in of})),
                "forces": len({r["force_code"] for r in of}),
                "forces_in_use": len({r["force_code"] for r in of if r["is_in_use"]}),
                "instances": "; ".join(sorted({r["shared_instance"] for r in of if r["shared_instance"]})) or None,
                "oldest_year": min(years) if years else None,
                "newest_year": max(years) if years else None,
            }
        )
    return Table.from_records(
        "families",
        "Families of systems",
        (
            FAMILY,
            Column("systems", "Systems"),
            Column("forces", "Forces sourced", "forces"),
            Column("forces_in_use", "of which stated as in use", "forces"),
            Column("instances", "Shared instances", missing="none said to be shared"),
            Column("oldest_year", "Oldest statement", "year", missing="year not stated"),
            Column("newest_year", "Newest statement", "year", missing="year not stated"),
        ),
        lines,
        empty_message="No family of systems was known for this choice on this date.",
    )


def _products(products: list[Record], rows: list[Record]) -> Table:
    shown = {r["system_id"] for r in rows}
    return Table.from_records(
        "products",
        "The systems themselves",
        (
            Column("name", "System"),
            Column("system_id", "Identifier"),
            Column("vendor", "Supplier, as the source names it", missing="not stated"),
            FAMILY,
            Column("aliases", "Other names", missing="none"),
            c.NOTE_SHOWN,
            c.SOURCE_ID,
        ),
        sorted((p for p in products if p["system_id"] in shown), key=lambda p: (p["name"], p["source_id"])),
        empty_message="No system was known for this choice on this date.",
    )


def _charts(known: list[Record]) -> tuple[ChartSpec, ...]:
    if len(known) < 2 or not any(k["system"] for k in known):
        return ()
    families = sorted({k["family"] for k in known} - {NO_SYSTEM}, key=lambda f: (-_count(known, f), f))
    said = "; ".join(f"{_count(known, family)} {family}" for family in [*families, NO_SYSTEM])
    return (
        ChartSpec(
            name="map",
            kind="tile_map",
            table="knowledge",
            title="Which family of systems is sourced for which force?",
            subtitle="One equal square a force: the newest sourced statement, whatever its year. Many are old.",
            alt=f"Tile map of {count_of(len(known), 'force')} by family of recording system: {said}.",
            roles={
                "column": "tile_column",
                "row": "tile_row",
                "label": "short_name",
                "name": "force",
                "category": "family",
            },
            options={"category_order": "|".join([*families, NO_SYSTEM]), "blank": NO_SYSTEM},
        ),
    )


def _count(known: list[Record], family: str) -> int:
    return sum(k["family"] == family for k in known)


def _statement(rows: list[Record], known: list[Record]) -> str:
    if not rows:
        return "No statement about a recording system was known for this choice on this date."
    sourced = [k for k in known if k["system"]]
    years = [k["as_at_year"] for k in sourced if k["as_at_year"]]
    undated = len(sourced) - len(years)
    oldest = f", oldest {min(years)}, newest {max(years)}" if years else ""
    more = f"; {undated} without a year" if undated else ""
    return f"A recording system is sourced for {len(sourced)} of {count_of(len(known), 'force')}{oldest}{more}."


def _notes() -> tuple[Note, ...]:
    return (
        Note(
            "Each row is what one source said of one year. A contract or a plan is not use, and use in one year says nothing of "
            "the next; no source lists the systems of all forces today.",
            "coverage",
        ),
        Note("Families group systems of one supplier or maker; the grouping is ours.", "definition"),
        Note(
            "Counts of forces by supplier overlap, since two products of one supplier are counted together in some sources.",
            "conflict",
        ),
    )


RECORDING_SYSTEMS = ViewDefinition(
    name="recording_systems",
    title="Crime recording systems",
    answers="Which force uses which recording system since when, and for which forces is that not known?",
    filters=(
        FilterDefinition("force", "Force", "force"),
        FilterDefinition("region", "Region", "choice", choices_from="forces.region"),
        FilterDefinition("system", "System", "choice", choices_from="recording_systems.name"),
        FilterDefinition("family", "Family", "choice", choices_from="recording_systems.family"),
        FilterDefinition("confidence", "How firmly", "choice", choices_from="force_systems.confidence"),
    ),
    build=build,
)
