"""Links of sources that work no longer, on a real server: noted when tried, marked from that day, and never before it."""

from __future__ import annotations

import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from dashboard.commands.links import links_of, try_links
from dashboard.commands.loading import load_bundled_record
from dashboard.exports.make import Wish, make
from dashboard.ui.cells import source_details
from tests.builders import clock_at, source_row, write_record
from tests.routes.own import asking
from tests.views.asking import ask, rows

STATUS = {"/there": 200, "/gone": 404, "/no-head": 200, "/refused": 403, "/broken": 500}
CLOCK = clock_at("2026-11-20")


@pytest.fixture(scope="module")
def site():
    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self):
            self.send_response(405 if self.path == "/no-head" else STATUS[self.path])
            self.end_headers()

        def do_GET(self):
            self.send_response(STATUS[self.path])
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def held(store, tmp_path, site):
    """One source for each of the server's answers, on SQLite and on PostgreSQL."""
    sources = [source_row()] + [
        source_row(path.strip("/"), "2024-01-10", url=f"{site}{path}", retrieved_on="2024-01-20") for path in STATUS
    ]
    inspections = [{"inspection_id": path.strip("/"), "source_id": path.strip("/")} for path in STATUS]
    measures = [{**inspection, "recorded_pct": "83.6"} for inspection in inspections]
    folder = write_record(tmp_path / "data", sources=sources, inspections=inspections, inspection_measures=measures)
    load_bundled_record(store, folder, clock_at())
    return store


def test_scenario_31_a_dead_link_is_marked_beside_the_day_of_retrieval_and_only_from_when_it_was_found(held, site):
    links = [url for url in links_of(held, CLOCK) if url.startswith(site)]
    found = {one.url.removeprefix(site): one.result for one in try_links(held, CLOCK, links, seconds=2)}
    assert found == {
        "/there": "answers",
        "/gone": "dead",
        "/no-head": "answers",
        "/refused": "not known",
        "/broken": "not known",
    }
    view = ask(held, "inspections", "2026-11-20")
    source = view.source("gone")
    assert source.dead_on == date(2026, 11, 20)
    assert {s.source_id for s in view.sources if s.dead_on} == {"gone"}
    shown = source_details(source, "gone")
    assert "✗ dead: it did not work when tried on 20 November 2026" in shown
    assert "20 January 2024" in shown, "the day of retrieval still stands there"
    assert (
        "the link was dead when tried on 20 November 2026" in make("text", [view], Wish("http://localhost/")).decode()
    )
    assert not ask(held, "inspections", "2026-11-19").source("gone").dead_on, "nobody knew it the day before"
    (row,) = [r for r in rows(ask(held, "sources", "2026-11-20"), "sources") if r["link_dead_on"]]
    assert row["source_id"] == "gone"
    with asking(held, "2026-11-20") as client:
        assert "the link was dead when tried on</span>" not in client.get("/plain/inspections").text
        assert "✗ the link was dead when tried on 20 November 2026" in client.get("/plain/inspections").text


def test_a_link_that_works_again_is_no_longer_marked_and_a_server_that_is_down_changes_nothing(held, site):
    try_links(held, CLOCK, [f"{site}/gone"], seconds=2)
    STATUS["/gone"] = 500
    try:
        try_links(held, clock_at("2026-11-21"), [f"{site}/gone"], seconds=2)
        assert ask(held, "inspections", "2026-11-21").source("gone").dead_on == date(2026, 11, 20)
        STATUS["/gone"] = 200
        try_links(held, clock_at("2026-11-22"), [f"{site}/gone"], seconds=2)
        assert ask(held, "inspections", "2026-11-22").source("gone").dead_on is None
    finally:
        STATUS["/gone"] = 404
