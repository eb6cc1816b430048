"""Compressed program files, asked over HTTP as browsers ask."""

from __future__ import annotations

import gzip

import brotli
import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from dashboard.routes.compressed_files import CompressedCopies, CompressedFiles, preferred_coding
from tests.routes.serving import serving

SCRIPT = b"export const answer = 42;\n" * 400
PICTURE = bytes(range(256)) * 40


@pytest.fixture
def originals(tmp_path):
    folder = tmp_path / "originals"
    (folder / "static" / "js").mkdir(parents=True)
    (folder / "static" / "js" / "index.Ab12.js").write_bytes(SCRIPT)
    (folder / "static" / "js" / "tiny.Cd34.js").write_bytes(b"1")
    (folder / "static" / "picture.png").write_bytes(PICTURE)
    (folder / "index.html").write_bytes(b"<!doctype html>" + b" " * 2000)
    return folder


@pytest.fixture
def copies(originals, tmp_path):
    made = CompressedCopies(originals, tmp_path / "cache", label="test-1")
    made.make()
    return made


@pytest.fixture
def address(originals, copies):
    inner = Starlette(routes=[Mount("/", StaticFiles(directory=originals, html=True))])
    with serving(CompressedFiles(inner, copies=copies, prefix="/static/")) as running:
        yield running


def fetched(address, path, **headers):
    """The answer as it came over the wire, undone by nobody."""
    wire = {name.replace("_", "-"): value for name, value in headers.items()}
    with httpx.stream("GET", address + path, headers={"Accept-Encoding": "identity"} | wire) as answer:
        return answer, b"".join(answer.iter_raw())


SCRIPT_PATH = "/static/js/index.Ab12.js"


@pytest.mark.parametrize(
    ("asked_for", "coding", "undo"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("gzip, deflate", "gzip", gzip.decompress),
        ("br;q=0.5, gzip;q=0.8", "gzip", gzip.decompress),
        ("*", "br", brotli.decompress),
    ],
)
def test_a_script_comes_in_the_form_the_browser_prefers_and_is_the_same_script(address, asked_for, coding, undo):
    answer, body = fetched(address, SCRIPT_PATH, Accept_Encoding=asked_for)
    assert answer.status_code == 200
    assert answer.headers["content-encoding"] == coding
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert "immutable" in answer.headers["cache-control"]
    assert int(answer.headers["content-length"]) == len(body) < len(SCRIPT) / 10
    assert undo(body) == SCRIPT


@pytest.mark.parametrize("asked_for", ["identity", "zstd", "br;q=0, gzip;q=0", "", "gzip;q=nonsense"])
def test_who_takes_no_compressed_form_gets_the_plain_one_and_caches_are_told(address, asked_for):
    answer, body = fetched(address, SCRIPT_PATH, Accept_Encoding=asked_for)
    assert "content-encoding" not in answer.headers
    assert answer.headers["vary"] == "Accept-Encoding"
    assert body == SCRIPT


def test_the_forms_have_different_tags_and_a_known_tag_is_answered_without_a_body(address):
    tags = {
        fetched(address, SCRIPT_PATH, Accept_Encoding=form)[0].headers["etag"] for form in ("br", "gzip", "identity")
    }
    assert len(tags) == 3
    tag = fetched(address, SCRIPT_PATH, Accept_Encoding="br")[0].headers["etag"]
    answer, body = fetched(address, SCRIPT_PATH, Accept_Encoding="br", If_None_Match=f'"other", W/{tag}')
    assert (answer.status_code, body) == (304, b"")
    assert answer.headers["etag"] == tag


def test_a_part_of_a_file_is_a_part_of_the_plain_file(address):
    answer, body = fetched(address, SCRIPT_PATH, Accept_Encoding="br", Range="bytes=7-11")
    assert (answer.status_code, body) == (206, SCRIPT[7:12])
    assert "content-encoding" not in answer.headers


def test_asking_for_the_headers_alone_sends_no_body(address):
    answer = httpx.head(address + SCRIPT_PATH, headers={"Accept-Encoding": "br"})
    assert answer.headers["content-encoding"] == "br"
    assert int(answer.headers["content-length"]) > 0
    assert answer.content == b""


@pytest.mark.parametrize("path", ["/static/picture.png", "/static/js/tiny.Cd34.js", "/index.html"])
def test_pictures_tiny_files_and_the_page_itself_go_on_untouched(address, path):
    answer, _ = fetched(address, path, Accept_Encoding="br, gzip")
    assert answer.status_code == 200
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize("path", ["/static/js/none.js", "/static/../index.html", "/static/%2e%2e/index.js"])
def test_other_addresses_are_answered_by_the_application_inside(address, path):
    answer, _ = fetched(address, path, Accept_Encoding="br")
    assert "content-encoding" not in answer.headers


def test_the_second_start_reads_the_copies_of_the_first(originals, copies, tmp_path):
    before = {file: file.stat().st_mtime_ns for file in (tmp_path / "cache").rglob("*") if file.is_file()}
    again = CompressedCopies(originals, tmp_path / "cache", label="test-1")
    again.make()
    after = {file: file.stat().st_mtime_ns for file in (tmp_path / "cache").rglob("*") if file.is_file()}
    assert before == after
    assert again.find("static/js/index.Ab12.js", "br") == copies.find("static/js/index.Ab12.js", "br")


def test_copies_of_another_version_are_neither_used_nor_kept(originals, copies, tmp_path):
    (originals / "static" / "js" / "index.Ab12.js").write_bytes(SCRIPT + b"// newer")
    newer = CompressedCopies(originals, tmp_path / "cache", label="test-2")
    newer.make()
    assert brotli.decompress(newer.find("static/js/index.Ab12.js", "br").content) == SCRIPT + b"// newer"
    assert [folder.name.partition("-")[0] for folder in (tmp_path / "cache").iterdir()] == ["test"]


def test_a_folder_that_cannot_be_written_costs_the_compression_and_nothing_else(originals, tmp_path):
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder")
    made = CompressedCopies(originals, in_the_way / "cache", label="test-1")
    made.make()
    assert made.find("static/js/index.Ab12.js", "br") is None


@pytest.mark.parametrize(
    ("asked_for", "expected"),
    [
        ("br", "br"),
        ("BR", "br"),
        ("gzip;q=1.0, br;q=0.9", "gzip"),
        ("gzip;q=0.5, *;q=0.1", "gzip"),
        ("*;q=0", None),
        ("identity;q=1, *;q=0", None),
        ("deflate", None),
    ],
)
def test_the_form_is_chosen_by_the_weights(asked_for, expected):
    assert preferred_coding(asked_for) == expected
