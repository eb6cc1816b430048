"""What there is, for search engines, and whether it works, for whoever watches."""

from __future__ import annotations

from html import escape

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard import __version__
from dashboard.navigation import PAGES
from dashboard.routes.answers import Answers
from dashboard.routes.base import base_of
from dashboard.routes.faults import as_problem, guarded
from dashboard.views import VIEWS

NO_STORE = {"Cache-Control": "no-store"}


class Finding:
    """Answers `/sitemap.xml`, `/robots.txt` and `/health`."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    async def sitemap(self, request: Request) -> Response:
        """Every page, and its twin without scripts in both languages."""
        base = base_of(request)
        places = [base, *(f"{base}{page.address}" for page in PAGES), f"{base}plain"]
        needy = {name for name, view in VIEWS.items() if any(f.required for f in view.filters)}
        for name in VIEWS:
            if name not in needy:  # without its filter such a page is only a question
                places += [f"{base}plain/{name}", f"{base}plain/{name}?lang=cy"]
        listed = "".join(f"<url><loc>{escape(place)}</loc></url>" for place in places)
        xml = f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</urlset>'
        return Response(xml, media_type="application/xml")

    async def robots(self, request: Request) -> Response:
        """Everything may be read; the sitemap says where it is."""
        return PlainTextResponse(f"User-agent: *\nAllow: /\nSitemap: {base_of(request)}sitemap.xml\n")

    async def health(self, _request: Request) -> Response:
        """Whether this process answers and its store does: 200 where both do, 503 where the store does not.

        `/ready` asks the same of the store without this cache; both tell the store's version.
        """
        identity, version = await self._answers.version()
        told = {"status": "healthy", "product_version": __version__, "store": identity[:8], "store_version": version}
        return JSONResponse(told, headers=NO_STORE)


def sitemap_routes(answers: Answers) -> list[Route]:
    """The routes of the sitemap and of health."""
    finding = Finding(answers)
    return [
        Route("/sitemap.xml", guarded(finding.sitemap, as_problem), methods=["GET"]),
        Route("/robots.txt", guarded(finding.robots, as_problem), methods=["GET"]),
        Route("/health", guarded(finding.health, as_problem), methods=["GET"]),
    ]
