"""Whether the links of sources still work: each is tried, and what came of it is noted, so that a dead one is marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import httpx

from dashboard.domain.asat import AsAt
from dashboard.domain.clock import Clock
from dashboard.store.engine import Store
from dashboard.store.fetches import LINK, LINK_ANSWERS, LINK_DEAD, LINK_UNKNOWN, note_fetch
from dashboard.store.queries.editions import editions

GONE = (404, 410)
SECONDS = 20.0
AGENT = {"User-Agent": "recorded-crime-quality (checks whether the links of its sources still work)"}


@dataclass(frozen=True)
class Tried:
    """One link that was tried: answers, dead or not known, and why in words."""

    url: str
    result: str
    words: str


def links_of(store: Store, clock: Clock, publication: str = "") -> list[str]:
    """The web addresses of the editions known today, each once; of one publication where it is named."""
    with store.reading() as connection:
        held = editions(connection, as_at=AsAt(clock.today()))
    wanted = (e for e in held if publication in ("", e["publication_id"]))
    return sorted({e["url"] for e in wanted if e["url"].startswith(("https://", "http://"))})


def try_links(
    store: Store,
    clock: Clock,
    urls: Iterable[str],
    *,
    seconds: float = SECONDS,
    told: Callable[[Tried], None] | None = None,
) -> list[Tried]:
    """Try each link, one after the other, and note each result at once, so that an interrupted run loses nothing.

    Only a server that says so, or a name that nobody has any more, makes a link dead; a refusal, a fault of the server or
    no answer in time says nothing about the document, and is noted as not known.
    """
    found = []
    with httpx.Client(follow_redirects=True, timeout=seconds, headers=AGENT) as client:
        for tried in _tried(client, urls):
            with store.writing() as connection:
                note_fetch(
                    connection,
                    checked_at=clock.now(),
                    publication_id=LINK,
                    page=tried.url,
                    result=tried.result,
                    words=tried.words,
                    file_name="",
                    sha256="",
                )
            found.append(tried)
            if told:
                told(tried)
    return found


def _tried(client: httpx.Client, urls: Iterable[str]) -> Iterator[Tried]:
    for url in urls:
        try:
            status = _status(client, url)
        except httpx.ConnectError as error:
            gone = "not known" in str(error) or "getaddrinfo" in str(error) or "Name or service" in str(error)
            yield Tried(
                url, LINK_DEAD if gone else LINK_UNKNOWN, "no server has this name" if gone else "no connection"
            )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            yield Tried(url, LINK_UNKNOWN, type(error).__name__)
        else:
            result = LINK_DEAD if status in GONE else LINK_ANSWERS if status < 400 else LINK_UNKNOWN
            yield Tried(url, result, f"status {status}")


def _status(client: httpx.Client, url: str) -> int:
    """The status of the address; asked without its content, and with it where a server does not take that."""
    status = client.head(url).status_code
    if status < 400:
        return status
    with client.stream("GET", url) as answered:
        return answered.status_code
