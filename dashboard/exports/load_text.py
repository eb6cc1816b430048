"""What loading a file did or would do, as lines for a terminal or as plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dashboard.domain.figures import count_of

MOST_LINES = 20


def load_as_text(
    report: Mapping[str, Any],
    changes: Mapping[str, Mapping[str, int]],
    status: str,
    effect: Sequence[Mapping[str, Any]] | None = None,
) -> str:
    """The report of one file, long lists cut with their number said; `effect` is that on each headline figure."""
    return "\n".join(_lines(report, changes, status, effect)) + "\n"


def _lines(
    report: Mapping[str, Any],
    changes: Mapping[str, Mapping[str, int]],
    status: str,
    effect: Sequence[Mapping[str, Any]] | None,
) -> Iterator[str]:
    edition = report["edition"] or {}
    yield f"{report['file_name']}: {status}"
    yield f"  Recognised as {report['recognised_as']}. {report['why']}".rstrip()
    if edition:
        yield f"  Edition: {edition['title']}"
    for kind, number in report["rows_by_kind"].items():
        change = changes.get(kind)
        words = (
            f"; {change['added']:,} new, {change['revised']:,} revised, {change['unchanged']:,} unchanged, "
            f"{change.get('withdrawn', 0):,} withdrawn"
            if change
            else ""
        )
        yield f"  {kind}: {count_of(number, 'row')}{words}"
    agreeing = sum(check["agrees"] for check in report["totals"])
    if report["totals"]:
        yield f"  Totals the file prints: {agreeing:,} of {len(report['totals']):,} agree with their parts"
    disagreeing = [check for check in report["totals"] if not check["agrees"]]
    yield from _some(
        "Totals that differ",
        [f"{c['place']}: {c['what']}: printed {c['printed']:,}, parts add to {c['computed']:,}" for c in disagreeing],
    )
    yield from _some("Faults", [f"{fault['place']}: {fault['what']}" for fault in report["faults"]])
    yield from _some("Repaired", report["repairs"])
    yield from _effect(effect)
    yield from _coverage(report["coverage"])
    missing = [c for c in report["coverage"] if c["state"] != "present"]
    yield from _some(
        "Not complete", [f"{c['area']}, {c['period_start']} to {c['period_end']}: {c['state']}" for c in missing]
    )
    yield from _some("Left out", report["skipped"])
    yield from _some("Notes", report["notes"])


def _effect(effect: Sequence[Mapping[str, Any]] | None) -> Iterator[str]:
    if effect is None:
        return
    moved = [figure for figure in effect if figure["changed"]]
    yield f"  Headline figures: {len(moved):,} of {len(effect):,} change"
    for figure in moved:
        before, after = (_figure(figure[name], figure["unit"]) for name in ("before", "after"))
        yield f"    - {figure['label']}: {before} before, {after} after"


def _figure(value: float | None, unit: str) -> str:
    return "none" if value is None else f"{value:,.10g} {unit}".rstrip()


def _coverage(cells: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if cells:
        states = Counter(cell["state"] for cell in cells)
        parts = ", ".join(f"{number:,} {state}" for state, number in states.most_common())
        yield f"  Coverage: {len(cells):,} areas and periods: {parts}"


def _some(heading: str, lines: list[str]) -> Iterator[str]:
    if not lines:
        return
    yield f"  {heading} ({len(lines):,}):"
    yield from (f"    - {line}" for line in lines[:MOST_LINES])
    if len(lines) > MOST_LINES:
        yield f"    … and {len(lines) - MOST_LINES:,} more; --format json gives all of them"
