"""A link to a view as people save it: read back into the question it asks, or answered with why it cannot be."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from dashboard.domain.asat import AsAt
from dashboard.domain.errors import ReaderError, unknown_name
from dashboard.navigation import PAGES
from dashboard.views import VIEWS

LONGEST = 2000
# What stands in the address of a page or its twins and is no filter.
NOT_FILTERS = ("look_ahead", "lang", "table", "page", "per_page", "format", "chart")


@dataclass(frozen=True)
class Asked:
    """The view a link asks for, its filters, and its day where it names one."""

    view: str
    filters: tuple[tuple[str, str], ...]
    as_at: AsAt | None


def read_link(link: str) -> Asked:
    """What a link asks for, whether it is whole or only the part after this server's name.

    ReaderError says which page or filter there is no more, and what there is.
    """
    if len(link) > LONGEST:
        raise ReaderError(f"The link is longer than {LONGEST} characters.")
    parts = urlsplit(link.strip())
    name = parts.path.strip("/").removeprefix("plain/").removeprefix("api/v1/views/")
    if name not in VIEWS:
        shown = {page.address: page.view for page in PAGES}
        if not shown.get(name):
            raise unknown_name("page", name, [*VIEWS, *(a for a in shown if a not in VIEWS)])
        name = shown[name]
    given = dict(parse_qsl(parts.query))
    as_at = AsAt.parse(given.pop("as_at")) if given.get("as_at", "today") != "today" else None
    given.pop("as_at", None)
    allowed = {f.name for f in VIEWS[name].filters}
    filters = {key: value for key, value in given.items() if key not in NOT_FILTERS}
    for key in filters:
        if key not in allowed:
            raise unknown_name(f"filter of the view {name} called", key, allowed)
    return Asked(name, tuple(sorted(filters.items())), as_at)
