"""The comparison of survey and recorded crime worked out with twenty editions held, against an aim of 300 ms.

The store holds the bundled record and twenty made-up later editions of the appendix tables, each of which revises every
count of the last ten years.  They exist only in the scratch store of this run.
"""

from __future__ import annotations

import time
from datetime import date

from benchmarks.bench import Bench
from benchmarks.figures import Row, own_row
from dashboard.domain.asat import AsAt
from dashboard.domain.clock import SystemClock
from dashboard.domain.dates import add_months
from dashboard.domain.editions import Edition, EditionContent
from dashboard.store import editions
from dashboard.store.engine import Connection, Store, open_store
from dashboard.store.queries.facts import Record, facts
from dashboard.store.queries.recorded_crime import ENGLAND_AND_WALES
from dashboard.views import answer

EDITIONS = 20
PUBLICATION = "ons-appendix-tables"
NAMES = (
    ("divergence", {}),
    ("divergence", {"offence_type": "All paired offences"}),
    ("divergence_change", {}),
    ("divergence_change", {"offence_type": "Violence", "anyway": "yes"}),
    ("divergence_split", {"anyway": "yes"}),
    ("recording_scenario", {}),
    ("divergence_forces", {}),
    ("crosswalk", {}),
    ("drivers", {}),
    ("events", {}),
)
KEPT = {
    "recorded_crime": ("period_start", "period_end", "area_code", "offence_group", "offence_subgroup", "offence_code"),
    "survey_estimates": ("period_start", "period_end", "measure", "offence_type", "unit", "unweighted_base"),
}


def measure(bench: Bench) -> list[Row]:
    """One row a view and choice of filters; the 95th percentile is what the aim of 300 ms is about."""
    store = _store_with_editions(bench)
    today = AsAt(SystemClock().today())
    try:
        rows = []
        for name, asked in NAMES:
            times = []
            for number in range(bench.rounds(20, 4) + 1):
                started = time.perf_counter()
                answer(store, name, asked, today)
                if number:  # the first time a question is compiled and the simulated tables are made
                    times.append((time.perf_counter() - started) * 1000)
            chosen = ", ".join(f"{key} {words}" for key, words in asked.items())
            rows.append(own_row(f"twenty editions held: {name}{f' ({chosen})' if chosen else ''}", "ms", times))
        return rows
    finally:
        store.close()


def _store_with_editions(bench: Bench) -> Store:
    """A store of its own with the bundled record and twenty revisions of its appendix tables."""
    from benchmarks.servers import ROOT
    from dashboard.commands.loading import load_bundled_record

    store = open_store(f"sqlite:///{(bench.folder / 'editions.sqlite3').as_posix()}")
    load_bundled_record(store, ROOT / "data", SystemClock())
    with store.writing() as connection:
        load = editions.note_load(
            connection, what="benchmark", file_name="benchmark", sha256="0" * 64, loaded_at=SystemClock().now()
        )
        editions.add_editions(connection, load_id=load, contents=[_revision(connection, n) for n in range(EDITIONS)])
    return store


def _revision(connection: Connection, number: int) -> EditionContent:
    """An edition that states the last ten years anew, each count a little other than before."""
    day = add_months(date(2023, 2, 1), number * 2)
    source_id = f"{PUBLICATION}-benchmark-{number:02d}"
    edition = Edition(
        source_id=source_id,
        publication_id=PUBLICATION,
        title=f"Benchmark edition {number}",
        published_on=day,
        published_precision="day",
        retrieved_on=day,
        known_from=day,
        file_name="benchmark",
        sha256=f"{number:064d}",
    )
    known = AsAt(date(2023, 1, 31))
    rows = {}
    for kind, keys in KEPT.items():
        more = {"area_code": ENGLAND_AND_WALES} if kind == "recorded_crime" else {}
        held = facts(connection, kind, as_at=known, **more)
        value = "offences" if kind == "recorded_crime" else "estimate"
        own = [r for r in held if r["publication_id"] == PUBLICATION and r["period_end"].year >= 2012 and r[value]]
        rows[kind] = tuple(_moved(r, keys, value, number) for r in own)
    return EditionContent(edition, rows)


def _moved(row: Record, keys: tuple[str, ...], value: str, number: int) -> Record:
    moved = row[value] + number + 1 if value == "offences" else row[value] * (1 + 0.0001 * (number + 1))
    return {
        **{name: row[name] for name in keys},
        value: moved,
        "value_status": "published",
        "basis": "as published",
        **({"coverage": row["coverage"]} if value == "offences" else {}),
    }
