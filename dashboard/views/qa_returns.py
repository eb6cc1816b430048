"""Minimum standards of quality assurance, and what each force answers about them year by year."""

from __future__ import annotations

from dashboard.domain.figures import count_of
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.subjects.assurance import OUTCOMES, in_force
from dashboard.domain.view_model import ChartSpec, Column, Note, Table, View
from dashboard.store.queries.facts import Record
from dashboard.store.queries.ledger import count_standing
from dashboard.views import columns as c
from dashboard.views.assurance_rows import (
    ENTERED,
    NOT_ANSWERED,
    Answers,
    answers,
    return_rows,
    standards,
    year_asked,
)
from dashboard.views.question import Question, ViewDefinition, filter_words, in_force_scope

YEAR = Column("year", "Year", "year")
STANDARD = Column("standard", "Standard")
NO_STANDARD = (
    "No minimum standard is held: the text of the Data Quality Assurance Manual is not public, and the list starts empty. "
    "The working group enters a standard with its source."
)
NO_RETURN = "No standard of this year is held, so there is nothing to answer. Choose another year."


def build(question: Question) -> View:
    """Returns on quality assurance.

    Tables
        returns    one row a force and standard in force in the year: met, partly met, not met or not answered
        standards  the dated list of minimum standards
        progress   answers given and missing, by year
        changes    answers that differ from the year before
        practices  what forces say that others could copy
    """
    given = answers(question)
    year = year_asked(question, (key[1] for key in given))
    forces = in_force_scope(question, question.forces())
    asked = standards(question)
    every = return_rows(forces, asked, given, year)
    rows = [r for r in every if _wanted(question, r)]
    times = count_standing(question.connection, "qa_standard", as_at=question.as_at)
    listed = [
        {
            **s,
            "state": f"in force in {year}" if in_force(s["body"], year) else "no",
            "times_changed": times[s["standard"]] - 1,
        }
        for s in asked
    ]
    return View(
        name="qa_returns",
        title="Quality assurance in the forces, year by year",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=_statement(listed, every, year),
        tables=(
            _returns_table(rows),
            Table.from_records(
                "standards",
                "Minimum standards",
                (
                    STANDARD,
                    Column("words", "What it asks"),
                    Column("edition", "Edition of the manual"),
                    Column("in_force_from", "In force from"),
                    Column("in_force_until", "In force until", missing="no end held"),
                    Column("state", "In the year shown"),
                    Column("times_changed", "Times put right", "count"),
                    *ENTERED,
                ),
                listed,
                empty_message=NO_STANDARD,
                page_columns=("standard", "words", "edition", "in_force_from", "in_force_until", "state", "evidence"),
            ),
            _progress_table(forces, asked, given, year),
            Table.from_records(
                "changes",
                "Answers that differ from the year before",
                (c.FORCE, c.FORCE_CODE, STANDARD, Column("year_before", "Year before"), Column("outcome", "This year")),
                [r for r in rows if r["change"].startswith("from ")],
                empty_message="No answer differs from the year before, as far as both years are answered.",
            ),
            Table.from_records(
                "practices",
                "What other forces could copy",
                (c.FORCE, c.FORCE_CODE, STANDARD, Column("practice", "Practice"), *ENTERED),
                [r for r in rows if r["practice"]],
                empty_message="No force has named a practice that others could copy.",
                page_columns=("force", "standard", "practice", "evidence"),
            ),
        ),
        charts=_charts(every, year),
        notes=(
            Note(
                "A return is the force's own answer about itself, not a finding of anybody else. Not answered is not the same as not "
                "met.",
                "definition",
            ),
            Note(
                "A return answers for the standards in force in its year. A standard that ended or began otherwise is kept with its "
                "dates, so that past years still read as they were asked.",
                "definition",
            ),
        ),
    )


def _wanted(question: Question, row: Record) -> bool:
    wanted = ((question.wants(n), row[n]) for n in ("outcome", "standard"))
    return all(not words or words == value for words, value in wanted)


def _returns_table(rows: list[Record]) -> Table:
    return Table.from_records(
        "returns",
        "Answers by force and standard",
        (
            c.FORCE,
            c.FORCE_CODE,
            YEAR,
            STANDARD,
            Column("asks", "What the standard asks"),
            Column("outcome", "Answer"),
            Column("words", "What the force does", missing=NOT_ANSWERED),
            Column("respondent", "Answered by", missing=NOT_ANSWERED),
            Column("practice", "What others could copy", missing="none named"),
            Column("year_before", "Year before"),
            Column("change", "Change"),
            *ENTERED,
        ),
        rows,
        empty_message=NO_RETURN,
        page_columns=("force", "year", "standard", "outcome", "words", "respondent", "year_before", "evidence"),
    )


def _progress_table(forces: list[Record], asked: list[Record], given: Answers, newest: int) -> Table:
    years = sorted({key[1] for key in given} | {newest}, reverse=True)
    lines = []
    for year in years:
        rows = return_rows(forces, asked, given, year)
        if rows:
            lines.append(progress(rows, year))
    return Table.from_records(
        "progress",
        "How far the collection is",
        (
            YEAR,
            Column("standards", "Standards", "count"),
            Column("wanted", "Answers wanted", "count"),
            Column("answered", "Answered", "count"),
            *(Column(name.replace(" ", "_"), name.capitalize(), "count") for name in (*OUTCOMES, NOT_ANSWERED)),
            Column("forces_complete", "Forces that answered all", "forces"),
            Column("forces_none", "Forces without an answer", "forces"),
        ),
        lines,
        empty_message="No answer is wanted in any year: no standard is held.",
    )


def progress(rows: list[Record], year: int) -> Record:
    """Answers wanted, given and missing in one year."""
    counts = {n.replace(" ", "_"): sum(r["outcome"] == n for r in rows) for n in (*OUTCOMES, NOT_ANSWERED)}
    by_force: dict[str, list[str]] = {}
    for r in rows:
        by_force.setdefault(r["force_code"], []).append(r["outcome"])
    return {
        "year": year,
        "standards": len({r["standard"] for r in rows}),
        "wanted": len(rows),
        "answered": len(rows) - counts["not_answered"],
        **counts,
        "forces_complete": sum(NOT_ANSWERED not in given for given in by_force.values()),
        "forces_none": sum(set(given) == {NOT_ANSWERED} for given in by_force.values()),
    }


def _charts(rows: list[Record], year: int) -> tuple[ChartSpec, ...]:
    if not rows or len({r["force"] for r in rows}) < 2:
        return ()
    said = progress(rows, year)
    return (
        ChartSpec(
            name="states",
            kind="matrix",
            table="returns",
            title=f"Which force answered what in {year}?",
            subtitle="One square a force and standard: the force's own answer, or that there is none. No square is a grade.",
            alt=f"Grid of {count_of(len({r['force'] for r in rows}), 'force')} by standard: {said['met']} met, "
            f"{said['partly_met']} partly met, {said['not_met']} not met, {said['not_answered']} not answered.",
            roles={"row": "force", "column": "standard", "category": "outcome"},
            options={"category_order": "|".join((*OUTCOMES, NOT_ANSWERED)), "blank": NOT_ANSWERED},
        ),
    )


def _statement(listed: list[Record], rows: list[Record], year: int) -> str:
    if not listed:
        return NO_STANDARD
    if not rows:
        return f"No standard held was in force in {year}, so no force has anything to answer for that year."
    said = progress(rows, year)
    return (
        f"For {year}, {said['answered']:,} of {said['wanted']:,} answers are in ({count_of(said['standards'], 'standard')}): "
        f"{said['met']} met, {said['partly_met']} partly met, {said['not_met']} not met; "
        f"{count_of(said['forces_complete'], 'force has', 'forces have')} answered everything."
    )


QA_RETURNS = ViewDefinition(
    name="qa_returns",
    title="Quality assurance in the forces, year by year",
    answers="Which force meets which minimum standard of quality assurance, by its own yearly answer, and who has not answered?",
    filters=(
        FilterDefinition("force", "Force", "force"),
        FilterDefinition("region", "Region", "choice", choices_from="forces.region"),
        FilterDefinition("year", "Year", "number", least=2000, most=2199, whole=True),
        FilterDefinition("outcome", "Answer", "choice", choices=(*OUTCOMES, NOT_ANSWERED)),
        FilterDefinition("standard", "Standard", "text"),
    ),
    build=build,
)
