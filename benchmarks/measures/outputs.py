"""What is taken away: plain pages, papers, workbooks and CSV of half a million rows.

Pages are asked over the line from a running server; a page "seen" is one whose answer is in memory, a page "new" is one
for a day that nobody asked about.  Files are made in this process, each time of another day, so that nothing is repeated.
"""

from __future__ import annotations

import shutil
import time
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import httpx
import sqlalchemy as sa

from benchmarks.bench import Bench
from benchmarks.figures import Row, own_row
from benchmarks.servers import Server, dashboard, running
from dashboard.domain.asat import AsAt
from dashboard.domain.view_model import Column, Table, View
from dashboard.exports.make import Wish, make
from dashboard.store import schema
from dashboard.store.engine import open_store
from dashboard.views import answer

VIEWS = ("overview", "inspections", "recommendations", "audits", "divergence", "force?force=Kent")
PACK = ("inspections", "audits", "divergence", "overview", "recommendations", "force")
# Some thirty pages with six charts: what an office takes to its board.
BOARD = (
    ("force", {"force": "Kent"}),
    ("inspections", {"force": "Kent"}),
    ("recommendations", {"force": "Kent"}),
    ("responses", {"force": "Kent"}),
    ("monitoring_stages", {}),
    ("quality_ratings", {}),
)
BOARD_CHARTS = 6
DAY = date(2026, 11, 1)
WISH = Wish("http://localhost:8501/")
WORKBOOK_ROWS = 50_000
CSV_ROWS = 500_000
READERS = 8


def measure(bench: Bench) -> list[Row]:
    """Rows for plain pages, then for files."""
    with running(dashboard(), ready="/ready", environment=bench.environment) as server:
        rows = [*_pages(bench, server)]
    return [*rows, *_files(bench), *_csv(bench)]


def _pages(bench: Bench, server: Server) -> list[Row]:
    new, seen = [], []
    with httpx.Client(base_url=server.address, timeout=60) as client:
        client.get("/plain/audits")  # opens the store
        for number in range(bench.rounds(8, 2)):
            for name in VIEWS:
                path, _, query = name.partition("?")
                where = f"/plain/{path}?{query}&as_at={DAY - timedelta(days=number)}"
                new.append(_milliseconds(lambda where=where: client.get(where).raise_for_status()))
                seen += [_milliseconds(lambda where=where: client.get(where).raise_for_status()) for _ in range(5)]
    where = f"{server.address}/plain/inspections?as_at={DAY}"
    count = bench.rounds(2000, 300)
    with httpx.Client(timeout=60) as client, ThreadPoolExecutor(READERS) as hands:
        began = time.perf_counter()
        for answered in hands.map(lambda _: client.get(where), range(count)):
            answered.raise_for_status()
        per_request = (time.perf_counter() - began) / count
    return [
        own_row("plain page, seen before", "ms", seen, by="p95", aim=50),
        own_row("plain page, new", "ms", new, by="p95", aim=400),
        own_row("seconds for each plain page at full tilt (100 a second is 0.01)", "s", [per_request], aim=0.01),
    ]


def _files(bench: Bench) -> list[Row]:
    def pack(day: date) -> list[View]:
        return [answer(bench.store, name, {"force": "Kent"} if name == "force" else {}, AsAt(day)) for name in PACK]

    def board(day: date) -> list[View]:
        return [answer(bench.store, name, asked, AsAt(day)) for name, asked in BOARD]

    def paper_of(views: list[View]) -> Callable[[], bytes]:
        return lambda: make("paper", views, WISH)

    make("paper", pack(DAY), WISH)  # the drawing program starts once
    papers = [_milliseconds(paper_of(pack(DAY - timedelta(days=n + 1)))) / 1000 for n in range(bench.rounds(5, 1))]
    if sum(len(view.charts) for view in board(DAY)) < BOARD_CHARTS:
        raise RuntimeError("the board's paper has fewer charts than it should")
    boards = [_milliseconds(paper_of(board(DAY - timedelta(days=n)))) / 1000 for n in range(bench.rounds(8, 3))]
    columns = tuple(Column(f"c{n}", f"Column {n}", "count" if n > 2 else "") for n in range(8))
    table = Table(
        "t", "T", columns, tuple((f"force {n % 43}", "words", "2024", n, n, n, n, n) for n in range(WORKBOOK_ROWS))
    )
    view = View("sources", "A workbook", DAY, {}, 1, "Rows.", tables=(table,))
    rows = [
        own_row("paper of a board: over 20 pages with six charts", "s", boards, aim=1.5),
        own_row("paper of six whole views: some 80 pages with nine charts", "s", papers),
    ]
    for form in ("workbook-xlsx", "workbook-ods"):
        times = [_milliseconds(lambda form=form: make(form, [view], WISH)) / 1000 for _ in range(bench.rounds(3, 1))]
        rows.append(own_row(f"{form} of {WORKBOOK_ROWS:,} rows, 8 columns", "s", times, aim=5))
    return rows


def _csv(bench: Bench) -> list[Row]:
    """Half a million statements from a store of their own: when the first came, how long all took, what memory it cost."""
    url = _half_a_million(bench)
    with running(dashboard(), ready="/ready", environment={"RCQ_DATABASE_URL": url}) as server:
        urllib.request.urlopen(f"{server.address}/health").read()
        before = server.memory_mb()
        began = time.perf_counter()
        lines, first, peak = 0, 0.0, before
        with httpx.stream("GET", f"{server.address}/api/v1/facts/recorded_crime", timeout=120) as stream:
            for piece in stream.iter_bytes(1 << 16):
                first = first or time.perf_counter() - began
                lines += piece.count(b"\n")
                peak = max(peak, server.memory_mb())
        whole = time.perf_counter() - began
    if lines < CSV_ROWS:
        raise RuntimeError(f"only {lines:,} rows came")
    return [
        own_row(f"CSV of {lines - 1:,} rows: first bytes", "s", [first], aim=1),
        own_row("CSV: all of it", "s", [whole]),
        own_row("CSV: more memory while it is sent", "MB", [peak - before], aim=50),
    ]


def _half_a_million(bench: Bench) -> str:
    """A copy of the store in which every statement of recorded crime stands for twenty more areas."""
    bench.store.version()
    bench.store.engine.dispose()
    copy = Path(bench.folder) / "large.sqlite3"
    shutil.copy(Path(bench.folder) / "bench.sqlite3", copy)
    url = f"sqlite:///{copy.as_posix()}"
    store = open_store(url)
    table = schema.FACTS["recorded_crime"]
    kept = [column for column in table.c if column.name not in ("row_id", "area_code")]
    with store.writing() as connection:
        held = connection.scalar(sa.select(sa.func.count()).select_from(table)) or 1
        bound = connection.scalar(sa.select(sa.func.max(table.c.row_id)))
        for number in range(CSV_ROWS // held + 1):
            rows = sa.select(*kept, table.c.area_code + f"-{number}").where(table.c.row_id <= bound)
            connection.execute(sa.insert(table).from_select([*(c.name for c in kept), "area_code"], rows))
    store.close()
    return url


def _milliseconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000
