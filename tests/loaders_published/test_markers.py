"""Symbols, repairs and names."""

import pytest

from loaders.forces_in_files import area_coded, area_named
from loaders.markers import plain, read_count, read_number, without_notes
from loaders.periods_in_files import day, financial_year, quarter, span, year_ending


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (3.0, 3),
        (" 66776 ", 66776),
        (" -00 ", 0),
        ("170,002 ", 170002),
        ("-7", -7),
        (-7.0, -7),
        ("12 [note 3]", 12),
        ("1,234,567", 1234567),
    ],
)
def test_numbers_are_read_through_padding(cell, value):
    reading = read_count(cell)
    assert (reading.value, reading.status, reading.fault) == (value, "published", "")


@pytest.mark.parametrize(
    ("symbol", "status"),
    [
        ("[x]", "not published"),
        ("[z]", "not measurable"),
        ("[u]", "not published"),
        ("[c]", "not published"),
        ("..", "not published"),
        ("-", "not published"),
        ("+", "not published"),
        (":", "not measurable"),
        ("N/a", "not published"),
        ("NA", "not published"),
        ("*", "not published"),
        ("[note 3]", "not published"),
        ("", "not published"),
        (None, "not published"),
    ],
)
def test_missing_is_never_zero(symbol, status):
    reading = read_count(symbol)
    assert (reading.value, reading.status, reading.fault) == (None, status, "")


@pytest.mark.parametrize("cell", ["twelve", "1.5", 1.5, True, "1 234x", 1e300, "5a"])
def test_what_is_no_count_is_a_fault_and_not_quoted(cell):
    fault = read_count(cell).fault
    assert fault
    assert str(cell) not in fault


def test_a_decimal_is_a_number():
    assert read_number("1.5").value == 1.5


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Greater Manchester7,8", "Greater Manchester"),
        ("Stalking and harassment4", "Stalking and harassment"),
        ("Total recorded crime (excluding fraud3)", "Total recorded crime (excluding fraud)"),
        ("Humberside [note 4]", "Humberside"),
        ("Homicide [note 3, 4, 5]", "Homicide"),
        ("Kent", "Kent"),
    ],
)
def test_footnotes_glued_to_names_come_off(printed, name):
    assert without_notes(printed) == (name, printed != name)


def test_names_are_compared_without_their_dress():
    assert plain("Devon & Cornwall ") == plain("Devon and Cornwall")
    assert plain("Offence_Group") == plain("OFFENCE  GROUP")


def test_the_code_tells_region_and_force_of_one_name_apart():
    assert area_coded("E12000005", "West Midlands ").level == "region"
    assert area_coded("E23000014", "West Midlands").level == "force"
    assert area_named("West Midlands").code == "E23000014"


@pytest.mark.parametrize(
    ("code", "name"), [("E23000032", "Surrey"), ("E07000001", "Surrey"), ("", "Surrey3"), ("E23000031", "Surrey")]
)
def test_a_wrong_area_code_is_noticed_and_the_name_counts(code, name):
    area = area_coded(code, name)
    assert area.code == "E23000031"
    assert bool(area.remark) == (code != "E23000031")


@pytest.mark.parametrize(
    ("printed", "code", "level"),
    [
        ("London, City of", "E23000034", "force"),
        ("City of London", "E23000034", "force"),
        ("Avon & Somerset", "E23000036", "force"),
        ("Greater Manchester8,9", "E23000005", "force"),
        ("Kent Police", "E23000032", "force"),
        ("Metropolitan Police", "E23000001", "force"),
        ("British Transport Police", "BTP", "special force"),
        ("Cifas", "CIFAS", "fraud body"),
        ("Financial Fraud Action UK", "Financial Fraud Action UK", "fraud body"),
        ("Narnia", "", "unknown"),
    ],
)
def test_forces_bodies_and_strangers_are_kept_apart(printed, code, level):
    area = area_named(printed)
    assert (area.code, area.level) == (code, level)


def test_periods_are_read_as_printed_and_never_from_footnote_digits():
    assert str(year_ending("offences, year ending December 181,2")[1]) == "2018-12-31"
    assert str(year_ending("offences, year ending March 2018")[0]) == "2017-04-01"
    assert [str(end) for end in span("Apr 2012 to \n Mar 2013\n[note 5]")] == ["2012-04-01", "2013-03-31"]
    assert [str(end) for end in quarter(financial_year("2017/18"), 4)] == ["2018-01-01", "2018-03-31"]
    assert financial_year("2017_18") == financial_year("2017/2018")
    assert financial_year("2017/19") is None
    assert str(day("31-03-2003")) == "2003-03-31"
    assert day("31-02-2003") is None
