"""The national figures that may be quoted, each with its sentence."""

from __future__ import annotations

import re
from dataclasses import replace

from dashboard.domain.dates import british, period_words
from dashboard.domain.figures import count_of, percent_with_interval, thousands_as_words
from dashboard.domain.view_model import Headline
from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.recorded_crime import ENGLAND_AND_WALES, yearly_totals
from dashboard.store.queries.survey import survey_estimates
from dashboard.views.overview_forces import (
    RATE_STATES,
)
from dashboard.views.question import Question
from dashboard.views.recommendation_rows import shown_action

SURVEY_HEADLINE = "All CSEW crime including fraud and computer misuse"


def dated(headline: Headline, sources: tuple) -> Headline:
    """The headline with the publication date of its source, where it has none of its own."""
    if headline.published_on is not None:
        return headline
    source = next((s for s in sources if s.source_id == headline.source_id), None)
    if source is None:
        return headline
    return replace(headline, published_on=source.published_on, published_precision=source.published_precision)


def accuracy_headline(national: list[Record]) -> list[Headline]:
    """The newest published national rate for all crime; an inspectorate finding, as published or as the press carried it."""
    stated = [n for n in national if n["recorded_pct"] is not None and _is_national_rate(n["scope"])]
    if not stated:
        return []
    newest = max(stated, key=lambda n: (_ends(n), str(n["known_from"]), n["statement"]))
    margin = newest["margin_pct"]
    lower = newest["recorded_pct"] - margin if margin is not None else None
    upper = newest["recorded_pct"] + margin if margin is not None else None
    said = percent_with_interval(newest["recorded_pct"], lower, upper, approximate=newest["approximate"] == "yes")
    known = newest["period_start"] and newest["period_end"]
    period = period_words(newest["period_start"], newest["period_end"]) if known else newest["period_words"]
    missed = newest["unrecorded_per_year"]
    more = f"; about {missed:,} crimes not recorded in the year" if missed else ""
    return [
        Headline(
            code="national_accuracy",
            label="Reported crime that was recorded, England and Wales",
            value=newest["recorded_pct"],
            lower=lower,
            upper=upper,
            unit="%",
            period=period,
            figure_class=newest["figure_class"],
            source_id=newest["source_id"],
            approximate=newest["approximate"] == "yes",
            basis=newest["basis"],
            sentence=f"Inspectors estimate that {said} of reported crime was recorded, {period}{more}.",
        )
    ]


def _is_national_rate(scope: str) -> bool:
    """Whether a scope is all crime in England and Wales, and not an average of force rates or a figure requoted later."""
    words = scope.casefold()
    return words.startswith("all crime") and "average" not in words and "now quotes" not in words


def _ends(statement: Record) -> str:
    """When the stretch a statement is about ends, as far as its words tell: the last year named where no day is held."""
    if statement["period_end"]:
        return str(statement["period_end"])
    years = re.findall(r"(?:19|20)\d\d", statement["period_words"])
    return f"{max(years)}-12-31" if years else ""


def _is_rounded(record: Record) -> bool:
    """Whether the source rounds the figure; the note then says so first."""
    return (record["note"] or "").startswith("Rounded")


def recorded_headline(question: Question) -> list[Headline]:
    totals = yearly_totals(question.connection, as_at=question.as_at, area_codes=[ENGLAND_AND_WALES])
    years = [t for t in totals if t["offences"] and (t["period_end"] - t["period_start"]).days > 360]
    if not years:
        return []
    newest = max(years, key=lambda t: (t["period_end"], t["known_from"]))
    until = british(newest["period_end"], "month")
    coverage = newest["coverage"] or ""
    partly = f" ({coverage.split(';')[0]})" if "without" in coverage else ""
    return [
        Headline(
            code="recorded_crime",
            label=f"Police recorded crime, excluding fraud, {'part of ' if partly else ''}England and Wales",
            value=newest["offences"],
            approximate=_is_rounded(newest),
            basis=newest["basis"],
            unit="offences",
            period=f"year ending {until}",
            figure_class="official statistic",
            source_id=newest["source_id"],
            sentence=f"The police recorded {'about ' if _is_rounded(newest) else ''}"
            f"{thousands_as_words(newest['offences'] / 1000)} offences, fraud left out, in the year ending {until}{partly}."
            + _standing(question),
        )
    ]


def _standing(question: Question) -> str:
    """What is known on the day of the standing of recorded crime among official statistics."""
    removed = facts(question.connection, "events", as_at=question.as_at, event_id="2014-01-regulation")
    return " Recorded crime lost its accreditation in January 2014." if removed else ""


def survey_headline(question: Question) -> list[Headline]:
    stated = [
        s
        for s in survey_estimates(question.connection, as_at=question.as_at, offence_types=[SURVEY_HEADLINE])
        if s["estimate"] is not None
    ]
    if not stated:
        return []
    newest = max(stated, key=lambda s: (s["period_end"], s["known_from"]))
    until = british(newest["period_end"], "month")
    has_interval = newest["lower"] is not None
    interval = (
        f" ({thousands_as_words(newest['lower'])} to {thousands_as_words(newest['upper'])})" if has_interval else ""
    )
    return [
        Headline(
            code="survey_headline",
            label="Crime Survey headline estimate, fraud included",
            value=newest["estimate"],
            approximate=_is_rounded(newest),
            basis=newest["basis"],
            lower=newest["lower"],
            upper=newest["upper"],
            unit="thousand incidents",
            period=f"year ending {until}",
            figure_class=newest["figure_class"],
            source_id=newest["source_id"],
            sentence=f"The Crime Survey estimates {'about ' if _is_rounded(newest) else ''}{thousands_as_words(newest['estimate'])} incidents{interval} in the year ending {until}"
            + ("." if has_interval else "; no interval was seen."),
        )
    ]


def without_rate_headline(rows: list[Record]) -> list[Headline]:
    if not rows:
        return []
    without = [r for r in rows if r["recorded_pct"] is None]
    old = [r for r in rows if r["rate_state"] == RATE_STATES[2]]
    return [
        Headline(
            code="forces_without_rate",
            label="Forces with no usable rate held",
            value=float(len(without)),
            unit="forces",
            figure_class="",
            basis="worked out here",
            published_precision="unknown",
            period="as held on this date",
            source_id="",
            sentence=f"{len(without)} of {count_of(len(rows), 'force')} {'has' if len(without) == 1 else 'have'} no usable all-crime "
            f"rate in this record{_named(without)}; for {len(old)} the newest is more than six years old.",
        )
    ]


def _named(rows: list[Record]) -> str:
    return f" ({', '.join(r['force'] for r in rows)})" if 0 < len(rows) <= 6 else ""


def actions_headline(question: Question) -> list[Headline]:
    actions = [shown_action(a, question.as_at.day) for a in facts(question.connection, "actions", as_at=question.as_at)]
    if not actions:
        return []
    past = [a for a in actions if a["window"] == "window has passed"]
    return [
        Headline(
            code="actions_past_window",
            label="Committed actions whose window has passed",
            value=float(len(past)),
            unit="actions",
            figure_class="",
            basis="worked out here",
            published_precision="unknown",
            period="as held on this date",
            source_id=actions[0]["source_id"],
            sentence=f"Of {count_of(len(actions), 'committed action')} on the regulator's ten recommendations, {len(past)} "
            "have a window that has passed; no later status is held, so they may have been done.",
        )
    ]
