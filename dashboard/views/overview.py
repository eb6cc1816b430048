"""The national position in two minutes: figures that can be quoted, and which forces have a usable rate."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dashboard.domain.dates import add_months, british, period_words
from dashboard.domain.figures import count_of, percent_with_interval, thousands_as_words, years_between
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.view_model import Caution, ChartSpec, Column, Headline, Note, Table, View
from dashboard.store.queries import bodies
from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.inspections import inspection_results
from dashboard.store.queries.recorded_crime import ENGLAND_AND_WALES, yearly_totals
from dashboard.store.queries.survey import survey_estimates
from dashboard.views import columns as c
from dashboard.views import divergence
from dashboard.views.inspections import latest_rates, recency, shown_result, unmeasurable_since
from dashboard.views.question import Question, ViewDefinition, filter_words, in_force_scope, source_ids_of, sources_used
from dashboard.views.recommendations import shown_action

SURVEY_HEADLINE = "All CSEW crime including fraud and computer misuse"
# Half-open bands of age, in years since the day of publication; they say how old a rate is, not how good.
RATE_STATES = (
    "rate published in the last three years",
    "rate published three to six years ago",
    "rate published more than six years ago",
    "newest inspection: not measurable",
    "inspected, no rate seen",
    "no inspection held",
)
NOT_MEASURABLE, NO_RATE_SEEN, NO_INSPECTION = RATE_STATES[3:]
FORCE_COLUMNS = (
    c.FORCE_CODE,
    c.FORCE,
    Column("short_name", "Short name"),
    c.REGION,
    Column("country", "Country"),
    Column("rate_state", "Usable rate"),
    c.RECORDED_PCT,
    c.RECORDED_PCT_MISSING,
    c.LOWER_PCT,
    c.UPPER_PCT,
    Column("approximate", "Approximate"),
    Column("rate_programme", "Programme of the rate"),
    Column("rate_published_on", "Rate published"),
    Column("rate_published_precision", "Precision of date"),
    Column("rate_age_years", "Age of rate", "years"),
    c.AUDIT_START,
    c.AUDIT_END,
    Column("last_inspected_on", "Last inspected, published"),
    Column("last_inspected_precision", "Precision of last inspection"),
    c.JUDGEMENT,
    c.JUDGEMENT_SCALE,
    Column("judgement_programme", "Programme of the grade"),
    Column("monitoring", "Monitoring stage"),
    Column("local_policing_body", "Local policing body"),
    Column("tile_column", "Tile column", "position"),
    Column("tile_row", "Tile row", "position"),
    c.SOURCE_ID,
)


def build(question: Question) -> View:
    """The national position.

    Tables
        headlines  one row a figure that may be quoted
        forces     one row a territorial force: its newest all-crime rate, its newest grade, and how old each is
        states     how many forces have a rate of which age
    """
    connection, as_at = question.connection, question.as_at
    forces = question.forces()
    chosen = in_force_scope(question, forces)
    results = [
        shown_result(r, {f["force_code"]: f for f in forces}) for r in inspection_results(connection, as_at=as_at)
    ]
    ratios = [divergence.shown_ratio(r) for r in facts(connection, "comparable_ratios", as_at=as_at)]
    national = facts(connection, "national_accuracy", as_at=as_at)
    rows = _force_rows(question, chosen, results)
    headlines = [
        *_accuracy(national),
        *divergence.ratio_headlines(divergence.newest_published(ratios)),
        *_recorded(question),
        *_survey(question),
        *_without_rate(rows),
        *_actions_past(question),
    ]
    states = _states(rows)
    used = {h.source_id for h in headlines} | source_ids_of(rows) | {r["judgement_source_id"] for r in results}
    sources = sources_used(question, used)
    return View(
        name="overview",
        title="The national picture",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=_statement(headlines, rows),
        headlines=tuple(_dated(h, sources) for h in headlines),
        tables=(_headline_table([_dated(h, sources) for h in headlines]), _force_table(rows), states),
        charts=_charts(rows, states),
        notes=_notes(),
        warnings=_warnings(),
        sources=sources,
    )


def _dated(headline: Headline, sources: tuple) -> Headline:
    """The headline with the publication date of its source, where it has none of its own."""
    if headline.published_on is not None:
        return headline
    source = next((s for s in sources if s.source_id == headline.source_id), None)
    if source is None:
        return headline
    return replace(headline, published_on=source.published_on, published_precision=source.published_precision)


def _accuracy(national: list[Record]) -> list[Headline]:
    """The newest published national rate for all crime; an inspectorate finding, as published or as the press carried it."""
    stated = [n for n in national if n["recorded_pct"] is not None and n["scope"].casefold().startswith("all crime")]
    if not stated:
        return []
    newest = max(stated, key=lambda n: (str(n["period_end"] or ""), str(n["known_from"])))
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
            sentence=f"Inspectors estimate that {said} of reported crime was recorded, {period}{more}.",
        )
    ]


def _recorded(question: Question) -> list[Headline]:
    totals = yearly_totals(question.connection, as_at=question.as_at, area_codes=[ENGLAND_AND_WALES])
    years = [t for t in totals if t["offences"] and (t["period_end"] - t["period_start"]).days > 360]
    if not years:
        return []
    newest = max(years, key=lambda t: (t["period_end"], t["known_from"]))
    until = british(newest["period_end"], "month")
    return [
        Headline(
            code="recorded_crime",
            label="Police recorded crime, excluding fraud, England and Wales",
            value=newest["offences"],
            unit="offences",
            period=f"year ending {until}",
            figure_class="official statistic",
            source_id=newest["source_id"],
            sentence=f"The police recorded {thousands_as_words(newest['offences'] / 1000)} offences, fraud left out, in the year "
            f"ending {until}. Recorded crime has not been accredited as official statistics since 2014.",
        )
    ]


def _survey(question: Question) -> list[Headline]:
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
            lower=newest["lower"],
            upper=newest["upper"],
            unit="thousand incidents",
            period=f"year ending {until}",
            figure_class=newest["figure_class"],
            source_id=newest["source_id"],
            sentence=f"The Crime Survey estimates {thousands_as_words(newest['estimate'])} incidents{interval} in the year ending {until}"
            + ("." if has_interval else "; no interval was seen."),
        )
    ]


def _without_rate(rows: list[Record]) -> list[Headline]:
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
            figure_class="inspectorate finding",
            published_precision="unknown",
            period="as held on this date",
            source_id="",
            sentence=f"{len(without)} of {count_of(len(rows), 'force')} {'has' if len(without) == 1 else 'have'} no usable all-crime "
            f"rate in this record{_named(without)}; for {len(old)} the newest is more than six years old.",
        )
    ]


def _named(rows: list[Record]) -> str:
    return f" ({', '.join(r['force'] for r in rows)})" if 0 < len(rows) <= 6 else ""


def _actions_past(question: Question) -> list[Headline]:
    actions = [shown_action(a, question) for a in facts(question.connection, "actions", as_at=question.as_at)]
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
            published_precision="unknown",
            period="as held on this date",
            source_id=actions[0]["source_id"],
            sentence=f"Of {count_of(len(actions), 'committed action')} on the regulator's ten recommendations, {len(past)} "
            "have a window that has passed; no later status is held, so they may have been done.",
        )
    ]


def _force_rows(question: Question, forces: list[Record], results: list[Record]) -> list[Record]:
    unusable = unmeasurable_since(results)
    rates = {code: rate for code, rate in latest_rates(results).items() if code not in unusable}
    grades: dict[str, Record] = {}
    for row in sorted((r for r in results if r["programme"] != "CDI2014"), key=recency):
        grades[row["force_code"]] = row
    graded = {row["force_code"]: row for row in sorted((r for r in results if r["judgement"]), key=recency)}
    stages = _stages(question)
    body_names = {
        b["force_code"]: b["name"] for b in bodies.local_policing_bodies(question.connection, as_at=question.as_at)
    }
    rows = []
    for force in forces:
        code = force["force_code"]
        rate, last, grade = rates.get(code), grades.get(code), graded.get(code)
        rows.append(
            {
                **{
                    name: force[name]
                    for name in ("force_code", "short_name", "region", "country", "tile_column", "tile_row")
                },
                "force": force["name"],
                "rate_state": NOT_MEASURABLE if code in unusable else _rate_state(rate, last, question),
                **_rate_fields(rate, question),
                "recorded_pct_missing": None if rate else _why_no_rate(last, code in unusable),
                "last_inspected_on": last["published_on"] if last else None,
                "last_inspected_precision": last["published_precision"] if last else None,
                "judgement": grade["judgement"] if grade else None,
                "judgement_scale": grade["judgement_scale"] if grade else None,
                "judgement_programme": grade["programme"] if grade else None,
                "monitoring": stages.get(code),
                "local_policing_body": body_names.get(code),
                "source_id": (rate or unusable.get(code) or last or force)["source_id"],
            }
        )
    return rows


def _rate_fields(rate: Record | None, question: Question) -> Record:
    if rate is None:
        return {"recorded_pct": None}
    published = rate["published_on"]
    return {
        "recorded_pct": rate["recorded_pct"],
        "lower_pct": rate["lower_pct"],
        "upper_pct": rate["upper_pct"],
        "approximate": rate["approximate"],
        "rate_programme": rate["programme"],
        "rate_published_on": published,
        "rate_published_precision": rate["published_precision"],
        "rate_age_years": years_between(_dated_from(rate), question.as_at.day),
        "audit_start": rate["audit_start"],
        "audit_end": rate["audit_end"],
    }


def _why_no_rate(last: Record | None, is_unmeasurable: bool) -> str:
    if is_unmeasurable:
        return "not measurable in the newest audit"
    return "not published, or not seen" if last else "no inspection held"


def _dated_from(rate: Record) -> date:
    """The day a rate's age is counted from: its publication, or else the end of its audit, or else the day we knew it."""
    return rate["published_on"] or rate["audit_end"] or rate["known_from"]


def _rate_state(rate: Record | None, last: Record | None, question: Question) -> str:
    if rate is None:
        return NO_RATE_SEEN if last else NO_INSPECTION
    since = _dated_from(rate)  # counted in whole months: an age rounded for showing would move the edge by weeks
    if question.as_at.day < add_months(since, 36):
        return RATE_STATES[0]
    return RATE_STATES[1] if question.as_at.day < add_months(since, 72) else RATE_STATES[2]


def _stages(question: Question) -> dict[str, str]:
    return {
        m["force_code"]: m["stage"]
        for m in facts(question.connection, "monitoring_stages", as_at=question.as_at)
        if m["started_on"] <= question.as_at.day and (m["ended_on"] is None or question.as_at.day < m["ended_on"])
    }


def _headline_table(headlines: list[Headline]) -> Table:
    return Table.from_records(
        "headlines",
        "Headline figures",
        (
            Column("code", "Code"),
            Column("label", "Figure"),
            Column("value", "Value"),
            Column("value_missing", "Why no value"),
            Column("lower", "Lower limit"),
            Column("upper", "Upper limit"),
            Column("unit", "Unit"),
            Column("period", "Period"),
            Column("approximate", "Approximate"),
            c.PUBLISHED_ON,
            c.PUBLISHED_PRECISION,
            c.FIGURE_CLASS,
            Column("sentence", "In words"),
            c.SOURCE_ID,
        ),
        (
            {
                **{
                    n: getattr(h, n)
                    for n in (
                        "code",
                        "label",
                        "value",
                        "lower",
                        "upper",
                        "unit",
                        "period",
                        "published_on",
                        "approximate",
                    )
                },
                "value_missing": h.missing_reason or None,
                "published_precision": h.published_precision,
                "class": h.figure_class,
                "sentence": h.sentence,
                "source_id": h.source_id or None,
            }
            for h in headlines
        ),
        empty_message="No headline figure was known on this date.",
        page_columns=("label", "value", "unit", "period", "published_on", "class", "source_id"),
    )


def _force_table(rows: list[Record]) -> Table:
    return Table.from_records(
        "forces",
        "The 43 forces, in alphabetical order",
        FORCE_COLUMNS,
        rows,
        empty_message="No force matches this choice. Clear the force or region.",
        page_columns=(
            "force",
            "region",
            "recorded_pct",
            "lower_pct",
            "upper_pct",
            "rate_published_on",
            "rate_state",
            "judgement",
            "judgement_scale",
            "source_id",
        ),
    )


def _states(rows: list[Record]) -> Table:
    counts = {state: sum(r["rate_state"] == state for r in rows) for state in RATE_STATES}
    return Table.from_records(
        "states",
        "How old the newest rate of each force is",
        (Column("rate_state", "Usable rate"), Column("forces", "Forces", "forces")),
        ({"rate_state": state, "forces": number} for state, number in counts.items() if number),
    )


def _charts(rows: list[Record], states: Table) -> tuple[ChartSpec, ...]:
    if not rows:
        return ()
    said = "; ".join(f"{number} {state}" for state, number in states.rows)
    return (
        ChartSpec(
            name="map",
            kind="tile_map",
            table="forces",
            title="Which forces have a usable rate, and how old is it?",
            subtitle="One equal square a force. Shade and mark show the age of the newest published all-crime rate, not how good it is.",
            alt=f"Tile map of {count_of(len(rows), 'force')} by age of the newest rate: {said}.",
            roles={
                "column": "tile_column",
                "row": "tile_row",
                "label": "short_name",
                "name": "force",
                "category": "rate_state",
            },
            options={"category_order": "|".join(RATE_STATES), "blank": NO_INSPECTION},
        ),
    )


def _statement(headlines: list[Headline], rows: list[Record]) -> str:
    if not rows:
        return "No force matches this choice."
    accuracy = next((h for h in headlines if h.code == "national_accuracy"), None)
    usable = sum(r["recorded_pct"] is not None for r in rows)
    first = accuracy.sentence if accuracy else "No national rate of recording accuracy was known on this date."
    return f"{first} A rate is held for {usable} of {count_of(len(rows), 'force')}."


def _notes() -> tuple[Note, ...]:
    return (
        Note(
            "Forces are listed by name. Rates come from different years, rules and programmes; their order means nothing.",
            "method",
        ),
        Note(
            "The grade shown is the newest published, which may be newer than the rate beside it. None is worked out here.",
            "definition",
        ),
        Note(
            "The share recorded is about crimes that were reported. It does not say how much crime there is.",
            "definition",
        ),
    )


def _warnings() -> tuple[Caution, ...]:
    return (
        Caution(
            "National rates of different years come from different methods and scopes; a difference between two of them is "
            "not a measured change."
        ),
    )


OVERVIEW = ViewDefinition(
    name="overview",
    title="The national picture",
    answers="What is the national position, and for which forces is it known?",
    filters=(
        FilterDefinition("force", "Force", "force"),
        FilterDefinition("region", "Region", "choice", choices_from="forces.region"),
    ),
    build=build,
)
