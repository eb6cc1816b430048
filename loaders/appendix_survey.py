"""Survey estimates, rates and changes of the appendix tables."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.facts import Facts
from loaders.grids import words
from loaders.markers import read_number, without_notes
from loaders.period_tables import PeriodTable
from loaders.periods_in_files import Period, words_for
from loaders.report import LoadReport, TotalCheck

_BASE = re.compile(r"unweighted base\s*[-–:]*\s*(?:number of)?\s*(.*)", re.IGNORECASE)
_ACRONYMS = {"csew": "CSEW"}
_OUTCOMES = re.compile(r"with entry|with loss|no loss|attempts", re.IGNORECASE)
_PARENT = re.compile(r"(domestic )?burglary", re.IGNORECASE)
MIXED = "Mixes crimes against people and against households, so no single base applies."
APPROXIMATE = "ONS approximates significance for this total."
ROUNDED = 0.5  # thousand incidents: estimates before 2002 are printed as whole thousands
# What a rate is per, by the words of the base row under it.
RATE_BASES = {
    "vehicle owner": (
        "vehicle-owning households",
        "per 1,000 vehicle-owning households",
        " (vehicle-owning households)",
    ),
    "bicycle owner": (
        "bicycle-owning households",
        "per 1,000 bicycle-owning households",
        " (bicycle-owning households)",
    ),
    "household": ("households", "per 1,000 households", ""),
    "adult": ("adults aged 16 and over", "per 1,000 adults", ""),
}
# Totals of Table A1a and what they are the sum of.
SUMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Violence", ("Violence with injury", "Violence without injury")),
    ("Violence with injury", ("Wounding", "Assault with minor injury")),
    ("Criminal damage", ("Criminal damage to a vehicle", "Arson and other criminal damage")),
    (
        "All CSEW crime excluding fraud and computer misuse",
        ("Violence", "Robbery", "Theft offences", "Criminal damage"),
    ),
    ("Fraud and computer misuse", ("Fraud", "Computer misuse")),
    (
        "All CSEW crime including fraud and computer misuse",
        ("All CSEW crime excluding fraud and computer misuse", "Fraud and computer misuse"),
    ),
)


@dataclass(frozen=True)
class _Row:
    """One offence type: its row, its full name, and the row of the base that follows it with what it counts."""

    number: int
    name: str
    base_row: int | None
    base: str


def read_estimates(table: PeriodTable, measure: str, facts: Facts, report: LoadReport) -> None:
    """Estimates in thousands of incidents (`incidents`) or per 1,000 (`rate`), with the base printed under them."""
    blank = 0
    values: dict[tuple[str, Period], tuple[float, str]] = {}
    for row in _rows(table, report):
        rate_base, unit, suffix = _rate_base(row.base) if measure == "rate" else (None, "thousand incidents", "")
        is_mixed = row.name == "Theft offences"
        for column, period in table.periods.items():
            place = table.grid.address(row.number, column)
            reading = read_number(_cell(table, row.number, column))
            if reading.fault:
                report.fault(place, reading.fault)
            if reading.value is None:
                blank += 1
                continue
            name = row.name + suffix
            if (name, period) in values:
                report.fault(place, f"a second estimate for {name}, {words_for(period)}")
                continue
            values[name, period] = (reading.value, place)
            base = None if is_mixed or row.base_row is None else read_number(_cell(table, row.base_row, column)).value
            note = MIXED if is_mixed else None
            if period[0].month == 1 and period[0].year < 2001:
                note = " ".join(filter(None, ("Calendar recall year; pre continuous interviewing.", note)))
            count = None if base is None else int(base)
            limits = [
                _limit(table, row.number, period, limit, report) for limit in ("lower", "upper", "standard_error")
            ]
            facts.add(*period, measure, name, round(reading.value, 3), *limits, unit, count, rate_base, place, note)
    if measure == "incidents":
        _check(values, report)
    if blank:
        report.skipped.append(
            f"'{table.grid.sheet}': {blank:,} cells are blank or marked as not available; no rows from them."
        )


def _limit(table: PeriodTable, number: int, period: Period, limit: str, report: LoadReport) -> float | None:
    """A limit or standard error printed beside an estimate, where the table has a column for it."""
    column = table.limits.get((period, limit))
    if column is None:
        return None
    reading = read_number(_cell(table, number, column))
    if reading.fault:
        report.fault(table.grid.address(number, column), reading.fault)
    return None if reading.value is None else round(reading.value, 6)


def read_changes(table: PeriodTable, compared: Period | None, facts: Facts, report: LoadReport) -> None:
    """Percentage changes to the `compared` period, each with its significance flag ([s] or blank)."""
    if compared is None:
        report.fault(f"'{table.grid.sheet}' row {table.header_row + 1}", "the later period of the changes is not named")
        return
    blank = 0
    for row in _rows(table, report):
        for column, period in table.periods.items():
            place = table.grid.address(row.number, column)
            reading = read_number(_cell(table, row.number, column))
            if reading.fault:
                report.fault(place, reading.fault)
            if reading.value is None:
                blank += 1
                continue
            flag = table.significance.get(period)
            mark = words(_cell(table, row.number, flag)).casefold() if flag is not None else None
            if flag is not None and mark == "0":
                report.repairs.add(table.grid, row.number, flag, "0 for a mark of significance read as none")
                mark = ""
            significant = "not stated" if mark is None else "yes" if mark in ("[s]", "*", "s") else "no"
            if mark and mark not in ("[s]", "*", "s", "[ns]", "[x]"):
                report.fault(table.grid.address(row.number, flag or column), "is no known mark of significance")
            is_total = row.name == "Theft offences" or row.name.startswith("All CSEW crime excluding")
            note = APPROXIMATE if is_total else None
            facts.add(*period, *compared, row.name, round(reading.value, 2), significant, place, note)
    if blank:
        report.skipped.append(
            f"'{table.grid.sheet}': {blank:,} changes are blank or marked as not available; no rows from them."
        )


def _rows(table: PeriodTable, report: LoadReport) -> list[_Row]:
    """Offence rows with their full names; what belongs to a burglary row above is named after it."""
    found: list[tuple[int, str]] = []
    bases: list[tuple[int, str]] = []
    parent = ""
    for number in range(table.header_row + 1, len(table.grid.rows)):
        text = words(_cell(table, number, table.label_column))
        label, had_notes = without_notes(text)
        filled = any(_cell(table, number, column) not in ("", None) for column in table.periods)
        if not label or not filled:
            continue
        if had_notes:
            report.repairs.add(table.grid, number, table.label_column, "note marker left out of the name")
        if base := _BASE.match(label):
            bases.append((number, base[1].casefold()))
            continue
        if re.fullmatch(r"with(out)? injury", label, re.IGNORECASE):
            label = f"Violence {label.casefold()}"  # as editions until 2019 print it under the heading Violence
        elif _OUTCOMES.fullmatch(label) and parent:
            label = f"{parent}: {label.casefold()}"
        else:
            label = sentence_case(label)
            parent = label if _PARENT.match(label) else ""
        found.append((number, label))
    rows = []
    for number, label in found:
        base_row, base_words = next(((at, what) for at, what in bases if at > number), (None, ""))
        rows.append(_Row(number, label, base_row, base_words))
    return rows


def sentence_case(label: str) -> str:
    """A name printed in capitals, as ONS prints groups, in the way other names are written."""
    if not label.isupper():
        return label
    return " ".join(_ACRONYMS.get(word, word) for word in label.casefold().split()).replace(
        label[0].casefold(), label[0], 1
    )


def _rate_base(base: str) -> tuple[str | None, str, str]:
    for key, found in RATE_BASES.items():
        if key in base:
            return found
    return None, "per 1,000", ""


def _cell(table: PeriodTable, number: int, column: int) -> object:
    row = table.grid.rows[number]
    return row[column] if column < len(row) else ""


def _check(values: dict[tuple[str, Period], tuple[float, str]], report: LoadReport) -> None:
    for whole, parts in SUMS:
        for period in sorted({period for _, period in values}):
            have = [values.get((name, period)) for name in (whole, *parts)]
            if any(value is None for value in have):
                continue
            numbers = [value[0] for value in have if value]
            within = 0.01 if period[0].year > 2015 else ROUNDED * len(numbers)
            place = values[whole, period][1]
            what = f"{whole}, {words_for(period)}, from its parts"
            report.totals.append(TotalCheck(place, what, numbers[0], sum(numbers[1:]), within))
