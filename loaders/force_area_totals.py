"""Checks a table of areas and offences both ways: areas up to regions and the country, parts up to groups."""

from __future__ import annotations

from loaders.forces_in_files import BTP, ENGLAND_AND_WALES, REGIONS, name_of
from loaders.headings import Table
from loaders.markers import Reading
from loaders.report import LoadReport, TotalCheck

Figures = dict[str, dict[str, Reading]]  # area code -> measure -> what was read

# Each sum and its parts; a check is made where all parts but those in brackets are columns of the table.
SUMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "total",
        ("violence", "sexual", "robbery", "theft", "damage", "drugs", "weapons", "public_order", "miscellaneous"),
    ),
    (
        "violence",
        ("homicide", "violence_with_injury", "violence_without_injury", "stalking", "unlawful_driving"),
    ),
    ("theft", ("burglary", "vehicle", "theft_from_person", "bicycle", "shoplifting", "other_theft")),
    ("burglary", ("residential_burglary", "non_residential_burglary")),
    ("burglary", ("domestic_burglary", "non_domestic_burglary")),
    ("sexual", ("rape", "other_sexual")),
)
ENGLAND, WALES = "E92000001", "W92000004"


def check_columns(table: Table, figures: Figures, rows: dict[str, int], report: LoadReport) -> None:
    """Regions are the sum of their forces, England of its regions, the whole of England, Wales and BTP.

    A force that is not published is left out of the sum, as it is of the printed total; that is said elsewhere.
    """
    for region, forces in REGIONS.items():
        _check(table, figures, rows, report, region, forces)
    _check(table, figures, rows, report, ENGLAND, tuple(region for region in REGIONS if region != WALES))
    everyone = (*(force for members in REGIONS.values() for force in members), BTP)
    _check(table, figures, rows, report, ENGLAND_AND_WALES, everyone)


def _check(
    table: Table,
    figures: Figures,
    rows: dict[str, int],
    report: LoadReport,
    whole: str,
    parts: tuple[str, ...],
) -> None:
    if whole not in figures or not any(part in figures for part in parts):
        return
    for name, reading in figures[whole].items():
        values = [figures[part][name].value for part in parts if part in figures]
        known = [value for value in values if value is not None]
        if reading.value is not None and known:
            place = table.grid.address(rows[whole], table.columns[name])
            what = f"{name_of(whole)}, {name.replace('_', ' ')}"
            report.totals.append(TotalCheck(place, what, reading.value, sum(known)))


def check_rows(table: Table, figures: Figures, rows: dict[str, int], report: LoadReport) -> None:
    """In each row, groups are the sum of their parts and the total that of the groups."""
    for code, readings in figures.items():
        for whole, parts in SUMS:
            if not {whole, *parts} <= readings.keys():
                continue
            values = [readings[part].value for part in parts]
            printed = readings[whole].value
            if printed is None or any(value is None for value in values):
                continue
            place = table.grid.address(rows[code], table.columns[whole])
            what = f"{name_of(code)}, {whole.replace('_', ' ')} from its parts"
            # A few crimes are recorded against expired codes, so the two kinds of burglary may miss some.
            report.totals.append(TotalCheck(place, what, printed, sum(value or 0 for value in values)))
