"""Everything held of one kind of fact as at a day, row by row, for files of any size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from dashboard.domain.asat import AsAt
from dashboard.domain.clock import SystemClock
from dashboard.domain.errors import unknown_name
from dashboard.domain.kinds import BY_NAME
from dashboard.domain.view_model import Value
from dashboard.store.engine import Store
from dashboard.store.queries.fact_stream import streamed_facts
from dashboard.store.written import last_day

PREFIX = "facts:"
# What forces return about themselves may hold small numbers that are not published; its own views hide them.
OPEN = tuple(name for name in BY_NAME if not name.startswith("force_audit"))


@contextmanager
def raw_facts(
    store: Store, kind_name: str, as_at: AsAt, today: date | None = None
) -> Iterator[tuple[list[str], Iterator[Sequence[Value]]]]:
    """Field names and rows; UnknownName names the kinds there are, NotYet a day after `today`.

    Rows can be read while the block lasts.
    """
    if kind_name not in OPEN:
        raise unknown_name("kind of fact", kind_name[:100], OPEN)
    with store.reading() as connection:
        as_at.reached(last_day(connection, today or SystemClock().today()))
        yield streamed_facts(connection, kind_name, as_at=as_at)
