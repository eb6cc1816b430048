"""What a measure hands over, and the little arithmetic it needs."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Sample:
    """Readings of one thing in one unit."""

    median: float
    p95: float
    n: int

    @classmethod
    def of(cls, readings: Iterable[float]) -> Sample:
        """Median, 95th percentile (the smallest reading that 95 in 100 do not exceed) and count."""
        ordered = sorted(readings)
        if not ordered:
            raise ValueError("nothing was measured")
        return cls(statistics.median(ordered), ordered[math.ceil(0.95 * len(ordered)) - 1], len(ordered))

    def words(self) -> str:
        return f"{_short(self.median)} / {_short(self.p95)} ({self.n})"


@dataclass(frozen=True)
class Row:
    """One line of the table.

    `judged` is the number set against `aim`: a ratio of medians, or a figure of ours where the aim is one.  A row
    without an aim is for information.
    """

    measure: str
    unit: str
    ours: Sample
    other: Sample | None = None
    other_name: str = ""
    judged: float | None = None
    judged_as: str = ""
    aim: float | None = None
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the aim is reached; None where there is no aim."""
        return None if self.aim is None or self.judged is None else self.judged <= self.aim

    def as_json(self) -> dict[str, object]:
        return {**asdict(self), "met": self.met}


def ratio_row(
    measure: str,
    unit: str,
    ours: Sequence[float],
    other: Sequence[float],
    *,
    other_name: str,
    aim: float | None = None,
    note: str = "",
) -> Row:
    """Ours beside another, judged by the ratio of the medians."""
    mine, theirs = Sample.of(ours), Sample.of(other)
    return Row(measure, unit, mine, theirs, other_name, mine.median / theirs.median, "ratio", aim, note)


def own_row(
    measure: str, unit: str, readings: Sequence[float], *, by: str = "median", aim: float | None = None, note: str = ""
) -> Row:
    """Ours alone, judged by its median or its 95th percentile."""
    sample = Sample.of(readings)
    return Row(measure, unit, sample, judged=getattr(sample, by), judged_as=by, aim=aim, note=note)


HEADINGS = ("measure", "unit", "ours", "other", "judged", "aim", "met")


def table(rows: Sequence[Row]) -> str:
    """The rows as plain text; readings are median / 95th percentile (count)."""
    lines = [HEADINGS, *(cells(row) for row in rows)]
    widths = [max(len(line[position]) for line in lines) for position in range(len(HEADINGS))]
    said = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    return "\n".join([said[0], "  ".join("-" * width for width in widths), *said[1:]])


def cells(row: Row) -> tuple[str, ...]:
    """A row's words under HEADINGS."""
    other = f"{row.other.words()} {row.other_name}" if row.other else ""
    judged = f"{row.judged_as} {_short(row.judged)}" if row.judged is not None else ""
    aim = f"<= {row.aim:g}" if row.aim is not None else ""
    met = {True: "yes", False: "NO", None: ""}[row.met]
    return (row.measure, row.unit, row.ours.words(), other, judged, aim, met)


def _short(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
