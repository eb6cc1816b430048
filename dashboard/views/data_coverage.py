"""Which forces have counts for which periods, and of what quality: present, partial, estimated or missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dashboard.domain.dates import british, period_words
from dashboard.domain.figures import count_of
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.view_model import ChartSpec, Column, Note, Table, View
from dashboard.store.queries.facts import Record
from dashboard.store.queries.period_counts import cells_by_area
from dashboard.store.queries.published_counts import Stated, stated_periods
from dashboard.views import columns as c
from dashboard.views.count_choice import Chosen, Days, chosen
from dashboard.views.count_gaps import gaps_in
from dashboard.views.question import Question, ViewDefinition, filter_words, sources_used
from dashboard.views.recorded_crime import is_dated, wanted_of

STATES = ("present", "partial", "estimated", "missing")
SYMBOLS = "●◐◇○"
MOST_DRAWN = 20  # periods in the chart; the table holds all
BTP = "BTP"
COLUMNS = (
    c.FORCE,
    c.FORCE_CODE,
    c.REGION,
    Column("period", "Period"),
    c.PERIOD_START,
    c.PERIOD_END,
    Column("state", "State"),
    Column("cells", "Counts stated", "count"),
    Column("published", "Counts with a figure", "count"),
    Column("why", "What that means"),
    Column("publication", "Publication"),
    c.SOURCE_ID,
)
WHY = {
    "present": "every count stated has a figure",
    "partial": "some counts have no figure, or the edition says that a part is missing",
    "estimated": "the edition says that figures are estimated",
    "missing": "no figure was published; not a zero",
}
FEW = "far fewer counts than other forces have in this period"
NOT_HELD = "no edition held gives this period; not a zero"
FEWER = 2  # a force with less than one in so many of the counts that forces have in the middle is given in part


def build(question: Question) -> View:
    """Coverage of recorded crime by force and period.

    Tables
        coverage  one row a force and period: present, partial, estimated or missing, and in which edition
        strip     the newest periods of it, as the chart draws them
    """
    wanted = replace(wanted_of(question), with_fraud=False)
    stated = stated_periods(question.connection, as_at=question.as_at, wanted=wanted)
    found = chosen(stated, is_dated=is_dated(question))
    periods = found.periods
    held = cells_by_area(question.connection, as_at=question.as_at, wanted=wanted, periods=periods)
    gaps = gaps_in(found, first=wanted.first, last=wanted.last, until=question.as_at.day)
    rows = _rows(question, periods, gaps, held)
    expected = sorted([*((s.period_start, s.period_end) for s in periods), *gaps], key=lambda days: days[1])
    newest = set(expected[-MOST_DRAWN:])
    strip = [row for row in rows if (row["period_start"], row["period_end"]) in newest]
    return View(
        name="data_coverage",
        title="Coverage of recorded crime",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=_statement(rows, gaps, found),
        tables=(
            Table.from_records(
                "coverage",
                "Coverage by force and period",
                COLUMNS,
                rows,
                empty_message="No count of recorded crime was known for this choice on this date.",
                page_columns=("force", "period", "state", "why", "cells", "published", "source_id"),
            ),
            Table.from_records(
                "strip",
                "Coverage in the chart",
                (
                    c.FORCE,
                    c.FORCE_CODE,
                    Column("label", "Period"),
                    Column("state", "State"),
                    Column("why", "What that means"),
                    c.SOURCE_ID,
                ),
                [{**row, "label": _label(row)} for row in strip],
            ),
        ),
        charts=_charts(strip, found),
        notes=_notes(len(expected), found.others),
        sources=sources_used(question, {s.source_id for s in periods}),
    )


def _rows(question: Question, periods: list[Stated], gaps: list[Days], held: list[Record]) -> list[Record]:
    """A row for every force and period that could be expected, those of which nothing is held among them."""
    by_place = {(r["area_code"], r["period_start"], r["period_end"]): r for r in held}
    middles = _middles(held)
    blank = {"cells": 0, "published": 0, "publication": None, "source_id": None}
    force, region = question.wants("force"), question.wants("region")
    rows = []
    for one in question.forces(kind=None):
        code = one["force_code"]
        if (force and code != force) or (region and one["region"] != region):
            continue
        if not force and one["kind"] != "territorial" and code != BTP:
            continue
        for stated in periods:
            found = by_place.get((code, stated.period_start, stated.period_end))
            is_few = found is not None and found["cells"] * FEWER < middles[stated.period_start, stated.period_end]
            state = _state(found, is_few=is_few)
            rows.append(
                {
                    "force": one["name"],
                    "force_code": code,
                    "region": one["region"],
                    "period": period_words(stated.period_start, stated.period_end),
                    "period_start": stated.period_start,
                    "period_end": stated.period_end,
                    "state": state,
                    "why": _why(found, state, is_few=is_few),
                    "cells": found["cells"] if found else 0,
                    "published": found["published"] if found else 0,
                    "publication": stated.publication,
                    "source_id": stated.source_id,
                }
            )
        rows += [
            {
                "force": one["name"],
                "force_code": code,
                "region": one["region"],
                "period": period_words(*days),
                "period_start": days[0],
                "period_end": days[1],
                "state": "missing",
                "why": NOT_HELD,
                **blank,
            }
            for days in gaps
        ]
    return sorted(rows, key=lambda row: (row["force"], row["period_end"]))


def _middles(held: list[Record]) -> dict[Days, int]:
    """How many counts forces have in each period: the middle one of all."""
    cells: dict[Days, list[int]] = {}
    for one in held:
        cells.setdefault((one["period_start"], one["period_end"]), []).append(one["cells"])
    return {days: sorted(counts)[len(counts) // 2] for days, counts in cells.items()}


def _state(found: Record | None, *, is_few: bool) -> str:
    if found is None or not found["published"]:
        return "missing"
    if found["said"] and found["said"].state in ("partial", "estimated"):
        return str(found["said"].state)
    return "present" if found["published"] == found["cells"] and not is_few else "partial"


def _why(found: Record | None, state: str, *, is_few: bool) -> str:
    said = found["said"] if found else None
    if said and not said.is_own and said.state == state:
        return f"{said.edition} says that figures are {state}; they are those of this period, whoever prints them"
    return FEW if is_few and state == "partial" else WHY[state]


def _statement(rows: list[Record], gaps: list[Days], found: Chosen) -> str:
    if not rows or not found.periods:
        return "No count of recorded crime was known for this choice on this date."
    forces = len({row["force_code"] for row in rows})
    short = [row for row in rows if row["state"] != "present"]
    periods = len({(row["period_start"], row["period_end"]) for row in rows})
    over = f"{count_of(forces, 'force')} and {count_of(periods, 'period')} ({found.words})"
    if not short:
        return f"No gap in {over}: every force has its counts."
    parts = [f"{sum(row['state'] == state for row in rows):,} {state}" for state in STATES[1:]]
    names = sorted({row["force"] for row in short if row["state"] == "missing" and row["source_id"]})
    named = f"; missing somewhere: {', '.join(names[:4])}{' and others' if len(names) > 4 else ''}" if names else ""
    return (
        f"Of {len(rows):,} cells of {over}, {len(short):,} are not complete: {', '.join(parts)}{named}."
        + _gap_words(gaps)
    )


def _gap_words(gaps: list[Days]) -> str:
    """Which periods nobody gives, in one sentence; each run of them by its ends."""
    if not gaps:
        return ""
    runs: list[list[date]] = []
    for start, end in sorted(gaps):
        if runs and (start - runs[-1][1]).days == 1:
            runs[-1][1] = end
        else:
            runs.append([start, end])
    said = ", ".join(period_words(first, last) for first, last in runs)
    return f" No edition held gives counts by force for {said}."


def _label(row: Record) -> str:
    end = british(row["period_end"], "month").split()
    return f"{end[0][:3]} {end[1]}"


def _charts(strip: list[Record], answer: Chosen) -> tuple[ChartSpec, ...]:
    if not strip:
        return ()
    gaps = sum(row["state"] != "present" for row in strip)
    found = f"{gaps:,} of {len(strip):,} cells are not complete" if gaps else "every force has its counts"
    return (
        ChartSpec(
            name="strip",
            kind="matrix",
            table="strip",
            title=f"Counts of recorded crime by force: {found}",
            subtitle=f"{answer.words.capitalize()}, named by the month in which they end",
            alt=f"Grid of forces and periods with a sign in each square; {found}. The table beside the chart says the same.",
            roles={"row": "force", "column": "label", "category": "state", "note": "why"},
            options={"category_order": "|".join(STATES), "symbols": SYMBOLS, "blank": "missing"},
        ),
    )


def _notes(periods: int, others: list[str]) -> tuple[Note, ...]:
    notes = [
        Note(
            "Missing means that the edition which answers has no figure for the force: it is never a zero, and national sums "
            "of that period leave the force out.",
            "coverage",
        ),
        Note(
            "Estimated and part figures are those that an edition calls so, in its cells or footnotes; what one publication says of a force and period holds for the others that print them.",
            "definition",
        ),
    ]
    if others:
        notes.append(Note(f"Also held: {'; '.join(others)}.", "coverage"))
    if periods > MOST_DRAWN:
        notes.append(Note(f"The chart draws the newest {MOST_DRAWN} periods; the table holds {periods}."))
    return tuple(notes)


DATA_COVERAGE = ViewDefinition(
    name="data_coverage",
    title="Coverage of recorded crime",
    answers="Which forces have counts for which periods, and which are partial, estimated or missing?",
    filters=(
        FilterDefinition("force", "Force", "force"),
        FilterDefinition("region", "Region", "choice", choices_from="forces.region"),
        FilterDefinition("offence_group", "Offence group", "choice", choices_from="recorded_crime.offence_group"),
        FilterDefinition("from", "Periods from", "date"),
        FilterDefinition("to", "Periods to", "date"),
        FilterDefinition("edition", "Edition", "choice", choices_from="recorded_crime.source_id"),
    ),
    build=build,
)
