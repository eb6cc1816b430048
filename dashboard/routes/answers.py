"""Answers of our own addresses: made once for each version of the store, kept within bounds, and never too many at once.

A burst of requests must not take the memory or the processor of the pages.  What is in memory is sent at once; what is
being made is waited for by everybody who asked for the same; what is new waits its turn, and beyond a fixed number of
waiting requests the answer is 503 with the time after which to try again.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from threading import Lock
from time import monotonic

from starlette.datastructures import Headers
from starlette.responses import Response, StreamingResponse

from dashboard import __version__
from dashboard.store.engine import Store

VERSION_SECONDS = 0.5  # the store is asked for its version at most so often
AT_ONCE = 2  # answers that are being worked out at the same time
MOST_WAITING = 256  # new answers that may wait for their turn
MOST_BYTES = 64_000_000  # of all answers kept
RETRY_SECONDS = 5
SMALLEST_COMPRESSED = 500


class TooBusy(Exception):
    """More is being asked for than can be worked out; nothing was changed."""


@dataclass(frozen=True)
class Answer:
    """A finished answer: status, type, content, and headers of its own.

    A long one has `pieces` in place of content: they are written out while they are sent, and are not kept.
    """

    content: bytes
    media_type: str
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    squeezed: bytes = b""
    pieces: Callable[[], Iterator[str]] | None = None
    mark: str = (
        ""  # ETag from the content: what is the same to the byte need not be sent again, whatever was loaded since
    )

    @property
    def size(self) -> int:
        """Bytes it takes in memory."""
        return len(self.content) + len(self.squeezed)


def compressed(answer: Answer) -> Answer:
    """The answer with its mark and, where that is worth it, its gzip form beside it."""
    if answer.pieces is None:
        answer = replace(answer, mark=f'"{hashlib.sha256(answer.content).hexdigest()[:32]}"')
    is_text = answer.media_type.startswith("text/") or "json" in answer.media_type or "xml" in answer.media_type
    if not is_text or len(answer.content) < SMALLEST_COMPRESSED:
        return answer
    squeezed = gzip.compress(answer.content, compresslevel=5, mtime=0)
    return replace(answer, squeezed=squeezed)


@dataclass
class Kept:
    """Answers in memory, the least recently used of them given up first, together never above `most_bytes`."""

    most_bytes: int = MOST_BYTES
    bytes_held: int = 0
    _answers: OrderedDict[Hashable, Answer] = field(default_factory=OrderedDict)

    def get(self, key: Hashable) -> Answer | None:
        """The answer, which is then the most recently used."""
        found = self._answers.get(key)
        if found is not None:
            self._answers.move_to_end(key)
        return found

    def put(self, key: Hashable, answer: Answer) -> None:
        """Keep an answer; one too large to be kept beside others is not."""
        if answer.pieces or answer.size > self.most_bytes // 8 or key in self._answers:
            return
        self._answers[key] = answer
        self.bytes_held += answer.size
        while self.bytes_held > self.most_bytes:
            _, given_up = self._answers.popitem(last=False)
            self.bytes_held -= given_up.size


class Answers:
    """The store, opened on the first question, and what was worked out from it."""

    def __init__(self, open_store: Callable[[], Store], *, at_once: int = AT_ONCE, waiting: int = MOST_WAITING) -> None:
        self._open_store = open_store
        self._store: Store | None = None
        self._lock = Lock()
        self._asked_at = -VERSION_SECONDS
        self._version = 0
        self._kept = Kept()
        self._making: dict[Hashable, asyncio.Future[Answer]] = {}
        self._workers = ThreadPoolExecutor(at_once, thread_name_prefix="rcq-answer")
        self._most_waiting = waiting

    def store(self) -> Store:
        """The open store; the errors of `open_store` where it cannot be opened."""
        with self._lock:
            if self._store is None:
                self._store = self._open_store()
            return self._store

    async def version(self) -> tuple[str, int]:
        """Identity and version of the store, half a second old at most."""
        if self._store is None or monotonic() - self._asked_at >= VERSION_SECONDS:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(None, self._ask_version)
        return self._store.identity, self._version

    async def get(self, key: Hashable, make: Callable[[Store], Answer]) -> Answer:
        """The answer kept under `key`, or made now by `make` in a thread; TooBusy where too many wait already."""
        identity, version = await self.version()
        full_key = (identity, version, key)
        if found := self._kept.get(full_key):
            return found
        if full_key in self._making:
            return await asyncio.shield(self._making[full_key])
        if len(self._making) >= self._most_waiting:
            raise TooBusy
        loop = asyncio.get_running_loop()
        future = loop.run_in_executor(self._workers, lambda: compressed(make(self.store())))
        self._making[full_key] = future
        future.add_done_callback(lambda done: self._finish(full_key, done))
        return await asyncio.shield(future)

    def _finish(self, key: Hashable, done: asyncio.Future[Answer]) -> None:
        self._making.pop(key, None)
        if not done.cancelled() and done.exception() is None:
            self._kept.put(key, done.result())

    def _ask_version(self) -> tuple[str, int]:
        store = self.store()
        try:
            self._version = store.version()
        except Exception:
            with self._lock:
                self._store = None
            store.close()
            raise
        self._asked_at = monotonic()
        return store.identity, self._version


def tag(identity: str, version: int, key: Hashable) -> str:
    """The ETag of an answer sent while it is written: the store, its version, this product's version and the question."""
    told = repr((identity, version, __version__, key)).encode("utf-8")
    return f'"{version}-{hashlib.sha256(told).hexdigest()[:20]}"'


def respond(answer: Answer, headers: Headers, etag: str = "") -> Response:
    """The answer as a response: 304 where the reader has it already, compressed where the reader takes that."""
    told = {"X-Content-Type-Options": "nosniff", "Vary": "Accept, Accept-Encoding", "Cache-Control": "no-cache"}
    told |= dict(answer.headers)
    if etag and answer.status == 200:
        etag = answer.mark or etag
        told["ETag"] = etag
        if _has(headers.get("if-none-match", ""), etag):
            return Response(status_code=304, headers=told)
    if answer.pieces:
        told["Vary"] = "Accept"  # compressed on its way, as below
        return StreamingResponse(answer.pieces(), status_code=answer.status, media_type=answer.media_type, headers=told)
    content = answer.content
    if answer.squeezed and "gzip" in headers.get("accept-encoding", "").lower():
        content, told["Content-Encoding"] = answer.squeezed, "gzip"
    elif content:
        told["Vary"] = "Accept"  # what may still be compressed on its way says the rest itself, and must say it once
    return Response(content, status_code=answer.status, media_type=answer.media_type, headers=told)


def _has(if_none_match: str, etag: str) -> bool:
    held = {part.strip().removeprefix("W/") for part in if_none_match[:4000].split(",")}
    return etag in held or "*" in held
