"""What the store knows of the thing an entry is about, one module a subject.

A finder takes the connection and the subject's identifier and gives what is known today, or None where there is no such
thing.  A subject without a finder is made by its first entry, whose action must be among its `creates`.
"""

from __future__ import annotations

from collections.abc import Callable

from dashboard.commands.finders import assurance, control_charts, recommendations, responses
from dashboard.domain.asat import AsAt
from dashboard.domain.subjects import Found
from dashboard.store.engine import Connection

Finder = Callable[[Connection, str, AsAt], Found | None]

FINDERS: dict[str, Finder] = {
    **assurance.FINDERS,
    **recommendations.FINDERS,
    **responses.FINDERS,
    **control_charts.FINDERS,
}
