"""The corrected file back: the submitted sheets with a column of faults, to be mended and loaded again."""

import pytest

from dashboard.commands.checked_copy import FAULTS_HEADING, checked_copy
from dashboard.exports.workbook_files import workbook_file
from loaders.run import read_publication
from loaders.workbook import read_workbook
from tests.loaders_published.writing import csv_bytes, ods, open_data, open_data_row, xlsx

GOOD = [open_data_row(code=f"{number}A") for number in range(20, 40)]
ROWS = open_data(open_data_row(), open_data_row("five"), open_data_row(force="Kentshire", quarter=9), *GOOD)
FILES = {"xlsx": xlsx({"Cover": [["A title"]], "2017_18": ROWS}), "ods": ods({"2017_18": ROWS}), "csv": csv_bytes(ROWS)}


@pytest.mark.parametrize("form", FILES)
def test_each_row_says_its_faults_and_everything_else_stays(form):
    report = read_publication(FILES[form], "submitted").report
    copy = checked_copy(FILES[form], "submitted", report)
    assert (copy.form, copy.rows_with_faults) == (form, 2)
    back = read_workbook(workbook_file(copy.sheets, form), filename="copy").grids[-1].rows
    assert back[0][8] == FAULTS_HEADING
    assert back[1][8] == ""
    assert back[2][8].startswith("H: is no number")
    assert "C: names no known force" in back[3][8]
    assert "B: is no quarter" in back[3][8]
    assert [[str(cell) for cell in row[:7]] for row in back] == [
        [str(cell) for cell in row[:7]] for row in read_workbook(FILES[form], filename="x").grids[-1].rows
    ]


@pytest.mark.parametrize("form", FILES)
def test_a_mended_copy_loads_with_its_column_of_faults_still_there(form):
    report = read_publication(FILES[form], "submitted").report
    sheets = checked_copy(FILES[form], "submitted", report).sheets
    rows = sheets[list(sheets)[-1]]
    rows[2][7], rows[3][1], rows[3][2] = 5, 2, "Kent"
    mended = read_publication(workbook_file(sheets, form), "mended")
    assert not mended.report.faults
    assert mended.count() == 2 + len(GOOD)


def test_a_total_that_does_not_agree_is_marked_in_its_row():
    rows = [
        ["Force Name", "Offence Group", "Financial Year", "Recorded offences", "No crimes"],
        ["Kent", "Burglary", "2012/13", 10, 1],
        ["Kent", "Total", "2012/13", 12, 1],
    ]
    content = csv_bytes(rows)
    copy = checked_copy(content, "x", read_publication(content, "x").report)
    assert "printed 12, parts add to 10" in next(iter(copy.sheets.values()))[2][-1]


def test_text_that_looks_like_a_formula_stays_text():
    content = workbook_file({"A": [["=1+1", "a"]]}, "xlsx")
    assert read_workbook(content, filename="x").grids[0].rows[0][0] == "=1+1"
