"""ONS tables of the survey that say how much the police came to know of, and how sure estimates are.

The annual trend and demographic tables (share of incidents reported, Table D8 or D10 by edition), and any workbook or CSV
file with lower and upper limits or standard errors of survey estimates.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from loaders.appendix_survey import sentence_case
from loaders.errors import UnknownPublication
from loaders.facts import Facts
from loaders.grids import Value, words
from loaders.markers import Reading, read_number, without_notes
from loaders.periods_in_files import Period, words_for, year_to
from loaders.publication_facts import prose, published_on, years_named
from loaders.reading import ReadPublication
from loaders.report import EditionFacts, LoadReport
from loaders.survey_columns import StatisticsTable, statistics_table
from loaders.workbook import Workbook

PUBLICATION = "ons-annual-trend-tables"
SHARE_COLUMNS = (
    "year_ending",
    "offence_type",
    "known_pct",
    "lower_pct",
    "upper_pct",
    "unweighted_base",
    "place",
    "note",
)
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
_BASE = re.compile(r"unweighted bases?\b\W*(?:number of\b)?\s*(.*)|(.+?)\W+unweighted bases?\b.*", re.IGNORECASE)
_RANGE = re.compile(r"([-−]?[\d,.]+)\s*%?\s*(?:to|[-–])\s*([-−]?[\d,.]+)\s*%?")
_HOUSEHOLD = re.compile(r"burglar|vehicle|bicycle|household|criminal damage|vandal|arson", re.IGNORECASE)
_THOUSANDS = re.compile(r"000s|'000|1,?000s|thousand", re.IGNORECASE)
WHOLE_NUMBERS_FROM = 50_000  # no survey estimate in thousands is as large as this


@dataclass
class _Row:
    """One offence: its figures by period, measure and statistic, with the cell the main one stands in."""

    number: int
    name: str
    found: dict[tuple[Period, str], dict[str, float]] = field(default_factory=lambda: defaultdict(dict))
    places: dict[tuple[Period, str], str] = field(default_factory=dict)


def tables_of(book: Workbook) -> list[StatisticsTable]:
    """The tables of a workbook this loader reads."""
    named = years_named([text for text in prose(book.grids, sheets=2) if not text.casefold().startswith("table")])
    spoken_of = max(named, key=lambda year: year[1], default=None)
    return [table for grid in book.grids if (table := statistics_table(grid, spoken_of))]


def matches(book: Workbook) -> int:
    """How many sheets look like this publication."""
    return len(tables_of(book))


def read(book: Workbook, report: LoadReport) -> ReadPublication:
    """Rows of `survey_shares` and of `survey_estimates` with their limits and standard errors, for England and Wales."""
    common = {"basis": "as published", "figure_class": None}
    shares = Facts("survey_shares", {"survey": "CSEW", **common}, SHARE_COLUMNS)
    estimates = Facts("survey_estimates", {"value_status": "published", **common}, ESTIMATE_COLUMNS)
    tables = tables_of(book)
    read_sheets = {id(table.grid) for table in tables}
    for grid in book.grids:
        if id(grid) not in read_sheets:
            report.skipped.append(f"Sheet '{grid.sheet}': no share known to the police and no sampling error in it.")
    ends: Counter[Period] = Counter()
    for table in tables:
        for column, heading in table.left_out.items():
            report.skipped.append(f"{table.grid.address(table.first_row - 1, column)}: column {heading!r} is not kept.")
        rows = _rows(table, report)
        if table.is_share:
            _keep_shares(table, rows, shares, report)
        else:
            _keep_estimates(table, rows, estimates, report)
        ends.update(column.period for column in table.columns)
    kept = {facts.kind: facts for facts in (shares, estimates) if len(facts)}
    if not kept and not report.faults:
        raise UnknownPublication(
            f"{book.file_name} holds no table by offence with the share of incidents reported to the police, and none "
            "with confidence limits or standard errors. Expected: a column of offence types, and headings that name "
            "the statistic and the year."
        )
    return ReadPublication(_edition(book, ends, is_share=bool(len(shares))), dict(kept), report)


def _edition(book: Workbook, ends: Counter[Period], *, is_share: bool) -> EditionFacts:
    last = max(ends, key=lambda period: period[1], default=None)
    label = words_for(last) if last else ""
    what = "annual trend and demographic tables" if is_share else "confidence intervals and standard errors"
    title = f"ONS, Crime in England and Wales: {what}, {label}"
    return EditionFacts(PUBLICATION, title, label, None, last[1] if last else None, published_on(book.grids))


def _rows(table: StatisticsTable, report: LoadReport) -> list[_Row]:
    found: list[_Row] = []
    waiting: list[_Row] = []  # rows that have not met the row of their base yet
    base_of_names = False
    blank = 0
    for number in range(table.first_row, len(table.grid.rows)):
        cells = table.grid.rows[number]
        label, had_notes = without_notes(words(_cell(cells, table.label_column)))
        filled = any(_cell(cells, column.column) not in ("", None) for column in table.columns)
        base = _BASE.fullmatch(label)
        if base and not filled:
            base_of_names = True
        if not label or not filled:
            continue
        if base:
            _give_base(table, number, (base[1] or base[2] or "").casefold(), found, waiting)
            waiting = []
            continue
        if base_of_names:
            _give_base(table, number, label.casefold(), found, [])
            continue
        if had_notes:
            report.repairs.add(table.grid, number, table.label_column, "note marker left out of the name")
        row = _Row(number, sentence_case(label))
        blank += _read_row(table, row, report)
        found.append(row)
        waiting.append(row)
    if blank:
        report.skipped.append(f"'{table.grid.sheet}': {blank:,} cells are blank or marked as not available.")
    return found


def _give_base(table: StatisticsTable, number: int, what: str, found: list[_Row], waiting: list[_Row]) -> None:
    """A base belongs to the offence it names; one of incidents to the row above; one of adults or households to all above."""
    named = [row for row in found if row.name.casefold() in (what, what.removesuffix(" incidents"))]
    rows = named or (waiting if "adult" in what or "household" in what or "owner" in what else waiting[-1:])
    for column in table.columns:
        base = read_number(_cell(table.grid.rows[number], column.column)).value
        for row in rows:
            if base is not None and column.statistic in ("known_pct", "estimate"):
                row.found[column.period, column.measure].setdefault("base", base)


def _read_row(table: StatisticsTable, row: _Row, report: LoadReport) -> int:
    """Read the figures of a row; returns how many cells held none."""
    blank = 0
    for column in table.columns:
        cell = _cell(table.grid.rows[row.number], column.column)
        place = table.grid.address(row.number, column.column)
        key = (column.period, column.measure)
        if column.statistic == "interval":
            if match := _RANGE.fullmatch(words(cell)):
                row.found[key]["lower"], row.found[key]["upper"] = (
                    read_number(text).value or 0.0 for text in match.groups()
                )
            elif read_number(cell).fault:
                report.fault(place, "is no interval such as 1,200 to 1,400")
            continue
        reading = _reading(cell)
        if reading.fault:
            report.fault(place, reading.fault)
        elif reading.value is None:
            blank += 1
        elif column.statistic in row.found[key]:
            report.fault(place, f"a second figure for {row.name}, {words_for(column.period)}")
        else:
            row.found[key][column.statistic] = reading.value
            if column.statistic in ("known_pct", "estimate"):
                row.places[key] = place
    return blank


def _reading(cell: Value) -> Reading:
    """A number, with a per cent sign or not."""
    return read_number(cell.strip().removesuffix("%") if isinstance(cell, str) else cell)


def _cell(row: list[Value], column: int) -> Value:
    return row[column] if column < len(row) else ""


def _keep_shares(table: StatisticsTable, rows: list[_Row], shares: Facts, report: LoadReport) -> None:
    values = [found["known_pct"] for row in rows for found in row.found.values() if "known_pct" in found]
    times = 100 if values and max(values) <= 1 else 1
    if times == 100:
        report.notes.append(f"'{table.grid.sheet}': shares are written as parts of one; read as per cent.")
    note = "Share reported to the police, as the table puts it." if table.is_reported else None
    held: dict[tuple[Period, str], int] = {}
    for row in rows:
        for (period, _), found in row.found.items():
            share = found.get("known_pct")
            if share is None:
                continue
            place = row.places[period, ""]
            if not 0 <= share * times <= 100:
                report.fault(place, "is no share between 0 and 100 per cent")
                continue
            if (period, row.name) in held:
                report.fault(place, f"a second share for {row.name} (first in row {held[period, row.name] + 1})")
                continue
            held[period, row.name] = row.number
            lower, upper = _limits(found, share, place, report)
            span_note = None if year_to(period[1]) == period else f"Covers {words_for(period)}."
            shares.add(
                period[1],
                row.name,
                round(share * times, 3),
                None if lower is None else round(lower * times, 3),
                None if upper is None else round(upper * times, 3),
                _whole(found.get("base")),
                place,
                " ".join(filter(None, (note, span_note))) or None,
            )


def _keep_estimates(table: StatisticsTable, rows: list[_Row], estimates: Facts, report: LoadReport) -> None:
    divisors = _divisors(table, rows, report)
    seen: set[tuple[Period, str, str]] = set()
    for row in rows:
        for (period, measure), found in row.found.items():
            if "estimate" not in found or not measure or measure not in divisors:
                continue
            place, by = row.places[period, measure], divisors[measure]
            name, unit, rate_base = _per(row.name, measure, table)
            if (period, measure, name) in seen:
                report.fault(place, f"a second estimate for {name}, {words_for(period)}")
                continue
            seen.add((period, measure, name))
            lower, upper = _limits(found, found["estimate"], place, report)
            error = found.get("standard_error")
            figures = (found["estimate"], lower, upper, error)
            printed = [None if value is None else round(value / by, 6) for value in figures]
            estimates.add(*period, measure, name, *printed, unit, _whole(found.get("base")), rate_base, place, None)


def _divisors(table: StatisticsTable, rows: list[_Row], report: LoadReport) -> dict[str, int]:
    """By measure, what to divide by: incidents are kept in thousands, whatever the table prints."""
    divisors = {"rate": 1, "prevalence": 1}
    columns = [column for column in table.columns if column.statistic == "estimate"]
    place = table.grid.address(table.first_row - 1, columns[0].column) if columns else f"'{table.grid.sheet}'"
    if any(not column.measure for column in columns):
        report.fault(place, "the heading does not say whether these are incidents, rates or percentages of people")
    incidents = [column for column in columns if column.measure == "incidents"]
    if incidents:
        said = any(_THOUSANDS.search(column.heading) for column in incidents) or bool(_THOUSANDS.search(table.title))
        largest = max(
            (f["estimate"] for r in rows for (_, m), f in r.found.items() if m == "incidents" and "estimate" in f),
            default=0,
        )
        if said or largest < WHOLE_NUMBERS_FROM:
            divisors["incidents"] = 1
            if not said:
                report.notes.append(f"'{table.grid.sheet}': incidents are read as thousands; the table names no unit.")
        else:
            divisors["incidents"] = 1000
            report.notes.append(f"'{table.grid.sheet}': incidents are printed whole and kept as thousands.")
    return divisors


def _per(name: str, measure: str, table: StatisticsTable) -> tuple[str, str, str | None]:
    """The name, unit and base of an estimate; what is said of households is so by its offence."""
    if measure == "incidents":
        return name, "thousand incidents", None
    text = " ".join((table.title, *(column.heading for column in table.columns))).casefold()
    is_household = "household" in text and ("adult" not in text or bool(_HOUSEHOLD.search(name)))
    base = "households" if is_household else "adults aged 16 and over"
    who = base.split()[0]
    return name, f"per 1,000 {who}" if measure == "rate" else f"% of {who}", base


def _limits(
    found: dict[str, float], middle: float, place: str, report: LoadReport
) -> tuple[float | None, float | None]:
    """Printed limits, or those that a printed margin gives; a figure outside its own interval is a fault."""
    lower, upper = found.get("lower"), found.get("upper")
    if "margin" in found and lower is None and upper is None:
        lower, upper = middle - abs(found["margin"]), middle + abs(found["margin"])
    if (lower is not None and lower > middle) or (upper is not None and upper < middle):
        report.fault(place, "lies outside its own interval")
    return lower, upper


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)
