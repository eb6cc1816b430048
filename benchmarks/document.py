"""Writes a run's table into docs/benchmarks.md, between two marks, so that the document is refreshed by one command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.figures import HEADINGS, Row, cells

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
BEGIN = "<!-- Written by `python tasks.py bench -- --write`; changes by hand are lost. -->"
END = "<!-- End of what is written by the run. -->"


def section(rows: Sequence[Row], machine: Mapping[str, object], day: str, loads: str, *, busy: bool) -> str:
    """The table as Markdown, under the day and the machine on which it was measured."""
    libraries = machine.get("libraries", {})
    named = {**machine, **(libraries if isinstance(libraries, Mapping) else {})}
    described = ", ".join(f"{name} {value}" for name, value in named.items() if name != "libraries")
    warning = (
        "\n**The machine was busy with other work: read the ratios; milliseconds are upper bounds.**\n" if busy else ""
    )
    lines = [
        f"| {' | '.join(HEADINGS)} |",
        f"|{' --- |' * len(HEADINGS)}",
        *(f"| {' | '.join(cell.replace('|', '/') for cell in cells(row))} |" for row in rows),
    ]
    return (
        f"{BEGIN}\n\nMeasured on {day}: {described}. Load average {loads}.\n{warning}\n"
        + "\n".join(lines)
        + f"\n\n{END}"
    )


def put_in(text: str, written: str) -> str:
    """The document with what stood between the marks replaced.

    Raises:
        ValueError: the document has not both marks, in this order.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{DOCUMENT.name} has lost the marks between which the table is written: {BEGIN} and {END}")
    return before + written + after
