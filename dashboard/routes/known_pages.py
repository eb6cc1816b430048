"""Unknown addresses answer 404.

Streamlit answers any address it does not know with its own page and status 200, so that a mistyped link looks right and
shows something else.  Only the addresses of our pages may get that page.
"""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.domain.errors import UnknownName
from dashboard.exports.plain_page import error_page
from dashboard.locale import ENGLISH, words_in
from dashboard.navigation import PAGES
from dashboard.routes.faults import HTML_HEADERS

ALWAYS = ("", "home", "index.html")


class KnownPages:
    """ASGI middleware: Streamlit's page under an address that is no page of ours becomes 404 with the way on."""

    def __init__(self, app: ASGIApp, *, addresses: Collection[str]) -> None:
        self._app = app
        self._addresses = frozenset((*ALWAYS, *addresses))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on, and look at what comes back."""
        if scope["type"] != "http" or scope["path"].strip("/") in self._addresses:
            await self._app(scope, receive, send)
            return
        refused = False

        async def looked_at(message: Message) -> None:
            nonlocal refused
            if message["type"] == "http.response.start" and _is_fallback(scope, message):
                refused = True
                await self._not_there(scope)(scope, receive, send)
            elif not refused:
                await send(message)

        await self._app(scope, receive, looked_at)

    def _not_there(self, scope: Scope) -> HTMLResponse:
        asked = scope["path"].strip("/")[:100]
        near: list[str] = get_close_matches(asked.casefold(), sorted(self._addresses - set(ALWAYS)), n=1)
        titles: dict[str, str] = {page.address: page.title for page in PAGES}
        ways = [(f"/{address}", titles.get(address, address)) for address in near]
        ways += [("/", "National picture"), ("/plain", "Every page without scripts")]
        try:
            words = words_in(Request(scope).query_params.get("lang", "en"))
        except UnknownName:
            words = ENGLISH
        message = "There is nothing at this address. It may be mistyped, or the page may have been given another name."
        page = error_page(words, "There is no such page", message, ways)
        return HTMLResponse(page, status_code=404, headers=HTML_HEADERS | {"Cache-Control": "no-store"})


def _is_fallback(scope: Scope, message: Message) -> bool:
    """Whether this is the page that Streamlit gives for whatever it does not know."""
    is_html = any(
        name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in message.get("headers", ())
    )
    return message["status"] == 200 and is_html and isinstance(scope.get("endpoint"), StaticFiles)
