"""Runs the measures one after another, prints one table and keeps it."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import document, machine
from benchmarks.bench import Bench
from benchmarks.figures import Row, table

MEASURES = (
    "cold_page",
    "filter_change",
    "script_time",
    "many_readers",
    "page_bytes",
    "start_up",
    "store_questions",
    "register",
    "divergence",
    "outputs",
    "audits",
    "picture",
    "loading",
)
RESULTS = Path(__file__).resolve().parent / "results"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; the exit code says whether everything could be measured, not whether an aim was met."""
    options = _options(arguments)
    begun, load_before = datetime.now(UTC), machine.load()
    rows: list[Row] = []
    faults: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="rcq-bench-") as folder:
        bench = Bench(Path(folder), options.quick)
        try:
            for name in options.only or MEASURES:
                _measure(name, bench, rows, faults)
        finally:
            bench.close()
    load_after = machine.load()
    print()
    print(table(rows))
    print("\nReadings are median / 95th percentile (count). A ratio is ours over the other's, of medians.")
    print(f"Load average before {load_before}, after {load_after}, on {machine.described()['processors']} processors.")
    if machine.is_busy():
        print("THE MACHINE WAS BUSY with other work: read the ratios, and do not quote milliseconds from this run.")
    for name, words in faults.items():
        print(f"NOT MEASURED: {name}: {words}")
    RESULTS.mkdir(exist_ok=True)
    kept = {
        "begun": begun.isoformat(timespec="seconds"),
        "quick": options.quick,
        "machine": machine.described(),
        "load_before": load_before,
        "load_after": load_after,
        "rows": [row.as_json() for row in rows],
        "faults": faults,
    }
    (RESULTS / "latest.json").write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    if options.write:
        _write(rows, begun, f"{load_before} before, {load_after} after")
    return 1 if faults else 0


def _write(rows: list[Row], begun: datetime, loads: str) -> None:
    """The table into the document."""
    day = f"{begun.day} {begun:%B %Y}"
    written = document.section(rows, machine.described(), day, loads, busy=machine.is_busy())
    text = document.DOCUMENT.read_text(encoding="utf-8")
    document.DOCUMENT.write_text(document.put_in(text, written), encoding="utf-8")
    print(f"Written into {document.DOCUMENT}.")


def _measure(name: str, bench: Bench, rows: list[Row], faults: dict[str, str]) -> None:
    """One measure that cannot be taken must not cost the others."""
    print(f"{name} ...", end=" ", flush=True)
    started = time.monotonic()
    try:
        rows += importlib.import_module(f"benchmarks.measures.{name}").measure(bench)
    except KeyboardInterrupt:
        raise
    except Exception as error:
        faults[name] = f"{type(error).__name__}: {error}"
        print("failed", end=" ")
    print(f"({time.monotonic() - started:.0f} s, load {machine.load()})", flush=True)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks/run.py", description=(__doc__ or "").strip())
    parser.add_argument("--quick", action="store_true", help="few repetitions: to see that it works, not to quote")
    parser.add_argument("--only", action="append", choices=MEASURES, metavar="NAME", help=", ".join(MEASURES))
    parser.add_argument("--write", action="store_true", help="write the table into docs/benchmarks.md")
    return parser.parse_args(sys.argv[1:] if arguments is None else arguments)
