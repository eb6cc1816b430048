"""Reads the reference values; each row names where its inputs and its answer came from."""

from __future__ import annotations

import csv
from pathlib import Path

VECTORS = Path(__file__).parent / "vectors" / "intervals.csv"


def vectors(method: str) -> list[dict[str, str]]:
    """Rows of vectors/intervals.csv for one method."""
    with VECTORS.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["method"] == method]
