"""Police recorded crime by force, period and offence: one publication answers for each period, and the view says which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dashboard.domain.dates import period_words
from dashboard.domain.filters import ENGLAND_AND_WALES, NATION_NAMES, FilterDefinition
from dashboard.domain.view_model import Column, Table, Value, View
from dashboard.store.queries.facts import Record
from dashboard.store.queries.period_counts import FIELDS, flags_of, how_many, single_counts, whole_counts
from dashboard.store.queries.published_counts import Stated, Wanted, stated_periods
from dashboard.views import columns as c
from dashboard.views.count_choice import chosen, without_double_counts
from dashboard.views.question import Question, ViewDefinition, filter_words, sources_used
from dashboard.views.recorded_crime_words import (
    MOST_CODES,
    Answer,
    charts_of,
    notes_of,
    statement_of,
    warnings_of,
)

BTP = "BTP"
NATION = (ENGLAND_AND_WALES,)
COLUMNS = (
    c.FORCE,
    c.FORCE_CODE,
    Column("period", "Period"),
    c.PERIOD_START,
    c.PERIOD_END,
    Column("offence_group", "Offence group"),
    Column("offence_subgroup", "Subgroup or offence", missing="whole group"),
    Column("offence_code", "Offence code", missing="all codes"),
    Column("offences", "Offences recorded", "offences"),
    Column("offences_missing", "Why no count"),
    Column("publication", "Publication"),
    Column("edition", "Edition"),
    Column("published_on", "Published", missing="date not known"),
    Column("known_from", "This count first published"),
    Column("coverage", "Coverage", missing="nothing stated"),
    c.BASIS,
    c.NOTE,
    c.PLACE,
    c.SOURCE_ID,
)
TOTAL_COLUMNS = (
    Column("period", "Period"),
    c.PERIOD_START,
    c.PERIOD_END,
    Column("offences", "Offences recorded", "offences"),
    Column("offences_missing", "Why no sum"),
    Column("forces", "Forces counted", "count", missing="not by force"),
    Column("missing", "Forces left out", missing="none"),
    Column("stretch", "Unbroken stretch"),
    Column("publication", "Publication"),
    c.SOURCE_ID,
)
MISSING_WORDS = {"published": "not held"}


def build(question: Question) -> View:
    """Recorded crime by force, period and offence.

    Tables
        counts  one row a force, period and offence code (or group): a sum over its rows counts nothing twice
        totals  one row a period: the sum of the rows, how many forces are in it, and which are left out
    """
    wanted, stated = _answering(question)
    found = chosen(stated, is_dated=is_dated(question))
    periods = found.periods
    detail = question.wants("detail")
    by_code = detail == "code" or (
        detail != "group"
        and how_many(question.connection, as_at=question.as_at, wanted=wanted, periods=periods) <= MOST_CODES
    )
    answer = Answer(found, is_summed=not by_code, is_national=wanted.area_codes == NATION)
    names = {**question.force_names(), **NATION_NAMES}
    rows = _rows(question, wanted, answer, names)
    totals = _totals(question, rows, answer, names)
    return View(
        name="recorded_crime",
        title="Recorded crime",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=statement_of(question, rows, totals, answer),
        tables=(
            Table(
                name="counts",
                title="Recorded crime",
                columns=COLUMNS,
                rows=tuple(rows),
                empty_message="No count of recorded crime was known for this choice on this date.",
                page_columns=(
                    "force",
                    "period",
                    "offence_group",
                    "offence_subgroup",
                    "offence_code",
                    "offences",
                    "published_on",
                    "source_id",
                ),
            ),
            Table.from_records(
                "totals",
                "Sums of the rows, by period",
                TOTAL_COLUMNS,
                totals,
                empty_message="No count of recorded crime was known for this choice on this date.",
                page_columns=("period", "offences", "forces", "missing", "publication", "source_id"),
            ),
        ),
        charts=charts_of(question, totals, answer),
        notes=notes_of(question, answer),
        warnings=warnings_of(totals, answer),
        sources=sources_used(question, {s.source_id for s in periods}),
    )


def _answering(question: Question) -> tuple[Wanted, list[Stated]]:
    """What is asked for and the periods that state it; where nobody gives it by force, England and Wales as a whole."""
    wanted = wanted_of(question)
    stated = stated_periods(question.connection, as_at=question.as_at, wanted=wanted)
    if stated or wanted.area_codes is not None:
        return wanted, stated
    wanted = replace(wanted, area_codes=NATION)
    return wanted, stated_periods(question.connection, as_at=question.as_at, wanted=wanted)


def wanted_of(question: Question) -> Wanted:
    """The reader's choice, as the store is asked for it."""
    force, region = question.wants("force"), question.wants("region")
    areas: tuple[str, ...] | None = (force,) if force else None
    if region and not force:
        areas = tuple(f["force_code"] for f in question.forces(kind=None) if f["region"] == region)
    first, last = question.wants("from"), question.wants("to")
    return Wanted(
        area_codes=areas,
        first=date.fromisoformat(first) if first else None,
        last=date.fromisoformat(last) if last else None,
        group=question.wants("offence_group"),
        code=question.wants("offence_code"),
        edition=question.wants("edition"),
        with_fraud=question.wants("include_fraud") == "yes",
    )


def is_dated(question: Question) -> bool:
    """Whether dates say what is asked for; otherwise the newest is."""
    return bool(question.wants("from") or question.wants("to"))


def _rows(question: Question, wanted: Wanted, answer: Answer, names: dict[str, str]) -> list[tuple[Value, ...]]:
    """Rows under `COLUMNS`, by force, time and offence.  Tuples throughout: they come by the hundred thousand."""
    told = {(s.period_start, s.period_end): s for s in answer.found.periods}
    words = {days: period_words(*days) for days in told}
    single = without_double_counts(
        single_counts(question.connection, as_at=question.as_at, wanted=wanted, periods=answer.found.periods),
        by_code=bool(wanted.code),
    )
    stated = whole_counts(
        question.connection,
        as_at=question.as_at,
        wanted=wanted,
        periods=answer.found.periods,
        by_code=not answer.is_summed or bool(wanted.code),
    )
    flags = flags_of(question.connection, as_at=question.as_at, periods=answer.found.periods)
    flagged = {
        place: f"Called {flag.state} in {flag.edition}." for place, flag in flags.items() if flag.state != "missing"
    }
    found: list[tuple[Value, ...]] = []
    for area, start, end, group, subgroup, code, offences, status, coverage, basis, note, known_from, _, place in (
        *((*(row[name] for name in FIELDS), row["place"]) for row in single),
        *((*row, told[row[1], row[2]].place) for row in stated),
    ):
        source = told[start, end]
        found.append(
            (
                names.get(area, area),
                area,
                words[start, end],
                start,
                end,
                group,
                subgroup or None,
                code or None,
                offences,
                None if offences is not None else MISSING_WORDS.get(status, status),
                source.publication,
                source.source_id,
                source.published_on,
                known_from,
                coverage or None,
                basis,
                " ".join(filter(None, (note, flagged.get((area, start, end))))) or None,
                place or None,
                source.source_id,
            )
        )
    found.sort(key=lambda row: (row[0], row[4], row[5], row[6] or "", row[7] or ""))
    return found


def _totals(
    question: Question, rows: Sequence[tuple[Value, ...]], answer: Answer, names: dict[str, str]
) -> list[Record]:
    """The sum of each period, and the forces asked for that have no count in it."""
    asked = [] if answer.is_national else _forces_asked(question)
    sums: dict[tuple[Value, Value], int | None] = {}
    there: dict[tuple[Value, Value], set[Value]] = {}
    for row in rows:
        days = (row[3], row[4])
        if row[8] is not None:
            sums[days] = (sums.get(days) or 0) + int(row[8])  # type: ignore[arg-type]
            there.setdefault(days, set()).add(row[1])
    totals = []
    for stated, stretch in zip(answer.found.periods, answer.found.stretches(), strict=True):
        days = (stated.period_start, stated.period_end)
        held = there.get(days, set())
        missing = [names.get(code, code) for code in asked if code not in held]
        totals.append(
            {
                "period": period_words(*days),
                "period_start": days[0],
                "period_end": days[1],
                "offences": sums.get(days),
                "offences_missing": None if days in sums else "no count was published",
                "forces": None if answer.is_national else len([code for code in asked if code in held]),
                "missing": "; ".join(missing) or None,
                "stretch": str(stretch),
                "publication": stated.publication,
                "source_id": stated.source_id,
            }
        )
    return totals


def _forces_asked(question: Question) -> list[str]:
    force, region = question.wants("force"), question.wants("region")
    if force:
        return [force]
    forces = question.forces(kind=None)
    return [
        f["force_code"]
        for f in forces
        if (f["region"] == region if region else f["kind"] == "territorial" or f["force_code"] == BTP)
    ]


RECORDED_CRIME = ViewDefinition(
    name="recorded_crime",
    title="Recorded crime",
    answers="How many offences did each force record, in which edition?",
    filters=(
        FilterDefinition("force", "Force", "force", takes_nation=True),
        FilterDefinition("region", "Region", "choice", choices_from="forces.region"),
        FilterDefinition("offence_group", "Offence group", "choice", choices_from="recorded_crime.offence_group"),
        FilterDefinition("offence_code", "Offence code", "choice", choices_from="recorded_crime.offence_code"),
        FilterDefinition("from", "Periods from", "date"),
        FilterDefinition("to", "Periods to", "date"),
        FilterDefinition("edition", "Edition", "choice", choices_from="recorded_crime.source_id"),
        FilterDefinition("include_fraud", "Include fraud", "choice", choices=("no", "yes"), default="no"),
        FilterDefinition("detail", "Detail", "choice", choices=("code", "group")),
    ),
    build=build,
)
