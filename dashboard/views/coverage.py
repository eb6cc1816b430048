"""What is known about every force and what is not: 43 forces by kind of evidence, each with its age."""

from __future__ import annotations

from dashboard.domain.figures import count_of
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.view_model import ChartSpec, Column, Note, Table, View
from dashboard.store.queries.facts import Record
from dashboard.views import columns as c
from dashboard.views.coverage_rows import EVIDENCE, FRESH, NONE, STATES, coverage_rows, evidence_held
from dashboard.views.question import Question, ViewDefinition, filter_words, in_force_scope, sources_used

COLUMNS = (
    c.FORCE,
    c.FORCE_CODE,
    c.REGION,
    Column("evidence", "Kind of evidence"),
    Column("evidence_code", "Code"),
    Column("rows", "Held", "count"),
    Column("newest_on", "Newest", missing=NONE),
    Column("newest_missing", "Why no date"),
    Column("newest_precision", "Precision of date"),
    Column("age_years", "Age", "years"),
    Column("age_years_missing", "Why no age"),
    Column("state", "Reading"),
    Column("short", "Short name"),
    c.SOURCE_ID,
)


def build(question: Question) -> View:
    """Coverage of evidence.

    Tables
        coverage  one row a force and kind of evidence: how much is held, the newest date, its age, or that none is held
        matrix    one row a force, one column a kind of evidence with the newest date
        evidence  one row a kind of evidence: for how many forces it is held, and the oldest and newest date
    """
    forces = in_force_scope(question, question.forces())
    rows = coverage_rows(question, forces, evidence_held(question))
    kinds = [k for k in EVIDENCE if question.wants("evidence") in ("", k.name)]
    rows = [r for r in rows if r["evidence_code"] in {k.code for k in kinds}]
    if wanted := question.wants("state"):
        rows = [r for r in rows if r["state"] == wanted]
    return View(
        name="coverage",
        title="What is known about each force, and what is not",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=_statement(rows, len(forces)),
        tables=(_coverage(rows), _matrix(rows), _evidence(rows)),
        charts=_charts(rows, len(forces)),
        notes=_notes(),
        sources=sources_used(question, {r["source_id"] for r in rows}),
    )


def _coverage(rows: list[Record]) -> Table:
    return Table.from_records(
        "coverage",
        "Each force and kind of evidence",
        COLUMNS,
        rows,
        empty_message="No force and kind of evidence matches this choice. Clear a filter.",
        page_columns=("force", "evidence", "rows", "newest_on", "age_years", "state", "source_id"),
    )


def _matrix(rows: list[Record]) -> Table:
    shown = {r["evidence_code"] for r in rows}
    kinds = [k for k in EVIDENCE if k.code in shown]
    columns = [c.FORCE, c.FORCE_CODE, c.REGION]
    for kind in kinds:
        columns += [
            Column(f"{kind.code}_on", kind.short, missing=NONE),
            Column(f"{kind.code}_on_missing", f"{kind.short}: why no date"),
            Column(f"{kind.code}_precision", f"{kind.short}: precision"),
        ]
    by_force: dict[str, Record] = {}
    for r in rows:
        line = by_force.setdefault(r["force"], {n: r[n] for n in ("force", "force_code", "region")})
        line[f"{r['evidence_code']}_on"] = r["newest_on"]
        line[f"{r['evidence_code']}_on_missing"] = r["newest_missing"]
        line[f"{r['evidence_code']}_precision"] = r["newest_precision"]
    return Table.from_records(
        "matrix",
        "Newest date by force and kind of evidence",
        columns,
        by_force.values(),
        empty_message="No force matches this choice. Clear a filter.",
        page_columns=("force", *(f"{kind.code}_on" for kind in kinds)),
    )


def _evidence(rows: list[Record]) -> Table:
    lines = []
    for kind in EVIDENCE:
        of_kind = [r for r in rows if r["evidence_code"] == kind.code]
        dated = sorted((r for r in of_kind if r["newest_on"]), key=lambda r: (r["newest_on"], r["force"]))
        oldest, newest = (dated[0], dated[-1]) if dated else ({}, {})
        if of_kind:
            lines.append(
                {
                    "evidence": kind.name,
                    "forces_with": sum(r["state"] != NONE for r in of_kind),
                    "forces_without": sum(r["state"] == NONE for r in of_kind),
                    "forces_fresh": sum(r["state"] == FRESH for r in of_kind),
                    "oldest_on": oldest.get("newest_on"),
                    "oldest_precision": oldest.get("newest_precision"),
                    "newest_on": newest.get("newest_on"),
                    "newest_precision": newest.get("newest_precision"),
                }
            )
    return Table.from_records(
        "evidence",
        "For how many forces each kind of evidence is held",
        (
            Column("evidence", "Kind of evidence"),
            Column("forces_with", "Forces with", "forces"),
            Column("forces_without", "Forces without", "forces"),
            Column("forces_fresh", "Forces with some up to three years old", "forces"),
            Column("oldest_on", "Oldest of the newest", missing="no date held"),
            Column("oldest_precision", "Precision of date"),
            Column("newest_on", "Newest of all", missing="no date held"),
            Column("newest_precision", "Precision of date"),
        ),
        lines,
        empty_message="No kind of evidence matches this choice. Clear a filter.",
    )


def _charts(rows: list[Record], forces: int) -> tuple[ChartSpec, ...]:
    if not rows or len({r["evidence_code"] for r in rows}) < 2 or forces < 2:
        return ()
    said = "; ".join(f"{sum(r['state'] == state for r in rows):,} {state}" for state in STATES)
    return (
        ChartSpec(
            name="matrix",
            kind="matrix",
            table="coverage",
            title="How old is the newest evidence about each force?",
            subtitle="One square a force and kind of evidence. Shade and sign show its age or that none is held, "
            "never how good it is.",
            alt=f"Grid of {count_of(forces, 'force')} by kind of evidence, {len(rows):,} squares: {said}. "
            "The tables hold the same.",
            roles={"row": "force", "column": "short", "category": "state"},
            options={
                "category_order": "|".join(STATES),
                "blank": NONE,
                "column_order": "|".join(k.short for k in EVIDENCE if any(r["short"] == k.short for r in rows)),
            },
        ),
    )


def _statement(rows: list[Record], forces: int) -> str:
    if not rows:
        return "There is no force and kind of evidence that matches this choice."
    empty = sum(r["state"] == NONE for r in rows)
    fresh = sum(r["state"] == FRESH for r in rows)
    return (
        f"Of {len(rows):,} pairs of a force and a kind of evidence ({count_of(forces, 'force')}), {fresh:,} have evidence "
        f"up to three years old, and for {empty:,} no evidence is held."
    )


def _notes() -> tuple[Note, ...]:
    return (
        Note(
            "None held means that nothing was found in what could be read; it does not mean that there is nothing.",
            "coverage",
        ),
        Note(
            "Age is counted from the day the evidence is about: publication of a report, end of an audit or period, start of "
            "a stage, or the last day of the year that a statement describes. Age is not quality.",
            "definition",
        ),
        Note(
            "Start dates of forces on the National Data Quality Improvement Service have no public source.", "coverage"
        ),
    )


COVERAGE = ViewDefinition(
    name="coverage",
    title="What is known about each force, and what is not",
    answers="Which evidence is held about which force, how old is it, and where is there none?",
    filters=(
        FilterDefinition("force", "Force", "force"),
        FilterDefinition("region", "Region", "choice", choices_from="forces.region"),
        FilterDefinition("evidence", "Kind of evidence", "choice", choices=tuple(k.name for k in EVIDENCE)),
        FilterDefinition("state", "Reading", "choice", choices=STATES),
    ),
    build=build,
)
