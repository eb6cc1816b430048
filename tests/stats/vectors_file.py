"""Reads the reference values; each row names where its inputs and its answer came from."""

from __future__ import annotations

import csv
from pathlib import Path

FOLDER = Path(__file__).parent / "vectors"
VECTORS = FOLDER / "intervals.csv"
AUDIT_VECTORS = FOLDER / "audit_reference.csv"


def vectors(method: str) -> list[dict[str, str]]:
    """Rows of vectors/intervals.csv for one method."""
    return [row for row in _rows(VECTORS) if row["method"] == method]


def audit_vectors(*methods: str) -> list[dict[str, str]]:
    """Rows of vectors/audit_reference.csv for the methods named, or all rows."""
    return [row for row in _rows(AUDIT_VECTORS) if not methods or row["method"] in methods]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
