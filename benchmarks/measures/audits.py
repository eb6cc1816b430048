"""The views of audits over half a million rows: 43 forces, ten years of monthly audits by offence group and area."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from benchmarks.bench import Bench
from benchmarks.figures import Row, own_row
from dashboard.commands.force_audits import publication_of
from dashboard.commands.loading import load_bundled_record
from dashboard.domain.access import Person, Role
from dashboard.domain.asat import AsAt
from dashboard.domain.clock import SystemClock
from dashboard.domain.dates import add_months
from dashboard.domain.editions import Edition, EditionContent
from dashboard.paths import DATA_DIR
from dashboard.store import editions
from dashboard.store.engine import Store, open_store
from dashboard.store.queries.bodies import forces
from dashboard.views import answer

GROUPS = tuple(f"Offence group {n}" for n in range(1, 11))
AREAS = tuple(f"Area {n}" for n in range(1, 9))
YEARS = 10
FIRST = date(2014, 1, 1)
KNOWN = date(2024, 1, 15)
REASONS = ("KNOW", "N100", "NONC")
# Every page's view as somebody would ask it, for all forces and for one.
ASKED: tuple[tuple[str, dict[str, str]], ...] = (
    ("audits", {}),
    ("audits", {"force": "Kent"}),
    ("audits", {"offence_group": "Offence group 3"}),
    ("audit", {}),
    ("audit", {"id": "2020-05", "force": "Kent"}),
    ("audit_series", {"force": "Kent"}),
    ("audit_series", {"force": "Kent", "offence_group": "Offence group 3", "business_area": "Area 2"}),
    ("own_and_inspectorate", {}),
    ("own_and_inspectorate", {"force": "Kent"}),
    ("audit_coverage", {}),
    ("funnel", {}),
    ("audit_reasons", {"force": "Kent"}),
    ("sample_size", {}),
    ("force", {"force": "Kent"}),
    ("coverage", {}),
    ("changes", {"since": "2024-01-01"}),
)


def measure(bench: Bench) -> list[Row]:
    """One row a view and choice, worked out from the store without page, chart or memory."""
    store = open_store(f"sqlite:///{(bench.folder / 'audits.sqlite3').as_posix()}")
    load_bundled_record(store, DATA_DIR, SystemClock())
    held = fill(store, years=1 if bench.quick else YEARS)
    day, person = AsAt(date(2024, 2, 1)), Person(Role.ADMINISTRATOR)
    rows = []
    try:
        for name, asked in ASKED:
            times = []
            for number in range(bench.rounds(20, 3) + 1):
                started = time.perf_counter()
                answer(store, name, asked, day, person)
                if number:  # the first time a question is compiled and the file read
                    times.append((time.perf_counter() - started) * 1000)
            words = ", ".join(f"{key} {value}" for key, value in asked.items()) or "all"
            rows.append(own_row(f"{name} ({words}) of {held:,} audit rows", "ms", times))
    finally:
        store.close()
    return rows


def fill(store: Store, *, years: int) -> int:
    """Put in monthly audits of every force; returns how many rows of audits there are."""
    held = 0
    with store.reading() as connection:
        names = {f["force_code"]: f["name"] for f in forces(connection, as_at=AsAt(KNOWN))}
    for code, name in names.items():
        with store.writing() as connection:
            publication = publication_of(code, name)
            editions.put_publications(connection, [publication])
            load = editions.note_load(
                connection, what=name, file_name="made", sha256=f"made-{code}", loaded_at=SystemClock().now()
            )
            rows = list(_audits(code, years))
            content = EditionContent(
                Edition(
                    source_id=f"made-{code}",
                    publication_id=publication.publication_id,
                    title=name,
                    published_on=KNOWN,
                    published_precision="day",
                    retrieved_on=KNOWN,
                    known_from=KNOWN,
                    file_name="made",
                    sha256=f"made-{code}",
                ),
                {"force_audits": rows, "force_audit_reasons": list(_reasons(rows))},
            )
            editions.add_editions(connection, load_id=load, contents=[content])
        held += len(rows)
    return held


def _audits(code: str, years: int) -> Iterator[dict[str, Any]]:
    cells = [("", "", "total"), *((g, "", "offence group") for g in GROUPS), *(("", a, "business area") for a in AREAS)]
    cells += [(g, a, "cell") for g in GROUPS for a in AREAS]
    for month in range(years * 12):
        start = add_months(FIRST, month)
        for number, (group, area, breakdown) in enumerate(cells):
            due = {"total": 400, "offence group": 40, "business area": 50, "cell": 5}[breakdown] + (month + number) % 7
            yield {
                "audit_id": f"{start:%Y-%m}",
                "offence_group": group,
                "business_area": area,
                "reporting_route": "",
                "force_code": code,
                "audit_type": "incident to crime",
                "manual_edition": "made",
                "period_start": start,
                "period_end": add_months(start, 1) - timedelta(days=1),
                "breakdown": breakdown,
                "sampling_method": "random",
                "incidents_examined": due + 5,
                "crimes_due": due,
                "crimes_recorded": due - (month * 7 + number * 3) % max(due // 8, 2),
                "published": "no",
                "basis": "as published",
                "figure_class": "unpublished",
            }


def _reasons(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    common = (
        "audit_id", "offence_group", "business_area", "reporting_route", "force_code", "audit_type", "manual_edition",
        "period_start", "period_end", "breakdown", "basis", "figure_class",
    )  # fmt: skip
    for row in rows:
        missed = row["crimes_due"] - row["crimes_recorded"]
        if row["breakdown"] != "cell" and missed:
            code = REASONS[row["period_end"].month % 3]
            yield {**{name: row[name] for name in common}, "reason": code, "rank": "primary", "crimes": missed}
