"""The register of recommendations filtered as at any day: 44 forces, 5,000 items, 100,000 entries, on both databases.

The items and entries are illustrative: made by a fixed rule, in a store of their own that goes with the run, and marked so in
every entry.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa

from benchmarks.bench import Bench
from benchmarks.figures import Row, Sample
from benchmarks.measures.store_questions import _postgres
from benchmarks.servers import ROOT
from dashboard.commands.loading import load_bundled_record
from dashboard.domain.asat import AsAt
from dashboard.domain.clock import SystemClock
from dashboard.store import ledger_states, schema
from dashboard.store.engine import Store, open_store, raise_version
from dashboard.views import VIEWS, answer
from dashboard.views.frame import filter_choices

ITEMS, ENTRIES = 5_000, 100_000
FIRST, DAYS = date(2018, 1, 1), 2_500
AIM_MS = 200.0
ILLUSTRATIVE = "illustrative, made for measuring"
SAID = {
    "claim": ("force", [{"progress": p, "words": ILLUSTRATIVE} for p in ("in progress", "force says complete")]),
    "force_position": ("force", [{"position": p, "words": ILLUSTRATIVE} for p in ("accepted", "rejected")]),
    "body_position": (
        "pcc_office",
        [{"position": "supports the force", "explanation_type": "action taken or proposed", "words": ILLUSTRATIVE}],
    ),
    "issuer_status": (
        "inspectorate",
        [{"status": s} for s in ("open", "with issuer for review", "closed", "reopened")],
    ),
    "due_date": ("inspectorate", [{"words": d, "latest": d} for d in ("2021-03-31", "2023-09-30", "2025-06-30")]),
    "comment": ("force", [{"words": f"{ILLUSTRATIVE}: {'words ' * 20}"}]),
}
FILTERS = (
    {"due": "overdue"},
    {"status": "open"},
    {"disputed": "yes"},
    {"stale": "yes"},
    {"mine": "pcc_office"},
    {"issuer": "HMICFRS", "due": "re-dated"},
    {"words": "item 4321"},
)


def measure(bench: Bench) -> list[Row]:
    """Two rows a database, each judged by its 95th percentile: the first question about a day, which works out where every
    item stands, and the filters that follow on that day."""
    rows = []
    path = bench.folder / "register.sqlite3"
    store = open_store(f"sqlite:///{path.as_posix()}")
    load_bundled_record(store, ROOT / "data", SystemClock())
    with _postgres() as other:
        for name, one in (("SQLite", store), *(("PostgreSQL", found) for found in other)):
            fill(one)
            first, further = _readings(one, bench.rounds(20, 3))
            for what, readings in (("first question about a day", first), ("further filters of that day", further)):
                sample = Sample.of(readings)
                rows.append(
                    Row(
                        f"register filtered as at any day, {what}, {name}",
                        "ms",
                        sample,
                        judged=sample.p95,
                        judged_as="95th percentile",
                        aim=AIM_MS,
                        note=f"{ITEMS:,} items, {ENTRIES:,} entries, illustrative",
                    )
                )
    store.close()
    return rows


def fill(store: Store) -> None:
    """Make the items and entries, the same ones each time, and the states that they come to."""
    forces = filter_choices(store, VIEWS["force"].filters[0], AsAt(SystemClock().today()))
    chance = random.Random(7219)
    with store.writing() as connection:
        batch: list[dict[str, object]] = []
        for entry in _entries(forces, chance):
            batch.append(entry)
            if len(batch) == 5_000:
                connection.execute(sa.insert(schema.ledger), batch)
                batch = []
        ledger_states.rebuild(connection)
        raise_version(connection)
    if store.engine.dialect.name == "postgresql":
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text("analyze"))


def _entries(forces: tuple[str, ...], chance: random.Random) -> Iterator[dict[str, object]]:
    for n in range(ITEMS):
        published = FIRST + timedelta(days=chance.randrange(DAYS // 2))
        body = {
            "kind": "recommendation",
            "summary": f"Item {n}: {ILLUSTRATIVE}.",
            "issuer": "HMICFRS",
            "report_title": f"Report {n // 12}",
            "published_on": published.isoformat(),
            "due_words": "within six months",
        }
        yield _entry(n, forces, published, "create", "inspectorate", body)
    for n in range(ENTRIES - ITEMS):
        action = chance.choice(tuple(SAID))
        role, bodies = SAID[action]
        day = FIRST + timedelta(days=DAYS // 2 + chance.randrange(DAYS // 2))
        yield _entry(n % ITEMS, forces, day, action, role, chance.choice(bodies))


def _entry(
    item: int, forces: tuple[str, ...], day: date, action: str, role: str, body: dict[str, str]
) -> dict[str, object]:
    return {
        "subject_kind": "recommendation",
        "subject_id": f"ILL-{item:04d}",
        "action": action,
        "body": body,
        "happened_on": day,
        "happened_precision": "day",
        "entered_at": datetime.combine(day, datetime.min.time(), UTC),
        "known_from": day,
        "actor": "illustrative",
        "role": role,
        "scope": forces[item % len(forces)],
        "reason": ILLUSTRATIVE,
        "evidence": [],
        "batch": "illustrative",
    }


def _readings(store: Store, rounds: int) -> tuple[list[float], list[float]]:
    """Milliseconds of the first question about each day, and of every filter asked after it about the same day."""
    forces = filter_choices(store, VIEWS["force"].filters[0], AsAt(SystemClock().today()))
    chance = random.Random(1)
    first: list[float] = []
    further: list[float] = []
    answer(store, "recommendations", {}, AsAt(FIRST))  # compiles the questions and reads the file
    for _ in range(rounds):
        day = AsAt(FIRST + timedelta(days=chance.randrange(DAYS // 2, DAYS)))
        asked = [*FILTERS, *({"force": chance.choice(forces)} for _ in range(3))]
        chance.shuffle(asked)
        for number, one in enumerate(({"due": "overdue"}, *asked)):
            started = time.perf_counter()
            answer(store, "recommendations", one, day)
            (further if number else first).append((time.perf_counter() - started) * 1000)
    return first, further
