"""A full history of recorded crime in the layout of the Home Office workbook: a cover, notes, and a sheet a year."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import xlsxwriter

from loaders.forces_in_files import BTP, FORCES, name_of

HEADINGS = (
    "Financial Year",
    "Financial Quarter",
    "Force Name",
    "Offence Description",
    "Offence Group",
    "Offence Subgroup",
    "Offence Code",
    "Number of Offences",
)
GROUPS = (
    ("Violence against the person", ("Homicide", "Violence with injury", "Violence without injury")),
    ("Sexual offences", ("Rape", "Other sexual offences")),
    ("Robbery", ("Robbery of personal property", "Robbery of business property")),
    ("Theft offences", ("Burglary", "Vehicle offences", "Shoplifting", "All other theft offences")),
    ("Criminal damage and arson", ("Criminal damage", "Arson")),
    ("Drug offences", ("Trafficking of drugs", "Possession of drugs")),
    ("Possession of weapons offences", ("Possession of weapons offences",)),
    ("Public order offences", ("Public order offences",)),
    ("Miscellaneous crimes against society", ("Miscellaneous crimes against society",)),
)
FIRST_YEAR = 2012
YEARS = 14
OFFENCES = 209  # codes a force and quarter, so that 14 years of 44 forces are about half a million rows
SEED = 20_120_401


def offences() -> list[tuple[str, str, str, str]]:
    """Description, group, subgroup and code of every offence, the groups in turn."""
    subgroups = [(group, subgroup) for group, inner in GROUPS for subgroup in inner]
    listed = []
    for number in range(OFFENCES):
        group, subgroup = subgroups[number * len(subgroups) // OFFENCES]
        listed.append((f"Offence {number + 1} as described", group, subgroup, f"{number + 1}{'AB'[number % 2]}"))
    return listed


def counts(
    edition: int, revised: float, years: int = YEARS, part: int = 4
) -> Iterator[tuple[int, list[tuple[object, ...]]]]:
    """The rows of each year of an edition; each later edition revises a share of the counts and leaves the others.

    Args:
        edition: 0 for the first; every edition repeats what the one before it says, but for its own revisions.
        revised: share of counts that each later edition changes, from 0 to 1.
        years: sheets.
        part: quarters in the newest year.
    """
    first = random.Random(SEED)
    later = [random.Random(SEED + number) for number in range(1, edition + 1)]
    forces = [name_of(code) for code in (*FORCES, BTP)]
    listed = offences()
    for year in range(years):
        label = f"{FIRST_YEAR + year}/{(FIRST_YEAR + year + 1) % 100:02}"
        rows: list[tuple[object, ...]] = []
        for quarter in range(1, 5 if year < years - 1 else part + 1):
            for force in forces:
                for described, group, subgroup, code in listed:
                    value = int(first.expovariate(1 / 60))
                    for changing in later:
                        if changing.random() < revised:
                            value += 1
                    rows.append((label, quarter, force, described, group, subgroup, code, value))
        yield FIRST_YEAR + year, rows


def write_workbook(
    path: Path, *, edition: int = 0, revised: float = 0.02, published_on: date, years: int = YEARS
) -> int:
    """Write the workbook of an edition; returns how many rows it has."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    cover = book.add_worksheet("Cover_sheet")
    cover.write(0, 0, "Police recorded crime open data Police Force Area tables, year ending March 2013 onwards")
    cover.write(1, 0, f"Published: {published_on:%-d %B %Y}")
    book.add_worksheet("Notes").write(0, 0, "Figures made for a measurement; they are nobody's.")
    total = 0
    for year, rows in counts(edition, revised, years):
        sheet = book.add_worksheet(f"{year}_{(year + 1) % 100:02}")
        sheet.write_row(0, 0, HEADINGS)
        for number, row in enumerate(rows, 1):
            sheet.write_row(number, 0, row)
        total += len(rows)
    book.close()
    return total
