"""The plan for consistent quality assurance that recommendation 5 asks for: what it waits for, its steps, who was consulted."""

from __future__ import annotations

from dashboard.domain.figures import count_of
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.qaad import BELOW
from dashboard.domain.view_model import ChartSpec, Column, Note, Table, View
from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.ledger import standing
from dashboard.views import columns as c
from dashboard.views.assurance_rows import (
    ENTERED,
    answers,
    day_in,
    entered,
    grid_rows,
    return_rows,
    standards,
    year_asked,
    years_entered,
)
from dashboard.views.qa_returns import progress
from dashboard.views.question import Question, ViewDefinition, filter_words, source_ids_of, sources_used
from dashboard.views.recommendation_rows import ACTION_COLUMNS, shown_action

PLAN_OF = "OSR-2024-5"
RESTS_ON = ("OSR-2024-3", "OSR-2024-4", PLAN_OF)
WINDOW = (Column("owner", "Who acts"), Column("earliest", "From", missing="not stated"), Column("latest", "Until"))


def build(question: Question) -> View:
    """The plan for consistent quality assurance.

    Tables
        actions        what the action plan promises under recommendations 3, 4 and 5
        steps          steps of the detailed plan, as entered
        consultations  bodies consulted, as entered
        returns        how far the yearly returns are
        gaps           areas of the assurance grid that are below what is wanted, with their plans
    """
    promised = [
        shown_action(a, question.as_at.day)
        for a in facts(question.connection, "actions", as_at=question.as_at)
        if a["rec_id"] in RESTS_ON
    ]
    entries = standing(question.connection, "assurance_plan", as_at=question.as_at).get(PLAN_OF, [])
    steps: dict[str, Record] = {}
    for held in entries:
        if held.action == "step":
            days = {n: day_in(held.body.get(n)) for n in ("earliest", "latest")}
            steps[held.body["step"].casefold()] = {**held.body, **days, **entered(held)}
    consulted = [
        {**held.body, "happened_on": held.happened_on, "happened_precision": held.happened_precision, **entered(held)}
        for held in entries
        if held.action == "consultation"
    ]
    year = year_asked(question, years_entered(question, "qaad"))
    forces = question.forces()
    gaps = [r for r in grid_rows(question, forces, year) if r["gap"] == BELOW]
    of_years = [f"{force['force_code']}/{of}" for force in forces for of in (year, year - 1)]
    returns = return_rows(forces, standards(question), answers(question, of_years), year)
    return View(
        name="assurance_plan",
        title="The plan for consistent quality assurance",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=_statement(promised, list(steps.values()), consulted, gaps),
        tables=(
            Table.from_records(
                "actions",
                "What is promised under recommendations 3, 4 and 5",
                ACTION_COLUMNS,
                promised,
                empty_message="No action under recommendations 3, 4 and 5 was known on this date.",
                page_columns=("action_id", "owner", "action", "target_words", "window", "depends_on", "source_id"),
            ),
            Table.from_records(
                "steps",
                "Steps of the plan",
                (
                    Column("step", "Step"),
                    Column("words", "What is to be done"),
                    Column("area", "Practice area", missing="all"),
                    *WINDOW,
                    *ENTERED,
                ),
                sorted(steps.values(), key=lambda s: (s["latest"], s["step"])),
                empty_message="No step of the plan is entered. The working group enters steps; the published plan names none.",
                page_columns=("step", "words", "area", "owner", "earliest", "latest", "entered_on"),
            ),
            Table.from_records(
                "consultations",
                "Who was consulted",
                (
                    Column("happened_on", "Date"),
                    Column("happened_precision", "Precision of date"),
                    Column("consulted", "Body"),
                    Column("words", "What was asked and answered"),
                    *ENTERED,
                ),
                consulted,
                empty_message="No consultation is entered. The regulator asks for the chiefs' council and others to be consulted.",
                page_columns=("happened_on", "consulted", "words", "evidence", "url"),
            ),
            Table.from_records(
                "returns",
                f"Yearly returns, {year}",
                (
                    Column("year", "Year", "year"),
                    Column("wanted", "Answers wanted", "count"),
                    Column("answered", "Answered", "count"),
                    Column("met", "Met", "count"),
                    Column("partly_met", "Partly met", "count"),
                    Column("not_met", "Not met", "count"),
                ),
                [progress(returns, year)] if returns else [],
                empty_message="No standard of this year is held, so no answer is wanted.",
            ),
            Table.from_records(
                "gaps",
                f"Areas below what is wanted, {year}",
                (
                    Column("subject", "Force or producer"),
                    c.FORCE_CODE,
                    Column("area", "Practice area"),
                    Column("wanted", "Level wanted"),
                    Column("evidenced", "Level evidenced"),
                    Column("plan", "What is to be done", missing="no plan entered"),
                    Column("owner", "Who acts", missing="no plan entered"),
                    Column("plan_until", "Until", missing="no plan entered"),
                ),
                gaps,
                empty_message="No area is assessed as below what is wanted.",
            ),
        ),
        charts=_charts(list(steps.values())),
        notes=(
            Note(
                "Recommendation 5 waits for 3 and 4: the plan comes after the manual is brought up to date and returns are collected, so "
                "it has no date of its own and cannot be late.",
                "definition",
            ),
        ),
        sources=sources_used(question, source_ids_of(promised)),
    )


def _charts(steps: list[Record]) -> tuple[ChartSpec, ...]:
    if not any(s["earliest"] for s in steps):
        return ()
    ordered = sorted(steps, key=lambda s: (s["latest"], s["step"]))
    said = "; ".join(f"{s['step']} until {s['latest'].isoformat()}" for s in ordered)
    return (
        ChartSpec(
            name="states",
            kind="stretches",
            table="steps",
            title="When is each step to be done?",
            subtitle="First to last day of the window of each step, as entered",
            alt=f"Bars of time: {said}.",
            roles={"label": "step", "start": "earliest", "end": "latest"},
        ),
    )


def _statement(promised: list[Record], steps: list[Record], consulted: list[Record], gaps: list[Record]) -> str:
    if not promised and not steps:
        return "No action under recommendations 3, 4 and 5 and no step of a plan was known on this date."
    first = f"{count_of(len(promised), 'action is', 'actions are')} promised under recommendations 3, 4 and 5"
    if not steps:
        return f"{first}; no step of the detailed plan and {count_of(len(consulted), 'consultation')} entered."
    return (
        f"{first}; {count_of(len(steps), 'step')} of the detailed plan entered, {count_of(len(consulted), 'consultation')}, "
        f"and {count_of(len(gaps), 'area')} below what is wanted."
    )


ASSURANCE_PLAN = ViewDefinition(
    name="assurance_plan",
    title="The plan for consistent quality assurance",
    answers="What is planned for consistent quality assurance, what does it wait for, and who was consulted?",
    filters=(FilterDefinition("year", "Year", "number", least=2000, most=2199, whole=True),),
    build=build,
)
