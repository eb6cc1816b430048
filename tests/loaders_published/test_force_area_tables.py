"""ONS police force area tables in both layouts."""

import pytest

from loaders.run import fields_of, read_publication
from tests.loaders_published.writing import csv_bytes, ods, xlsx

GROUPS = ["Sexual offences", "Robbery", "Theft offences"]
LONDON = [["E23000034", "London, City of"], ["E23000001", "Metropolitan Police"]]


def old_layout(
    rows, title="Table P1: Police recorded crime by offence group and police force area, year ending March 181,2"
):
    """The two-level header of 2018 and 2019 with its empty columns; each row: code, name, total, violence, rest, drugs."""
    body = [[code, name, total, "", *figures[:-1], "", figures[-1]] for code, name, total, *figures in rows]
    return [
        [title],
        [],
        ["England and Wales"],
        [
            "",
            "",
            "Total recorded crime (excluding fraud3)",
            "",
            "Victim-based crime",
            "",
            "",
            "",
            "",
            "Other crimes against society",
        ],
        ["Area Code", "Area Name", "", "", "Violence against the person", *GROUPS, "", "Drug offences"],
        ["", "", "Numbers"],
        *body,
        ["Source: Home Office - Police recorded crime "],
        ["1. Police recorded crime data are not designated as National Statistics."],
    ]


ROWS = [
    ["K04000001", "ENGLAND AND WALES6,7", 33, 12, 6, 6, 6, 3],
    ["E12000005", "West Midlands ", 11, 4, 2, 2, 2, 1],
    ["E23000014", "West Midlands", 11, 4, 2, 2, 2, 1],
    ["E23000005", "Greater Manchester7,8", "..", "..", "..", "..", "..", ".."],
    ["E23000034", "London, City of", 11, 4, 2, 2, 2, 1],
    ["", "British Transport Police", 11, 4, 2, 2, 2, 1],
]
NOTES = [["Crime in England & Wales, year ending September 2019 - PFA tables"], ["Email: crimestatistics@ons.gov.uk"]]


def value(publication, area, group):
    return next(r for r in publication.rows["recorded_crime"] if (r["area_code"], r["offence_group"]) == (area, group))


@pytest.mark.parametrize("write", [xlsx, ods])
def test_the_layout_of_2018_and_2019(write):
    publication = read_publication(write({"Notes": NOTES, "Table P1 ": old_layout(ROWS)}), "x")
    report = publication.report
    assert report.recognised_as == "force_area_tables"
    assert publication.edition.edition_label == "year ending September 2019"
    assert set(publication.rows["recorded_crime"][0]) == set(fields_of("recorded_crime"))
    assert value(publication, "E23000014", "Drug offences")["place"] == "'Table P1 '!J9"
    assert value(publication, "K04000001", "All offences excluding fraud")["offences"] == 33
    assert not report.faults
    assert not report.mismatches
    assert len(report.totals) == 12


def test_a_force_left_out_is_missing_and_the_national_total_says_so():
    publication = read_publication(xlsx({"Notes": NOTES, "Table P1": old_layout(ROWS)}), "x")
    row = value(publication, "E23000005", "Robbery")
    assert (row["offences"], row["value_status"], row["note"]) == (None, "not published", "Printed as ...")
    assert "without" in value(publication, "K04000001", "Robbery")["coverage"]
    assert "Greater Manchester" in value(publication, "K04000001", "Robbery")["coverage"]
    assert any(note.startswith("Greater Manchester has no figures") for note in publication.report.notes)


def test_regions_are_checked_and_not_kept():
    publication = read_publication(xlsx({"Notes": NOTES, "P1": old_layout(ROWS)}), "x")
    assert not any(r["area_code"].startswith("E12") for r in publication.rows["recorded_crime"])


def test_a_total_that_does_not_add_up_is_named():
    rows = [[*ROWS[0]], *ROWS[1:]]
    rows[0][2] = 34
    report = read_publication(xlsx({"Notes": NOTES, "Table P1": old_layout(rows)}), "x").report
    assert [str(check) for check in report.mismatches] == [
        "'Table P1'!C7: England and Wales, total: printed 34, parts add to 33; differs by 1"
    ]
    assert not report.is_clean


def test_a_wrong_area_code_is_noticed():
    rows = [*ROWS[:4], ["E23000032", "London, City of", 11, 4, 2, 2, 2, 1], ROWS[5]]
    publication = read_publication(xlsx({"Notes": NOTES, "Table P1": old_layout(rows)}), "x")
    assert value(publication, "E23000034", "Robbery")["offences"] == 2
    assert any("is that of Kent" in line for line in publication.report.repairs.lines())


def test_tables_of_rates_and_changes_are_left_out_and_named():
    changes = old_layout(
        ROWS, title="Table P2: offence group and police force area, percentage change, year ending March 2018"
    )
    publication = read_publication(xlsx({"Notes": NOTES, "Table P2": changes, "Table P1": old_layout(ROWS)}), "x")
    assert any(line.startswith("Sheet 'Table P2'") for line in publication.report.skipped)
    assert not publication.report.faults


def test_an_estimate_told_only_in_a_footnote_is_flagged():
    sheet = old_layout([ROWS[0], ["E23000003", "Lancashire8", 11, 4, 2, 2, 2, 1]])
    sheet.append(
        [
            "8. Lancashire Police Force were unable to provide police recorded crime for November. Therefore totals were produced using an estimate."
        ]
    )
    publication = read_publication(xlsx({"Notes": NOTES, "Table P1": sheet}), "x")
    assert next(c for c in publication.report.coverage if c["area"] == "Lancashire")["state"] == "estimated"
    assert value(publication, "E23000003", "Robbery")["note"].startswith("Partly estimated")


ACCESSIBLE = [
    ["Table P1:  Police recorded crime by offence group and police force area, number of offences, year ending June 2025 [note 1]"],
    ["This worksheet contains one table. Some cells refer to notes which can be found on the notes worksheet."],
    ["Police recorded crime statistics are published as official statistics, not accredited official statistics"],
    ["Area Code", "Area Name", "Total recorded crime\n (excluding fraud) \n[note 2]", "Violence against the person", *GROUPS, "Miscellaneous crimes"],
    ["K04000001", "ENGLAND AND WALES [note 3]", "340,004", "340,004", "0", "0", "0", "0"],
    ["E23000036", "Avon and Somerset", "170,002 ", "170,002", "0", "0", "0", "0"],
    ["", "British Transport Police", "170,002", "170,002", "0", "0", "0", "0"],
]  # fmt: skip


def test_the_accessible_layout_in_csv():
    publication = read_publication(csv_bytes(ACCESSIBLE), "p1.csv")
    row = value(publication, "E23000036", "All offences excluding fraud")
    assert (row["offences"], row["place"]) == (170002, "row 6, column C")
    assert publication.edition.edition_label == "year ending June 2025"
    assert not publication.report.mismatches


def test_partnerships_add_up_to_their_force_and_are_checked_against_its_total():
    header = [
        "Police Force Area code", "Police Force Area name", "Community Safety Partnership code",
        "Community Safety Partnership name", "Local Authority code", "Local Authority name",
        "Population figures (mid-2023)", "Total recorded crime\r\n (excluding fraud)", "Violence against the person", "Robbery", "Theft offences",
    ]  # fmt: skip
    rows = [
        ["Table C2: Police recorded crime by community safety partnership, number of offences, year ending June 2025"],
        header,
        ["E23000032", "Kent", "", "", "", "", 900, 60, 30, 20, 10],
        ["E23000032", "Kent", "E22000001", "Ashford", "E07000105", "Ashford", 500, 30, 15, 10, 5],
        ["E23000032", "Kent", "E22000002", "Dover", "E07000108", "Dover", 400, 20, 10, 7, 3],
        ["E23000032", "Kent", "", "Unassigned", "", "", "", 10, 5, 3, 2],
        ["E23000031", "Surrey", "E22000003", "Woking", "E07000217", "Woking", 100, 6, 3, 2, 1],
    ]
    publication = read_publication(xlsx({"Table C2": rows}), "x")
    assert value(publication, "E23000032", "Robbery")["offences"] == 20
    assert value(publication, "E23000031", "Robbery")["offences"] == 2
    assert len(publication.report.totals) == 4
    assert publication.report.is_clean


@pytest.mark.parametrize(
    "names",
    [
        ("Police Force Area code", "Police Force Area name"),
        ("Geography code", "Geography name"),
        ("Codes 2024", "Where"),
    ],
)
def test_columns_of_areas_are_found_whatever_their_heading(names):
    sheet = [*ACCESSIBLE[:3], [*names, *ACCESSIBLE[3][2:]], *ACCESSIBLE[4:]]
    publication = read_publication(xlsx({"P1": sheet}), "x")
    assert value(publication, "E23000036", "All offences excluding fraud")["offences"] == 170002
    assert publication.report.is_clean


def test_without_codes_the_region_stands_above_the_force_of_the_same_name():
    rows = [
        ["Region or Police Force Area", *ACCESSIBLE[3][2:]],
        ["West Midlands ", 30, 30, 0, 0, 0, 0],
        ["Staffordshire", 10, 10, 0, 0, 0, 0],
        ["West Midlands", 20, 20, 0, 0, 0, 0],
    ]
    publication = read_publication(csv_bytes(rows), "policeforceareatables_yearendingMarch2024.csv")
    assert value(publication, "E23000014", "All offences excluding fraud")["offences"] == 20
    assert not publication.report.faults
    assert any("read from the file's name" in note for note in publication.report.notes)


def test_a_table_that_names_no_year_says_what_is_expected():
    report = read_publication(csv_bytes(ACCESSIBLE[3:]), "p1.csv").report
    assert "'year ending March 2024' in the first row" in str(report.faults[0])
