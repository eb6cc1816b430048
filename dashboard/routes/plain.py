"""Every view again as plain HTML: `/plain/NAME?filter=value&as_at=…&lang=cy`, its charts as SVG, no script anywhere."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.domain.asat import AsAt
from dashboard.domain.clock import Clock
from dashboard.domain.errors import unknown_name
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.revised import Revised, dates_of, revised_since
from dashboard.domain.view_model import View
from dashboard.exports.chart_image import chart_svg
from dashboard.exports.plain_page import PlainQuestion, choosing_page, index_page, plain_page, words_page
from dashboard.locale import words_in
from dashboard.navigation import PAGES
from dashboard.routes.answers import Answer, Answers, respond, tag
from dashboard.routes.asked import Asked, answered, read
from dashboard.routes.base import base_of
from dashboard.routes.faults import HTML_HEADERS, NotThere, as_html, guarded
from dashboard.store.engine import Store
from dashboard.views import VIEWS
from dashboard.views.frame import filter_choices, frame_of

HTML = "text/html; charset=utf-8"
SVG = "image/svg+xml"


class PlainPages:
    """Answers the plain addresses."""

    def __init__(self, answers: Answers, clock: Clock) -> None:
        self._answers = answers
        self._clock = clock

    async def index(self, request: Request) -> Response:
        """The list of all plain pages."""
        words = words_in(request.query_params.get("lang", "en"))
        page = index_page(words)
        return respond(Answer(page.encode("utf-8"), HTML, headers=tuple(HTML_HEADERS.items())), request.headers)

    async def page(self, request: Request) -> Response:
        """One view, or the words of the field."""
        name = view_at(request.path_params["name"])
        if name == "words":
            page = words_page(words_in(request.query_params.get("lang", "en")))
            return respond(Answer(page.encode("utf-8"), HTML, headers=tuple(HTML_HEADERS.items())), request.headers)
        asked = read(name, request.query_params, self._clock.today())
        base = base_of(request)
        # Of today, since a page of a past day says what has been published anew since.
        key = ("plain", base, self._clock.today(), *asked.key)
        made = await self._answers.get(key, lambda store: self._page(store, asked, base))
        return respond(made, request.headers, tag(*await self._answers.version(), key))

    async def picture(self, request: Request) -> Response:
        """One chart of a view as SVG."""
        asked = read(view_at(request.path_params["name"]), request.query_params, self._clock.today())
        chart = request.path_params["chart"]
        key = ("svg", chart, *asked.key)
        made = await self._answers.get(key, lambda store: _picture(store, asked, chart))
        return respond(made, request.headers, tag(*await self._answers.version(), key))

    def _page(self, store: Store, asked: Asked, base: str) -> Answer:
        for needed in VIEWS[asked.name].filters:
            if needed.required and needed.name not in dict(asked.filters):
                html = choosing_page(asked.name, needed, _offered(store, needed, asked), asked.words)
                return Answer(html.encode("utf-8"), HTML, headers=tuple(HTML_HEADERS.items()))
        view = answered(store, asked)
        names = [table.name for table in view.tables]
        if asked.table and asked.table not in names:
            raise unknown_name(f"table of the view {asked.name} called", asked.table, names)
        filters = VIEWS[asked.name].filters
        question = PlainQuestion(
            words=asked.words,
            base=base,
            is_today=asked.as_at.day == self._clock.today(),
            filters=filters,
            choices={f.name: _offered(store, f, asked) for f in filters if f.kind in ("force", "choice")},
            table=asked.table,
            page=asked.page,
            revised=self._revised(store, view, asked),
        )
        html = plain_page(view, question)
        return Answer(html.encode("utf-8"), HTML, headers=tuple(HTML_HEADERS.items()))

    def _revised(self, store: Store, view: View, asked: Asked) -> tuple[Revised, ...]:
        today = AsAt(self._clock.today())
        if asked.as_at.day >= today.day:
            return ()
        dates = dates_of(view, [f.name for f in VIEWS[view.name].filters])
        now = replace(asked, as_at=today, filters=(*asked.filters, *dates.items()))
        return revised_since(view, answered(store, now))


def plain_routes(answers: Answers, clock: Clock) -> list[Route]:
    """The routes of the plain pages."""
    pages = PlainPages(answers, clock)
    return [
        Route("/plain", guarded(pages.index, as_html), methods=["GET"]),
        Route("/plain/{name}", guarded(pages.page, as_html), methods=["GET"]),
        Route("/plain/{name}/{chart}.svg", guarded(pages.picture, as_html), methods=["GET"]),
    ]


def view_at(name: str) -> str:
    """The view called `name`, or the one that the page at that address shows; NotThere names what there is."""
    pages = {page.address: page.view or page.address for page in PAGES}
    if name in VIEWS or name == "words":
        return name
    if name in pages and pages[name] in VIEWS:
        return pages[name]
    raise NotThere(str(unknown_name("page", name[:100], (*VIEWS, "words"))))


def _offered(store: Store, definition: FilterDefinition, asked: Asked) -> list[tuple[str, str]]:
    if definition.kind == "force":
        return list(frame_of(store, asked.as_at).forces.items())
    return [(value, value.replace("_", " ")) for value in filter_choices(store, definition, asked.as_at)]


def _picture(store: Store, asked: Asked, name: str) -> Answer:
    view = answered(store, asked)
    names = [spec.name for spec in view.charts]
    if name not in names:
        raise NotThere(str(unknown_name(f"chart of the view {asked.name} called", name[:100], names)))
    # Within a page the source stands under the picture as text; a picture taken away carries it inside.
    svg = chart_svg(view, name, asked.words)
    headers = (("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"),)
    return Answer(svg.encode("utf-8"), SVG, headers=headers)
