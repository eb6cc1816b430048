"""No-crimes and cancelled records."""

import pytest

from loaders.run import read_publication
from tests.loaders_published.writing import csv_bytes, ods, xlsx

HEADER = ["Financial_Year", "Force_Name", "Offence_Group", "Force_Offences", "Force_No_Crimes"]


def row(group, offences, cancelled, force="Avon & Somerset", year="2011/12"):
    return [year, force, group, offences, cancelled]


ROWS = [
    row("Robbery", 100, 10),
    row("Sexual offences which are rape", 40, 8),
    row("Total Sexual offences", 90, 12),
]


@pytest.mark.parametrize("write", [csv_bytes, lambda rows: xlsx({"A": rows}), lambda rows: ods({"A": rows})])
def test_rape_inside_sexual_offences_is_not_counted_twice(write):
    publication = read_publication(write([HEADER, *ROWS]), "x")
    assert publication.report.recognised_as == "cancelled_records"
    assert publication.report.sums == {"recorded offences": 190, "cancelled records": 22}
    rows = list(publication.rows["cancelled_records"])
    assert [r["part_of"] for r in rows] == ["", "Sexual offences", ""]
    assert sum(r["recorded_offences"] for r in rows if not r["part_of"]) == 190
    assert {r["area_code"] for r in rows} == {"E23000036"}


def test_later_names_of_the_columns_are_known():
    header = ["Police force", "Year", "Offence group", "Recorded offences", "Transferred or cancelled records"]
    publication = read_publication(csv_bytes([header, ["Kent", "2016/17", "Robbery", "1,000", 10]]), "x")
    only = publication.rows["cancelled_records"][0]
    assert (only["recorded_offences"], only["cancelled_records"], str(only["period_end"])) == (1000, 10, "2017-03-31")


def test_printed_totals_are_checked_and_not_kept():
    publication = read_publication(csv_bytes([HEADER, *ROWS, row("Total", 190, 23)]), "x")
    assert [check.agrees for check in publication.report.totals] == [True, False]
    assert "differs by 1" in str(publication.report.mismatches[0])
    assert len(publication.rows["cancelled_records"]) == 3


def test_a_part_larger_than_its_whole_is_a_fault():
    rows = [HEADER, row("Sexual offences which are rape", 95, 8), row("Total Sexual offences", 90, 12)]
    assert "part of" in str(read_publication(csv_bytes(rows), "x").report.faults[0])


GROUPS = [
    "Violence against the person",
    "Sexual offences",
    "Rape",
    "Theft offences",
    "Burglary",
    "Total recorded crime (excluding fraud)",
]


def by_columns(title, kent, whole):
    return [
        [title],
        ["This worksheet contains one table"],
        ["Force", *GROUPS],
        ["Kent", *kent],
        ["British Transport Police", 1, 1, 0, 1, "[x]", 3],
        ["England and Wales", *whole],
    ]


WIDE = {
    "Cover": [["Transferred or cancelled records, year ending March 2022"], ["Published on 21 July 2022"]],
    "Table_1": by_columns("Table 1: Number of transferred or cancelled records by force, year ending March 2022 [note 1]", [20, 10, 6, 5, 2, 35], [21, 11, 6, 6, 2, 38]),
    "Table_2": by_columns("Table 2: Number of offences recorded by force, year ending March 2022", [200, 100, 60, 50, 20, 350], [201, 101, 60, 51, 20, 353]),
    "Table_3": by_columns("Table 3: Transferred or cancelled records as a percentage of offences, year ending March 2022", [10] * 6, [10] * 6),
}  # fmt: skip


@pytest.mark.parametrize("write", [xlsx, ods])
def test_a_row_a_force_and_a_column_a_group_with_a_table_for_each_count(write):
    publication = read_publication(write(WIDE), "x")
    rows = {(r["area_code"], r["offence_group"]): r for r in publication.rows["cancelled_records"]}
    kent = rows["E23000032", "Sexual offences"]
    assert (kent["recorded_offences"], kent["cancelled_records"], kent["part_of"]) == (100, 10, "")
    assert rows["E23000032", "Rape"]["part_of"] == "Sexual offences"
    assert rows["E23000032", "Burglary"]["part_of"] == "Theft offences"
    assert publication.report.is_clean, publication.report.mismatches
    assert publication.report.sums == {"recorded offences": 353, "cancelled records": 38}
    assert len(publication.report.totals) == 2 * (2 + 6)


def test_a_table_of_cancelled_records_alone_is_never_taken_for_recorded_crime():
    publication = read_publication(xlsx({"Table_1": WIDE["Table_1"]}), "x")
    assert publication.report.recognised_as == "cancelled_records"
    assert {r["recorded_offences"] for r in publication.rows["cancelled_records"]} == {None}
