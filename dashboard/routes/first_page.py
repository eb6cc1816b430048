"""The HTML page into which Streamlit's program draws everything, put right for ours.

As shipped it is written in American English, calls itself "Streamlit", asks for a typeface that our theme does not
use, learns of the charts' program only when the first chart arrives, and looks in four places for its own server.
Here it says what it is, names the program files of a page with a chart at once, and knows where its server is.

Only the shipped page itself is replaced, byte for byte; any other answer goes on untouched.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.routes.compressed_files import CODINGS, preferred_coding

TITLE = "Recorded Crime Quality"
DESCRIPTION = (
    "The quality of police recorded crime in England and Wales: inspections, audits, recommendations, statistics."
)
# A square in the first colour of the palette, its left half filled: small enough to stand in the page.
ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath fill='%2312436D' "
    "d='M1 1h14v14H1z'/%3E%3Cpath fill='white' d='M8 3h5v10H8z'/%3E%3C/svg%3E"
)
# The program files of what nearly every page of ours shows, by their names without checksum.
CHARTS = ("ArrowVegaLiteChart", "embed", "vega-interpreter")
ELEMENTS = ("Html", "purify.es", "Selectbox", "TextInput", "ButtonGroup", "DownloadButton")
# What Streamlit's browser part would otherwise ask for before it opens its connection.  Nobody may frame our pages and
# speak to them, so no other site is allowed anything; the answers it asks for later say the same (see `server.py`).
HOST = {
    "allowedOrigins": [],
    "useExternalAuthToken": False,
    "enableCustomParentMessages": False,
    "enforceDownloadInNewTab": False,
    "metricsUrl": "",
    "blockErrorDialogs": False,
}

_IMPORTED = re.compile(r"""(?:from|import)\s*["'`]\./([\w.\-]+\.js)["'`]""")
_OTHER_INTERFACE = re.compile(r'\s*<!--\s+Machine-readable pointer.*?-->\s*<link rel="service-desc"[^>]*/>', re.DOTALL)
_NO_SCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
NO_SCRIPT = (
    "<noscript><p>This page is drawn by JavaScript, which is switched off. "
    '<a href="/plain">The same pages without scripts</a> hold the same figures.</p></noscript>'
)
_FONT = re.compile(r'\s*<link\s+rel="preload"[^>]*as="font"[^>]*/?>')


class FirstPage:
    """ASGI middleware that answers with our page wherever the application answers with Streamlit's."""

    def __init__(self, app: ASGIApp, *, static: Path, font: str) -> None:
        self._app = app
        self._shipped = (static / "index.html").read_bytes()
        page = put_right(self._shipped.decode(), static / "static" / "js", font).encode()
        self._forms = {None: page} | {name: compress(page) for name, (_, compress) in CODINGS.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on; look at what comes back."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        held: list[Message] = []

        async def looking(message: Message) -> None:
            if message["type"] == "http.response.start" and _may_be_the_page(message):
                held.append(message)
                return
            if not held:
                await send(message)
                return
            held.append(message)
            if not message.get("more_body"):
                await self._answer(held, asked, scope, receive, send)

        await self._app(scope, receive, looking)

    async def _answer(self, held: list[Message], asked: Headers, scope: Scope, receive: Receive, send: Send) -> None:
        """The page in the form that the reader takes, or what was held back."""
        if _body(held) != self._shipped:
            for message in held:
                await send(message)
            return
        coding = preferred_coding(asked.get("accept-encoding", ""))
        headers = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
        if coding:
            headers["Content-Encoding"] = coding
        kept = Headers(raw=held[0]["headers"])
        for name, value in kept.items():
            if name not in (
                "content-type",
                "content-length",
                "etag",
                "last-modified",
                "vary",
                "cache-control",
                "content-encoding",
            ):
                headers.setdefault(name, value)
        await Response(self._forms[coding], headers=headers)(scope, receive, send)


def put_right(shipped: str, scripts: Path, font: str) -> str:
    """Streamlit's page with our name, language and icon, and with the program files named that a page of ours needs.

    `font` is the typeface of the theme, which comes with the first message; what is written before that would be
    written in Streamlit's own, and the file fetched for it.
    """
    named = set(re.findall(r"static/js/([\w.\-]+\.js)", shipped))
    wanted = [name for name in needed(scripts, (*CHARTS, *ELEMENTS)) if name not in named]
    # Low: the program itself comes first, then what it will ask for.
    links = "".join(
        f'<link rel="modulepreload" crossorigin fetchpriority="low" href="./static/js/{name}">\n' for name in wanted
    )
    theme = {"bodyFont": font, "headingFont": font}
    known = json.dumps({"HOST_CONFIG": HOST, "LIGHT_THEME": theme, "DARK_THEME": theme})
    head = (
        f'<meta name="description" content="{DESCRIPTION}" />\n'
        '<link rel="alternate" type="application/atom+xml" title="What changed" href="./feeds/changes.atom" />\n'
        f"<script>window.__streamlit = {{BACKEND_BASE_URL: location.origin, ...{known}}}</script>\n{links}</head>"
    )
    page = _NO_SCRIPT.sub(NO_SCRIPT, _OTHER_INTERFACE.sub("", _FONT.sub("", shipped)))
    page = page.replace('<html lang="en">', '<html lang="en-GB">')
    page = page.replace("<title>Streamlit</title>", f"<title>{TITLE}</title>")
    page = page.replace('href="./favicon.png"', f'href="{ICON}"')
    return page.replace("</head>", head, 1)


def needed(scripts: Path, stems: Iterable[str]) -> list[str]:
    """The files with these stems, and everything that they import, without what is not there; in that order."""
    files = {name.rpartition(".")[0]: name for name in (file.stem for file in scripts.glob("*.js"))}
    found: dict[str, None] = {}
    waiting = [f"{files[stem]}.js" for stem in stems if stem in files]
    while waiting:
        name = waiting.pop(0)
        if name not in found and (scripts / name).is_file():
            found[name] = None
            waiting += _imports(scripts / name)
    return list(found)


def _imports(script: Path) -> Iterator[str]:
    yield from _IMPORTED.findall(script.read_text(encoding="utf-8", errors="replace"))


def _may_be_the_page(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    return start["status"] == 200 and headers.get("content-type", "").startswith("text/html")


def _body(held: list[Message]) -> bytes:
    """What was sent, without the compression that Streamlit gives its page."""
    body = b"".join(message.get("body", b"") for message in held[1:])
    return gzip.decompress(body) if Headers(raw=held[0]["headers"]).get("content-encoding") == "gzip" else body
