"""The read interface: the same figures as the views, with tags, pages, forms and clear faults."""

from __future__ import annotations

import json
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from streamlit import file_util
from streamlit.web.server.starlette.starlette_static_routes import create_streamlit_static_handler

from dashboard.exports.flat_csv import table_as_csv
from dashboard.exports.view_json import view_as_data
from dashboard.routes.answers import Answer, Answers, Kept, respond
from dashboard.routes.asked import wants
from dashboard.routes.faults import as_problem, guarded
from dashboard.routes.known_pages import KnownPages
from dashboard.routes.own import own_routes
from dashboard.store.engine import open_store
from dashboard.views import VIEWS
from tests.builders import clock_at
from tests.routes.own import asking
from tests.routes.serving import serving
from tests.views.asking import ask
from tests.views.entering import THE_FORCE, enter

NEEDED = {"force": {"force": "Kent"}}
OFFERED = ("application/json", "text/csv")


@pytest.fixture(scope="module")
def client(bundled_store):
    with asking(bundled_store) as asked:
        yield asked


@pytest.mark.parametrize("name", VIEWS)
def test_json_has_the_rows_of_the_view_and_csv_those_of_each_table(client, bundled_store, name):
    needed = NEEDED.get(name, {})
    view = ask(bundled_store, name, **needed)
    told = client.get(f"/api/v1/views/{name}", params=needed).json()
    for table in view.tables:
        expected = view_as_data(view)["tables"][table.name]["rows"]
        assert told["tables"][table.name]["rows"] == json.loads(json.dumps(expected[:1000])), "a page"
        assert told["tables"][table.name]["total_rows"] == len(table.rows)
        csv = client.get(f"/api/v1/views/{name}", params={**needed, "table": table.name, "format": "csv"})
        assert csv.headers["content-type"] == "text/csv; charset=utf-8"
        assert csv.text == table_as_csv(table)
    assert told["statement"] == view.statement
    assert told["result_hash"] in told["citation"]


def test_pages_of_rows_follow_each_other_by_their_links(client, bundled_store):
    total = len(ask(bundled_store, "sources").table("sources").rows)
    address, rows = "/api/v1/views/sources?per_page=100&as_at=2026-11-23", []
    while address:
        answer = client.get(address)
        rows += answer.json()["tables"]["sources"]["rows"]
        address = answer.json()["page"].get("next")
        assert (address in answer.headers.get("link", "")) if address else True
    assert len(rows) == total
    assert len({row["source_id"] for row in rows}) == total


def test_what_a_reader_has_already_is_not_sent_again(client):
    first = client.get("/api/v1/views/audits", params={"as_at": "2018-01-15"})
    again = client.get(
        "/api/v1/views/audits",
        params={"as_at": "2018-01-15"},
        headers={"If-None-Match": f'"x", {first.headers["etag"]}'},
    )
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/api/v1/views/audits", params={"as_at": "2018-01-16"})
    assert other.headers["etag"] != first.headers["etag"]


def test_a_change_of_the_store_changes_the_answer_of_today_at_once_and_no_past_day(loaded):
    store = loaded(recommendations=[{}])
    with asking(store) as asked:
        days = [{"as_at": "2026-11-20"}, {"as_at": "2026-11-23"}]
        addresses = ["/api/v1/views/recommendations", "/files/recommendations.json", "/files/recommendations.csv"]
        before = [asked.get(address, params=day) for address in addresses for day in days]
        enter(store, THE_FORCE, "KENT-1", "force_position", {"position": "accepted", "words": "Yes."}, on="2026-11-22")
        time.sleep(0.6)
        again = [
            asked.get(address, params=day, headers={"If-None-Match": was.headers["etag"]})
            for (address, day), was in zip([(a, d) for a in addresses for d in days], before, strict=True)
        ]
        whole = asked.get(addresses[0], params=days[0])
    assert [answer.status_code for answer in again] == [304, 200] * 3
    assert whole.content == before[0].content, "a past day is the same to the byte"
    assert again[1].json()["store_version"] == before[1].json()["store_version"] + 1


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/csv", "text/csv"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/json"),
        ("application/json;q=0.5, text/csv;q=0.9", "text/csv"),
        ("text/*", "text/csv"),
        ("x" * 100_000, "application/json"),
        (";;;,,,=/=", "application/json"),
        ("text/csv;q=nonsense", "application/json"),
        ("text/csv;q=9e999", "application/json"),
        (",".join(f"a/b{n}" for n in range(60)) + ",text/csv", None),
        ("image/png", None),
        ("application/json;q=0", None),
    ],
)
def test_any_accept_header_has_a_clear_answer(accept, form):
    assert wants(accept, OFFERED) == form


def test_a_type_that_is_not_offered_is_406_and_says_what_is(client):
    answer = client.get("/api/v1/views/audits", headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert answer.headers["content-type"] == "application/problem+json"
    assert "application/json or text/csv" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/api/v1/views/auditts", 404, "did you mean 'audits'?"),
        ("/api/v1/views/audits?as_at=x", 400, "2018-01-15"),
        ("/api/v1/views/audits?per_page=1000000", 400, "from 1 to 10000"),
        ("/api/v1/views/audits?format=xml", 400, "allowed: json, csv"),
        ("/api/v1/views/audits?table=none", 400, "allowed:"),
        ("/api/v1/view", 404, "/api/v1/openapi.json"),
        ("/api/v2/views", 404, "/api/v1/openapi.json"),
    ],
)
def test_faults_are_problems_with_the_remedy(client, address, status, said):
    answer = client.get(address)
    assert (answer.status_code, answer.json()["status"]) == (status, status)
    assert said in answer.json()["detail"]


def test_the_description_names_every_view_and_filter_and_what_it_promises_holds(client):
    told = client.get("/api/v1/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    for name, view in VIEWS.items():
        operation = told["paths"][f"/api/v1/views/{name}"]["get"]
        assert {f.name for f in view.filters} <= {p["name"] for p in operation["parameters"]}
        answer = client.get(f"/api/v1/views/{name}", params=NEEDED.get(name, {})).json()
        schema = told["components"]["schemas"]["View"]
        assert set(schema["required"]) <= answer.keys() <= schema["properties"].keys()
    listed = client.get("/api/v1/views").json()["views"]
    assert [v["name"] for v in listed] == list(VIEWS)


def test_the_sitemap_leads_to_pages_that_answer_and_health_tells_the_version(client, bundled_store):
    places = re.findall(r"<loc>([^<]+)</loc>", client.get("/sitemap.xml").text)
    plain = [place for place in places if "/plain" in place]
    assert len(plain) > len(VIEWS)
    for place in plain[:6]:
        assert client.get(place.replace("&amp;", "&")).status_code == 200
    assert client.get("/health").json()["store_version"] == bundled_store.version()
    assert "sitemap.xml" in client.get("/robots.txt").text


def test_health_is_503_with_the_reason_where_the_store_cannot_be_opened(tmp_path):
    broken = tmp_path / "store.sqlite3"
    broken.write_bytes(b"not a store" * 1000)
    app = Starlette(routes=own_routes(lambda: open_store(f"sqlite:///{broken}"), clock_at()))
    with serving(app) as address:
        for path in ("/health", "/plain/overview", "/api/v1/views/overview"):
            answer = httpx.get(f"{address}{path}")
            assert answer.status_code == 503, path
            assert "cannot be read" in answer.text, path


def test_a_thousand_requests_at_once_are_answered_or_told_when_to_come_back(client):
    addresses = [
        f"/plain/audits?as_at=20{10 + n % 16}-{n % 3 + 1:02}-15" if n % 2 else "/plain/inspections" for n in range(1000)
    ]
    with (
        httpx.Client(base_url=client.base_url, timeout=120, limits=httpx.Limits(max_connections=1000)) as many,
        ThreadPoolExecutor(100) as hands,
    ):
        answers = list(hands.map(many.get, addresses))
    statuses = {answer.status_code for answer in answers}
    assert statuses <= {200, 503}
    assert sum(answer.status_code == 200 for answer in answers) >= 500
    assert all("retry-after" in answer.headers for answer in answers if answer.status_code == 503)
    assert client.get("/health").status_code == 200


def test_more_than_may_wait_is_refused_with_a_time_to_come_back(bundled_store):
    release = threading.Event()
    answers = Answers(lambda: bundled_store, at_once=1, waiting=3)

    def slow(_store):
        release.wait(20)
        return Answer(b"done", "text/plain")

    async def one(request):
        return respond(await answers.get(request.path_params["n"], slow), request.headers)

    with (
        serving(Starlette(routes=[Route("/{n}", guarded(one, as_problem))])) as address,
        ThreadPoolExecutor(8) as hands,
    ):
        waiting = [hands.submit(httpx.get, f"{address}/{n}", timeout=30) for n in range(3)]
        while len(answers._making) < 3:
            pass
        same = hands.submit(httpx.get, f"{address}/0", timeout=30)
        refused = httpx.get(f"{address}/9")
        release.set()
        assert [w.result().text for w in [*waiting, same]] == ["done"] * 4
    assert refused.status_code == 503
    assert int(refused.headers["retry-after"]) > 0


def test_what_is_kept_stays_within_its_bytes_and_the_oldest_goes_first():
    kept = Kept(most_bytes=1000)
    for n in range(50):
        kept.put(n, Answer(b"x" * 100, "text/plain"))
        kept.get(0)
    assert kept.bytes_held <= 1000
    assert kept.get(0), "what is asked for again and again stays"
    assert kept.get(1) is None
    kept.put("large", Answer(b"x" * 900, "text/plain"))
    assert kept.get("large") is None


@pytest.mark.parametrize(
    ("path", "status"),
    [("/overview", 200), ("/", 200), ("/no-such-page", 404), ("/overview/more", 404), ("/index.html", 200)],
)
def test_only_addresses_of_pages_get_the_page(tmp_path, path, status):
    handler = create_streamlit_static_handler(file_util.get_static_dir(), None)
    middleware = [Middleware(KnownPages, addresses=["overview"])]
    with serving(Starlette(routes=[Mount("/", app=handler)], middleware=middleware)) as address:
        answer = httpx.get(f"{address}{path}")
    assert answer.status_code == status
    assert ("There is no such page" in answer.text) == (status == 404)
