"""What every loader of a publication takes and gives, and the small steps they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from loaders.facts import Facts
from loaders.forces_in_files import name_of
from loaders.grids import Grid
from loaders.headings import lines
from loaders.markers import Reading, plain, read_count
from loaders.periods_in_files import Period
from loaders.report import EditionFacts, LoadReport

# Columns of `recorded_crime` that vary within a publication by force; the rest is the same for every row.
CRIME_COLUMNS = (
    "period_start",
    "period_end",
    "area_code",
    "offence_group",
    "offence_subgroup",
    "offence_code",
    "offences",
    "coverage",
    "value_status",
    "place",
    "note",
)
COMMON_CONSTANTS: dict[str, Any] = {"basis": "as published", "figure_class": None}
ONE_FORCE = "One force"
FRAUD_BODY = "Fraud reported to a national body, not to a force"


@dataclass(frozen=True)
class Reference:
    """A cell that names something of another kind ("inspections.inspection_id") which the file does not hold."""

    place: str
    target: str
    value: Any


@dataclass
class ReadPublication:
    """A publication read: what it says of its edition, its rows by kind, and the whole account.

    Each sequence of rows gives dictionaries with exactly the fields of its kind and `place`, `basis`, `figure_class`
    and `note`; `source_id` and dates of knowing are added when the edition is committed.  `references` are values that
    must be found in the store, because the file itself does not hold what they name.
    """

    edition: EditionFacts
    rows: dict[str, Sequence[dict[str, Any]]]
    report: LoadReport
    editions: tuple[tuple[EditionFacts, dict[str, Sequence[dict[str, Any]]]], ...] = ()
    references: tuple[Reference, ...] = ()

    def by_edition(self) -> tuple[tuple[EditionFacts, dict[str, Sequence[dict[str, Any]]]], ...]:
        """Each edition the file states with its rows: one, unless rows of a template come from several sources."""
        return self.editions or ((self.edition, self.rows),)

    def count(self) -> int:
        """How many rows it states."""
        return sum(map(len, self.rows.values()))


def crime_facts(**constants: object) -> Facts:
    """An empty set of `recorded_crime` rows."""
    columns = [name for name in CRIME_COLUMNS if name not in constants]
    return Facts("recorded_crime", COMMON_CONSTANTS | constants, columns)


def take_count(grid: Grid, row: int, column: int, cell: object, report: LoadReport) -> Reading:
    """Read a count; what was done to it, or what is wrong with it, goes into the report."""
    reading = read_count(cell)
    for done in reading.repair.split("; ") if reading.repair else ():
        report.repairs.add(grid, row, column, done)
    if reading.symbol == "blank":
        report.repairs.add(grid, row, column, "blank: kept as a count that is not published, never as zero")
    if reading.fault:
        report.fault(grid.address(row, column), reading.fault)
    return reading


@cache
def offence_names(use: str) -> dict[str, tuple[str, str]]:
    """Offence names seen for one use (group, subgroup, rolling, cancelled), made comparable, to group and subgroup."""
    return {
        plain(line["seen"]): (line["offence_group"], line["offence_subgroup"])
        for line in lines("offence_names")
        if line["name"] == use
    }


def area_cells(
    cells: dict[tuple[str, Period], int],
    expected: Sequence[str],
    states: dict[tuple[str, Period], str] | None = None,
) -> list[dict[str, Any]]:
    """Coverage: one entry an area and period, those without any figure included as missing.

    Args:
        cells: how many figures each area and period has.
        expected: areas that should be there in every period.
        states: what is known of an area and period beside being present (partial, estimated, missing).
    """
    states = states or {}
    periods = sorted({period for _, period in (*cells, *states)})
    areas = list(dict.fromkeys((*expected, *(area for area, _ in sorted(cells)))))
    wanted = set(expected)
    coverage = []
    for area in areas:
        for period in periods:
            count = cells.get((area, period), 0)
            state = states.get((area, period)) or ("present" if count else "missing")
            if count or area in wanted or (area, period) in states:
                coverage.append(
                    {
                        "area_code": area,
                        "area": name_of(area),
                        "period_start": period[0],
                        "period_end": period[1],
                        "cells": count,
                        "state": state,
                    }
                )
    return coverage


def say_who_is_missing(report: LoadReport) -> None:
    """One note a set of areas for the periods they are missing from: totals of those periods leave them out."""
    by_area: dict[str, list[date]] = {}
    for cell in report.coverage:
        if cell["state"] == "missing":
            by_area.setdefault(cell["area"], []).append(cell["period_end"])
    for area, ends in by_area.items():
        when = (
            f"the period to {ends[0]:%-d %B %Y}" if len(ends) == 1 else f"{len(ends)} periods to {ends[-1]:%-d %B %Y}"
        )
        report.notes.append(f"{area} has no figures for {when}; totals leave it out.")
