"""Streamlit's program files, sent compressed.

Streamlit sends its JavaScript as it lies on the disk, several megabytes for a page with a chart.  The files never
change within a version, so they are compressed once, kept in a folder of their own, and served from there.

Two forms are kept, because browsers ask for brotli only over https and on the same computer; over plain http in an
office network gzip is all they take.  Measured on Streamlit 1.67 (22.9 MB of text files): brotli at quality 9 takes
2.1 s and leaves 6.2 MB, quality 11 takes 31 s for 5.7 MB, gzip takes 0.5 s for 6.9 MB.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import brotli
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_TYPES = MappingProxyType(
    {
        ".css": "text/css; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json",
        ".map": "application/json",
        ".mjs": "text/javascript; charset=utf-8",
        ".svg": "image/svg+xml",
        ".wasm": "application/wasm",
    }
)
SMALLEST_BYTES = 500  # below this a compressed answer saves nothing worth its headers
ONE_YEAR_SECONDS = 31_536_000

Compress = Callable[[bytes], bytes]
# In the order of preference when a browser takes both equally.
CODINGS: MappingProxyType[str, tuple[str, Compress]] = MappingProxyType(
    {
        "br": (".br", lambda content: brotli.compress(content, quality=9)),
        "gzip": (".gz", lambda content: gzip.compress(content, compresslevel=6, mtime=0)),
    }
)


@dataclass(frozen=True)
class Copy:
    """One compressed file, and the tag by which a browser recognises it."""

    content: bytes
    tag: str


class CompressedCopies:
    """Compressed copies of the text files in a folder, kept on disk from one start to the next.

    The copies lie in a folder named after `label` and a checksum of the names and sizes of the originals, so that
    another version of the originals never meets them.  Copies of other versions are removed.
    """

    def __init__(self, originals: Path, cache: Path, *, label: str) -> None:
        self._originals = originals
        self._cache = cache
        self._label = label
        self._found: dict[tuple[str, str], Copy] = {}

    def make(self) -> None:
        """Make the copies that are missing, then offer them.  Where the folder cannot be written, offer none."""
        files = sorted(_compressible(self._originals))
        folder = self._cache / f"{self._label}-{_fingerprint(self._originals, files)}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for file in files:
                self._make_one(file, folder)
            _remove_others(self._cache, folder)
        except OSError:
            return

    def find(self, name: str, coding: str) -> Copy | None:
        """The copy of the file `name` (a path with slashes, under the folder), or None if there is none (yet)."""
        return self._found.get((name, coding))

    def _make_one(self, file: Path, folder: Path) -> None:
        name = file.relative_to(self._originals).as_posix()
        content: bytes | None = None
        for coding, (suffix, compress) in CODINGS.items():
            kept = folder / (name + suffix)
            if kept.is_file():
                self._found[name, coding] = _tagged(kept.read_bytes())
                continue
            content = file.read_bytes() if content is None else content
            compressed = compress(content)
            _write_whole(kept, compressed)
            self._found[name, coding] = _tagged(compressed)


class CompressedFiles:
    """ASGI middleware: answers requests under `prefix` with the compressed copy where there is one.

    Everything else goes on untouched: other addresses, files without a copy, requests for a part of a file, and
    readers who take no compressed form.  The names under `prefix` must carry a checksum of the content, as
    Streamlit's do, since the answers may be kept for a year.
    """

    def __init__(self, app: ASGIApp, *, copies: CompressedCopies, prefix: str) -> None:
        self._app = app
        self._copies = copies
        self._prefix = prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from the copies, or hand on."""
        if not self._may_compress(scope):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        coding = preferred_coding(headers.get("accept-encoding", ""))
        name = scope["path"][1:]
        copy = self._copies.find(name, coding) if coding and "range" not in headers else None
        if copy is None or coding is None:
            await self._app(scope, receive, _saying_it_varies(send))
            return
        response = _answer(name, copy, coding, headers)
        await response(scope, receive, send)

    def _may_compress(self, scope: Scope) -> bool:
        return (
            scope["type"] == "http"
            and scope["method"] in ("GET", "HEAD")
            and scope["path"].startswith(self._prefix)
            and Path(scope["path"]).suffix in CONTENT_TYPES
        )


def preferred_coding(accept_encoding: str) -> str | None:
    """The form to send: the one the reader prefers, brotli where both are equal, None if neither is taken."""
    wishes: dict[str, float] = {}
    for part in accept_encoding.lower().split(","):
        coding, _, parameter = part.strip().partition(";")
        wishes[coding.strip()] = _weight(parameter)
    offered = {coding: wishes.get(coding, wishes.get("*", 0.0)) for coding in CODINGS}
    best = max(offered, key=lambda coding: offered[coding])  # the first of equals
    return best if offered[best] > 0 else None


def make_in_background(copies: CompressedCopies) -> threading.Thread:
    """Make the copies without holding up the start; brotli and gzip let other threads run meanwhile."""
    thread = threading.Thread(target=copies.make, name="compress-static-files", daemon=True)
    thread.start()
    return thread


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


def _tagged(content: bytes) -> Copy:
    return Copy(content, f'"{hashlib.blake2b(content, digest_size=12).hexdigest()}"')


def _answer(name: str, copy: Copy, coding: str, request: Headers) -> Response:
    headers = {
        "Content-Encoding": coding,
        "Vary": "Accept-Encoding",
        "ETag": copy.tag,
        "Cache-Control": f"public, immutable, max-age={ONE_YEAR_SECONDS}",
    }
    known = {entry.strip().removeprefix("W/") for entry in request.get("if-none-match", "").split(",")}
    if copy.tag in known or "*" in known:
        return Response(status_code=304, headers={k: v for k, v in headers.items() if k != "Content-Encoding"})
    return Response(copy.content, headers=headers | {"Content-Type": CONTENT_TYPES[Path(name).suffix]})


def _saying_it_varies(send: Send) -> Send:
    """Tell caches between us and the reader that this address has other forms too."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).add_vary_header("Accept-Encoding")
        await send(message)

    return sending


def _compressible(folder: Path) -> Iterator[Path]:
    for file in folder.rglob("*"):
        if file.suffix in CONTENT_TYPES and file.is_file() and file.stat().st_size >= SMALLEST_BYTES:
            yield file


def _fingerprint(folder: Path, files: list[Path]) -> str:
    listing = "\n".join(f"{file.relative_to(folder).as_posix()} {file.stat().st_size}" for file in files)
    return hashlib.blake2b(listing.encode(), digest_size=8).hexdigest()


def _write_whole(target: Path, content: bytes) -> None:
    """Write so that another process sees the whole file or none."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    part.write_bytes(content)
    part.replace(target)


def _remove_others(cache: Path, keep: Path) -> None:
    for folder in cache.iterdir():
        if folder.is_dir() and folder != keep:
            shutil.rmtree(folder, ignore_errors=True)
