"""The rules of the crosswalk applied to the file of the bundled record, with faults by line and column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dashboard.domain.dates import LATEST
from dashboard.domain.kinds.crosswalk_rules import crosswalk_faults_among
from loaders.rows import CheckedRow, Fault

FILE = "crosswalk.csv"


def crosswalk_faults(rows: Sequence[CheckedRow]) -> Iterator[Fault]:
    """Every fault: those of `crosswalk_faults_among`, and a period that ends before it starts."""
    for row in rows:
        if (row.values["used_until"] or LATEST) < row.values["used_from"]:
            yield Fault(FILE, row.line, "used_until", "lies before used_from")
    lines = {f"line {row.line}": row.line for row in rows}
    for place, column, what in crosswalk_faults_among([(f"line {row.line}", row.values) for row in rows]):
        yield Fault(FILE, lines[place], column, what)
