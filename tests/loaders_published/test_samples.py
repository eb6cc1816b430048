"""Real editions, where their folder is at hand; they are not kept here."""

import os
from pathlib import Path

import pytest

from loaders.run import read_publication

FOLDER = os.environ.get("RCQ_TEST_SAMPLES", "")
pytestmark = pytest.mark.skipif(not FOLDER, reason="RCQ_TEST_SAMPLES names no folder of published files")


def read(name, *, differing=0):
    """A file whose own totals agree but for those that are known to differ as published."""
    publication = read_publication((Path(FOLDER) / name).read_bytes(), name)
    assert not publication.report.faults
    assert len(publication.report.mismatches) == differing
    return publication


def test_open_data_2017_18():
    publication = read("home_office/prc-pfa-mar2013-onwards-tables201718.csv")
    assert publication.report.sums == {
        "all offences": 5_519_401,
        "all offences excluding fraud": 4_881_043,
        "43 forces, excluding fraud": 4_821_452,
        "British Transport Police, excluding fraud": 59_591,
    }
    rows = publication.rows["recorded_crime"]
    assert sum(r["offences"] for r in rows if r["offence_subgroup"] == "Homicide") == 728


def test_rolling_years():
    rows = read("home_office/rec-crime-pfa.csv").rows["recorded_crime"]
    assert len(rows) == 46_469
    assert sum(1 for row in rows if row["offences"] < 0) == 25
    assert sum(1 for row in rows if "30-12-2017" in (row["note"] or "")) == 927


def test_no_crimes_2011_12():
    sums = read("home_office/no-crime-201112-cleaned.csv").report.sums
    assert sums == {"recorded offences": 3_976_312, "cancelled records": 141_445}


@pytest.mark.parametrize(
    ("edition", "total"), [("march2018v2", 4_876_282), ("december2018", 5_153_064), ("september2019", 5_000_036)]
)
def test_force_area_tables(edition, total):
    publication = read(f"ons/policeforceareatablesyearending{edition}.xlsx")
    national = [r for r in publication.rows["recorded_crime"] if r["area_code"] == "K04000001"]
    assert [r["offences"] for r in national if r["offence_group"].startswith("All")] == [total]
    missing = {cell["area"] for cell in publication.report.missing()}
    assert missing == ({"Greater Manchester"} if edition == "september2019" else set())


def test_appendix_tables():
    publication = read("ons/appendixtablesyesept22.xlsx", differing=3)
    assert publication.report.rows_by_kind == {"survey_estimates": 2419, "survey_changes": 901, "recorded_crime": 3657}
    totals = {
        r["offence_group"]: r["offences"]
        for r in publication.rows["recorded_crime"]
        if r["offence_group"].startswith("All") and str(r["period_end"]) == "2022-09-30"
    }
    assert totals == {"All offences excluding fraud": 5_531_610, "All offences including fraud": 6_642_291}


def test_survey_open_data_with_standard_errors():
    publication = read("ons/csew_open_data_2022q3_estimates.csv")
    rows = {(r["offence_type"], r["measure"]): r for r in publication.rows["survey_estimates"]}
    assert (rows["Robbery", "rate"]["standard_error"], rows["Domestic burglary", "prevalence"]["estimate"]) == (
        0.855,
        1.3,
    )
    assert len(rows) == 5


@pytest.mark.parametrize("name", ["250m", "500m"])
def test_boundaries(name):
    publication = read(f"geography/police_force_areas_dec2016_{name}_clockwise.geojson")
    assert len(publication.rows["boundaries"]) == 43
    assert publication.edition.edition_label == "2016"
