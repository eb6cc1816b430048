"""How many crimes the next audit must examine: worked out from the reader's own figures, without any data."""

from __future__ import annotations

from typing import Any

import numpy as np

from dashboard.domain.figures import rounded, whole
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.view_model import ChartSpec, Column, Headline, Table, View
from dashboard.stats.allocation import allocate
from dashboard.stats.intervals import wilson_interval_effective
from dashboard.stats.power import detectable_rates, power_to_detect, sample_size_to_detect
from dashboard.stats.sampling import sample_size_for_half_width
from dashboard.views import audit_filters as filters
from dashboard.views.question import Question, ViewDefinition, filter_words, sources_used
from dashboard.views.sample_plan import Plan, plan_notes, plan_of

# Sizes for which the table says what each would be able to show.
SIZES = (50, 100, 150, 200, 300, 400, 500, 750, 1000)
COLUMNS = (
    Column("question", "What is asked"),
    Column("sample", "Crimes to examine", "crimes", missing="no number would do"),
    Column("sample_unrounded", "As calculated", "crimes"),
    Column("expected_pct", "Expected rate", "%"),
    Column("half_width", "Plus or minus", "percentage points", missing="not asked"),
    Column("alternative_pct", "Rate to be told from it", "%", missing="not asked"),
    Column("population", "Crimes due in all", "crimes", missing="not given: taken as many"),
    Column("level", "Level", "%"),
    Column("power", "Chance of finding it", "%", missing="not asked"),
    Column("enough", "Are there so many"),
    Column("method", "Method"),
)
REACH_COLUMNS = (
    Column("sample", "Crimes examined", "crimes"),
    Column("rate_pct", "Expected rate", "%"),
    Column("lower_pct", "Interval from", "%"),
    Column("upper_pct", "Interval to", "%"),
    Column("fall_to_pct", "Fall that would show: to", "%", missing="none would"),
    Column("rise_to_pct", "Rise that would show: to", "%", missing="none would"),
    Column("level", "Level", "%"),
    Column("power", "Chance of finding it", "%"),
    Column("method", "Method"),
)
STRATA_COLUMNS = (
    Column("stratum", "Offence group or route"),
    Column("population", "Crimes due in all", "crimes"),
    Column("sample", "Crimes to examine", "crimes"),
    Column("records", "Records to read", "records", missing="incidents for each crime not given"),
)


def build(question: Question) -> View:
    """The size of the next audit.

    Tables
        sample_size  one row for each thing asked: a half-width, and a change to be found
        reach        what audits of usual sizes would show
        strata       the sample shared out among the strata, where they were given
    """
    plan = plan_of(question)
    answers = _answers(plan)
    strata = _strata(plan, answers[0]["sample"])
    reach = [_reach(plan, size) for size in SIZES if size <= plan.population]
    return View(
        name="sample_size",
        title="Plan the next audit",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=_statement(plan, answers),
        headlines=_headlines(plan, answers),
        tables=(
            Table.from_records("sample_size", "Crimes to examine", COLUMNS, answers),
            Table.from_records(
                "strata",
                "The sample shared out",
                STRATA_COLUMNS,
                strata,
                empty_message="No strata were given; write them as Violence=400; Theft=900, with the crimes due in each.",
            ),
            Table.from_records(
                "reach",
                "What audits of other sizes would show",
                REACH_COLUMNS,
                reach,
                empty_message="There are fewer crimes than the smallest size listed here; examine all of them.",
            ),
        ),
        charts=_charts(plan, reach),
        notes=plan_notes(plan, answers),
        sources=sources_used(question, {plan.source_id} - {""}),
    )


def _answers(plan: Plan) -> list[dict[str, Any]]:
    common = {
        "expected_pct": _pct(plan.expected),
        "population": plan.known_population,
        "level": _pct(plan.level),
    }
    size = sample_size_for_half_width(plan.expected, plan.half_width, population=plan.population, confidence=plan.level)
    answers: list[dict[str, Any]] = [
        {
            **common,
            "question": f"the rate to within {_points(plan.half_width)}",
            "sample": int(size.needed),
            "sample_unrounded": round(float(size.exact), 3),
            "half_width": _pct(plan.half_width),
            "enough": "yes",
            "method": _method("z² p q / d²", plan),
        }
    ]
    if plan.alternative is not None:
        change = sample_size_to_detect(plan.expected, plan.alternative, power=plan.power, confidence=plan.level)
        too_few = plan.known_population is not None and int(change.needed) > plan.population
        answers.append(
            {
                **common,
                "question": f"a change from {_rate(plan.expected)} to {_rate(plan.alternative)}, in each of two audits",
                "sample": int(change.needed),
                "sample_unrounded": round(float(change.exact), 3),
                "alternative_pct": _pct(plan.alternative),
                "power": _pct(plan.power),
                "method": "two samples, Cohen's h; not corrected for the population",
                "enough": f"no: only {whole(plan.population)} crimes are due in all" if too_few else "yes",
            }
        )
    return answers


def _method(formula: str, plan: Plan) -> str:
    return (
        f"{formula}, rounded up"
        if plan.known_population is None
        else f"{formula} with finite population correction, rounded up"
    )


def _reach(plan: Plan, size: int) -> dict[str, Any]:
    effective = size if plan.known_population is None else _effective(size, plan.population)
    lower, upper = wilson_interval_effective(plan.expected, effective, confidence=plan.level)
    below, above = detectable_rates(plan.expected, size, power=plan.power, confidence=plan.level)
    return {
        "sample": size,
        "rate_pct": _pct(plan.expected),
        "lower_pct": _pct(float(lower)),
        "upper_pct": _pct(float(upper)),
        "fall_to_pct": None if np.isnan(below) else _pct(float(below)),
        "rise_to_pct": None if np.isnan(above) else _pct(float(above)),
        "level": _pct(plan.level),
        "power": _pct(plan.power),
        "method": "Wilson; two samples of this size",
    }


def _effective(size: int, population: float) -> float:
    return np.inf if size >= population else size * (population - 1) / (population - size)


def _strata(plan: Plan, sample: int) -> list[dict[str, Any]]:
    if not plan.strata:
        return []
    sizes = [size for _, size in plan.strata]
    floors = sum(min(plan.minimum, size) for size in sizes)
    shares = allocate(max(sample, floors), sizes, minimum=plan.minimum)
    return [
        {
            "stratum": name,
            "population": size,
            "sample": int(share),
            "records": None if plan.incidents is None else int(np.ceil(share * plan.incidents)),
        }
        for (name, size), share in zip(plan.strata, shares, strict=True)
    ]


def _headlines(plan: Plan, answers: list[dict[str, Any]]) -> tuple[Headline, ...]:
    shown = [
        Headline(
            code=code,
            label=label,
            value=answer["sample"],
            unit="crimes",
            sentence=f"To know {answer['question']}."
            + ("" if answer["enough"] == "yes" else f" Not enough here: {answer['enough'].removeprefix('no: ')}."),
            basis="worked out here",
        )
        for code, label, answer in zip(
            ("half_width", "change"), ("To know the rate", "To see a change"), answers, strict=False
        )
    ]
    if plan.incidents is not None:
        most = max(answer["sample"] for answer in answers)
        shown.append(
            Headline(
                code="records",
                label="Records to read",
                value=float(np.ceil(most * plan.incidents)),
                unit="records",
                sentence=f"At {plan.incidents:g} incidents for each crime due, for the larger of the samples above.",
                basis="worked out here",
            )
        )
    return tuple(shown)


def _statement(plan: Plan, answers: list[dict[str, Any]]) -> str:
    of = "" if plan.known_population is None else f" of {whole(plan.population)}"
    said = (
        f"Examine {whole(answers[0]['sample'])}{of} crimes due to know a rate near {_rate(plan.expected)} to within "
        f"{_points(plan.half_width)} at {_pct(plan.level):g} % confidence"
    )
    if plan.alternative is None:
        return f"{said}."
    if answers[1]["enough"] != "yes":
        return (
            f"{said}; {whole(plan.population)} crimes are too few to find a change from {_rate(plan.expected)} to "
            f"{_rate(plan.alternative)} with a chance of {_pct(plan.power):g} %: {whole(answers[1]['sample'])} would be needed in "
            f"each of two audits, and examining all {whole(plan.population)} in each finds it with {_chance(plan)}."
        )
    return (
        f"{said}; {whole(answers[1]['sample'])} in each of two audits to find a change from {_rate(plan.expected)} to "
        f"{_rate(plan.alternative)} with a chance of {_pct(plan.power):g} %."
    )


def _chance(plan: Plan) -> str:
    """The chance of finding the change where every crime is examined, as evidence of the force's practice."""
    found = power_to_detect(plan.expected, plan.alternative or plan.expected, plan.population, confidence=plan.level)
    return f"a chance of about {100 * float(found):.0f} %"


def _charts(plan: Plan, reach: list[dict[str, Any]]) -> tuple[ChartSpec, ...]:
    if not reach:
        return ()
    narrow, wide = reach[-1], reach[0]
    return (
        ChartSpec(
            name="reach",
            kind="interval_dots",
            table="reach",
            title=f"How wide the interval round {_rate(plan.expected)} would be",
            subtitle=f"Per cent, Wilson interval at {_pct(plan.level):g} per cent, by number of crimes examined",
            alt=f"With {wide['sample']} crimes the interval would run from {rounded(wide['lower_pct'], 1)} to "
            f"{rounded(wide['upper_pct'], 1)} per cent, with {narrow['sample']} from {rounded(narrow['lower_pct'], 1)} to "
            f"{rounded(narrow['upper_pct'], 1)}.",
            roles={"label": "sample", "value": "rate_pct", "lower": "lower_pct", "upper": "upper_pct"},
            options={"unit": "%", "axis_title": "Rate (%)"},
        ),
    )


def _pct(share: float) -> float:
    return round(100 * share, 4)


def _rate(share: float) -> str:
    return f"{_pct(share):g} %"


def _points(share: float) -> str:
    return f"{_pct(share):g} percentage points either way"


SAMPLE_SIZE = ViewDefinition(
    name="sample_size",
    title="Plan the next audit",
    answers="How many crimes must the next audit examine, and what change could it find?",
    filters=(
        FilterDefinition("expected", "Expected rate (%)", "number", default="90", least=0.1, most=99.9),
        FilterDefinition("half_width", "Plus or minus (points)", "number", default="3", least=0.1, most=50),
        FilterDefinition("alternative", "Rate to tell from it (%)", "number", least=0.1, most=99.9),
        FilterDefinition("population", "Crimes due in all", "number", least=1, most=100_000_000, whole=True),
        FilterDefinition("level", "Level (%)", "number", default="95", least=50, most=99.99),
        FilterDefinition("power", "Chance of finding it (%)", "number", default="80", least=1, most=99.99),
        filters.FORCE,
        FilterDefinition("strata", "Strata: name=crimes; …", "text"),
        FilterDefinition("minimum", "Least in each stratum", "number", least=0, most=100_000, whole=True),
        FilterDefinition("incidents_per_crime", "Incidents read for each crime", "number", least=0.01, most=1000),
    ),
    build=build,
    holds_unpublished=True,
)
