"""What happened to a file: what it is, what was repaired, what is wrong, what was checked and what was left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from loaders.grids import Grid, letters


@dataclass(frozen=True)
class EditionFacts:
    """What a file itself says of its edition.  `published_on` is None where it does not print the day."""

    publication_id: str
    title: str
    edition_label: str
    period_start: date | None
    period_end: date | None
    published_on: date | None = None
    publisher: str = ""  # where it differs from the publication's
    url: str = ""
    published_precision: str = "day"
    is_secondary: bool = False


@dataclass(frozen=True)
class FileFault:
    """Something wrong, and where: the place in the reader's own terms.  The cell's contents are not quoted."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


@dataclass(frozen=True)
class TotalCheck:
    """A total the file prints beside what its own parts add up to; `within` is what rounding may account for.

    A mismatch blocks a commit until somebody accepts it with a reason.
    """

    place: str
    what: str
    printed: float
    computed: float
    within: float = 0

    @property
    def agrees(self) -> bool:
        """Whether the two are the same, rounding aside."""
        return abs(self.printed - self.computed) <= self.within + 1e-9

    def __str__(self) -> str:
        verdict = "agrees" if self.agrees else f"differs by {self.printed - self.computed:,.6g}"
        return f"{self.place}: {self.what}: printed {self.printed:,.10g}, parts add to {self.computed:,.10g}; {verdict}"


class Repairs:
    """Every repaired cell, kept by sheet, column and what was done, so that a column of repairs takes one entry."""

    def __init__(self) -> None:
        self._cells: dict[tuple[str, bool, int, str], list[int]] = {}

    def add(self, grid: Grid, row: int, column: int, what: str) -> None:
        """Note what was done to one cell."""
        self._cells.setdefault((grid.sheet, grid.is_csv, column, what), []).append(row)

    def __len__(self) -> int:
        return sum(map(len, self._cells.values()))

    def lines(self) -> list[str]:
        """One line for each unbroken run of cells: `'2017_18'!H2:H9: spaces round the number left out (8 cells)`."""
        lines = []
        for (sheet, is_csv, column, what), rows in self._cells.items():
            for first, last in _runs(rows):
                lines.append(f"{_range(sheet, is_csv, column, first, last)}: {what}{_how_many(first, last)}")
        return lines

    def summary(self) -> list[tuple[str, int]]:
        """What was done and to how many cells."""
        counts: dict[str, int] = {}
        for (_, _, _, what), rows in self._cells.items():
            counts[what] = counts.get(what, 0) + len(rows)
        return sorted(counts.items(), key=lambda pair: -pair[1])


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for row in sorted(set(rows)):
        if runs and row == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs


def _range(sheet: str, is_csv: bool, column: int, first: int, last: int) -> str:
    name = letters(column)
    if is_csv:
        rows = f"row {first + 1}" if first == last else f"rows {first + 1} to {last + 1}"
        return f"{rows}, column {name}"
    return f"'{sheet}'!{name}{first + 1}" + ("" if first == last else f":{name}{last + 1}")


def _how_many(first: int, last: int) -> str:
    return "" if first == last else f" ({last - first + 1:,} cells)"


@dataclass
class LoadReport:
    """The whole account of reading one file.

    `coverage` has one entry an area and period: area_code, period_start, period_end, cells, state (present, partial,
    estimated, missing).  `skipped` says what was left out and why; `notes` what a reader should know.
    """

    file_name: str
    recognised_as: str
    why: str = ""
    edition: EditionFacts | None = None
    rows_by_kind: dict[str, int] = field(default_factory=dict)
    repairs: Repairs = field(default_factory=Repairs)
    faults: list[FileFault] = field(default_factory=list)
    totals: list[TotalCheck] = field(default_factory=list)
    sums: dict[str, float] = field(default_factory=dict)
    coverage: list[dict[str, Any]] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def mismatches(self) -> list[TotalCheck]:
        """Totals that differ from what the file prints; each needs a reason before a commit."""
        return [check for check in self.totals if not check.agrees]

    @property
    def is_clean(self) -> bool:
        """No faults and no mismatched totals."""
        return not self.faults and not self.mismatches

    def fault(self, place: str, what: str) -> None:
        """Note something wrong."""
        self.faults.append(FileFault(place, what))

    def missing(self) -> list[dict[str, Any]]:
        """The areas and periods without figures, and those with only a part."""
        return [cell for cell in self.coverage if cell["state"] in ("missing", "partial")]

    def as_dict(self) -> dict[str, Any]:
        """Everything, in plain values fit for JSON once dates are written out."""
        return {
            "file_name": self.file_name,
            "recognised_as": self.recognised_as,
            "why": self.why,
            "edition": vars(self.edition) if self.edition else None,
            "rows_by_kind": self.rows_by_kind,
            "repairs": self.repairs.lines(),
            "faults": [vars(fault) for fault in self.faults],
            "totals": [vars(check) | {"agrees": check.agrees} for check in self.totals],
            "sums": self.sums,
            "coverage": self.coverage,
            "skipped": self.skipped,
            "notes": self.notes,
        }
