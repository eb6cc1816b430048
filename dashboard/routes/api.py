"""The read interface for programs: `/api/v1/views/NAME` as JSON or CSV, described by `/api/v1/openapi.json`."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.domain.clock import Clock
from dashboard.domain.errors import unknown_name
from dashboard.exports.particulars import particulars
from dashboard.exports.view_json import view_as_data
from dashboard.routes.answers import Answer, Answers, respond, tag
from dashboard.routes.asked import Asked, answered, read, wants
from dashboard.routes.base import base_of
from dashboard.routes.faults import NotThere, as_problem, guarded
from dashboard.routes.openapi import described, described_views
from dashboard.routes.tables import csv_answer, known_table
from dashboard.store.engine import Store
from dashboard.views import VIEWS

JSON = "application/json"
FORMATS = ("json", "csv")
ROWS_ON_A_PAGE = 1000
MOST_ON_A_PAGE = 10_000


class Api:
    """Answers the addresses for programs."""

    def __init__(self, answers: Answers, clock: Clock) -> None:
        self._answers = answers
        self._clock = clock

    async def openapi(self, request: Request) -> Response:
        """What the interface offers, as OpenAPI."""
        return respond(_json(described(base_of(request))), request.headers)

    async def views(self, request: Request) -> Response:
        """The views there are and their filters."""
        return respond(_json({"views": described_views(base_of(request))}), request.headers)

    async def view(self, request: Request) -> Response:
        """One view as JSON, or one of its tables as CSV."""
        name = request.path_params["name"]
        if name not in VIEWS:
            raise NotThere(str(unknown_name("view", name[:100], VIEWS)))
        asked = read(name, request.query_params, self._clock.today(), formats=FORMATS, most_per_page=MOST_ON_A_PAGE)
        accepted = wants(request.headers.get("accept", ""), (JSON, "text/csv"))
        form = asked.format or {JSON: "json", "text/csv": "csv"}.get(accepted or "", "")
        if not form:
            said = "This address answers application/json or text/csv; ask for one of them in Accept or with format=."
            return as_problem(request, 406, "None of the types asked for is offered", said)
        base = base_of(request)
        key = ("api", form, base, *asked.key)
        make = _view_csv if form == "csv" else _view_json
        made = await self._answers.get(key, lambda store: make(store, asked, base))
        return respond(made, request.headers, tag(*await self._answers.version(), key))


def api_routes(answers: Answers, clock: Clock) -> list[Route]:
    """The routes of the read interface."""
    api = Api(answers, clock)
    return [
        Route("/api/v1/openapi.json", guarded(api.openapi, as_problem), methods=["GET"]),
        Route("/api/v1/views", guarded(api.views, as_problem), methods=["GET"]),
        Route("/api/v1/views/{name}", guarded(api.view, as_problem), methods=["GET"]),
        Route("/api/{rest:path}", guarded(_nothing_here, as_problem), methods=["GET"]),
    ]


async def _nothing_here(request: Request) -> Response:
    raise NotThere(
        f"There is nothing at {request.url.path[:200]}; /api/v1/openapi.json describes what there is, and "
        "/api/v1/views lists the views."
    )


def _view_json(store: Store, asked: Asked, base: str) -> Answer:
    view = answered(store, asked)
    known_table(view, asked.table)
    data = view_as_data(view)
    told = particulars(view, base, asked.words)
    # Counts what was known by the day, so that the same day gives the same bytes whatever was learnt since.
    data["store_version"] = view.known_version
    data |= {"result_hash": told.result, "link": told.link, "citation": told.citation, "licence": told.licence}
    per_page = asked.per_page or ROWS_ON_A_PAGE
    first = (asked.page - 1) * per_page
    longest = 0
    for name in list(data["tables"]):
        if asked.table and name != asked.table:
            del data["tables"][name]
            continue
        held = data["tables"][name]
        total = len(held["rows"])
        longest = max(longest, total)
        held |= {"rows": held["rows"][first : first + per_page], "total_rows": total}
    pages = max(-(-longest // per_page), 1)
    data["page"] = {"number": asked.page, "pages": pages, "rows_per_page": per_page}
    links = _page_links(asked, base, pages)
    data["page"] |= links
    headers = tuple(("Link", ", ".join(f'<{url}>; rel="{rel}"' for rel, url in links.items())) for _ in links and [0])
    return _json(data, headers)


def _page_links(asked: Asked, base: str, pages: int) -> dict[str, str]:
    """The addresses of the pages before and after."""
    query = {**dict(asked.filters), "look_ahead" if asked.look_ahead else "as_at": asked.as_at.day.isoformat()}
    query |= {name: str(value) for name, value in (("table", asked.table), ("per_page", asked.per_page)) if value}
    where = f"{base}api/v1/views/{asked.name}?{urlencode(query)}"
    wanted = {"prev": asked.page - 1, "next": asked.page + 1}
    return {rel: f"{where}&page={number}" for rel, number in wanted.items() if 1 <= number <= pages and pages > 1}


def _view_csv(store: Store, asked: Asked, _base: str) -> Answer:
    view = answered(store, asked)
    named = asked.table or view.tables[0].name
    name = f"{asked.name}-{named}-as-at-{asked.as_at.day.isoformat()}.csv"
    return csv_answer(view, asked.table, name, "inline")


def _json(data: Any, headers: tuple[tuple[str, str], ...] = ()) -> Answer:
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Answer(text.encode("utf-8"), JSON, headers=(("Access-Control-Allow-Origin", "*"), *headers))
