"""Police recorded crime by force, period and offence: one publication answers for each period, and the view says which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.domain.dates import british, period_words
from dashboard.domain.figures import count_of
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.view_model import Caution, ChartSpec, Column, Note, Table, Value, View
from dashboard.store.queries.facts import Record
from dashboard.store.queries.period_counts import FIELDS, how_many, single_counts, whole_counts
from dashboard.store.queries.published_counts import Stated, Wanted, stated_periods
from dashboard.views import columns as c
from dashboard.views.count_choice import Kind, answering, chosen_kind, kind_of, without_double_counts, words_of
from dashboard.views.question import Question, ViewDefinition, filter_words, sources_used

MOST_CODES = 60_000  # single counts that are given without being asked for; more are summed to groups
YEARS = 10
BTP = "BTP"
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
    Column("forces", "Forces counted", "count"),
    Column("missing", "Forces left out", missing="none"),
    Column("publication", "Publication"),
    c.SOURCE_ID,
)
MISSING_WORDS = {"published": "not held"}


@dataclass(frozen=True)
class _Answer:
    """What answers: the periods, their kind, the kinds that do not, and whether counts are summed to groups."""

    periods: list[Stated]
    kind: Kind | None
    others: list[Kind]
    is_summed: bool


def build(question: Question) -> View:
    """Recorded crime by force, period and offence.

    Tables
        counts  one row a force, period and offence code (or group): a sum over its rows counts nothing twice
        totals  one row a period: the sum of the rows, how many forces are in it, and which are left out
    """
    wanted = wanted_of(question)
    stated = stated_periods(question.connection, as_at=question.as_at, wanted=wanted)
    kind, others = chosen_kind(stated, since=newest_years(question))
    periods = answering(stated, kind) if kind else []
    detail = question.wants("detail")
    by_code = detail == "code" or (
        detail != "group"
        and how_many(question.connection, as_at=question.as_at, wanted=wanted, periods=periods) <= MOST_CODES
    )
    answer = _Answer(periods, kind, others, not by_code)
    names = question.force_names()
    rows = _rows(question, wanted, answer, names)
    totals = _totals(question, rows, answer, names)
    return View(
        name="recorded_crime",
        title="Recorded crime",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=_statement(question, rows, totals, answer),
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
        charts=_charts(question, totals, answer),
        notes=_notes(question, answer),
        warnings=_warnings(totals, answer),
        sources=sources_used(question, {s.source_id for s in periods}),
    )


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


def newest_years(question: Question) -> date | None:
    """From when on the kind of period is chosen: the last ten years, unless dates say what is asked for."""
    if question.wants("from") or question.wants("to"):
        return None
    return date(max(question.as_at.day.year - YEARS, 1), question.as_at.day.month, 1)


def _rows(question: Question, wanted: Wanted, answer: _Answer, names: dict[str, str]) -> list[tuple[Value, ...]]:
    """Rows under `COLUMNS`, by force, time and offence.  Tuples throughout: they come by the hundred thousand."""
    told = {(s.period_start, s.period_end): s for s in answer.periods}
    words = {days: period_words(*days) for days in told}
    single = without_double_counts(
        single_counts(question.connection, as_at=question.as_at, wanted=wanted, periods=answer.periods),
        by_code=bool(wanted.code),
    )
    stated = whole_counts(
        question.connection,
        as_at=question.as_at,
        wanted=wanted,
        periods=answer.periods,
        by_code=not answer.is_summed or bool(wanted.code),
    )
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
                note or None,
                place or None,
                source.source_id,
            )
        )
    found.sort(key=lambda row: (row[0], row[4], row[5], row[6] or "", row[7] or ""))
    return found


def _totals(
    question: Question, rows: Sequence[tuple[Value, ...]], answer: _Answer, names: dict[str, str]
) -> list[Record]:
    """The sum of each period, and the forces asked for that have no count in it."""
    asked = _forces_asked(question)
    sums: dict[tuple[Value, Value], int | None] = {}
    there: dict[tuple[Value, Value], set[Value]] = {}
    for row in rows:
        days = (row[3], row[4])
        if row[8] is not None:
            sums[days] = (sums.get(days) or 0) + int(row[8])  # type: ignore[arg-type]
            there.setdefault(days, set()).add(row[1])
    totals = []
    for stated in answer.periods:
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
                "forces": len([code for code in asked if code in held]),
                "missing": "; ".join(missing) or None,
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


def _what(question: Question) -> str:
    parts = [question.wants("offence_group") or "All offences"]
    if code := question.wants("offence_code"):
        parts = [f"Offence {code}"]
    fraud = (
        ""
        if question.wants("offence_group") or question.wants("offence_code")
        else (" including fraud" if question.wants("include_fraud") == "yes" else " excluding fraud")
    )
    return parts[0] + fraud


def _whose(question: Question) -> str:
    if force := question.wants("force"):
        return question.force_names().get(force, force)
    return f"{question.wants('region')} region" if question.wants("region") else "forces in England and Wales"


def _statement(question: Question, rows: Sequence[tuple[Value, ...]], totals: list[Record], answer: _Answer) -> str:
    if not rows or answer.kind is None:
        return "No count of recorded crime was known for this choice on this date."
    newest = totals[-1]
    some = [total for total in totals if total["offences"] is not None]
    if not some:
        return f"{_what(question)}, {_whose(question)}: no count was published for {count_of(len(totals), 'period')}."
    newest = some[-1]
    left_out = len(newest["missing"].split("; ")) if newest["missing"] else 0
    short = f"; {count_of(left_out, 'force')} left out, since no count of theirs is held" if left_out else ""
    return (
        f"{_what(question)}, {_whose(question)}: {newest['offences']:,} recorded in {newest['period']}{short}. "
        f"The table gives {words_of(answer.kind)}, {count_of(len(totals), 'period')}."
    )


def _notes(question: Question, answer: _Answer) -> tuple[Note, ...]:
    notes = [
        Note(
            "One kind of period answers at a time, so that no month is counted twice: the kind that covers most months between "
            f"the dates asked for (of the last {YEARS} years, where none are), and the shorter where two cover as many. "
            "Quarters, years and rolling years are never added."
        ),
        Note(
            "Where several publications give a period, one answers: the one that states it in full, then the one with most "
            "forces, then the newest. Of an offence group its parts are given where they add up to it, else the whole."
        ),
        Note(
            "Negative counts are crimes reclassified or cancelled later; they stay, and belong to the sums.",
            "definition",
        ),
    ]
    if any(s.is_whole for s in answer.periods):
        notes.append(
            Note(
                "Of a count taken in with its whole publication the sheet is named here; `rcq place` with the edition, force, "
                "offence and last day of the period names the cell, from the file kept.",
                "definition",
            )
        )
    if answer.others:
        kinds = ", ".join(words_of(kind) for kind in answer.others)
        notes.append(
            Note(f"Also held for this choice, and not in these figures: {kinds}. Dates choose among them.", "coverage")
        )
    if answer.is_summed and any(s.is_whole for s in answer.periods):
        notes.append(
            Note(
                f"More than {MOST_CODES:,} single counts answer; they are summed to offence groups. Choose a force, a group "
                "or dates for single codes, or detail code for all of them.",
                "coverage",
            )
        )
    if question.wants("include_fraud") != "yes" and not question.wants("offence_group"):
        notes.append(Note("Fraud and computer misuse are left out; include_fraud yes takes them in.", "coverage"))
    return tuple(notes)


def _warnings(totals: list[Record], answer: _Answer) -> tuple[Caution, ...]:
    short = [total for total in totals if total["missing"]]
    warnings = []
    if short:
        newest = short[-1]
        warnings.append(
            Caution(
                f"Missing is not zero. In {count_of(len(short), 'period')} forces are left out of the sum; "
                f"in {newest['period']}: {newest['missing']}."
            )
        )
    if len({stated.publication_id for stated in answer.periods}) > 1:
        warnings.append(
            Caution(
                "Several publications answer for different periods; where they meet, a change may be one of coverage."
            )
        )
    return tuple(warnings)


def _charts(question: Question, totals: list[Record], answer: _Answer) -> tuple[ChartSpec, ...]:
    shown = [total for total in totals if total["offences"] is not None]
    if len(shown) < 2 or answer.kind is None:
        return ()
    kinds = words_of(answer.kind)
    first, last = shown[0], shown[-1]
    whose = _whose(question)
    return (
        ChartSpec(
            name="totals",
            kind="series",
            table="totals",
            title=f"{_what(question)}: {last['offences']:,} in {last['period']}, {whose}",
            subtitle=f"Offences recorded, {kinds}, {british(first['period_start'])} to {british(last['period_end'])}; {whose}",
            alt=f"Line of {count_of(len(shown), 'period')}, from {first['offences']:,} offences in {first['period']} to "
            f"{last['offences']:,} in {last['period']}. The table beside the chart holds the same figures.",
            roles={"date": "period_end", "value": "offences", "date_words": "period"},
            options={"unit": "offences", "axis_title": "Offences recorded", "zero": True},
        ),
    )


RECORDED_CRIME = ViewDefinition(
    name="recorded_crime",
    title="Recorded crime",
    answers="How many offences did each force record, in which edition?",
    filters=(
        FilterDefinition("force", "Force", "force"),
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
__all__ = ["RECORDED_CRIME", "kind_of", "wanted_of"]
