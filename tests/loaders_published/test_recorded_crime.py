"""Home Office open data: the traps seen in real editions, each in a small file."""

import pytest

from loaders.errors import UnknownPublication
from loaders.run import fields_of, read_publication
from tests.loaders_published.writing import OPEN_DATA, csv_bytes, ods, open_data, open_data_row, xlsx


def read(*rows, write=None):
    content = write({"2017_18": open_data(*rows)}) if write else csv_bytes(open_data(*rows))
    return read_publication(content, "anything.bin")


def counts(publication):
    return [row["offences"] for row in publication.rows["recorded_crime"]]


@pytest.mark.parametrize("write", [None, xlsx, ods])
def test_every_format_gives_the_same_rows(write):
    publication = read(open_data_row(5), open_data_row(7, force="Essex", quarter=4), write=write)
    rows = list(publication.rows["recorded_crime"])
    assert publication.report.recognised_as == "recorded_crime"
    assert publication.edition.publication_id == "ho-recorded-crime-open-data"
    assert set(rows[0]) == set(fields_of("recorded_crime"))
    assert [(str(r["period_start"]), str(r["period_end"]), r["area_code"], r["offences"]) for r in rows] == [
        ("2017-04-01", "2017-06-30", "E23000032", 5),
        ("2018-01-01", "2018-03-31", "E23000028", 7),
    ]
    assert rows[1]["place"] == ("'2017_18'!H3" if write else "row 3")
    assert not publication.report.faults


def test_identical_rows_all_count():
    homicide = {
        "name": "Homicide",
        "group": "Violence against the person",
        "subgroup": "Homicide",
        "code": "1/4.1/4.10/4.2",
    }
    publication = read(*[open_data_row(2, **homicide) for _ in range(4)], write=xlsx)
    assert counts(publication) == [8]
    assert publication.rows["recorded_crime"][0]["place"] == "'2017_18'!H2, H3, H4, H5"
    assert "4 rows share" in publication.report.notes[0]


def test_padding_minus_nought_and_negative_counts():
    publication = read(open_data_row(" 66776 "), open_data_row(" -00 ", code="57"), open_data_row("-3", code="58"))
    assert counts(publication) == [66776, 0, -3]
    assert publication.report.repairs.lines() == [
        "rows 2 to 3, column H: spaces round the number left out (2 cells)",
        "row 3, column H: -00 read as zero",
    ]


def test_a_count_not_available_is_missing_and_not_zero():
    publication = read(open_data_row("N/a"), open_data_row(4, code="57"))
    first = publication.rows["recorded_crime"][0]
    assert (first["offences"], first["value_status"]) == (None, "not published")
    assert publication.report.sums["all offences"] == 4


@pytest.mark.parametrize("blank", [None, "", "  "])
def test_a_blank_count_is_told_with_its_place_and_is_not_zero(blank):
    publication = read(open_data_row(blank), open_data_row(4, code="57"))
    assert counts(publication) == [None, 4]
    assert publication.report.repairs.lines() == [
        "row 2, column H: blank: kept as a count that is not published, never as zero"
    ]


def test_a_row_without_a_count_among_those_added_is_told():
    publication = read(open_data_row("N/a"), open_data_row(4))
    first = publication.rows["recorded_crime"][0]
    assert first["offences"] == 4
    assert "no published count" in first["note"]


def test_fraud_bodies_and_btp_stand_beside_the_43_forces():
    fraud = {"group": "Fraud offences", "subgroup": "Fraud: action fraud", "code": "AF", "force": "Action Fraud"}
    publication = read(
        open_data_row(5), open_data_row(100, **fraud), open_data_row(2, force="British Transport Police")
    )
    assert publication.report.sums == {
        "all offences": 107,
        "all offences excluding fraud": 7,
        "43 forces, excluding fraud": 5,
        "British Transport Police, excluding fraud": 2,
    }
    row = publication.rows["recorded_crime"][1]
    assert (row["area_code"], row["offence_subgroup"]) == ("Action Fraud", "Fraud: Action Fraud")
    assert row["coverage"] == "Fraud reported to a national body, not to a force"


def test_a_group_renamed_keeps_its_name_here_and_says_how_it_was_printed():
    row = read(open_data_row(group="Miscellaneous crimes", subgroup="Miscellaneous crimes")).rows["recorded_crime"][0]
    assert (row["offence_group"], row["offence_subgroup"]) == ("Miscellaneous crimes against society", "")
    assert row["note"] == "Printed as Miscellaneous crimes in this edition."


def test_columns_reordered_renamed_extra_and_an_unnamed_index():
    header = ["", "Offence Count", "Offence Code", "Police Force", "Colour", *OPEN_DATA[:2], *OPEN_DATA[4:6]]
    row = [0, 5, "56A", "Kent", "blue", "2017/18", "1", "Criminal damage and arson", "Arson"]
    publication = read_publication(xlsx({"2017_18": [header, row]}), "x")
    assert counts(publication) == [5]
    assert any("'Colour'" in line for line in publication.report.skipped)
    assert any("quarter stored as text" in line for line in publication.report.repairs.lines())


def test_stray_headers_to_the_right_are_left_out_and_told():
    rows = [[*OPEN_DATA, "", "Offence Group", "Offence Code"], [*open_data_row(5), "", "", ""]]
    publication = read_publication(ods({"2013_14": rows}), "x")
    assert counts(publication) == [5]
    assert sum("stands twice" in line for line in publication.report.repairs.lines()) == 2
    assert not publication.report.faults


def test_a_second_column_that_holds_something_is_a_fault():
    rows = [[*OPEN_DATA, "Number of Offences"], [*open_data_row(5), 6]]
    assert "which one counts" in str(read_publication(xlsx({"A": rows}), "x").report.faults[0])


def test_a_wrong_heading_is_put_right_by_what_stands_under_it():
    header = [*OPEN_DATA]
    header[2], header[4] = "Offence Type", "Force Name"
    rows = [header, *[open_data_row(n, force=force) for n, force in enumerate(("Kent", "Essex", "Surrey"))]]
    publication = read_publication(xlsx({"2014_15": rows}), "x")
    assert [row["area_code"] for row in publication.rows["recorded_crime"]] == ["E23000032", "E23000028", "E23000031"]
    assert any("heading wrong" in line for line in publication.report.repairs.lines())


def test_cover_and_correction_sheets_in_front_and_a_part_year_at_the_end():
    sheets = {
        "Correction": [["A correction was made to Kent."]],
        "Notes": [["Published: 23 April 2026"]],
        "2024_25 ": open_data(*[open_data_row(1, year="2024/25", quarter=q) for q in (1, 2, 3, 4)]),
        "2025_26": open_data(*[open_data_row(1, year="2025/26", quarter=q) for q in (1, 2, 3)]),
    }
    publication = read_publication(ods(sheets), "x")
    report = publication.report
    assert len(publication.rows["recorded_crime"]) == 7
    assert any("2025/26 holds 3 of 4 quarters: a part year" in note for note in report.notes)
    assert not any("2024/25 holds" in note for note in report.notes)
    assert str(publication.edition.published_on) == "2026-04-23"
    assert publication.rows["recorded_crime"][0]["place"] == "'2024_25 '!H2"


def test_a_force_missing_from_a_quarter_is_named_in_the_coverage():
    publication = read(open_data_row(1, force="Greater Manchester"), open_data_row(1), open_data_row(1, quarter=2))
    missing = [(c["area"], str(c["period_end"])) for c in publication.report.missing()]
    assert ("Greater Manchester", "2017-09-30") in missing
    assert ("Greater Manchester", "2017-06-30") not in missing
    assert any(note.startswith("Greater Manchester has no figures") for note in publication.report.notes)


def test_every_fault_is_found_with_its_place():
    publication = read(
        open_data_row("five"),
        open_data_row(force="Narnia"),
        open_data_row(year="2017/19"),
        open_data_row(group="Piracy"),
        open_data_row(quarter=7),
    )
    assert {fault.place for fault in publication.report.faults} == {
        "row 2, column H",
        "row 3, column C",
        "row 4, column A",
        "row 5, column E",
        "row 6, column B",
    }
    assert len(publication.report.faults) == 5
    assert "five" not in " ".join(map(str, publication.report.faults))


def test_a_period_on_two_sheets_is_a_fault():
    publication = read_publication(xlsx({"A": open_data(open_data_row(1)), "B": open_data(open_data_row(2))}), "x")
    assert "stands on sheet 'A' too" in str(publication.report.faults[0])


def test_footnotes_and_totals_under_the_table_are_told_and_left_out():
    rows = open_data(open_data_row(1), ["Source: Home Office"], ["Total", "", "", "", "", "", "", 1])
    publication = read_publication(xlsx({"A": rows}), "x")
    assert counts(publication) == [1]
    assert [line for line in publication.report.skipped if "row" in line] == [
        "'A' row 3: a footnote.",
        "'A' row 4: a total, not a force.",
    ]


def test_the_partnership_version_is_refused_with_what_to_do():
    rows = [[*OPEN_DATA, "CSP Name"], [*open_data_row(), "Ashford"]]
    with pytest.raises(UnknownPublication, match="police force area version"):
        read_publication(csv_bytes(rows), "x")


def test_rows_can_be_taken_by_column_and_by_index():
    rows = read(open_data_row(1), open_data_row(2, code="57")).rows["recorded_crime"]
    assert rows.column("offences") == [1, 2]
    assert rows.column("basis") == ["as published"] * 2
    assert rows[-1] == list(rows)[1]
    assert rows[0:1] == [rows[0]]


YEARLESS = [row[1:] for row in open_data(*[open_data_row(code=f"{number}A") for number in range(20, 40)])]


def test_the_name_of_a_sheet_says_the_year_where_no_column_does():
    publication = read_publication(xlsx({"2017_18": YEARLESS}), "x")
    assert {str(r["period_end"]) for r in publication.rows["recorded_crime"]} == {"2017-06-30"}
    assert any("the name of the sheet says it" in note for note in publication.report.notes)


@pytest.mark.parametrize("words", ["Q1", "Quarter 1", "1", "1.0", "Q1 (Apr to Jun)", "April to June", "Apr-Jun"])
def test_a_quarter_may_be_written_in_many_ways(words):
    rows = [open_data_row(code=f"{number}A", quarter=words) for number in range(20, 40)]
    publication = read_publication(xlsx({"2017_18": open_data(*rows)}), "x")
    assert {str(r["period_end"]) for r in publication.rows["recorded_crime"]} == {"2017-06-30"}


def test_counts_under_the_heading_of_the_codes_are_put_right():
    header = [*OPEN_DATA[:6], OPEN_DATA[7], OPEN_DATA[6]]
    rows = [open_data_row(count=number, code=f"{number}A") for number in range(20, 40)]
    publication = read_publication(xlsx({"2013_14": [header, *rows]}), "x")
    assert {r["offence_code"]: r["offences"] for r in publication.rows["recorded_crime"]}["20A"] == 20
    assert any("heading wrong; read as count" in line for line in publication.report.repairs.lines())


def test_rows_of_totals_are_told_and_left_out():
    rows = [open_data_row(code=f"{number}A") for number in range(20, 40)]
    total = ["", "", "Total", "", "", "", "", 100]
    whole = open_data_row(100, force="England and Wales")
    report = read_publication(csv_bytes(open_data(*rows, total, whole)), "x").report
    assert not report.faults
    assert sum("a total, not a force" in line for line in report.skipped) == 2
    assert report.sums["all offences"] == 100


def test_a_force_nobody_knows_is_answered_with_the_nearest():
    rows = [open_data_row(code=f"{number}A") for number in range(20, 40)]
    report = read_publication(csv_bytes(open_data(*rows, open_data_row(force="Hampshir"))), "x").report
    assert "did you mean 'Hampshire'?" in str(report.faults[0])
