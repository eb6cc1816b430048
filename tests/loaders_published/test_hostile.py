"""Files built to hurt: each is refused in seconds and in bounded memory, measured in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from io import BytesIO

import pytest

from dashboard.paths import PROJECT_ROOT
from tests.loaders_published.writing import ods, ods_archive, open_data, open_data_row, parts_of, xlsx

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
SECONDS = 20  # on a busy machine; each takes well under two on a quiet one
MEGABYTES = 400

# Reads every file named on the command line and says how it went, how long it took and how much memory there was at most.
READER = """
import json, sys, time
from loaders.run import read_publication
told = {}
for path in sys.argv[1:]:
    started = time.perf_counter()
    try:
        read_publication(open(path, 'rb').read(), 'file')
        error = ''
    except Exception as found:
        error = f'{type(found).__name__}: {found}'
    told[path.rsplit('/', 1)[-1]] = [error, time.perf_counter() - started]
most = next(line for line in open('/proc/self/status') if line.startswith('VmHWM'))
print(json.dumps({'told': told, 'most_mb': int(most.split()[1]) / 1024}))
"""


def put(content, **changed):
    """A workbook with some of its parts changed; the names are written with two underscores for a slash."""
    parts = parts_of(content)
    for name, part in changed.items():
        parts[name.replace("__", "/").replace("_xml", ".xml")] = part
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


BOOK = xlsx({"2017_18": open_data(open_data_row())})
SHEET = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><sst>&b;</sst>'
)


def long_text_repeated():
    """One text of a megabyte that forty thousand cells share: small in the archive, forty gigabytes once read."""
    cells = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(1, 40_001))
    text = (
        b'<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>'
        + b"x" * 1_000_000
        + b"</t></si></sst>"
    )
    return put(BOOK, xl__worksheets__sheet1_xml=SHEET % cells, xl__sharedStrings_xml=text)


def ods_text_repeated():
    cell = (
        '<table:table-cell table:number-columns-repeated="900" office:value-type="string"><text:p>'
        + "y" * 600_000
        + "</text:p></table:table-cell>"
    )
    return ods_archive(
        f'<table:table table:name="A"><table:table-row>{cell}<table:table-cell/></table:table-row></table:table>'
    )


def zip_bomb():
    out = BytesIO(BOOK)
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/media/zeros.xml", "w") as part,
    ):
        for _ in range(900):
            part.write(bytes(1_000_000))
    return out.getvalue()


HOSTILE = {
    "zip_bomb": (zip_bomb, "HostileFile"),
    "entities": (lambda: put(BOOK, xl__sharedStrings_xml=LAUGHS), "HostileFile"),
    "long_text_repeated": (long_text_repeated, "HostileFile"),
    "ods_text_repeated": (ods_text_repeated, "HostileFile"),
    "far_cell": (lambda: put(BOOK, xl__worksheets__sheet1_xml=SHEET % b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "HostileFile"),
    "ods_repeats": (lambda: ods_archive('<table:table table:name="A"><table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16000" office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell></table:table-row></table:table>'), "HostileFile"),
    "macros": (lambda: put(BOOK, xl__vbaProject_bin=b"x"), "HostileFile"),
    "ods_macros": (lambda: put(ods({"A": [["a", "b"]]}), Basic__Standard__Module1_xml=b"<x/>"), "HostileFile"),
    "path": (lambda: put(BOOK, **{"..__..__etc__passwd": b"x"}), "HostileFile"),
    "deep_json": (lambda: b'{"type":"FeatureCollection","features":' + b"[" * 200_000, ""),
    "wide_csv": (lambda: b"a," * 3_000_000, "HostileFile"),
    "damaged": (lambda: BOOK[: len(BOOK) // 2], "UnreadableFile"),
    "binary": (lambda: b"\x7fELF" + b"\0" * 1000, "UnreadableFile"),
}  # fmt: skip


@pytest.fixture(scope="module")
def refused(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    for name, (build, _) in HOSTILE.items():
        (folder / name).write_bytes(build())
    done = subprocess.run(
        [sys.executable, "-c", READER, *(str(folder / name) for name in HOSTILE)],
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_seconds(refused, name):
    error, seconds = refused["told"][name]
    assert error.startswith(HOSTILE[name][1] or ("HostileFile", "UnreadableFile")), error
    assert seconds < SECONDS


def test_all_of_them_together_need_no_more_memory_than_a_full_history_may(refused):
    assert refused["most_mb"] < MEGABYTES


def test_formulas_are_never_worked_out_and_text_that_looks_like_one_is_a_fault():
    from loaders.run import read_publication

    rows = open_data(*[open_data_row(code=f"{n}A") for n in range(20, 40)], open_data_row("=cmd|' /C calc'!A0"))
    faults = read_publication(xlsx({"2017_18": rows}), "x").report.faults
    assert [str(fault) for fault in faults] == ["'2017_18'!H22: holds a formula; give the figure itself"]


def test_a_long_note_that_few_cells_share_is_read():
    notes = [["note", "z" * 5_000]] * 20
    assert read_ok(xlsx({"Notes": notes, "2017_18": open_data(open_data_row())})) == 1


def read_ok(content):
    from loaders.run import read_publication

    return read_publication(content, "x").count()
