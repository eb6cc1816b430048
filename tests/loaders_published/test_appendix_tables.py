"""ONS appendix tables: two tables side by side, markers, bases, and sums between the codes."""

from loaders.run import fields_of, read_publication
from tests.loaders_published.writing import ods, xlsx

BASE = "Unweighted base - number of adults"
HOUSEHOLDS = "Unweighted base - number of households"
OLD, NEW = "Jan 1995 to Dec 1995", "Oct 2021 to Sep 2022 [note 6] "


def survey_sheet(*, number="A1"):
    """Tables a and b side by side, separated by empty columns."""
    header = [
        "Offence group [note 4]",
        OLD,
        NEW,
        "",
        "",
        "Offence group [note 4]",
        "Jan 1995 to\n Dec 1995",
        "Jan 1995 to\n Dec 1995 Significance",
    ]
    labels = [
        ("VIOLENCE", 3.0, 1135.8020493, -74.5, "[s]"),
        ("Violence with injury", 2.0, 455.0, -80.0, ""),
        ("Violence without injury", 1.0, 680.8020493, "[x]", ""),
        (BASE, 16337, 20980, "", ""),
        ("Domestic burglary", 9, 7, -5.0, 0),
        ("With entry", 4, "[x]", "[x]", ""),
        ("Domestic burglary in a dwelling", 5, 4, 1.5, ""),
        ("With entry", 2, 1, 1.5, ""),
        (HOUSEHOLDS, 16000, 20756, "", ""),
        ("FRAUD AND COMPUTER MISUSE [note 8, 9]", "[x]", 4398, "[x]", ""),
    ]
    return [
        [f"Worksheet {number}: Trends in CSEW incidents of crime"],
        [
            f"{number}a: Trends in CSEW incidents (1,000s)",
            "",
            "",
            "",
            "",
            f"{number}b: year ending September 2022 compared to selected years",
        ],
        header,
        *[[label, old, new, "", "", label, change, mark] for label, old, new, change, mark in labels],
    ]


A4 = [
    ["Table A4:  Police recorded crime by offence, year ending March 2022 to year ending September 2022 [note 1,2]"],
    ["England and Wales, year ending March 2022 to year ending September 2022"],
    [
        "Offence code",
        "Offence category",
        "Apr 2021 to \n Mar 2022",
        "Oct 2021 to \n Sep 2022",
        "% change Sep 22 with Mar 22",
    ],
    ["", "VICTIM BASED CRIME ", 30, 20, -1],
    [1, "Murder [note 3]", 6, 5, ""],
    ["4.10", "Corporate manslaughter", "[x]", 1, "[u]"],
    ["4.1", "Manslaughter [note 3]", 4, 4, ""],
    ["", "Homicide [note 3, 4]", 10, 10, 0],
    ["", "TOTAL VIOLENCE AGAINST THE PERSON", 10, 10, 0],
    ["28A", "Burglary in a dwelling [note 36]", 5, "[x]", ""],
    ["28E", "Burglary - Residential [note 36]", "[x]", 6, ""],
    ["", "Domestic burglary ", 5, "[x]", ""],
    ["", "Residential burglary", "[x]", 6, ""],
    ["", "  of which:  distraction burglary", "[x]", 1, ""],
    [30, "Burglary in a building other than a dwelling", 15, "[x]", ""],
    ["30C", "Burglary - business and community", "[x]", 4, ""],
    ["", "Non-domestic burglary ", 15, "[x]", ""],
    ["", "Non-residential burglary", "[x]", 4, ""],
    ["", "Burglary", 20, 10, ""],
    ["", "TOTAL THEFT OFFENCES", 20, 10, ""],
    ["", "OTHER CRIMES AGAINST SOCIETY", 2, 2, ""],
    [15, "Concealing an infant death close to birth", 2, 2, ""],
    ["", "TOTAL MISCELLANEOUS CRIMES AGAINST SOCIETY", 2, 2, ""],
    ["", "TOTAL RECORDED CRIME - ALL OFFENCES EXCLUDING FRAUD AND COMPUTER MISUSE  [note 55]", 32, 22, ""],
    ["", "FRAUD OFFENCES ", "", "", ""],
    ["", "Fraud offences referred to NFIB by Cifas [note 58, 59]", 3, 4, ""],
    ["", "TOTAL FRAUD  AND COMPUTER MISUSE OFFENCES [note 63]", 3, 4, ""],
    ["", "TOTAL RECORDED CRIME – ALL OFFENCES INCLUDING FRAUD AND COMPUTER MISUSE [note 55, 63 ]", 35, 26, ""],
]
COVER = [
    ["Crime in England and Wales, Appendix tables - year ending September 2023"],
    [
        "Published alongside the bulletin Crime in England & Wales, year ending September 2022 published on 26 January 2023."
    ],
    ["Email: crimestatistics@ons.gov.uk", "Tel: +44 (0)20 7592 8695, Titchfield, PO15 5RR"],
]


def test_estimates_come_with_their_base_and_changes_with_their_flag():
    publication = read_publication(xlsx({"Cover sheet": COVER, "Table A1": survey_sheet()}), "x")
    estimates = list(publication.rows["survey_estimates"])
    assert set(estimates[0]) == set(fields_of("survey_estimates"))
    assert set(publication.rows["survey_changes"][0]) == set(fields_of("survey_changes"))
    newest = {
        r["offence_type"]: (r["estimate"], r["unweighted_base"]) for r in estimates if r["period_end"].year == 2022
    }
    assert newest == {
        "Violence": (1135.802, 20980),
        "Violence with injury": (455, 20980),
        "Violence without injury": (680.802, 20980),
        "Domestic burglary": (7, 20756),
        "Domestic burglary in a dwelling": (4, 20756),
        "Domestic burglary in a dwelling: with entry": (1, 20756),
        "Fraud and computer misuse": (4398, None),
    }
    changes = {r["offence_type"]: (r["change_pct"], r["significant"]) for r in publication.rows["survey_changes"]}
    assert changes["Violence"] == (-74.5, "yes")
    assert changes["Violence with injury"] == (-80, "no")
    assert "Violence without injury" not in changes
    assert {str(r["compared_end"]) for r in publication.rows["survey_changes"]} == {"2022-09-30"}
    assert not publication.report.faults


def test_a_cover_that_says_another_year_is_told_and_the_day_of_publication_is_read():
    publication = read_publication(ods({"Cover sheet": COVER, "Table A1": survey_sheet()}), "x")
    assert publication.edition.edition_label == "year ending September 2022"
    assert str(publication.edition.published_on) == "2023-01-26"
    assert any("The cover says year ending September 2023" in note for note in publication.report.notes)


def test_recorded_crime_by_code_with_every_printed_sum_checked():
    publication = read_publication(xlsx({"Table A4 ": A4}), "x")
    rows = {
        (r["offence_group"], r["offence_subgroup"], r["offence_code"]): r["offences"]
        for r in publication.rows["recorded_crime"]
        if r["period_end"].month == 9
    }
    assert publication.report.is_clean, (publication.report.faults, publication.report.mismatches)
    assert rows["Violence against the person", "Homicide", "4.10"] == 1
    assert rows["Theft offences", "Residential burglary", "28E"] == 6
    assert rows["Theft offences", "Residential burglary: of which distraction burglary", ""] == 1
    assert rows["Theft offences", "Non-residential burglary", "30C"] == 4
    assert rows["Miscellaneous crimes against society", "", "15"] == 2
    assert rows["All offences excluding fraud", "", ""] == 22
    assert rows["All offences including fraud", "", ""] == 26
    assert ("Theft offences", "Domestic burglary", "28A") not in rows
    assert set(publication.rows["recorded_crime"][0]) == set(fields_of("recorded_crime"))


def test_a_change_beside_the_counts_that_names_both_periods_is_no_count():
    plain = read_publication(xlsx({"Cover": COVER, "Table A4": A4}), "x")
    named = [row[:] for row in A4]
    named[2][4] = "Percentage change Apr 2021 to Mar 2022 and Oct 2021 to Sep 2022"
    publication = read_publication(xlsx({"Cover": COVER, "Table A4": named}), "x")
    assert not publication.report.faults
    assert not publication.report.mismatches
    assert list(publication.rows["recorded_crime"]) == list(plain.rows["recorded_crime"])
    assert any("Table A4" in line and "not one that is kept" in line for line in publication.report.skipped)


def test_a_sum_that_does_not_add_up_is_named_with_its_cell():
    wrong = [list(row) for row in A4]
    wrong[7][3] = 11
    report = read_publication(xlsx({"Table A4": wrong}), "x").report
    assert any(
        str(check).startswith("'Table A4'!D8: Homicide, year ending September 2022") for check in report.mismatches
    )


def test_survey_sums_that_differ_are_mismatches_like_any_other():
    sheet = survey_sheet()
    sheet[3][2] = 1200.0
    report = read_publication(xlsx({"Table A1": sheet}), "x").report
    assert not report.is_clean
    assert all("from its parts: printed 1,200" in str(check) for check in report.mismatches)


def test_tables_that_are_not_kept_are_named():
    report = read_publication(xlsx({"Table A1": survey_sheet(), "Table A3": survey_sheet(number="A3")}), "x").report
    assert sum("not one that is kept" in line for line in report.skipped) == 2


OLD_A1 = [
    ["Table A1: Trends in CSEW incidents of crime from year ending December 1981 to year ending March 2018, with percentage change1,2"],
    ["England and Wales", "", "", "", "", "", "", "Adults aged 16 and over/households"],
    ["Offence group4", "Jan '81 to Dec '81", "Apr '16 to Mar '17", "Apr '17 to Mar '183", "", "April 2017 to March 2018 compared with:"],
    ["", "", "", "", "", "Jan '81 to Dec '81", "", "Apr '16 to Mar '17", ""],
    ["", "Number of incidents (thousands)", "", "", "", "Percentage change and significance5"],
    ["VIOLENCE", 2063, 1245, 1259, "", -39, "*", 1, ""],
    ["with injury", 1226, 500, 510, "", -58, "*", 2, ""],
    ["Unweighted base - number of adults", 10905, 35000, 34700],
    ["FRAUD6,7", "..", 3405, 3256, "", "..", "", -4, ""],
]  # fmt: skip


def test_the_layout_until_2019_with_changes_beside_the_figures():
    publication = read_publication(xlsx({"Table A1": OLD_A1}), "x")
    estimates = {(r["offence_type"], r["period_end"].year): r["estimate"] for r in publication.rows["survey_estimates"]}
    assert estimates["Violence with injury", 2018] == 510
    assert estimates["Fraud", 2017] == 3405
    changes = {
        (r["offence_type"], r["base_end"].year): (r["change_pct"], r["significant"])
        for r in publication.rows["survey_changes"]
    }
    assert changes == {
        ("Violence", 1981): (-39, "yes"),
        ("Violence", 2017): (1, "no"),
        ("Violence with injury", 1981): (-58, "yes"),
        ("Violence with injury", 2017): (2, "no"),
        ("Fraud", 2017): (-4, "no"),
    }
    assert {str(r["compared_end"]) for r in publication.rows["survey_changes"]} == {"2018-03-31"}
    assert not publication.report.faults


def test_a_change_column_may_name_both_periods_and_limits_may_stand_beside_an_estimate():
    header = [
        "Offence type",
        "Apr 2023 to Mar 2024",
        "Jul 2024 to Jun 2025 lower 95% CI",
        "Jul 2024 to Jun 2025",
        "Jul 2024 to Jun 2025 upper 95% CI",
        "Jul 2024 to Jun 2025 compared with Apr 2023 to Mar 2024 percentage change",
        "Jul 2024 to Jun 2025 compared with Apr 2023 to Mar 2024 significance",
    ]
    sheet = [["Table A1a: Trends in CSEW incidents of crime"], header, ["Robbery", 100, 60, 90, 120, -10, "[s]"]]
    publication = read_publication(ods({"A1a": sheet}), "x")
    newest = publication.rows["survey_estimates"][1]
    assert (newest["estimate"], newest["lower"], newest["upper"], newest["period_end"].year) == (90, 60, 120, 2025)
    change = publication.rows["survey_changes"][0]
    assert (change["change_pct"], change["significant"], str(change["base_end"])) == (-10, "yes", "2024-03-31")
