"""Our own addresses on a real server over a store of the test's choice."""

from __future__ import annotations

from contextlib import contextmanager

import httpx
from starlette.applications import Starlette

from dashboard.routes.own import own_routes
from tests.builders import clock_at
from tests.routes.serving import serving


@contextmanager
def asking(store, today="2026-11-23", **more):
    """A client of a server with our own addresses."""
    app = Starlette(routes=own_routes(lambda: store, clock_at(today)), **more)
    with serving(app) as address, httpx.Client(base_url=address, timeout=60) as client:
        yield client
