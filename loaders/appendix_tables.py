"""ONS appendix tables: survey estimates (A1a), their changes (A1b), rates (A2a), and recorded crime by offence (A4)."""

from __future__ import annotations

import re
from collections import Counter

from loaders.appendix_recorded_crime import read_recorded
from loaders.appendix_survey import read_changes, read_estimates
from loaders.errors import UnknownPublication
from loaders.facts import Facts
from loaders.grids import Grid, words
from loaders.markers import without_notes
from loaders.period_tables import PeriodTable, period_tables
from loaders.periods_in_files import Period, words_for, year_to
from loaders.publication_facts import prose, published_on, years_named
from loaders.reading import ReadPublication, crime_facts
from loaders.report import EditionFacts, LoadReport
from loaders.workbook import Workbook

PUBLICATION = "ons-appendix-tables"
# Tables of these numbers are read; the rest are named in the report.
_NUMBER = re.compile(r"\b(?:table|worksheet|figure)?\s*(A\d{1,2}[a-z]?)\b")
ESTIMATE_COLUMNS = (
    "period_start",
    "period_end",
    "measure",
    "offence_type",
    "estimate",
    "lower",
    "upper",
    "standard_error",
    "unit",
    "unweighted_base",
    "rate_base",
    "place",
    "note",
)
CHANGE_COLUMNS = (
    "base_start",
    "base_end",
    "compared_start",
    "compared_end",
    "offence_type",
    "change_pct",
    "significant",
    "place",
    "note",
)


def matches(book: Workbook) -> int:
    """How many sheets hold a table of offences by periods."""
    return sum(1 for grid in book.grids for table in period_tables(grid)[:1] if _number(table))


def _number(table: PeriodTable) -> str:
    """A1a, A1b, A2a, A4 ...: from the table's own title, or else from the sheet's name; blank for any other table."""
    if table.has_codes and "rate" not in table.title.casefold():
        return "A4"  # known by its codes: its number has changed with the editions
    for text in (table.title, table.grid.name):
        if match := _NUMBER.search(text):
            number = match[1]
            break
    else:
        return ""
    if number in ("A1", "A2", "A3", "A8"):
        number += "b" if table.is_change else "a"
    elif number.endswith("a") and table.is_change:
        number = f"{number[:-1]}b"  # changes printed beside the figures of the same table
    elif number == "A4" and table.is_change:
        number = "A4, changes"  # beside the counts, of which they are worked out; not kept
    return number


def read(book: Workbook, report: LoadReport) -> ReadPublication:
    """Rows of `survey_estimates`, `survey_changes` and `recorded_crime` for England and Wales.

    Cells marked as not available make no row; how many there were is in `skipped`.  Estimates are kept to three
    decimals (one incident in thousands), changes to two.
    """
    estimates = Facts("survey_estimates", _survey_constants(), ESTIMATE_COLUMNS)
    changes = Facts("survey_changes", {"basis": "as published", "figure_class": None}, CHANGE_COLUMNS)
    crimes = crime_facts(area_code="K04000001", value_status="published")
    latest: Counter[Period] = Counter()
    readers = {
        "A1a": lambda table: read_estimates(table, "incidents", estimates, report),
        "A2a": lambda table: read_estimates(table, "rate", estimates, report),
        "A1b": lambda table: read_changes(table, _compared(table, book), changes, report),
        "A4": lambda table: read_recorded(table, crimes, report),
    }
    for grid in book.grids:
        tables = period_tables(grid)
        for table in tables:
            number = _number(table)
            if number in readers:
                readers[number](table)
                if number != "A1b":
                    latest[max(table.periods.values(), key=lambda period: period[1])] += 1
            else:
                title = without_notes(table.title)[0][:90]
                report.skipped.append(f"Sheet '{grid.sheet}': {title or 'a table by period'}; not one that is kept.")
        if not tables:
            report.skipped.append(f"Sheet '{grid.sheet}': no table of offences by period in it.")
    rows = {facts.kind: facts for facts in (estimates, changes, crimes) if len(facts)}
    if not rows and not report.faults:
        raise UnknownPublication(
            f"{book.file_name} holds none of the tables A1a, A1b, A2a and A4 of the appendix tables."
        )
    return ReadPublication(_edition(book, latest, report), dict(rows), report)


def _survey_constants() -> dict[str, object]:
    return {
        "value_status": "published",
        "basis": "as published",
        "figure_class": None,
    }


def _compared(table: PeriodTable, book: Workbook) -> Period | None:
    """The later period of a table of changes: named in its title, else the last period of a table on the same sheet."""
    if table.compared:
        return table.compared
    named = years_named([table.title, *_above(table.grid)])
    last_elsewhere = [
        max(other.periods.values(), key=lambda period: period[1])
        for grid in book.grids
        for other in period_tables(grid)
        if not other.is_change
    ]
    if last_elsewhere:
        return max(last_elsewhere, key=lambda period: period[1])
    return max(named, key=lambda period: period[1], default=None)


def _above(grid: Grid) -> list[str]:
    return [words(cell) for row in grid.head[:3] for cell in row if isinstance(cell, str)]


def _edition(book: Workbook, latest: Counter[Period], report: LoadReport) -> EditionFacts:
    """The edition the tables themselves speak of; a cover that says another year is told."""
    period = max(latest, key=lambda year: year[1]) if latest else None
    if period and period != year_to(period[1]):
        report.notes.append(f"The last column covers {words_for(period)}, which is not a year.")
    title = next((text for text in prose(book.grids, sheets=1) if "appendix" in text.casefold()), "")
    said = years_named([title])
    label = words_for(period) if period else ""
    if period and said and period not in said:
        other = words_for(next(iter(said)))
        report.notes.append(f"The cover says {other}; the tables end with the {label}, which is taken as the edition.")
    return EditionFacts(
        PUBLICATION,
        f"ONS, Crime in England and Wales: appendix tables, {label}",
        label,
        None,
        period[1] if period else None,
        published_on(book.grids),
    )
