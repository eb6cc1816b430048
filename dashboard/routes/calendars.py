"""`/calendar/BODY.ics`: the clocks of a force, its local policing body, or the national recommendations, for any calendar."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.domain.asat import AsAt
from dashboard.domain.clock import Clock
from dashboard.domain.errors import UnknownName
from dashboard.exports.calendar import calendar_of
from dashboard.routes.answers import Answer, Answers, respond, tag
from dashboard.routes.faults import NotThere, as_problem, guarded
from dashboard.store.engine import Store
from dashboard.views.reminders import body_named, clocks_of

CALENDAR = "text/calendar; charset=utf-8"


def calendar_routes(answers: Answers, clock: Clock) -> list[Route]:
    """The route of the calendars."""

    async def calendar(request: Request) -> Response:
        body = str(request.path_params["body"])[:200]
        said = request.query_params.get("as_at")
        as_at = AsAt.parse(said) if said else AsAt(clock.today())
        key = ("calendar", body.casefold(), as_at)
        made = await answers.get(key, lambda store: _made(store, body, as_at))
        return respond(made, request.headers, tag(*await answers.version(), key))

    return [Route("/calendar/{body}.ics", guarded(calendar, as_problem), methods=["GET"])]


def _made(store: Store, body: str, as_at: AsAt) -> Answer:
    try:
        name, code = body_named(store, body, as_at)
    except UnknownName as error:
        raise NotThere(str(error)) from None
    return Answer(calendar_of(name, *clocks_of(store, code, as_at)), CALENDAR)
