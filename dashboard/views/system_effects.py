"""Does the share recorded differ by recording system?  Pooled by family, with everything that forbids a claim of cause."""

from __future__ import annotations

from dashboard.domain.figures import count_of, percent_with_interval
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.view_model import Caution, ChartSpec, Column, Note, Table, View
from dashboard.store.queries.facts import Record
from dashboard.store.queries.inspections import inspection_results
from dashboard.views import columns as c
from dashboard.views.inspection_rows import PROGRAMME_WORDS, recency, shown_result
from dashboard.views.question import (
    Question,
    ViewDefinition,
    filter_words,
    in_force_scope,
    source_ids_of,
    sources_used,
)
from dashboard.views.system_pooling import (
    ANY_YEAR,
    BY_THEN,
    LEAST_FORCES,
    day_of,
    family_differences,
    go_live_rows,
    overlap_rows,
    pooled_families,
    system_at,
)
from dashboard.views.system_rows import system_rows

DEFAULT_WINDOW = "3"
ASSOCIATION = "This is association and not effect: forces chose their systems, and programme, year, rules and much else differ with them."
FAMILY = Column("family", "Family of systems")
DIFFERENCE = (
    Column("difference_pct", "Difference", "percentage points", missing="cannot be compared"),
    Column("lower_pct", "Lower limit", "percentage points", missing="cannot be compared"),
    Column("upper_pct", "Upper limit", "percentage points", missing="cannot be compared"),
    Column("reading", "Reading"),
)


def build(question: Question) -> View:
    """Rates by recording system.

    Tables
        families     one row a family: pooled rate with interval, prediction interval, forces, programmes and years
        rates        the rates that are pooled, one a force, with the statement that says which system was in use
        overlap      forces by programme, year and family
        differences  families two by two, where both are judged
        go_lives     the nearest rates before and after each go-live known to its month
    """
    forces = {f["force_code"]: f for f in question.forces(kind=None)}
    statements = in_force_scope(question, system_rows(question))
    results = [shown_result(r, forces) for r in inspection_results(question.connection, as_at=question.as_at)]
    usable = [r for r in results if _usable(question, r)]
    matched = _matched(question, usable, statements)
    families = pooled_families(matched)
    lives = go_live_rows(usable, statements, window_years=float(question.wants("window_years") or DEFAULT_WINDOW))
    sides = {line[name] for line in lives for name in ("before_source_id", "after_source_id") if line.get(name)}
    return View(
        name="system_effects",
        title="Does the share recorded differ by recording system?",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=_statement(families, matched),
        tables=(
            _families_table(families),
            _rates_table(matched),
            Table.from_records(
                "overlap",
                "What the families have in common: forces by programme and year",
                (
                    c.PROGRAMME,
                    Column("year", "Year", "year"),
                    FAMILY,
                    Column("forces", "Forces", "forces"),
                ),
                overlap_rows(matched),
                empty_message="No rate could be matched with a system in use for this choice on this date.",
            ),
            Table.from_records(
                "differences",
                "Families two by two",
                (FAMILY, Column("other_family", "Other family"), *DIFFERENCE),
                family_differences(families),
                empty_message=f"Fewer than two families have the {LEAST_FORCES} forces needed to be judged, "
                "so none is compared with another.",
            ),
            _go_lives_table(lives),
        ),
        charts=_charts(families),
        notes=(*_notes(question), *_undated(usable)),
        warnings=(Caution(ASSOCIATION),) if matched or lives else (),
        sources=sources_used(
            question, source_ids_of(matched, lives) | {m["system_source_id"] for m in matched} | sides
        ),
    )


def _usable(question: Question, result: Record) -> bool:
    programme = question.wants("programme")
    return (
        result["measure"] == "all_crime"
        and result["recorded_pct"] is not None
        and result["programme"] != "CDI2014"
        and (not programme or result["programme"] == programme)
    )


def _matched(question: Question, rates: list[Record], statements: list[Record]) -> list[Record]:
    """For each force its newest rate for which a system in use is stated; one a force, so that none counts twice."""
    newest: dict[str, Record] = {}
    matching = question.wants("matching") or BY_THEN
    for rate in sorted(rates, key=recency):
        system = system_at(rate, statements, matching=matching)
        if system:
            newest[rate["force_code"]] = {
                **rate,
                "family": system["family"],
                "system": system["system"],
                "stated_for": system["as_at_year"],
                "system_source_id": system["source_id"],
            }
    wanted = question.wants("family")
    return sorted(
        (r for r in newest.values() if not wanted or r["family"] == wanted), key=lambda r: (r["family"], r["force"])
    )


def _families_table(families: list[Record]) -> Table:
    return Table.from_records(
        "families",
        "Rates pooled by family of systems",
        (
            FAMILY,
            Column("pooled_pct", "Pooled share recorded", "%"),
            Column("pooled_pct_missing", "Why no pooled rate"),
            Column("lower_pct", "Lower limit", "%", missing="too few to judge"),
            Column("upper_pct", "Upper limit", "%", missing="too few to judge"),
            Column("prediction_lower_pct", "One more force: lower", "%", missing="too few to judge"),
            Column("prediction_upper_pct", "One more force: upper", "%", missing="too few to judge"),
            Column("i_squared_pct", "Spread that is not chance", "%", missing="too few to judge"),
            Column("forces", "Forces with a rate", "forces"),
            Column("pooled_forces", "of which with a margin", "forces"),
            Column("programmes", "Programmes"),
            Column("first_year", "First year", "year"),
            Column("last_year", "Last year", "year"),
            Column("judged", "Enough to judge"),
        ),
        families,
        empty_message="No rate could be matched with a system in use for this choice on this date.",
    )


def _rates_table(matched: list[Record]) -> Table:
    return Table.from_records(
        "rates",
        "The rates that are pooled, one a force",
        (
            c.FORCE,
            c.FORCE_CODE,
            FAMILY,
            Column("system", "System in use"),
            Column("stated_for", "System stated for", "year", missing="year not stated"),
            Column("system_source_id", "Source of the system"),
            c.PROGRAMME,
            c.PUBLISHED_ON,
            c.PUBLISHED_PRECISION,
            c.RECORDED_PCT,
            c.RECORDED_PCT_MISSING,
            c.MARGIN_PCT,
            c.LOWER_PCT,
            c.UPPER_PCT,
            c.AUDIT_START,
            c.AUDIT_END,
            c.BASIS,
            c.PLACE,
            c.SOURCE_ID,
        ),
        matched,
        empty_message="No rate could be matched with a system in use for this choice on this date.",
        page_columns=(
            "force",
            "system",
            "stated_for",
            "programme",
            "published_on",
            "recorded_pct",
            "lower_pct",
            "upper_pct",
            "system_source_id",
            "source_id",
        ),
    )


def _go_lives_table(lives: list[Record]) -> Table:
    sides = []
    for name, words in (("before", "before"), ("after", "after")):
        sides += [
            Column(f"{name}_pct", f"Recorded {words}", "%"),
            Column(f"{name}_pct_missing", f"Why no rate {words}"),
            Column(f"{name}_lower_pct", f"Lower limit {words}", "%", missing="not published"),
            Column(f"{name}_upper_pct", f"Upper limit {words}", "%", missing="not published"),
            Column(f"{name}_on", f"Day of the rate {words}", missing="no rate"),
            Column(f"{name}_programme", f"Programme {words}", missing="no rate"),
            Column(f"{name}_source_id", f"Source {words}", missing="no rate"),
        ]
    return Table.from_records(
        "go_lives",
        "Before and after a go-live",
        (
            c.FORCE,
            c.FORCE_CODE,
            Column("system", "System"),
            Column("go_live_on", "Went live"),
            Column("go_live_precision", "Precision of date"),
            Column("window", "Window"),
            *sides,
            *DIFFERENCE,
            c.SOURCE_ID,
        ),
        lives,
        empty_message="No go-live known to its month was held for this choice on this date.",
        page_columns=("force", "system", "go_live_on", "window", "before_pct", "after_pct", "reading", "source_id"),
    )


def _charts(families: list[Record]) -> tuple[ChartSpec, ...]:
    if not any(f["judged"] == "yes" for f in families):
        return ()
    said = "; ".join(
        f"{f['family']} "
        + (
            percent_with_interval(f["pooled_pct"], f["lower_pct"], f["upper_pct"])
            if f["judged"] == "yes"
            else f["judged"]
        )
        for f in families
    )
    return (
        ChartSpec(
            name="families",
            kind="interval_dots",
            table="families",
            title="Share of reported crime recorded, pooled by family of systems",
            subtitle="Per cent with 95 per cent interval, random effects; association, not effect",
            alt=f"Pooled rates by family: {said}.",
            roles={
                "label": "family",
                "value": "pooled_pct",
                "lower": "lower_pct",
                "upper": "upper_pct",
                "missing_words": "judged",
            },
            options={"unit": "%", "axis_title": "Recorded (%)"},
        ),
    )


def _statement(families: list[Record], matched: list[Record]) -> str:
    if not matched:
        return "No rate could be matched with a recording system in use for this choice on this date."
    judged = [f for f in families if f["judged"] == "yes"]
    said = "; ".join(
        f"{f['family']} {percent_with_interval(f['pooled_pct'], f['lower_pct'], f['upper_pct'])} "
        f"from {count_of(f['pooled_forces'], 'force')}"
        for f in judged
    )
    if len(judged) > 1:
        clear = [d for d in family_differences(families) if d["reading"] != "no clear difference"]
        verdict = (
            "no two families differ clearly" if not clear else f"{count_of(len(clear), 'pair differs', 'pairs differ')}"
        )
        return f"{said}; {verdict}. {ASSOCIATION}"
    first = f"Only {said} can be judged" if judged else "No family has enough forces to be judged"
    return (
        f"Whether accuracy differs by system cannot be said: {count_of(len(matched), 'force')} can be matched with a system, and "
        f"{first[0].lower()}{first[1:]}. {ASSOCIATION}"
    )


def _undated(rates: list[Record]) -> tuple[Note, ...]:
    """How many rates belong to no time, and so to no system."""
    number = sum(day_of(rate) is None for rate in rates)
    if not number:
        return ()
    return (
        Note(
            f"{count_of(number, 'rate')} left out: the dates of the audit are not held, so which system was in use is not known. "
            "The day of a report is not taken for them.",
            "coverage",
        ),
    )


def _notes(question: Question) -> tuple[Note, ...]:
    matching = question.wants("matching") or BY_THEN
    rule = {
        BY_THEN: "a source states use for the year of the rate or an earlier one, or gives a start before it",
        ANY_YEAR: "a source states use for any year, which may be long before or after the rate",
    }[matching]
    return (
        Note(
            f"A rate counts for a family where {rule}. Each force counts once, with its newest such rate.", "definition"
        ),
        Note(
            "Pooled by random effects (variance between forces after Paule and Mandel, limits after Hartung, Knapp, Sidik and Jonkman); "
            "margins are taken as published at 95 per cent. The interval for one more force is where its true rate may lie."
        ),
        Note(
            f"A family with fewer than {LEAST_FORCES} forces that have a margin is counted and not judged. The small samples of 2014 "
            "are left out.",
            "coverage",
        ),
        Note(
            "Before and after are compared only within one programme, and only where the second audit began after the go-live.",
            "definition",
        ),
    )


SYSTEM_EFFECTS = ViewDefinition(
    name="system_effects",
    title="Does the share recorded differ by recording system?",
    answers="Does the share of reported crime recorded differ by family of recording systems, and what happened at a go-live?",
    filters=(
        FilterDefinition("force", "Force", "force"),
        FilterDefinition("region", "Region", "choice", choices_from="forces.region"),
        FilterDefinition("family", "Family", "choice", choices_from="recording_systems.family"),
        FilterDefinition(
            "programme", "Programme", "choice", choices=tuple(p for p in PROGRAMME_WORDS if p != "CDI2014")
        ),
        FilterDefinition("matching", "System stated", "choice", choices=(BY_THEN, ANY_YEAR), default=BY_THEN),
        FilterDefinition(
            "window_years", "Window round a go-live, years", "number", default=DEFAULT_WINDOW, least=1, most=10
        ),
    ),
    build=build,
)
