"""ONS open data tables of the Crime Survey: a row an estimate, each with its standard error."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from datetime import date
from functools import cache

from loaders.errors import UnknownPublication
from loaders.facts import Facts
from loaders.grids import Grid, Value, words
from loaders.headings import Table, aliases, find_table, lines
from loaders.markers import Reading, plain, read_number
from loaders.periods_in_files import Period, day, financial_year, month_end, span, words_for, year_ending, year_to
from loaders.publication_facts import prose, published_on, years_named
from loaders.reading import ReadPublication
from loaders.report import EditionFacts, LoadReport
from loaders.survey_tables import ESTIMATE_COLUMNS
from loaders.workbook import Workbook

PUBLICATION = "csew-open-data"
HEADINGS = "survey_open_data"
NEEDED = ("estimate", "standard_error")
MEASURES = {"incidence rate": "rate", "incidence": "rate", "prevalence rate": "prevalence", "prevalence": "prevalence"}
EVERYBODY = frozenset(
    {"total", "all", "", "all adults", "all people", "all households", "16+", "england and wales", "k04000001"}
)
_QUARTER = re.compile(r"((?:19|20)\d{2})[\s_-]*Q([1-4])", re.IGNORECASE)
OWNERS = (("bicycle", "bicycle-owning households"), ("vehicle", "vehicle-owning households"))


def matches(book: Workbook) -> int:
    """How many sheets look like this publication."""
    return sum(1 for grid in book.grids if _table_in(grid))


def _table_in(grid: Grid) -> Table | None:
    known = aliases(HEADINGS)
    return find_table(grid, known, ("variable", *NEEDED)) or find_table(
        grid, known, ("label", "characteristic", *NEEDED)
    )


def read(book: Workbook, report: LoadReport) -> ReadPublication:
    """Rows of `survey_estimates` for everybody in England and Wales, incidence and prevalence rates of crime.

    Breakdowns by characteristic and measures that are not of crime (perceptions and so on) are left out and counted.
    """
    facts = Facts(
        "survey_estimates",
        {"value_status": "published", "basis": "as published", "figure_class": None},
        ESTIMATE_COLUMNS,
    )
    left_out: Counter[str] = Counter()
    periods: Counter[Period] = Counter()
    for grid in book.grids:
        if table := _table_in(grid):
            _read_table(table, book, facts, left_out, periods, report)
        else:
            report.skipped.append(f"Sheet '{grid.sheet}': no table of estimates in it.")
    for why, number in left_out.items():
        report.skipped.append(f"{number:,} rows {why}.")
    if not len(facts) and not report.faults:
        raise UnknownPublication(
            f"{book.file_name} holds no estimate of crime for everybody in England and Wales; expected rows whose "
            "characteristic is Total and whose measurement is an incidence or prevalence rate."
        )
    last = max(periods, key=lambda period: period[1], default=None)
    label = words_for(last) if last else ""
    edition = EditionFacts(
        PUBLICATION,
        f"ONS, Crime Survey for England and Wales open data tables, {label}",
        label,
        None,
        last[1] if last else None,
        published_on(book.grids),
    )
    return ReadPublication(edition, {"survey_estimates": facts}, report)


def _read_table(
    table: Table,
    book: Workbook,
    facts: Facts,
    left_out: Counter[str],
    periods: Counter[Period],
    report: LoadReport,
) -> None:
    grid = table.grid
    seen: dict[tuple[Period, str, str], int] = {}
    told: dict[str, Period | None] = {}
    for number in range(table.first_row, len(grid.rows)):
        row = grid.rows[number]
        if sum(1 for cell in row if cell not in ("", None)) < 3:
            continue
        if not _is_everybody(table, row):
            left_out["break the survey down by a characteristic; only those for everybody are kept"] += 1
            continue
        about = _about(table, row)
        if about is None:
            left_out["are no incidence or prevalence rates of crime"] += 1
            continue
        measure, name, unit, base = about
        period = _period(table, row, book, told, report)
        if period is None:
            continue
        if (period, measure, name) in seen:
            report.fault(
                grid.row_address(number),
                f"says something about the same figure as row {seen[period, measure, name] + 1}",
            )
            continue
        seen[period, measure, name] = number
        figures = {
            column: _number(table, number, column, report)
            for column in ("estimate", "lower", "upper", "standard_error", "base")
        }
        if figures["estimate"] is None:
            left_out["print no estimate"] += 1
            continue
        count = figures.pop("base")
        place = grid.address(number, table.columns["estimate"])
        facts.add(
            *period, measure, name, *figures.values(), unit, None if count is None else int(count), base, place, None
        )
        periods[period] += 1


def _is_everybody(table: Table, row: list[Value]) -> bool:
    if plain(words(table.value(row, "characteristic"))) not in ("total", "all", ""):
        return False
    named = [plain(words(table.value(row, name))) for name in ("sex", "age", "area")]
    return all(text in EVERYBODY or text.startswith(("all ", "adults")) for text in named)


def _about(table: Table, row: list[Value]) -> tuple[str, str, str, str] | None:
    """Measure, offence type, unit and base of a row; None where it is not about crime."""
    code = words(table.value(row, "variable"))
    listed = _variables().get(code.casefold())
    label = words(table.value(row, "label")) or (listed["label"] if listed else "")
    kind = plain(words(table.value(row, "type"))) or (plain(listed["type"]) if listed else "")
    measure = MEASURES.get(kind)
    if measure is None or not label:
        return None
    level = plain(words(table.value(row, "level"))) or (plain(listed["level"]) if listed else "")
    household = plain(words(table.value(row, "household")))
    base = "households" if level.startswith("household") or household else "adults aged 16 and over"
    owners = next((words for key, words in OWNERS if key in household and "own" in household), None)
    name = f"{label} ({owners})" if owners else label
    who = owners or base.split()[0]
    return measure, name, f"per 1,000 {who}" if measure == "rate" else f"% of {who}", owners or base


@cache
def _variables() -> dict[str, dict[str, str]]:
    return {line["name"].casefold(): line for line in lines("survey_variables")}


def _number(table: Table, number: int, name: str, report: LoadReport) -> float | None:
    reading: Reading = read_number(table.value(table.grid.rows[number], name))
    if reading.fault:
        report.fault(table.grid.address(number, table.columns[name]), reading.fault)
    return reading.value


def _period(
    table: Table, row: list[Value], book: Workbook, told: dict[str, Period | None], report: LoadReport
) -> Period | None:
    printed = words(table.value(row, "period"))
    if printed not in told:
        told[printed] = _period_of(printed) if printed else _period_elsewhere(table, book, report)
        if told[printed] is None:
            place = table.grid.row_address(table.header_row if not printed else table.first_row)
            what = (
                f"{printed!r} is no survey year" if printed else "no column, title or file name tells the survey year"
            )
            report.fault(place, f"{what}; expected for instance 2022Q3, year ending September 2022 or 2021/22")
    return told[printed]


def _period_of(text: str) -> Period | None:
    if match := _QUARTER.search(text):
        year, month = int(match[1]), int(match[2]) * 3
        return year_to(date(year, month, calendar.monthrange(year, month)[1]))
    found = span(text) or year_ending(text) or financial_year(text)
    if found:
        return found
    end = day(text)
    return year_to(month_end(end)) if end else None


def _period_elsewhere(table: Table, book: Workbook, report: LoadReport) -> Period | None:
    """The survey year told by a title or cover; else by the file's name, which is said."""
    named = years_named(prose(book.grids, sheets=2)) if not table.grid.is_csv else Counter[Period]()
    if named:
        return max(named, key=lambda year: year[1])
    period = _period_of(book.file_name.rsplit(".", 1)[0].replace("_", " "))
    if period:
        report.notes.append(f"No column tells the survey year; {words_for(period)} is read from the file's name.")
    return period
