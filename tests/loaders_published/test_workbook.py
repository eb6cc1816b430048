"""Bytes to grids, and the files that must not get that far."""

import re
import time
import zipfile
from io import BytesIO

import pytest

from loaders.archive_guard import MAX_PARTS
from loaders.errors import HostileFile, UnreadableFile
from loaders.workbook import read_grids, read_workbook
from tests.loaders_published.writing import archive, csv_bytes, ods, ods_archive, parts_of, xlsx

SHEETS = {"Cover": [["A title"]], "Table P1 ": [["", "", ""], ["", "name", "count"], ["", "Kent", 3]]}


@pytest.mark.parametrize("write", [xlsx, ods])
def test_cells_keep_the_sheet_as_printed_and_their_address(write):
    cover, table = read_grids(write(SHEETS), filename="a.bin")
    assert (cover.sheet, table.sheet, table.name) == ("Cover", "Table P1 ", "Table P1")
    assert table.rows[2][:3] == ["", "Kent", 3]
    assert table.address(2, 2) == "'Table P1 '!C3"
    assert table.row_address(2) == "'Table P1 ' row 3"


def test_a_csv_keeps_row_numbers_over_blank_lines_and_needs_no_name():
    grid = read_grids(b'\xef\xbb\xbfname,count\r\n\r\n"London, City of",3\r\n', filename="x.xlsx")[0]
    assert grid.rows[0] == ["name", "count"]
    assert grid.rows[2] == ["London, City of", "3"]
    assert grid.address(2, 1) == "row 3, column B"


@pytest.mark.parametrize(("encoding", "note"), [("cp1252", "Windows-1252"), ("utf-16", "UTF-16")])
def test_other_encodings_are_read_and_told(encoding, note):
    book = read_workbook(csv_bytes([["name", "£"], ["a", "1"]], encoding=encoding), filename="x.csv")
    assert book.grids[0].rows[0] == ["name", "£"]
    assert note in book.notes[0]


def with_formula(formula, row=0):
    """A workbook of many rows in one of which a cell of the second column is worked out; the value saved with it is 2."""
    parts = parts_of(xlsx({"Table P1": [["a", 1]] * (row + 1) + [["b", 2]]}))
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b"<v>2</v>", f"<f>{formula}</f><v>2</v>".encode())
    return archive(parts)


def ods_with_formula(formula):
    parts = parts_of(ods({"Table P1": [["a", 1], ["b", 2]]}))
    content = parts["content.xml"]
    assert content.count(b'office:value="2') == 1
    parts["content.xml"] = content.replace(b'office:value="2', f'table:formula="{formula}" office:value="2'.encode())
    return archive(parts)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (with_formula("WEBSERVICE(&quot;http://127.0.0.1/&quot;)"), "'Table P1'!B2 (reaches outside the file)"),
        (with_formula("WEBSERVICE(A1)", 60_000), "'Table P1'!B60002 (function WEBSERVICE)"),
        (with_formula("[1]Sheet1!A1+A1"), "'Table P1'!B2 (reaches outside the file)"),
        (with_formula("cmd|'/C calc'!A0"), "'Table P1'!B2 (reaches outside the file)"),
        (with_formula("1+1"), "'Table P1'!B2 (refers to no cell)"),
        (ods_with_formula("of:=WEBSERVICE([.A1])"), "'Table P1'!B2 (function WEBSERVICE)"),
        (ods_with_formula("of:='file:///tmp/x.ods'#$Sheet1.A1"), "'Table P1'!B2 (reaches outside the file)"),
    ],
)
def test_a_formula_that_is_no_plain_arithmetic_is_refused_with_its_cell(content, place):
    with pytest.raises(HostileFile, match=re.escape(place)) as refused:
        read_workbook(content, filename="a.xlsx")
    assert "paste as values" in str(refused.value)
    assert "127.0.0.1" not in str(refused.value)


@pytest.mark.parametrize("content", [with_formula("B1+SUM(B1:B1)"), ods_with_formula("of:=[.B1]+SUM([.B1:.B1])")])
def test_plain_arithmetic_on_the_files_own_cells_is_read_as_saved_and_its_cells_are_told(content):
    book = read_workbook(content, filename="a")
    assert book.grids[0].rows[1] == ["b", 2]
    assert "1 cells are worked out by plain arithmetic" in book.notes[0]
    assert "'Table P1'!B2" in book.notes[0]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "old Excel"),
        (b"PK\x03\x04 cut short", "damaged"),
        (archive({"a.txt": b"x"}), "no XLSX or ODS"),
        (b"\x00\x01\x02,\x00", "neither a workbook nor text"),
        (b'{"type": "FeatureCollection", "features": []}', "JSON"),
        (b"<html><body>Not found, sorry</body></html>", "web page"),
        (b"just one column\nof words\n", "no table"),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(content, words):
    with pytest.raises(UnreadableFile, match=words):
        read_workbook(content, filename="file")


def _refused(content: bytes, words: str) -> None:
    started = time.monotonic()
    with pytest.raises(HostileFile, match=words):
        [grid.rows for grid in read_grids(content, filename="file")]
    assert time.monotonic() - started < 5


def test_a_zip_bomb_is_refused_by_what_its_directory_says():
    _refused(ods_archive("", {"bomb.xml": b"\0" * 60_000_000}), "zip bomb")


def test_a_zip_bomb_that_lies_about_its_size_is_not_unpacked():
    content = bytearray(ods_archive("", {"bomb.bin": b"\0" * 9_000_000}))
    with zipfile.ZipFile(BytesIO(bytes(content))) as file:
        size = file.getinfo("bomb.bin").file_size.to_bytes(4, "little")
    lying = bytes(content).replace(size, (1000).to_bytes(4, "little"))
    with pytest.raises((HostileFile, UnreadableFile)):
        read_grids(lying, filename="file")


def test_many_parts_are_refused():
    _refused(archive({f"{n}": b"" for n in range(MAX_PARTS + 1)}), "parts")


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/evil", "a/../../b", "C:evil", "a\\b"])
def test_part_names_that_lead_outside_are_refused(name):
    _refused(ods_archive("", {name: b"x"}), "leads outside")


@pytest.mark.parametrize("name", ["xl/vbaProject.bin", "Basic/Standard/Module1.xml", "Scripts/python/a.py"])
def test_macros_are_refused(name):
    _refused(archive(parts_of(xlsx(SHEETS)) | {name: b"x"}), "macros")


def test_a_workbook_that_declares_macros_is_refused():
    parts = parts_of(xlsx(SHEETS))
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = types.replace(b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main")
    _refused(archive(parts), "macros")


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml"])
def test_xml_bombs_are_refused_wherever_they_stand(part):
    parts = parts_of(xlsx(SHEETS))
    parts[part] = parts[part].replace(b"?>", b"?>" + BOMB, 1)
    _refused(archive(parts), "entities")


def test_an_entity_hidden_on_the_seam_of_two_pieces_is_found():
    parts = parts_of(xlsx(SHEETS))
    start = b'<?xml version="1.0"?><!--'
    parts["xl/styles.xml"] = start + b"x" * (1024 * 1024 - len(start) - 6) + b"-->" + BOMB + b"<a/>"
    _refused(archive(parts), "entities")


def test_markup_hidden_in_another_encoding_is_refused():
    parts = parts_of(xlsx(SHEETS))
    parts["xl/styles.xml"] = ("<?xml version='1.0'?>" + BOMB.decode()).encode("utf-16")
    _refused(archive(parts), "hides its markup")


@pytest.mark.parametrize("cell", [b'r="XFD1048576"', b'r="A99999999"', b'r="ZZ1048576"', b"r='XFD1048576'"])
def test_a_sheet_of_absurd_size_is_refused(cell):
    parts = parts_of(xlsx(SHEETS))
    sheet = "xl/worksheets/sheet2.xml"
    parts[sheet] = parts[sheet].replace(b"</sheetData>", b"<row><c " + cell + b"><v>1</v></c></row></sheetData>")
    _refused(archive(parts), "claims|form nobody uses")


@pytest.mark.parametrize(
    "cell",
    [
        '<table:table-cell table:number-columns-repeated="2000000000" office:value-type="float" office:value="1"/>',
        '<table:table-cell office:value="1" table:number-columns-repeated="2000000000"/>',
    ],
)
def test_repeated_cells_of_absurd_number_are_refused(cell):
    _refused(
        ods_archive(f'<table:table table:name="A"><table:table-row>{cell}</table:table-row></table:table>'), "absurdly"
    )


def test_repeated_rows_of_absurd_number_are_refused():
    row = (
        '<table:table-row table:number-rows-repeated="900000000"><table:table-cell office:value-type="float" '
        'office:value="1"><text:p>1</text:p></table:table-cell></table:table-row>'
    )
    _refused(ods_archive(f'<table:table table:name="A">{row}</table:table>'), "absurdly")


def test_a_csv_of_absurd_width_is_refused():
    _refused(b"a," * 5000 + b"\n", "5,001 cells")
