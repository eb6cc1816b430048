"""The readiness address: is the store open and answering?

The answer is `{"status": "ready", "store_version": 7}`, or status 503 with the reason.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Lock
from typing import Protocol

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

READY_PATH = "/ready"

_log = logging.getLogger(__name__)


class AnsweringStore(Protocol):
    """All that readiness asks of a store."""

    def version(self) -> int:
        """The store's version; asking for it is a real question to the database."""

    def close(self) -> None:
        """Give back all connections."""


class Readiness:
    """Opens the store on the first question and asks it for its version on every one.

    A store that fails is closed and opened anew the next time, so an outage ends without a restart.
    `fit_to_show` are the errors whose message may be shown; of any other only the log learns the details.
    """

    def __init__(self, open_store: Callable[[], AnsweringStore], fit_to_show: tuple[type[Exception], ...]) -> None:
        self._open_store = open_store
        self._fit_to_show = fit_to_show
        self._store: AnsweringStore | None = None
        self._lock = Lock()

    def __call__(self, _request: Request) -> JSONResponse:
        """Starlette runs this in a worker thread, so waiting for the database holds up nobody."""
        headers = {"Cache-Control": "no-store"}
        try:
            return JSONResponse({"status": "ready", "store_version": self._version()}, headers=headers)
        except self._fit_to_show as error:
            reason = str(error)
        except Exception:
            _log.exception("the store does not answer")
            reason = "The store does not answer; the log says why."
        return JSONResponse({"status": "not ready", "reason": reason}, status_code=503, headers=headers)

    def _version(self) -> int:
        with self._lock:
            if self._store is None:
                self._store = self._open_store()
            store = self._store
        try:
            return store.version()
        except Exception:
            with self._lock:
                if self._store is store:
                    self._store = None
            store.close()
            raise


def ready_route(open_store: Callable[[], AnsweringStore], *, fit_to_show: tuple[type[Exception], ...] = ()) -> Route:
    """The route of the readiness address."""
    return Route(READY_PATH, endpoint=Readiness(open_store, fit_to_show).__call__, methods=["GET"])
