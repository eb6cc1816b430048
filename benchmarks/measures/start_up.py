"""From the command to a dashboard that answers: on a machine without a store, and every time after."""

from __future__ import annotations

from benchmarks.bench import Bench
from benchmarks.figures import Row, own_row, ratio_row
from benchmarks.servers import ROOT, dashboard, running, streamlit_script


def measure(bench: Bench) -> list[Row]:
    """The first start beside the second, and the second beside Streamlit with an empty page."""
    first: list[float] = []
    second: list[float] = []
    empty: list[float] = []
    page = streamlit_script(ROOT / "benchmarks" / "peers" / "empty_page.py")
    for number in range(bench.rounds(3, 1)):
        store = bench.folder / f"start-{number}.sqlite3"
        chosen = {"RCQ_DATABASE_URL": f"sqlite:///{store.as_posix()}"}
        for times in (first, second):
            with running(dashboard(), ready="/ready", environment=chosen) as server:
                times.append(server.ready_seconds)
        with running(page, ready="/_stcore/health") as server:
            empty.append(server.ready_seconds)
    return [
        own_row("first start with the bundled record", "s", first),
        ratio_row("second start", "s", second, empty, other_name="empty Streamlit page", note="for information"),
    ]
