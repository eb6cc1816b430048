"""Shares known to the police, confidence intervals, standard errors: several editions' layouts, read by meaning."""

import pytest

from loaders.errors import UnknownPublication
from loaders.run import fields_of, read_publication
from tests.loaders_published.writing import csv_bytes, ods, xlsx

OLD_D8 = [
    ["Table D8: Proportion of CSEW incidents reported to the police, year ending March 2018 and year ending March 2019 CSEW1,2"],
    [],
    ["England and Wales", "", "Adults aged 16 and over / households"],
    ["Offence type", "Apr '17 to Mar '18", "Apr '18 to Mar '191,2"],
    ["", "Percentages"],
    ["VIOLENCE3", 44, 46.5],
    ["Unweighted base - number of incidents", 900, 850],
    ["Robbery", "-", "[u]"],
    ["Domestic burglary4", "67", 68],
    ["Unweighted base - number of incidents", 512, 498],
    ["Source: Crime Survey for England and Wales, Office for National Statistics"],
    ["1. Footnote"],
]  # fmt: skip
NEW_D10 = [
    ["Table D10: Percentage of CSEW incidents reported to the police by offence, year ending March 2023 and year ending March 2024 [note 1]"],
    ["This worksheet contains one table. Some shorthand is used in this table. [x] indicates not available."],
    ["Source: Crime Survey for England and Wales from the Office for National Statistics"],
    ["Offence type [note 2]", "Apr 2022 to Mar 2023", "Apr 2023 to\n Mar 2024 [note 3]", "Apr 2022 to Mar 2023 unweighted base", "Apr 2023 to Mar 2024 unweighted base"],
    ["All theft offences", 33.2, 34.1, 1200, 1100],
    ["Domestic burglary", "[x]", 57.7, "[x]", 240],
    ["Criminal damage", 30.25, 31.5, 400, 390],
]  # fmt: skip
INTERVALS = [
    ["Table 8a: Confidence intervals and standard errors of CSEW incidents, year ending March 2024"],
    ["", "", "Number of incidents (thousands)", "", "", "", "Rate per 1,000 adults/households", "", ""],
    ["Offence group", "Unweighted base", "Estimate", "Lower limit", "Upper limit", "Standard error", "Estimate", "95% lower CI", "95% upper CI"],
    ["VIOLENCE [note 4]", 31000, 1000, 850, 1150, 76.5, 21.0, 18, 24],
    ["Domestic burglary", 30500, 400, 350, 450, 25.5, 16.0, 14, 18],
]  # fmt: skip


def shares(publication):
    return {
        (row["offence_type"], row["year_ending"].year): (row["known_pct"], row["unweighted_base"])
        for row in publication.rows["survey_shares"]
    }


@pytest.mark.parametrize("write", [xlsx, ods])
def test_shares_with_two_digit_years_glued_footnotes_and_bases_in_rows(write):
    publication = read_publication(write({"Contents": [["Contents"]], "Table D8 ": OLD_D8}), "x")
    assert shares(publication) == {
        ("Violence", 2018): (44, 900),
        ("Violence", 2019): (46.5, 850),
        ("Domestic burglary", 2018): (67, 512),
        ("Domestic burglary", 2019): (68, 498),
    }
    row = publication.rows["survey_shares"][0]
    assert set(row) == set(fields_of("survey_shares"))
    assert row["note"].startswith("Share reported to the police")
    assert publication.report.is_clean
    assert publication.edition.edition_label == "year ending March 2019"
    assert any("2 cells are blank or marked" in line for line in publication.report.skipped)


@pytest.mark.parametrize("write", [xlsx, ods, lambda sheets: csv_bytes(next(iter(sheets.values())))])
def test_shares_of_the_accessible_layout_with_bases_in_columns(write):
    publication = read_publication(write({"D10": NEW_D10}), "x")
    assert shares(publication)["Domestic burglary", 2024] == (57.7, 240)
    assert shares(publication)["Criminal damage", 2023] == (30.25, 400)
    assert ("Domestic burglary", 2023) not in shares(publication)


def test_shares_written_as_parts_of_one_are_read_as_per_cent_and_told():
    sheet = [*NEW_D10[:4], ["Criminal damage", 0.3025, 0.315, 400, 390]]
    publication = read_publication(xlsx({"D10": sheet}), "x")
    assert shares(publication)["Criminal damage", 2023] == (30.25, 400)
    assert any("parts of one" in note for note in publication.report.notes)


def test_reasons_for_not_reporting_are_no_shares():
    sheet = [["Table D11: Reasons for not reporting crime to the police, year ending March 2024"], *NEW_D10[3:]]
    with pytest.raises(UnknownPublication):
        read_publication(xlsx({"D11": sheet}), "x")


def test_intervals_and_standard_errors_under_two_lines_of_headings():
    publication = read_publication(xlsx({"Table 8a": INTERVALS}), "x")
    rows = {(row["offence_type"], row["measure"]): row for row in publication.rows["survey_estimates"]}
    violence = rows["Violence", "incidents"]
    assert (violence["estimate"], violence["lower"], violence["upper"], violence["standard_error"]) == (
        1000,
        850,
        1150,
        76.5,
    )
    assert violence["unit"] == "thousand incidents"
    assert (rows["Violence", "rate"]["unit"], rows["Violence", "rate"]["lower"]) == ("per 1,000 adults", 18)
    assert rows["Domestic burglary", "rate"]["unit"] == "per 1,000 households"
    assert str(violence["period_end"]) == "2024-03-31"
    assert set(violence) == set(fields_of("survey_estimates"))
    assert not publication.report.faults


def test_an_estimate_outside_its_own_interval_is_a_fault_with_its_cell():
    wrong = [*INTERVALS[:3], ["Robbery", 31000, 100, 110, 120, 5, 2, 1, 3]]
    faults = read_publication(xlsx({"T": wrong}), "x").report.faults
    assert [str(fault) for fault in faults] == ["'T'!C4: lies outside its own interval"]


def test_whole_incidents_are_kept_in_thousands_and_an_interval_may_stand_in_one_cell():
    sheet = [
        ["CSEW number of incidents with confidence intervals, year ending June 2025"],
        ["Offence", "Estimate", "95% confidence interval"],
        ["Fraud", 4_100_000, "3,800,000 to 4,400,000"],
        ["Robbery", 90_000, "60,000 - 120,000"],
    ]
    rows = {row["offence_type"]: row for row in read_publication(csv_bytes(sheet), "x").rows["survey_estimates"]}
    assert (rows["Fraud"]["estimate"], rows["Fraud"]["lower"], rows["Robbery"]["upper"]) == (4100, 3800, 120)


OPEN = [
    "MeasurementVar",
    "CharacteristicVar",
    "Sex",
    "Age",
    "HouseholdType",
    "Estimate",
    "StandardError",
    "UnweightedCount",
]
OPEN_ROWS = [
    ["robber_i", "Total", "All adults", "16+", "", 2.9, 0.855, 20980],
    ["robber_p", "gor", "All adults", "16+", "", 0.3, 0.1, 2098],
    ["robber_p", "Total", "Men", "16+", "", 0.3, 0.1, 9098],
    ["biketh_p", "Total", "", "", "Bicycle-owning households", 1.77, 0.22, 8930],
    ["ratpol3", "Total", "All adults", "16+", "", 52.5, 0.545, 19818],
]


def test_open_data_are_read_by_their_variables_and_breakdowns_are_counted():
    publication = read_publication(csv_bytes([OPEN, *OPEN_ROWS]), "CSEW_England and Wales_2022Q3.csv")
    rows = {(row["offence_type"], row["measure"]): row for row in publication.rows["survey_estimates"]}
    assert rows["Robbery", "rate"]["standard_error"] == 0.855
    assert rows["Bicycle theft (bicycle-owning households)", "prevalence"]["unit"] == "% of bicycle-owning households"
    assert len(rows) == 2
    assert publication.edition.edition_label == "year ending September 2022"
    assert any("file's name" in note for note in publication.report.notes)
    assert any(line.startswith("2 rows break the survey down") for line in publication.report.skipped)


def test_open_data_with_a_period_column_in_another_order_need_no_file_name():
    header = ["Time", "StandardError", "Estimate", "UnweightedCount", "CharacteristicVar", "MeasurementVar"]
    rows = [
        ["2021/22", 0.8, 3.1, 21000, "Total", "robber_i"],
        ["year ending March 2023", 0.9, 3.3, 22000, "Total", "robber_i"],
    ]
    publication = read_publication(xlsx({"Data": [header, *rows]}), "x")
    assert {str(row["period_end"]): row["estimate"] for row in publication.rows["survey_estimates"]} == {
        "2022-03-31": 3.1,
        "2023-03-31": 3.3,
    }


def test_open_data_without_any_year_say_what_is_expected():
    report = read_publication(csv_bytes([OPEN, *OPEN_ROWS]), "estimates.csv").report
    assert "expected for instance 2022Q3" in str(report.faults[0])


HEADS = [
    "Type of crime",
    "Reported to the police (%)",
    "Not reported to the police (%)",
    "Unweighted base (number of incidents)",
]
ONE_YEAR = [
    ["Table D10: Reporting of CSEW crime to the police, year ending March 2024"],
    HEADS,
    ["Violence", 45.2, 54.8, 1200],
]
SPANNED = [
    ["Table D8: Crimes reported to the police"],
    ["Offence group", "Percentage reported to the police", "", "Unweighted base", ""],
    ["", "Apr 2018 to Mar 2019", "Apr 2019 to Mar 2020", "Apr 2018 to Mar 2019", "Apr 2019 to Mar 2020"],
    ["VIOLENCE", 41, 42, 910, 920],
]
CAME_TO_KNOW = [
    ["Percentage of CSEW incidents the police came to know about, year ending December 1981 to year ending March 2019"],
    ["Offence", "Jan '81 to Dec '81", "Apr '18 to Mar '19"],
    ["Vandalism", "22", "31%"],
    ["Theft of vehicle", "[x]", "94"],
]


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        (ONE_YEAR, {("Violence", 2024): (45.2, 1200)}),
        (SPANNED, {("Violence", 2019): (41, 910), ("Violence", 2020): (42, 920)}),
        (
            CAME_TO_KNOW,
            {("Vandalism", 1981): (22, None), ("Vandalism", 2019): (31, None), ("Theft of vehicle", 2019): (94, None)},
        ),
    ],
    ids=["one year", "spanned headings", "came to know"],
)
@pytest.mark.parametrize(
    "write", [lambda rows: xlsx({"D": rows}), lambda rows: ods({"D": rows}), csv_bytes], ids=["xlsx", "ods", "csv"]
)
def test_other_ways_of_setting_the_same_table(sheet, expected, write):
    publication = read_publication(write(sheet), "x")
    assert shares(publication) == expected
    assert not publication.report.faults


def test_a_margin_beside_an_estimate_gives_its_limits():
    sheet = [
        ["CSEW estimates, year ending June 2025"],
        ["Offence type", "Number of incidents (000s)", "+/-", "Unweighted base"],
        ["Fraud", 4100, 250, 31000],
    ]
    row = read_publication(csv_bytes(sheet), "x").rows["survey_estimates"][0]
    assert (row["lower"], row["upper"], row["unweighted_base"]) == (3850, 4350, 31000)
