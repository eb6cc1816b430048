"""Reading what a request asks for: the filters, the day, the language, and the form of the answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from starlette.datastructures import QueryParams

from dashboard.domain.asat import AsAt
from dashboard.domain.errors import ReaderError, unknown_name
from dashboard.domain.filters import FilterDefinition, read_number
from dashboard.domain.view_model import View
from dashboard.locale import Words, words_in
from dashboard.routes.kept_views import KeptViews
from dashboard.store.engine import Store
from dashboard.views import answer, view_named

# Words in the address that are no filters; a test holds that no filter takes one of these names.
RESERVED = ("as_at", "look_ahead", "lang", "table", "page", "per_page", "format", "chart")
LONGEST_QUERY = 4000  # characters
LONGEST_ACCEPT = 1000
MOST_WISHES = 40
_KEPT = KeptViews()
_MEDIA = re.compile(r"^(\*/\*|[a-z0-9.+-]+/(\*|[a-z0-9.+-]+))$")


@dataclass(frozen=True)
class Asked:
    """One request, read and checked as far as that goes without the store."""

    name: str
    filters: tuple[tuple[str, str], ...]
    as_at: AsAt
    words: Words
    table: str = ""
    page: int = 1
    per_page: int = 0
    format: str = ""
    key: tuple[object, ...] = field(default=(), compare=False)
    look_ahead: bool = False
    today: date | None = None


def read(name: str, query: QueryParams, today: date, *, formats: Iterable[str] = (), most_per_page: int = 0) -> Asked:
    """The request for the view `name`; ReaderError says what cannot be read and what is allowed."""
    if len(str(query)) > LONGEST_QUERY:
        raise ReaderError(f"The address is longer than {LONGEST_QUERY} characters; ask for less at once.")
    given = query.multi_items()
    names = [key for key, _ in given]
    twice = sorted({key for key in names if names.count(key) > 1})
    if twice:
        raise ReaderError(
            f"The address gives {', '.join(twice)} more than once; a view takes one value for each filter."
        )
    definition = view_named(name)
    allowed = [f.name for f in definition.filters]
    values = {key: value.strip() for key, value in given if value.strip()}
    for key in values:
        if key not in allowed and key not in RESERVED:
            raise unknown_name(f"filter of the view {name} called", key, (*allowed, *RESERVED))
    chosen = values.get("format", "")
    if chosen and chosen not in formats:
        raise unknown_name("format", chosen, formats)
    filters = tuple(sorted((key, value) for key, value in values.items() if key in allowed))
    if "as_at" in values and "look_ahead" in values:
        raise ReaderError(
            "Give as_at, for what was known on a day, or look_ahead, for what falls due by one; not both."
        )
    ahead = "look_ahead" in values
    day = values.get("look_ahead" if ahead else "as_at", "")
    as_at = AsAt.parse(day) if day else AsAt(today)
    page = _whole("page", values.get("page", ""), 1, 1_000_000)
    per_page = _whole("per_page", values.get("per_page", ""), 0, most_per_page) if most_per_page else 0
    words = words_in(values.get("lang", "en"))
    table = values.get("table", "")
    told = (name, filters, as_at.day.isoformat(), today if ahead else None, words.lang, table, page, per_page, chosen)
    return Asked(name, filters, as_at, words, table, page, per_page, chosen, told, ahead, today)


def answered(store: Store, asked: Asked) -> View:
    """The view that a request asks for."""
    key = (store.identity, store.version(), asked.name, asked.filters, asked.as_at, asked.look_ahead, asked.today)
    return _KEPT.get(
        key,
        lambda: answer(
            store, asked.name, dict(asked.filters), asked.as_at, today=asked.today, look_ahead=asked.look_ahead
        ),
    )


def _whole(name: str, words: str, least: int, most: int) -> int:
    if not words:
        return least
    return int(read_number(FilterDefinition(name, name, "number", least=1, most=most, whole=True), words))


def wants(accept: str, offered: tuple[str, ...]) -> str | None:
    """The media type to answer with, of those offered, the first one being the usual; None where none is taken.

    A header that is too long or makes no sense is taken as no wish at all: what it means cannot be known, and the
    answer says its type anyway.
    """
    if not accept.strip() or len(accept) > LONGEST_ACCEPT:
        return offered[0]
    wishes = dict(filter(None, (_wish(part) for part in accept.split(",")[:MOST_WISHES])))
    if not wishes:
        return offered[0]
    weights = {media: _weight(media, wishes) for media in offered}
    best = max(offered, key=lambda media: weights[media])  # the first of equals
    return best if weights[best] > 0 else None


def _wish(part: str) -> tuple[str, float] | None:
    media, *parameters = (piece.strip().lower() for piece in part.split(";"))
    if not _MEDIA.match(media):
        return None
    weight = 1.0
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                weight = float(parameter[2:])
            except ValueError:
                return None
    return (media, weight) if 0 <= weight <= 1 else None


def _weight(media: str, wishes: dict[str, float]) -> float:
    for known in (media, f"{media.partition('/')[0]}/*", "*/*"):
        if known in wishes:
            return wishes[known]
    return 0.0
