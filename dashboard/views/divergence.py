"""The Crime Survey beside police recorded crime: published ratios, and pairings of ours marked as ours."""

from __future__ import annotations

from dashboard.domain.dates import british
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.view_model import Column, Headline, Note, Table, View
from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.recorded_crime import ENGLAND_AND_WALES, yearly_totals
from dashboard.store.queries.survey import survey_estimates
from dashboard.views import columns as c
from dashboard.views.comparability import cautions_of
from dashboard.views.question import Question, ViewDefinition, filter_words, source_ids_of, sources_used, within_dates
from dashboard.views.survey_pairing import events_bearing, pairing, pairing_charts

DEFAULT_OFFENCE = "Violence"


RATIO_COLUMNS = (
    Column("year_ending", "Year ending"),
    Column("offence_type", "Offence type"),
    Column("subset", "Which offences are set beside each other"),
    Column("published", "Published by the statisticians"),
    Column("ratio", "Recorded for each survey incident known to the police", "ratio"),
    Column("ratio_missing", "Why no ratio"),
    Column("survey_thousands", "Survey estimate", "thousand incidents"),
    Column("survey_lower_thousands", "Lower limit", "thousand incidents"),
    Column("survey_upper_thousands", "Upper limit", "thousand incidents"),
    Column("known_pct", "Known to the police", "%"),
    Column("known_thousands", "Known to the police", "thousand incidents"),
    Column("recorded_thousands", "Recorded", "thousand offences"),
    Column("approximate", "Approximate"),
    c.FIGURE_CLASS,
    c.BASIS,
    c.NOTE,
    c.PLACE,
    c.KNOWN_FROM,
    c.SOURCE_ID,
)


SURVEY_COLUMNS = (
    Column("offence_type", "Offence type"),
    c.PERIOD_START,
    c.PERIOD_END,
    Column("estimate", "Estimate", "thousand incidents"),
    Column("lower", "Lower limit", "thousand incidents", missing="not published"),
    Column("upper", "Upper limit", "thousand incidents", missing="not published"),
    Column("standard_error", "Standard error", "thousand incidents"),
    Column("unweighted_base", "Asked", "interviews"),
    c.BASIS,
    c.NOTE,
    c.PLACE,
    c.KNOWN_FROM,
    c.SOURCE_ID,
)


RECORDED_COLUMNS = (
    c.PERIOD_START,
    c.PERIOD_END,
    c.OFFENCES,
    Column("publication", "Publication"),
    Column("coverage", "Coverage"),
    c.KNOWN_FROM,
    c.SOURCE_ID,
)


def build(question: Question) -> View:
    """Survey and recorded crime.

    Tables
        ratios    every published ratio, and pairings of ours for the offence chosen; published says which
        paired    the pairing in the chart: one row a year and series
        survey    survey estimates of incidents for the offence chosen
        recorded  offences recorded in England and Wales excluding fraud, by year and publication
        events    the register of events, numbered as on the chart
    """
    connection, as_at = question.connection, question.as_at
    offence = question.wants("offence_type") or DEFAULT_OFFENCE
    all_ratios = [shown_ratio(r) for r in facts(connection, "comparable_ratios", as_at=as_at)]
    ratios = [
        r for r in all_ratios if r["offence_type"] == offence or (r["published"] == "yes" and r["ratio"] is not None)
    ]
    ratios, _ = within_dates(question, sorted(ratios, key=lambda r: (r["year_ending"], r["subset"])), "year_ending")
    survey = [s for s in survey_estimates(connection, as_at=as_at) if _same_offence(s["offence_type"], offence)]
    survey, _ = within_dates(question, survey, "period_end")
    recorded, _ = within_dates(
        question, yearly_totals(connection, as_at=as_at, area_codes=[ENGLAND_AND_WALES]), "period_end"
    )
    events, _ = within_dates(
        question, [e for e in facts(connection, "events", as_at=as_at) if e["happened_on"]], "happened_on"
    )
    events = sorted(events, key=lambda e: (e["happened_on"], e["event_id"]))
    paired = pairing(ratios, offence)
    bearing = events_bearing(question, paired, offence)
    published = newest_published(all_ratios)
    return View(
        name="divergence",
        title="Where survey and recorded crime part",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=_statement(published),
        headlines=ratio_headlines(published),
        tables=(
            Table.from_records(
                "ratios",
                "Ratios and pairings",
                RATIO_COLUMNS,
                ratios,
                empty_message="No ratio or pairing was known for this choice on this date.",
                page_columns=(
                    "year_ending",
                    "offence_type",
                    "published",
                    "ratio",
                    "survey_thousands",
                    "recorded_thousands",
                    "known_pct",
                    "source_id",
                ),
            ),
            Table.from_records(
                "paired",
                f"{offence}: the pairing in the chart",
                (
                    Column("year_ending", "Year ending"),
                    Column("series", "Series"),
                    Column("thousands", "Incidents or offences", "thousand"),
                    Column("segment", "Part between breaks"),
                    c.SOURCE_ID,
                ),
                paired,
                empty_message="No pairing is held for this offence type. Choose another offence type or a later as-at date.",
            ),
            Table.from_records(
                "survey",
                f"{offence}: survey estimates",
                SURVEY_COLUMNS,
                survey,
                empty_message="No survey estimate of incidents is held for this offence type.",
                page_columns=(
                    "offence_type",
                    "period_end",
                    "estimate",
                    "lower",
                    "upper",
                    "unweighted_base",
                    "basis",
                    "source_id",
                ),
            ),
            Table.from_records(
                "recorded",
                "Recorded crime excluding fraud, England and Wales",
                RECORDED_COLUMNS,
                recorded,
                empty_message="No total of recorded crime was known for this choice on this date.",
            ),
            Table.from_records(
                "events",
                "Events that bear on the comparison",
                c.EVENT_COLUMNS,
                events,
                empty_message="No event was known for this choice on this date.",
                page_columns=(
                    "happened_on",
                    "category",
                    "scope",
                    "series_affected",
                    "event",
                    "expected_effect",
                    "source_id",
                ),
            ),
        ),
        charts=pairing_charts(paired, bearing, offence),
        notes=_notes(published),
        warnings=cautions_of(bearing),
        sources=sources_used(question, source_ids_of(ratios, survey, recorded, events)),
    )


def shown_ratio(row: Record) -> Record:
    why = None
    if row["ratio"] is None:
        why = (
            "not published"
            if row["is_ours"] != "yes"
            else "share known to the police is not held for this year and offence"
        )
    return {
        **row,
        "published": "no: our pairing" if row["is_ours"] == "yes" else "yes",
        "ratio_missing": why,
        "class": row["figure_class"],
        "approximate": row["approximate"] == "yes",
    }


def _same_offence(survey_type: str, offence: str) -> bool:
    names = {"robbery (personal)": "robbery"}
    wanted = offence.casefold()
    return survey_type.casefold() == names.get(wanted, wanted)


def newest_published(ratios: list[Record]) -> Record | None:
    stated = [r for r in ratios if r["published"] == "yes" and r["ratio"] is not None and not r["approximate"]]
    return max(stated, key=lambda r: r["year_ending"]) if stated else None


def _statement(published: Record | None) -> str:
    if published is None:
        return "No published ratio of recorded crime to survey crime was known on this date."
    share = round((published["ratio"] - 1) * 100)
    return (
        f"In the year ending {british(published['year_ending'], 'month')} the police recorded {published['ratio']:.2f} comparable "
        f"offences for every survey incident that respondents said the police came to know of: {share} % more. "
        "No interval was seen."
    )


def ratio_headlines(published: Record | None) -> tuple[Headline, ...]:
    if published is None:
        return ()
    return (
        Headline(
            code="comparable_ratio",
            label="Recorded crime for each survey incident known to the police",
            value=published["ratio"],
            unit="ratio",
            period=f"year ending {british(published['year_ending'], 'month')}",
            figure_class=published["figure_class"],
            source_id=published["source_id"],
            published_on=None,
            published_precision="unknown",
            sentence=_statement(published),
        ),
    )


def _notes(published: Record | None) -> tuple[Note, ...]:
    return (
        Note(
            "A ratio of 1 would mean that the police recorded, once each, every comparable incident that respondents said came "
            "to their attention. A ratio above 1 is not over-recording: coverage, repeat incidents and businesses play "
            "a part.",
            "definition",
        ),
        *(
            (
                Note(
                    f"The text read does not say which of two comparable subsets gives {published['ratio']:.2f}, so neither is "
                    "named here.",
                    "coverage",
                ),
            )
            if published
            else ()
        ),
        Note(
            "Rows marked 'no: our pairing' set a survey type beside the nearest recorded codes. They are not the comparable "
            "subset, and have no ratio unless the share known to the police is held for that year and offence.",
            "method",
        ),
        Note(
            "The survey's headline total includes fraud; recorded crime here leaves it out. The two are never divided.",
            "method",
        ),
    )


DIVERGENCE = ViewDefinition(
    name="divergence",
    title="Where survey and recorded crime part",
    answers="By how much do the Crime Survey and police recorded crime differ, and which changes lie between?",
    filters=(
        FilterDefinition(
            "offence_type",
            "Offence type",
            "choice",
            choices_from="comparable_ratios.offence_type",
            default=DEFAULT_OFFENCE,
        ),
        FilterDefinition("from", "Years from", "date"),
        FilterDefinition("to", "Years to", "date"),
    ),
    build=build,
)
