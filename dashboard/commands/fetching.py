"""Fetching new editions from their release pages: retries, checksums, and an entry for every look, "no change" included."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

import httpx
from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_exponential

from dashboard.domain.clock import Clock
from dashboard.domain.dates import parse_day
from dashboard.domain.errors import BadDate
from dashboard.domain.release_calendar import Release
from dashboard.store import fetches
from dashboard.store.engine import Store

MOST_BYTES = 300 * 1024 * 1024
MOST_PAGE = 20 * 1024 * 1024
SECONDS = 30.0  # without an answer
ATTEMPTS = 4
_PUBLISHED = re.compile(
    r"(?:published|release date|last updated)\s*:?\s*(\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]+\s+\d{4}|\d{4}-\d{2}-\d{2})",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Fetched:
    """What came of looking at one release page.

    `result` is new file, no change, page changed, no file found or failed; `path` is where a new file lies, and
    `published_on` the day the page gives, if any.
    """

    release: Release
    result: str
    words: str = ""
    path: Path | None = None
    sha256: str = ""
    published_on: date | None = None


@dataclass
class Politeness:
    """How often and how long to try; the tests try faster."""

    attempts: int = ATTEMPTS
    first_wait_seconds: float = 1.0
    seconds: float = SECONDS
    waits: list[float] = field(default_factory=list)


def fetch_all(
    store: Store, releases: Sequence[Release], folder: Path, clock: Clock, politeness: Politeness | None = None
) -> list[Fetched]:
    """Look at every page once, keep new files in `folder`, and enter each look in the store; failures stop nothing."""
    politeness = politeness or Politeness()
    done = []
    with httpx.Client(follow_redirects=True, timeout=politeness.seconds, max_redirects=5, headers=HEADERS) as client:
        for release in releases:
            fetched = _fetch(store, client, release, folder, politeness)
            done.append(fetched)
            with store.writing() as connection:
                fetches.note_fetch(
                    connection,
                    checked_at=clock.now(),
                    publication_id=release.publication,
                    page=release.page,
                    result=fetched.result,
                    words=fetched.words,
                    file_name=fetched.path.name if fetched.path else "",
                    sha256=fetched.sha256,
                )
    return done


HEADERS = {"User-Agent": "recorded-crime-quality (reads public release pages of official statistics)"}


def _fetch(store: Store, client: httpx.Client, release: Release, folder: Path, politeness: Politeness) -> Fetched:
    try:
        page, page_url = _get(client, release.page, MOST_PAGE, politeness)
        text = page.decode("utf-8", errors="replace")
        if not release.files:
            return _page_only(store, release, text)
        address = _newest(text, page_url, release.files)
        if address is None:
            wanted = " or ".join(release.files)
            return Fetched(release, "no file found", f"No link on the page matches {wanted}; has the page changed?")
        content, _ = _get(client, address, MOST_BYTES, politeness)
    except (httpx.HTTPError, TooLarge, OSError) as error:
        return Fetched(release, "failed", _words_for(error))
    checksum = hashlib.sha256(content).hexdigest()
    with store.reading() as connection:
        if fetches.is_known(connection, checksum):
            return Fetched(
                release, "no change", "The newest file is the one fetched or loaded before.", sha256=checksum
            )
    path = _keep(folder, address, checksum, content)
    return Fetched(release, "new file", f"From {address}", path, checksum, _day_on(text))


def _page_only(store: Store, release: Release, text: str) -> Fetched:
    """A page without files to load: whether its words are other than at the last look."""
    checksum = hashlib.sha256(" ".join(_Words.of(text)).encode()).hexdigest()
    with store.reading() as connection:
        before = fetches.last_checksum(connection, release.publication, release.page)
    if before == checksum:
        return Fetched(release, "no change", sha256=checksum)
    words = "The page reads otherwise than at the last look." if before else "Seen for the first time."
    return Fetched(release, "page changed", words, sha256=checksum, published_on=_day_on(text))


class TooLarge(Exception):
    """An answer longer than any table of figures."""


def _get(client: httpx.Client, address: str, most: int, politeness: Politeness) -> tuple[bytes, str]:
    """The bytes at an address and where they came from in the end; tried again where trying again can help."""
    for attempt in Retrying(
        stop=stop_after_attempt(politeness.attempts),
        wait=wait_exponential(multiplier=politeness.first_wait_seconds, max=30),
        retry=retry_if_exception(_may_pass),
        reraise=True,
    ):
        with attempt, client.stream("GET", address) as answer:
            answer.raise_for_status()
            pieces, size = [], 0
            for piece in answer.iter_bytes():
                size += len(piece)
                if size > most:
                    raise TooLarge(f"{address} sends more than {most // 1024 // 1024} MB")
                pieces.append(piece)
            return b"".join(pieces), str(answer.url)
    raise AssertionError("the last attempt raises or returns")


def _may_pass(error: BaseException) -> bool:
    if isinstance(error, httpx.HTTPStatusError):
        return error.response.status_code in (408, 425, 429) or error.response.status_code >= 500
    return isinstance(error, httpx.TransportError) and not isinstance(error, httpx.UnsupportedProtocol)


def _words_for(error: Exception) -> str:
    if isinstance(error, httpx.HTTPStatusError):
        return f"{error.request.url} answers {error.response.status_code} {error.response.reason_phrase}."
    if isinstance(error, httpx.TimeoutException):
        return "The server did not answer in time; try again later."
    return f"{error or type(error).__name__}."


class _Links(HTMLParser):
    """The addresses that links of a page lead to, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect `href` of links."""
        if tag == "a" and (address := dict(attrs).get("href")):
            self.found.append(address)


class _Words(HTMLParser):
    """The words of a page that a reader sees."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.hidden = 0

    @classmethod
    def of(cls, text: str) -> list[str]:
        """The words, in order."""
        parser = cls()
        parser.feed(text)
        return parser.words

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        """Scripts and styles are no words."""
        self.hidden += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        """The end of a script or style."""
        self.hidden -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        """Collect what stands between tags."""
        if not self.hidden:
            self.words += data.split()


def _newest(text: str, page: str, patterns: Iterable[str]) -> str | None:
    """The first link that matches the first pattern any link matches: publishers list the newest file first."""
    links = _Links()
    links.feed(text)
    addresses = [urljoin(page, address) for address in links.found]
    for pattern in patterns:
        for address in addresses:
            if urlsplit(address).scheme in ("http", "https") and re.search(pattern, address):
                return address
    return None


def _day_on(text: str) -> date | None:
    match = _PUBLISHED.search(" ".join(_Words.of(text)))
    try:
        return parse_day(re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", match[1])) if match else None
    except BadDate:
        return None


def _keep(folder: Path, address: str, checksum: str, content: bytes) -> Path:
    """Write the file under its own name with its checksum in front: all of it, or nothing under that name."""
    parts = urlsplit(address)
    named = parse_qs(parts.query).get("uri", [parts.path])[0]
    name = re.sub(r"[^A-Za-z0-9._-]+", "_", unquote(named).replace("\\", "/").rsplit("/", 1)[-1]).lstrip(".") or "file"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{checksum[:12]}-{name[-100:]}"
    unfinished = path.with_name(f".{path.name}.part")
    unfinished.write_bytes(content)
    unfinished.replace(path)
    return path
