"""The views of the integrated picture with twenty editions more and 100,000 entries in the ledger: new, and seen before."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from benchmarks.bench import Bench
from benchmarks.figures import Row, own_row
from benchmarks.servers import ROOT
from dashboard.commands.loading import load_bundled_record
from dashboard.domain.asat import AsAt
from dashboard.domain.clock import SystemClock
from dashboard.domain.editions import Edition, EditionContent
from dashboard.domain.qaad import AREAS, LEVELS
from dashboard.store import editions
from dashboard.store.engine import Store, open_store
from dashboard.store.ledger import add_entries
from dashboard.store.queries.facts import facts
from dashboard.views import answer

EDITIONS, ENTRIES, CHUNK = 20, 100_000, 5_000
NEW_MS, SEEN_MS = 300.0, 60.0
FIRST = date(2024, 1, 1)
PICTURE = (
    "overview",
    "force",
    "coverage",
    "recording_systems",
    "system_effects",
    "qa_returns",
    "qaad",
    "assurance_plan",
    "ndqis",
    "quality_ratings",
    "timeline",
    "monitoring_stages",
    "bodies",
)


def measure(bench: Bench) -> list[Row]:
    """Two rows a view: new on days nobody has asked about, and again straight after, as a page asks its memory."""
    import streamlit as st

    store = open_store(f"sqlite:///{(bench.folder / 'picture.sqlite3').as_posix()}")
    try:
        load_bundled_record(store, ROOT / "data", SystemClock())
        forces = _fill(store, entries=ENTRIES // 20 if bench.quick else ENTRIES)
        rows = []
        kept = st.cache_resource(show_spinner=False)(lambda name, asked, day: answer(store, name, dict(asked), day))
        for name in PICTURE:
            new, seen = [], []
            for number in range(bench.rounds(40, 5)):
                asked = (("force", forces[number % len(forces)]),) if name == "force" else ()
                day = AsAt(date(2026, 11, 1) - timedelta(days=number))
                new.append(_milliseconds(kept, name, asked, day))
                seen.append(_milliseconds(kept, name, asked, day))
            rows.append(own_row(f"{name}, new", "ms", new, by="p95", aim=NEW_MS))
            rows.append(own_row(f"{name}, seen before", "ms", seen, by="p95", aim=SEEN_MS))
        return rows
    finally:
        store.close()


def _milliseconds(kept: Any, name: str, asked: tuple[tuple[str, str], ...], day: AsAt) -> float:
    started = time.perf_counter()
    kept(name, asked, day)
    return (time.perf_counter() - started) * 1000


def _fill(store: Store, *, entries: int) -> list[str]:
    """Editions that each revise every measure of inspections, and entries on all that people can enter; gives the forces."""
    with store.writing() as connection:
        today = AsAt(SystemClock().today())
        forces = [f["force_code"] for f in facts(connection, "forces", as_at=today, kind="territorial")]
        items = [r["rec_id"] for r in facts(connection, "recommendations", as_at=today)]
        measures = facts(connection, "inspection_measures", as_at=today)
        load_id = editions.note_load(
            connection, what="bench", file_name="bench", sha256="0" * 64, loaded_at=SystemClock().now()
        )
        editions.add_editions(connection, load_id=load_id, contents=[*_editions(measures)])
    rows = [*_entries(forces, items, entries)]
    for start in range(0, len(rows), CHUNK):
        with store.writing() as connection:
            add_entries(connection, rows[start : start + CHUNK])
    return forces


def _editions(measures: list[dict[str, Any]]) -> Iterator[EditionContent]:
    names = ("inspection_id", "measure", "recorded_pct", "margin_pct", "approximate", "value_status", "basis")
    for number in range(EDITIONS):
        known = FIRST + timedelta(days=30 * number)
        edition = Edition(
            source_id=f"bench-{number:02d}",
            publication_id="hmicfrs-peel",
            title=f"Edition {number} made up for measuring",
            published_on=known,
            published_precision="day",
            retrieved_on=known,
            known_from=known,
            file_name="bench",
            sha256=f"{number:064d}",
        )
        stated = {(m["inspection_id"], m["measure"]): {n: m[n] for n in names} for m in measures}
        yield EditionContent(edition, {"inspection_measures": tuple(stated.values())})


def _entries(forces: list[str], items: list[str], number: int) -> Iterator[dict[str, Any]]:
    """Answers, levels and comments in turn, spread over forces, years and items."""
    for n in range(number):
        force, day = forces[n % len(forces)], FIRST + timedelta(days=n % 1000)
        year, is_force = 2024 + n % 3, n % 4 < 2
        common = {
            "happened_on": day,
            "happened_precision": "day",
            "entered_at": SystemClock().now(),
            "known_from": day,
            "actor": "bench",
            "role": "force" if is_force else "working_group",
            "scope": force if is_force else "",
            "reason": "",
            "evidence": [],
            "undoes": None,
            "expects": None,
            "idempotency_key": None,
            "batch": "bench",
        }
        if n % 4 == 0:
            body = {"standard": f"s{n % 12}", "outcome": "met", "words": "x", "respondent": "registrar"}
            yield common | {
                "subject_kind": "qa_return",
                "subject_id": f"{force}/{year}",
                "action": "answer",
                "body": body,
            }
        elif n % 4 == 1:
            words = {"words": "A comment."}
            item = items[n % len(items)]
            yield common | {"subject_kind": "recommendation", "subject_id": item, "action": "comment", "body": words}
        elif n % 4 == 2:
            level = {"area": AREAS[n % 4], "level": LEVELS[n % 3], "words": "x"}
            yield common | {"subject_kind": "qaad", "subject_id": f"{force}/{year}", "action": "level", "body": level}
        else:
            standard = {"words": "x", "edition": "bench", "in_force_from": "2024-01-01"}
            yield common | {
                "subject_kind": "qa_standard",
                "subject_id": f"s{n % 12}",
                "action": "standard",
                "body": standard,
            }
