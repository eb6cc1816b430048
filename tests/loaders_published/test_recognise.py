"""What a file is, by its contents."""

import json

import pytest

from dashboard.domain.errors import UnknownName
from loaders.errors import UnknownPublication
from loaders.recognise import LOADERS
from loaders.run import read_publication
from tests.loaders_published.writing import csv_bytes, ods, open_data, open_data_row, xlsx


def test_a_file_nobody_knows_is_refused_with_what_was_found():
    sheets = {"Index": [["Table number", "Title", "Period"]], "Table_1": [["", "As at", "Rank", "Male", "Female"]]}
    with pytest.raises(UnknownPublication) as caught:
        read_publication(ods(sheets), "workforce.ods")
    said = str(caught.value)
    assert "sheet 'Table_1' headed As at, Rank, Male, Female" in said
    assert all(kind in said for kind in LOADERS)


def test_the_name_of_a_file_plays_no_part():
    content = csv_bytes(open_data(open_data_row()))
    assert read_publication(content, "appendixtables.xlsx").report.recognised_as == "recorded_crime"


@pytest.mark.parametrize("name", ["recorded_crime", "ho-recorded-crime-open-data"])
def test_a_reader_may_say_what_it_is(name):
    report = read_publication(csv_bytes(open_data(open_data_row())), "x", as_kind=name).report
    assert (report.recognised_as, report.why) == ("recorded_crime", "chosen by the reader")


def test_saying_wrongly_what_it_is_tells_what_is_missing():
    with pytest.raises(UnknownPublication, match="no table of counts"):
        read_publication(csv_bytes(open_data(open_data_row())), "x", as_kind="force_area_tables")


def test_a_kind_nobody_knows_is_refused_with_those_there_are():
    with pytest.raises(UnknownName, match="recorded_crime"):
        read_publication(csv_bytes(open_data(open_data_row())), "x", as_kind="recorded_crimes")


def test_some_columns_missing_are_named():
    rows = [["Financial Year", "Financial Quarter", "Force Name", "Number of Offences"], ["2017/18", 1, "Kent", 4]]
    report = read_publication(xlsx({"A": rows}), "x").report
    assert "no column for group, code" in str(report.faults[0])


def test_a_report_goes_into_json():
    report = read_publication(csv_bytes(open_data(open_data_row(" 5 "))), "x").report
    assert json.loads(json.dumps(report.as_dict(), default=str))["rows_by_kind"] == {"recorded_crime": 1}
