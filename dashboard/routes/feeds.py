"""`/feeds/changes.atom`: what became known, for readers of feeds; `since` and `force` as on the page."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.domain.clock import Clock
from dashboard.exports.atom import atom
from dashboard.routes.answers import Answer, Answers, respond, tag
from dashboard.routes.asked import Asked, answered, read
from dashboard.routes.base import base_of
from dashboard.routes.faults import as_problem, guarded
from dashboard.store.engine import Store

ATOM = "application/atom+xml; charset=utf-8"


def feed_routes(answers: Answers, clock: Clock) -> list[Route]:
    """The route of the feed."""

    async def changes(request: Request) -> Response:
        asked = read("changes", request.query_params, clock.today())
        base = base_of(request)
        key = ("atom", base, *asked.key)
        made = await answers.get(key, lambda store: _made(store, asked, base))
        return respond(made, request.headers, tag(*await answers.version(), key))

    return [Route("/feeds/changes.atom", guarded(changes, as_problem), methods=["GET"])]


def _made(store: Store, asked: Asked, base: str) -> Answer:
    view = answered(store, asked)
    return Answer(atom(view, base).encode("utf-8"), ATOM)
