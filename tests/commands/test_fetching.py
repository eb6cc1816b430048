"""Fetching from a real server on this machine: new file, no change, retries, refusals, and names that lead elsewhere."""

from __future__ import annotations

import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from dashboard.commands.fetching import Politeness, fetch_all
from dashboard.domain.asat import AsAt
from dashboard.domain.release_calendar import Release
from dashboard.store.fetches import last_looks
from dashboard.views import answer
from tests.builders import clock_at
from tests.loaders_published.writing import csv_bytes, open_data, open_data_row

CLOCK = clock_at("2026-08-10")
QUICK = Politeness(attempts=3, first_wait_seconds=0.01, seconds=2)
FILE = csv_bytes(open_data(open_data_row()))
PAGE = '<html><script>var a = "x"</script><p>Published 23 July 2026</p><a href="/other.pdf">x</a><a href="{}">newest</a><a href="/old-prc.csv">older</a></html>'


class Site:
    """What the server answers by path: (status, body), and how often each path was asked for."""

    def __init__(self):
        self.answers: dict[str, list[tuple[int, bytes]]] = {}
        self.asked: list[str] = []

    def put(self, path, *answers):
        self.answers[path] = [(status, body.encode() if isinstance(body, str) else body) for status, body in answers]


@pytest.fixture
def site():
    served = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            path = self.path
            served.asked.append(path)
            left = served.answers.get(path, [(404, b"")])
            status, body = left.pop(0) if len(left) > 1 else left[0]
            self.send_response(status)
            if status in (301, 302):
                self.send_header("Location", body.decode())
                body = b""
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    served.url = f"http://127.0.0.1:{server.server_port}"
    yield served
    server.shutdown()
    server.server_close()


def release(site, *, files=(r"prc[^/]*\.csv$",), path="/page"):
    return Release("ho-recorded-crime-open-data", "Open data", site.url + path, files=files)


def look(store, site, folder, **more):
    return fetch_all(store, [release(site, **more)], folder, CLOCK, QUICK)[0]


def test_a_new_file_is_kept_with_its_day_and_the_same_again_is_no_change(sqlite_store, site, tmp_path):
    site.put("/page", (200, PAGE.format("/files/prc-2026.csv")))
    site.put("/files/prc-2026.csv", (200, FILE))
    first = look(sqlite_store, site, tmp_path / "new")
    assert (first.result, first.path.read_bytes(), first.published_on) == ("new file", FILE, date(2026, 7, 23))
    assert first.path.name.endswith("-prc-2026.csv")
    assert look(sqlite_store, site, tmp_path / "new").result == "no change"
    with sqlite_store.reading() as connection:
        assert last_looks(connection, date(2026, 8, 10))["ho-recorded-crime-open-data"]["result"] == "no change"
        assert last_looks(connection, date(2026, 8, 9)) == {}


def test_a_server_that_is_busy_is_asked_again_and_one_that_refuses_is_not(sqlite_store, site, tmp_path):
    site.put("/page", (503, ""), (429, ""), (200, PAGE.format("prc.csv")))
    site.put("/prc.csv", (200, FILE))
    assert look(sqlite_store, site, tmp_path).result == "new file"
    assert site.asked == ["/page", "/page", "/page", "/prc.csv"]
    site.put("/page", (403, ""))
    site.asked.clear()
    refused = look(sqlite_store, site, tmp_path)
    assert (refused.result, site.asked) == ("failed", ["/page"])
    assert "403" in refused.words


def test_a_server_that_is_not_there_fails_with_words_and_the_others_go_on(sqlite_store, site, tmp_path):
    site.put("/page", (200, PAGE.format("prc.csv")))
    site.put("/prc.csv", (200, FILE))
    gone = Release("ons-pfa-tables", "Gone", "http://127.0.0.1:9/page", files=("x",))
    results = [one.result for one in fetch_all(sqlite_store, [gone, release(site)], tmp_path, CLOCK, QUICK)]
    assert results == ["failed", "new file"]


def test_a_page_without_the_file_says_what_was_looked_for(sqlite_store, site, tmp_path):
    site.put("/page", (200, "<a href='/annual.pdf'>only this</a>"))
    missing = look(sqlite_store, site, tmp_path)
    assert missing.result == "no file found"
    assert "prc" in missing.words


@pytest.mark.parametrize("address", ["/file?uri=/../../etc/prc-x.csv", "/..%2f..%2fprc-x.csv", "/a/%2e%2e/prc-x.csv"])
def test_a_name_cannot_lead_out_of_the_folder(sqlite_store, site, tmp_path, address):
    folder = tmp_path / "new"
    site.put("/page", (200, PAGE.format(address)))
    for path in (address, "/prc-x.csv"):
        site.put(path, (200, FILE))
    path = look(sqlite_store, site, folder, files=(r"prc-x\.csv$",)).path
    assert path.parent == folder
    assert [p.name for p in tmp_path.rglob("*.csv")] == [path.name]


def test_a_redirect_to_anything_but_the_web_is_not_followed(sqlite_store, site, tmp_path):
    site.put("/page", (302, "file:///etc/passwd"))
    assert look(sqlite_store, site, tmp_path).result == "failed"


def test_a_page_without_files_is_watched_for_a_change_of_its_words(sqlite_store, site, tmp_path):
    site.put("/page", (200, "<script>1</script><p>Year ending March 2026</p>"))
    assert look(sqlite_store, site, tmp_path, files=()).result == "page changed"
    site.put("/page", (200, "<script>2</script><p>Year ending  March 2026</p>"))
    assert look(sqlite_store, site, tmp_path, files=()).result == "no change"
    site.put("/page", (200, "<p>Year ending June 2026</p>"))
    assert look(sqlite_store, site, tmp_path, files=()).result == "page changed"


def test_the_calendar_shows_a_late_publication_as_late_as_things_stood(bundled_store):
    def row(day):
        view = answer(bundled_store, "releases", {}, AsAt(day))
        rows = view.table("calendar").records()
        return view, next(r for r in rows if r["publication_id"] == "ho-recorded-crime-open-data")

    _, before = row(date(2026, 7, 31))
    view, after = row(date(2026, 8, 1))
    assert (before["status"], after["status"], after["days_late"]) == ("due this month", "late", 1)
    assert str(after["last_published_on"]) == "2026-04-23"
    assert any("Police recorded crime open data" in caution.text for caution in view.warnings)
