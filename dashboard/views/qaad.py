"""The assurance grid: for each force and the producer, the level wanted in four areas, the level evidenced, and the gap."""

from __future__ import annotations

from dashboard.domain.figures import count_of
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.qaad import ABOVE, AREAS, BELOW, LEVEL_WORDS, LEVELS, NO_JUDGEMENT, NOT_ASSESSED, WITHIN
from dashboard.domain.view_model import ChartSpec, Column, Note, Table, View
from dashboard.store.queries.facts import Record, facts
from dashboard.views import columns as c
from dashboard.views.assurance_rows import ENTERED, PRODUCER, grid_rows, year_asked, years_entered
from dashboard.views.question import (
    Question,
    ViewDefinition,
    filter_words,
    in_force_scope,
    source_ids_of,
    sources_used,
)

GAPS = (BELOW, WITHIN, ABOVE, NOT_ASSESSED, NO_JUDGEMENT)
NOT_JUDGED = "not judged"
SUBJECT = Column("subject", "Force or producer")
AREA = Column("area", "Practice area")
GRID_COLUMNS = (
    SUBJECT,
    c.FORCE_CODE,
    Column("year", "Year", "year"),
    AREA,
    Column("wanted", "Level wanted", missing=NO_JUDGEMENT),
    Column("evidenced", "Level evidenced", missing=NOT_ASSESSED),
    Column("level", "Level in the chart"),
    Column("gap", "Gap"),
    Column("levels_short", "Levels short", "count", missing="cannot be said"),
    Column("reason", "Why this level", missing=NOT_ASSESSED),
    Column("plan", "What is to be done", missing="no plan entered"),
    Column("owner", "Who acts", missing="no plan entered"),
    Column("plan_from", "From", missing="no plan entered"),
    Column("plan_until", "Until", missing="no plan entered"),
    Column("matrix_source_id", "Source of the matrix", missing=NO_JUDGEMENT),
    *ENTERED,
)


def build(question: Question) -> View:
    """The assurance grid.

    Tables
        grid        one row a force, or the producer, and practice area
        judgements  risk and public interest with their reasons, one row a force or the producer that was judged
        matrix      levels wanted by risk and public interest, as published by the regulator
    """
    year = year_asked(question, years_entered(question, "qaad"))
    every = grid_rows(question, in_force_scope(question, question.forces()), year)
    rows = [r for r in every if _wanted(question, r)]
    matrix = facts(question.connection, "qaad_risk_profile", as_at=question.as_at)
    order = {"low": 0, "lower": 0, "medium": 1, "high": 2, "higher": 2}
    matrix.sort(key=lambda m: (order[m["risk_of_quality_concerns"]], order[m["public_interest_profile"]]))
    judged = {r["subject"]: r for r in every if r["risk"]}
    return View(
        name="qaad",
        title="Assurance of the data, area by area",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=_statement(every, year),
        tables=(
            Table.from_records(
                "grid",
                "The grid",
                GRID_COLUMNS,
                rows,
                empty_message="No row matches this choice. Clear a filter.",
                page_columns=("subject", "area", "wanted", "evidenced", "gap", "reason", "plan", "owner", "plan_until"),
            ),
            Table.from_records(
                "judgements",
                "Judgements of risk and public interest",
                (
                    SUBJECT,
                    c.FORCE_CODE,
                    Column("risk", "Risk of quality concerns"),
                    Column("risk_reason", "Why this risk"),
                    Column("interest", "Public interest"),
                    Column("interest_reason", "Why this interest"),
                    Column("wanted", "Levels wanted", missing="the matrix is not held on this date"),
                ),
                judged.values(),
                empty_message="No judgement of risk and public interest is entered for this year.",
            ),
            Table.from_records(
                "matrix",
                "Levels wanted, as the regulator publishes them",
                (
                    Column("risk_of_quality_concerns", "Risk of quality concerns"),
                    Column("public_interest_profile", "Public interest"),
                    Column("levels_wanted", "Levels wanted"),
                    c.PLACE,
                    c.KNOWN_FROM,
                    c.SOURCE_ID,
                ),
                matrix,
                empty_message="The regulator's matrix was not known on this date.",
                page_columns=("risk_of_quality_concerns", "public_interest_profile", "levels_wanted", "source_id"),
            ),
        ),
        charts=_charts(rows, year),
        notes=(
            Note(
                "A level says how much assurance is documented, not how good the data are, and the regulator stresses that it is no "
                "status of red, amber or green. Forces are listed by name; no level is a place in an order.",
                "definition",
            ),
            Note(
                "Levels: "
                + "; ".join(f"{level} {words}" for level, words in LEVEL_WORDS.items())
                + ". Where the matrix names several, "
                "the first is the least that is wanted.",
                "definition",
            ),
            Note(
                "The producer judges risk and interest, gives reasons, and enters the level with its evidence; levels may differ between "
                "areas. The grid is made anew each year.",
                "definition",
            ),
        ),
        sources=sources_used(question, source_ids_of(matrix)),
    )


def _wanted(question: Question, row: Record) -> bool:
    scope, force = question.wants("scope"), question.wants("force") or question.wants("region")
    if (force or scope == "forces") and row["force_code"] is None:
        return False
    if scope == "national" and row["force_code"] is not None:
        return False
    wanted = ((question.wants(n), row[n]) for n in ("area", "gap"))
    return all(not words or words == value for words, value in wanted)


def _charts(rows: list[Record], year: int) -> tuple[ChartSpec, ...]:
    assessed = [r for r in rows if r["evidenced"]]
    if not assessed or len(rows) < 2:
        return ()
    shown = {r["level"] for r in rows}
    counted = "; ".join(f"{sum(r['evidenced'] == level for r in rows)} at {level}" for level in LEVELS)
    return (
        ChartSpec(
            name="states",
            kind="matrix",
            table="grid",
            title=f"Which level is evidenced in which area, {year}?",
            subtitle="One square a force, or the producer, and practice area. A level is no grade; white is not assessed.",
            alt=f"Grid of {count_of(len({r['subject'] for r in rows}), 'row')} by practice area: {counted}; "
            f"{len(rows) - len(assessed)} not assessed.",
            roles={"row": "subject", "column": "area", "category": "level"},
            options={
                "category_order": "|".join([level for level in reversed(LEVELS) if level in shown] + ["not assessed"]),
                "blank": "not assessed",
                "symbols": "".join(level[1] for level in reversed(LEVELS) if level in shown) + "–",
            },
        ),
    )


def _statement(rows: list[Record], year: int) -> str:
    assessed = [r for r in rows if r["evidenced"]]
    if not assessed:
        return f"No level of assurance is entered for {year}: no area of any force or of the producer is assessed."
    short = [r for r in rows if r["gap"] == BELOW]
    planned = sum(bool(r["plan"]) for r in short)
    producer = sum(r["subject"] == PRODUCER for r in assessed)
    return (
        f"For {year}, {len(assessed)} of {count_of(len(rows), 'area')} are assessed ({producer} of them the producer's own); "
        f"{count_of(len(short), 'is', 'are')} below what is wanted, {planned} of them with a plan."
    )


QAAD = ViewDefinition(
    name="qaad",
    title="Assurance of the data, area by area",
    answers="Which level of assurance is wanted and evidenced in each practice area, and what is done about the gap?",
    filters=(
        FilterDefinition("force", "Force", "force"),
        FilterDefinition("region", "Region", "choice", choices_from="forces.region"),
        FilterDefinition("year", "Year", "number", least=2000, most=2199, whole=True),
        FilterDefinition("scope", "Forces or producer", "choice", choices=("forces", "national")),
        FilterDefinition("area", "Practice area", "choice", choices=AREAS),
        FilterDefinition("gap", "Gap", "choice", choices=GAPS),
    ),
    build=build,
)
