"""All our own addresses beside the pages, from one set of answers."""

from __future__ import annotations

from collections.abc import Callable

from starlette.routing import Route

from dashboard.domain.clock import Clock
from dashboard.routes.answers import Answers
from dashboard.routes.api import api_routes
from dashboard.routes.calendars import calendar_routes
from dashboard.routes.feeds import feed_routes
from dashboard.routes.files import file_routes
from dashboard.routes.plain import plain_routes
from dashboard.routes.sitemap import sitemap_routes
from dashboard.store.engine import Store


def own_routes(open_store: Callable[[], Store], clock: Clock) -> list[Route]:
    """Plain pages, files, the read interface, the sitemap and health; the store is opened on the first question."""
    answers = Answers(open_store)
    return [
        *plain_routes(answers, clock),
        *file_routes(answers, clock),
        *feed_routes(answers, clock),
        *calendar_routes(answers, clock),
        *api_routes(answers, clock),
        *sitemap_routes(answers),
    ]
