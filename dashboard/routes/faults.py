"""What is said when a request cannot be answered: the right status, a sentence with the remedy, in the form asked for."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from dashboard.domain.errors import (
    BadDate,
    NotYet,
    ReaderError,
    StoreBusy,
    StoreTooNew,
    StoreUnreadable,
    TooMuch,
    UnknownName,
)
from dashboard.exports.plain_page import POLICY, error_page
from dashboard.locale import ENGLISH, Words, words_in
from dashboard.routes.answers import RETRY_SECONDS, TooBusy
from dashboard.settings import SettingsError

Handler = Callable[[Request], Awaitable[Response]]
Writes = Callable[[Request, int, str, str], Response]
HTML_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
BUSY = "More is being asked for at this moment than can be worked out. Nothing was lost: ask again in a few seconds."

_log = logging.getLogger(__name__)


class NotThere(ReaderError):
    """An address that leads nowhere; the message names what there is."""


def guarded(handler: Handler, writes: Writes) -> Handler:
    """The handler with every fault answered by `writes` with status, title and message."""

    async def answered(request: Request) -> Response:
        try:
            return await handler(request)
        except TooBusy:
            response = writes(request, 503, "Too much at once", BUSY)
            response.headers["Retry-After"] = str(RETRY_SECONDS)
            return response
        except (StoreBusy, StoreTooNew, StoreUnreadable, SettingsError) as error:
            return writes(request, 503, "The store does not answer", str(error))
        except NotThere as error:
            return writes(request, 404, "There is no such page", str(error))
        except NotYet as error:
            return writes(request, 400, "That day has not come yet", str(error))
        except TooMuch as error:
            return writes(request, 400, "More than one file of this kind holds", str(error))
        except (UnknownName, BadDate, ReaderError) as error:
            return writes(request, 400, "The address asks for something that is not known", str(error))
        except Exception:
            _log.exception("a request could not be answered")
            return writes(request, 500, "This could not be answered", "The fault is ours; the log says what it was.")

    return answered


def as_html(request: Request, status: int, title: str, message: str) -> Response:
    """A fault as a plain page, with the way to the list of pages."""
    up = "../" * max(request.url.path.count("/") - 1, 0)
    page = error_page(
        _words(request),
        title,
        message,
        [(f"{up}plain", "Every page without scripts"), (up or "./", "The national picture")],
    )
    return HTMLResponse(page, status_code=status, headers=HTML_HEADERS | {"Cache-Control": "no-store"})


def as_problem(_request: Request, status: int, title: str, message: str) -> Response:
    """A fault for programs, in the form of RFC 9457."""
    told = {"type": "about:blank", "title": title, "status": status, "detail": message}
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return JSONResponse(told, status_code=status, media_type="application/problem+json", headers=headers)


def _words(request: Request) -> Words:
    try:
        return words_in(request.query_params.get("lang", "en"))
    except UnknownName:
        return ENGLISH
