"""The address by which a reader reached this server."""

from __future__ import annotations

import re

from starlette.requests import Request

# What a name and port of a server may consist of; anything else in the header is somebody's trick.
_HOST = re.compile(r"^[A-Za-z0-9.\-\[\]:]{1,253}$")


def base_of(request: Request) -> str:
    """The address of this server with a slash at its end, as the reader wrote it; this computer's where that is no name."""
    host = request.headers.get("host", "")
    if not _HOST.match(host):
        host = "localhost"
    root = request.scope.get("root_path", "").strip("/")
    return f"{request.url.scheme}://{host}/{root + '/' if root else ''}"
