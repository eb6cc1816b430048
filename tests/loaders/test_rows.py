"""Reading one file of one kind: every fault is found, with its file, line and column."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.domain.kinds import BY_NAME, Field, Kind, count, key, number, text
from loaders.rows import read_kind, read_table

KIND = Kind(
    "trials",
    "Trials",
    (
        key("name", "the trial"),
        key("day", "its day", "date"),
        key("part", "its part", required=False),
        number("rate", "the rate", "%"),
        count("cases", "how many"),
        text("grade", "the grade", choices=("good", "poor")),
        Field("is_final", "flag", "is it the last"),
    ),
)
HEADER = "name,day,part,rate,cases,grade,is_final,source_id,place,known_on,basis,figure_class,note\n"
TAIL = ",source-1,,,as published,,"


def read(*lines, header=HEADER, encoding="utf-8"):
    content = (header + "".join(line + "\n" for line in lines)).encode(encoding)
    rows, faults = read_kind(KIND, content, "trials.csv")
    return rows, [str(fault) for fault in faults]


def test_a_sound_row_becomes_values_of_their_types():
    rows, faults = read(f"one,2018-01-15,,83.8,12,good,yes{TAIL}")
    assert faults == []
    values = rows[0].values
    assert (values["day"], values["rate"], values["cases"], values["is_final"]) == (date(2018, 1, 15), 83.8, 12, True)
    assert values["part"] == "", "a blank part of a key is a value of its own"
    assert values["note"] is None
    assert rows[0].line == 2


def test_blank_lines_spaces_and_a_byte_order_mark_do_no_harm():
    rows, faults = read("", f" one ,2018-01-15, , 83.8 ,,,{TAIL}", encoding="utf-8-sig")
    assert faults == []
    assert (rows[0].values["name"], rows[0].values["rate"], rows[0].values["cases"]) == ("one", 83.8, None)


def test_a_cell_may_hold_line_breaks_commas_and_quotes():
    line = '"one, ""two""\nthree",2018-01-15,,,,,,source-1,,,as published,,'
    rows, faults = read(line, f"four,2018-01-16,,x,,,{TAIL}")
    assert rows[0].values["name"] == 'one, "two"\nthree'
    assert faults == ["trials.csv, line 4, column rate: 'x' is not a number"]


BAD = {
    "a date of another form": ("one,15/01/2018,,,,,", "day: '15/01/2018' is not a date written 2018-01-15"),
    "a day that does not exist": ("one,2018-02-30,,,,,", "day: '2018-02-30' is not a date written 2018-01-15"),
    "a date without dashes": ("one,20180115,,,,,", "day: '20180115' is not a date written 2018-01-15"),
    "a date as a week": ("one,2018-W03-1,,,,,", "day: '2018-W03-1' is not a date written 2018-01-15"),
    "a blank date in a key": ("one,,,,,,", "day: is blank, and must not be"),
    "a rate with its sign": ("one,2018-01-15,,84 %,,,", "rate: '84 %' is not a number"),
    "a rate that is no number": ("one,2018-01-15,,nan,,,", "rate: 'nan' is not a number"),
    "an endless rate": ("one,2018-01-15,,inf,,,", "rate: 'inf' is not a number"),
    "a rate with an underscore": ("one,2018-01-15,,1_0,,,", "rate: '1_0' is not a number"),
    "a broken count": ("one,2018-01-15,,,1.5,,", "cases: '1.5' is not a whole number"),
    "a count with an underscore": ("one,2018-01-15,,,1_000,,", "cases: '1_000' is not a whole number"),
    "a count with a comma": ('one,2018-01-15,,,"1,000",,', "cases: '1,000' is not a whole number"),
    "an unknown choice": ("one,2018-01-15,,,,middling,", "grade: 'middling' is not one of good, poor"),
    "an unclear flag": ("one,2018-01-15,,,,,true", "is_final: 'true' is not yes or no"),
}


@pytest.mark.parametrize(("line", "fault"), BAD.values(), ids=BAD.keys())
def test_a_bad_cell_is_named_with_its_line_column_and_what_is_allowed(line, fault):
    rows, faults = read(f"sound,2018-01-15,,,,,{TAIL}", line + TAIL)
    assert faults == [f"trials.csv, line 3, column {fault}"]
    assert [row.values["name"] for row in rows] == ["sound"]


def test_every_fault_of_a_file_is_found_at_once():
    _, faults = read("one,x,,y,z,,,,,,as published,,", "two,2018-01-15,,,,,,source-1")
    assert faults == [
        "trials.csv, line 3: has 8 cells where the header has 13",
        "trials.csv, line 2, column day: 'x' is not a date written 2018-01-15",
        "trials.csv, line 2, column rate: 'y' is not a number",
        "trials.csv, line 2, column cases: 'z' is not a whole number",
        "trials.csv, line 2, column source_id: is blank, and must not be",
    ]


def test_missing_and_unknown_columns_are_named():
    header = HEADER.replace("rate,", "").replace("note", "remark")
    _, faults = read(header=header)
    assert faults == [
        "trials.csv, line 1, column rate: column is missing",
        "trials.csv, line 1, column note: column is missing",
        "trials.csv, line 1, column remark: column is not known",
    ]


def test_a_column_that_stands_twice_is_named():
    _, faults = read(header=HEADER.replace("note", "note,note"))
    assert faults == ["trials.csv, line 1, column note: column stands twice"]


def test_an_empty_file_lacks_every_column():
    _, faults = read_table(b"", "trials.csv", ["a", "b"])
    assert [fault.column for fault in faults] == ["a", "b"]


def test_a_file_in_another_encoding_is_named_with_the_line():
    content = (HEADER + f"one,2018-01-15,,,,,{TAIL}\n" + f"Caf\u00e9,2018-01-15,,,,,{TAIL}\n").encode("cp1252")
    rows, faults = read_kind(KIND, content, "trials.csv")
    assert rows == []
    assert [str(fault) for fault in faults] == ["trials.csv, line 3: not written in UTF-8"]


def test_a_quotation_that_never_ends_is_a_fault():
    _, faults = read('"one,2018-01-15')
    assert len(faults) == 1
    assert "cannot be read as CSV" in faults[0]


def test_every_kind_has_a_key_and_says_what_each_column_means():
    for kind in BY_NAME.values():
        assert kind.keys, kind.name
        names = [field.name for field in kind.fields]
        assert len(set(names)) == len(names), kind.name
        for field in kind.fields:
            assert field.meaning, (kind.name, field.name)
            assert field.unit or field.type not in ("number", "integer") or field.is_key, (kind.name, field.name)
            if field.refers_to:
                other, column = field.refers_to.split(".")
                assert column in {f.name for f in BY_NAME[other].fields}, field.refers_to
