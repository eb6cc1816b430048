"""Rolling years by force."""

from loaders.run import fields_of, read_publication
from tests.loaders_published.writing import csv_bytes, ods

HEADER = ["12 months ending", "PFA", "Region", "Offence", "Rolling year total number of offences"]


def row(end="31-03-2003", force="Kent", offence="Robbery", count=5):
    return [end, force, "South East", offence, count]


def read(*rows):
    return read_publication(csv_bytes([HEADER, *rows], line_end="\r\n"), "x.csv")


def test_a_rolling_year_is_twelve_months_and_names_become_ours():
    publication = read(row(), row(force="City of London", offence="Death or serious injury caused by illegal driving"))
    first, second = publication.rows["recorded_crime"]
    assert publication.report.recognised_as == "rolling_recorded_crime"
    assert set(first) == set(fields_of("recorded_crime"))
    assert (str(first["period_start"]), str(first["period_end"]), first["offences"]) == ("2002-04-01", "2003-03-31", 5)
    assert (second["area_code"], second["offence_subgroup"]) == (
        "E23000034",
        "Death or serious injury - unlawful driving",
    )
    assert any("no two periods may be added" in note for note in publication.report.notes)


def test_a_misdated_period_is_kept_under_the_end_of_its_month_and_flagged():
    publication = read(row("30-12-2017"), row("31-03-2018"))
    first = publication.rows["recorded_crime"][0]
    assert str(first["period_end"]) == "2017-12-31"
    assert "30-12-2017" in first["note"]
    assert publication.report.repairs.lines() == [
        "row 2, column A: Printed as 12 months ending 30-12-2017; read as 31-12-2017."
    ]


def test_a_body_that_begins_later_has_part_years_first():
    fraud = {"force": "Action Fraud", "offence": "Action Fraud"}
    ends = ("30-06-2011", "30-09-2011", "31-12-2011", "31-03-2012", "30-06-2012")
    publication = read(row("31-03-2011"), *[row(end, **fraud) for end in ends])
    notes = [r["note"] for r in publication.rows["recorded_crime"] if r["area_code"] == "Action Fraud"]
    assert notes == ["Part year."] * 4 + [None]
    assert sum(cell["state"] == "partial" for cell in publication.report.coverage) == 4


def test_negative_counts_stay_and_the_same_figure_twice_is_a_fault():
    publication = read(row(count=-4), row(count=3))
    assert publication.rows["recorded_crime"][0]["offences"] == -4
    assert "same figure as row 2" in str(publication.report.faults[0])


def test_an_unknown_offence_is_a_fault_and_makes_no_row():
    publication = read(row(offence="Piracy"), row())
    assert len(publication.rows["recorded_crime"]) == 1
    assert publication.report.faults[0].place == "row 2, column D"


def test_real_dates_in_a_workbook_are_read_too():
    content = ods({"Data": [HEADER, row("2003-03-31")]})
    assert str(read_publication(content, "x").rows["recorded_crime"][0]["period_end"]) == "2003-03-31"
