"""Views as files: `/files/NAME.pdf?filter=value&as_at=…&lang=cy`, and all facts of a kind as CSV of any size."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from itertools import chain

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from dashboard.domain.asat import AsAt
from dashboard.domain.clock import Clock
from dashboard.domain.errors import unknown_name
from dashboard.exports.flat_csv import csv_of
from dashboard.exports.make import ALL, Wish, file_name, make
from dashboard.routes.answers import Answer, Answers, TooBusy, respond, tag
from dashboard.routes.asked import Asked, answered, read
from dashboard.routes.base import base_of
from dashboard.routes.faults import NotThere, as_html, as_problem, guarded
from dashboard.routes.plain import view_at
from dashboard.routes.tables import csv_answer
from dashboard.store.engine import Store
from dashboard.views.raw_facts import OPEN, raw_facts

BY_ENDING = {form.ending: name for name, form in ALL.items()}
STREAMS_AT_ONCE = 4


class Files:
    """Answers the addresses of files."""

    def __init__(self, answers: Answers, clock: Clock) -> None:
        self._answers = answers
        self._clock = clock
        self._streams = threading.BoundedSemaphore(STREAMS_AT_ONCE)

    async def file(self, request: Request) -> Response:
        """One view as a file."""
        name, _, ending = request.path_params["file"].partition(".")
        if ending not in BY_ENDING:
            raise NotThere(str(unknown_name("form of file", ending[:20], BY_ENDING)))
        asked = read(view_at(name), request.query_params, self._clock.today())
        base, chart = base_of(request), request.query_params.get("chart", "")
        key = ("file", ending, base, chart, *asked.key)
        made = await self._answers.get(key, lambda store: _made(store, asked, BY_ENDING[ending], base, chart))
        return respond(made, request.headers, tag(*await self._answers.version(), key))

    async def facts(self, request: Request) -> Response:
        """Every fact of a kind as CSV, sent while it is read; a few at a time, so that pages keep their store."""
        kind = request.path_params["kind"]
        if kind not in OPEN:
            raise NotThere(str(unknown_name("kind of fact", kind[:100], OPEN)))
        words = request.query_params.get("as_at", "")
        as_at = AsAt.parse(words) if words else AsAt(self._clock.today())
        await self._answers.version()  # opens the store, and says at once where it does not answer
        if not self._streams.acquire(blocking=False):
            raise TooBusy
        name = f"{kind}-as-at-{as_at.day.isoformat()}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-cache"}
        pieces = self._pieces(self._answers.store(), kind, as_at)
        # The first piece before the answer begins: what is wrong can still be said, and a reader who leaves at once ends
        # a reading that has begun, which gives its place back.
        first = await run_in_threadpool(next, pieces)
        return StreamingResponse(chain([first], pieces), media_type="text/csv; charset=utf-8", headers=headers)

    def _pieces(self, store: Store, kind: str, as_at: AsAt) -> Iterator[str]:
        try:
            with raw_facts(store, kind, as_at, self._clock.today()) as (names, rows):
                yield from csv_of(names, rows)
        finally:
            self._streams.release()


def file_routes(answers: Answers, clock: Clock) -> list[Route]:
    """The routes of files."""
    files = Files(answers, clock)
    return [
        Route("/files/{file}", guarded(files.file, as_html), methods=["GET"]),
        Route("/api/v1/facts/{kind}", guarded(files.facts, as_problem), methods=["GET"]),
    ]


def _made(store: Store, asked: Asked, form_name: str, base: str, chart: str) -> Answer:
    view = answered(store, asked)
    if form_name == "csv":
        return csv_answer(view, asked.table, file_name([view], form_name, asked.table), "attachment")
    content = make(form_name, [view], Wish(base, asked.words, table=asked.table, chart=chart))
    name = file_name([view], form_name, asked.table or chart)
    headers = (("Content-Disposition", f'attachment; filename="{name}"'),)
    return Answer(content, ALL[form_name].media_type, headers=headers)
