"""Where each national figure stands against a quarter before, and against what the edition before had said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from dashboard.domain.asat import AsAt
from dashboard.domain.change import NO_INTERVAL, SAME, Change, change_between
from dashboard.domain.dates import add_months, british
from dashboard.domain.figures import percent, rounded, thousands_as_words
from dashboard.domain.view_model import Column, Headline
from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.recorded_crime import ENGLAND_AND_WALES, yearly_totals
from dashboard.store.queries.survey import survey_estimates
from dashboard.views import columns as c
from dashboard.views import divergence
from dashboard.views.overview_headlines import (
    SURVEY_HEADLINE,
    accuracy_headline,
    recorded_headline,
    survey_headline,
)
from dashboard.views.question import Question

QUARTER, EDITION = "a quarter before", "the edition before"
COLUMNS = (
    Column("label", "Figure"),
    Column("code", "Code"),
    Column("against", "Against"),
    Column("value", "Now"),
    Column("lower", "Lower limit", missing="not published"),
    Column("upper", "Upper limit", missing="not published"),
    Column("unit", "Unit"),
    Column("period", "Period"),
    Column("before", "Before", missing="not held"),
    Column("before_lower", "Lower limit before", missing="not published"),
    Column("before_upper", "Upper limit before", missing="not published"),
    Column("before_period", "Period before", missing="not held"),
    Column("difference", "Difference", missing="not compared"),
    Column("difference_missing", "Why no difference"),
    Column("reading", "Reading"),
    Column("before_source_id", "Source before", missing="not held"),
    c.SOURCE_ID,
)
SHORT = {
    "national_accuracy": "Share of reported crime recorded",
    "recorded_crime": "Recorded crime",
    "survey_headline": "Crime Survey",
}
# Why a difference between two statements is no measured change, whatever the figures.
METHODS_DIFFER = "methods and scope differ from one statement to the next, so it is no measured change"
# A rounded figure less an exact one is neither a count nor a change.
ROUNDING_DIFFERS = "one of the two is rounded and the other is not, so no difference is given"
COUNTS = "counts without sampling error; the change can come from crime, from reporting or from recording"


def _accuracy(question: Question) -> list[Headline]:
    return accuracy_headline(facts(question.connection, "national_accuracy", as_at=question.as_at))


def _ratio(question: Question) -> list[Headline]:
    ratios = [divergence.shown_ratio(r) for r in facts(question.connection, "comparable_ratios", as_at=question.as_at)]
    return list(divergence.ratio_headlines(divergence.newest_published(ratios)))


FIGURES: dict[str, Callable[[Question], list[Headline]]] = {
    "national_accuracy": _accuracy,
    "comparable_ratio": _ratio,
    "recorded_crime": recorded_headline,
    "survey_headline": survey_headline,
}


def national_figures(question: Question) -> list[Headline]:
    """The national figures that may be quoted, as known on the day."""
    return [headline for figure in FIGURES.values() for headline in figure(question)]


def position_rows(question: Question, now: list[Headline]) -> list[Record]:
    """One row a national figure and comparison; `now` are the figures of the day with their days of publication."""
    return [*_against_quarter(question, now), *_against_edition(question, now)]


def _against_quarter(question: Question, now: list[Headline]) -> list[Record]:
    connection, as_at = question.connection, question.as_at
    rows = []
    for headline in now:
        if headline.code == "recorded_crime":
            totals = yearly_totals(connection, as_at=as_at, area_codes=[ENGLAND_AND_WALES])
            held = [t for t in totals if t["offences"] and (t["period_end"] - t["period_start"]).days > 360]
            rows.append(_quarter_row(headline, held, "offences"))
        elif headline.code == "survey_headline":
            held = survey_estimates(connection, as_at=as_at, offence_types=[SURVEY_HEADLINE])
            rows.append(_quarter_row(headline, held, "estimate"))
    return rows


def _quarter_row(headline: Headline, held: list[Record], field: str) -> Record:
    newest = max(h["period_end"] for h in held)
    wanted = _month_end(add_months(newest.replace(day=1), -3))
    found = [h for h in held if h["period_end"] == wanted]
    row = _now(headline, QUARTER) | {"before_period": f"year ending {british(wanted, 'month')}"}
    if not found:
        why = f"the year ending {british(wanted, 'month')} is not held, so it cannot be compared"
        return row | {"reading": why, "difference_missing": "nothing held to compare"}
    before = max(found, key=lambda h: (h["known_from"], h["source_id"]))
    limits = (before.get("lower"), before.get("upper"))
    change = change_between(before[field], limits, headline.value, (headline.lower, headline.upper))
    is_count = field == "offences"
    reading = COUNTS if is_count and change.reading == NO_INTERVAL else change.reading
    return row | _before(before[field], limits, change, reading, before["source_id"])


def _month_end(first: date) -> date:
    return add_months(first, 1) - timedelta(days=1)


def _against_edition(question: Question, now: list[Headline]) -> list[Record]:
    rows = []
    for headline in now:
        row = _now(headline, EDITION)
        before = _as_known_before(question, headline)
        if before is None:
            why = "no earlier figure was known"
            rows.append(row | {"reading": why, "difference_missing": "nothing held to compare"})
            continue
        limits = (before.lower, before.upper)
        change = change_between(before.value, limits, headline.value, (headline.lower, headline.upper))
        reading = METHODS_DIFFER if headline.code == "national_accuracy" else change.reading
        if headline.code == "recorded_crime" and reading == NO_INTERVAL:
            reading = COUNTS
        row |= _before(before.value, limits, change, reading, before.source_id)
        if headline.approximate != before.approximate:
            row["reading"] = reading = ROUNDING_DIFFERS
        if reading in (METHODS_DIFFER, ROUNDING_DIFFERS):
            row |= {"difference": None, "difference_missing": "not comparable"}
        rows.append(row | {"before_period": before.period})
    return rows


def _as_known_before(question: Question, headline: Headline) -> Headline | None:
    """The same figure as it was known on the day before its newest value was published."""
    if headline.published_on is None:
        return None
    earlier = replace(question, as_at=AsAt(headline.published_on - timedelta(days=1)))
    return next(iter(FIGURES[headline.code](earlier)), None)


def _now(headline: Headline, against: str) -> Record:
    names = ("label", "code", "value", "lower", "upper", "unit", "period", "source_id")
    return {**{n: getattr(headline, n) for n in names}, "against": against}


def _before(value: float | None, limits: tuple, change: Change, reading: str, source_id: str) -> Record:
    return {
        "before": value,
        "before_lower": limits[0],
        "before_upper": limits[1],
        "difference": change.difference,
        "reading": reading,
        "before_source_id": source_id,
    }


def sentence(row: Record) -> str:
    """A comparison in words that never call a difference inside its interval a rise or a fall."""
    name = SHORT.get(row["code"], row["label"])
    now, unit = figure_in_words(row["value"], row["unit"]), row["unit"]
    if row.get("before") is None:
        return f"{name}: {now}, {row['period']}; {row['reading']}."
    before = figure_in_words(row["before"], unit)
    if row["reading"] == SAME:
        return f"{name}: {now}, {row['period']}; the same rounded figure as in the {row['before_period']}."
    return f"{name}: {now}, {row['period']}; {before}, {row['before_period']}: {row['reading']}."


def figure_in_words(value: float | None, unit: str) -> str:
    """A national figure as it is said: in millions, per cent or as a ratio."""
    if value is None:
        return "not known"
    if unit == "%":
        return percent(value)
    if unit == "offences":
        return thousands_as_words(value / 1000)
    return thousands_as_words(value) if unit.startswith("thousand") else f"{rounded(value, 2)}"
