"""From the rows of every sheet to the counts of the file: rows of one key are added up, none is dropped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from dashboard.domain.counts import NO_VALUE, Codes, Counts, Period
from loaders.forces_in_files import BTP, FRAUD_BODIES
from loaders.grids import letters
from loaders.headings import Table
from loaders.reading import FRAUD_BODY, ONE_FORCE
from loaders.recorded_crime_rows import UNKNOWN, Names, Rows

PARTLY = "One of the rows added here has no published count."
BASIS = "as published"
PUBLISHED = "published"


@dataclass
class _Part:
    """The counts of one sheet: numbers into the file's names, and the rows they came from."""

    area: Codes
    offence: Codes
    period: Codes
    status: Codes
    is_part: npt.NDArray[np.bool_]
    values: npt.NDArray[np.int64]
    first_row: npt.NDArray[np.int64]
    others: dict[int, list[int]]
    prefix: str
    letter: str

    def place(self, at: int) -> str:
        """`'2017_18'!H14`, with more cells after it where rows were added up; `row 14` in a CSV file."""
        more = "".join(f", {self.letter}{row + 1}" for row in self.others.get(at, ()))
        return f"{self.prefix}{self.letter}{self.first_row[at] + 1}{more}"


@dataclass
class Gathered:
    """What builds up over the sheets of one file."""

    names: Names = field(default_factory=Names)
    parts: list[_Part] = field(default_factory=list)
    shared: int = 0

    def add(self, table: Table, rows: Rows) -> None:
        """The rows of one sheet, those of one period, area and offence added up."""
        kept = np.flatnonzero((rows.areas != UNKNOWN) & (rows.periods != UNKNOWN))
        _, bare = self._without_notes()
        offences = bare[rows.offences[kept]]
        key = (rows.periods[kept].astype(np.int64) << 40) | (rows.areas[kept].astype(np.int64) << 24) | offences
        different, first, where = np.unique(key, return_index=True, return_inverse=True)
        order = np.argsort(first, kind="stable")  # as they stand in the file
        rank = np.empty(len(order), dtype=np.int64)
        rank[order] = np.arange(len(order))
        own = rank[where]
        at = kept[first[order]]
        values, is_part = _added_up(rows.values[kept], own, len(different))
        statuses = rows.statuses[at].copy()
        statuses[is_part] = self.names.statuses.of(PUBLISHED)
        others = _others(rows.numbers[kept], own, len(different))
        self.shared += sum(1 + len(more) for more in others.values())
        grid = table.grid
        self.parts.append(
            _Part(
                rows.areas[at],
                rows.offences[at],
                rows.periods[at],
                statuses,
                is_part,
                values,
                rows.numbers[at],
                others,
                "row " if grid.is_csv else f"'{grid.sheet}'!",
                "" if grid.is_csv else letters(table.columns["count"]),
            )
        )

    def counts(self, sheets: dict[Period, str]) -> Counts:
        """All of them; `sheets` says where each period stands."""
        area, offence, period, status, values, is_part = (
            np.concatenate([getattr(part, name) for part in self.parts] or [np.empty(0, dtype=np.int64)])
            for name in ("area", "offence", "period", "status", "values", "is_part")
        )
        detail, details = self._details(area, offence, status, is_part.astype(np.int64))
        keys, bare = self._without_notes()
        starts = np.cumsum([0, *(len(part.values) for part in self.parts)])

        def place(row: int) -> str:
            which = int(np.searchsorted(starts, row, side="right")) - 1
            return self.parts[which].place(row - int(starts[which]))

        return Counts(
            areas=self.names.areas.things(),
            offences=keys,
            periods=self.names.periods.things(),
            details=details,
            area=area.astype(np.int32),
            offence=bare[offence.astype(np.int32)],
            period=period.astype(np.int32),
            detail=detail,
            values=values.astype(np.int64),
            scopes={period: f"'{sheet}'" for period, sheet in sheets.items()},
            place=place,
        )

    def _without_notes(self) -> tuple[list[tuple[str, str, str]], Codes]:
        """The offences whatever a note says of how they are printed, and which of them each numbered one is."""
        offences = self.names.offences.things()
        keys = list(dict.fromkeys(offence[:3] for offence in offences))
        numbers = {key: at for at, key in enumerate(keys)}
        return keys, np.array([numbers[offence[:3]] for offence in offences] or [0], dtype=np.int32)

    def _details(
        self,
        area: npt.NDArray[np.int64],
        offence: npt.NDArray[np.int64],
        status: npt.NDArray[np.int64],
        is_part: npt.NDArray[np.int64],
    ) -> tuple[Codes, list[tuple[str, str, str, str]]]:
        """What is said beside each count, numbered: coverage, status, basis and note."""
        notes = _Words(offence[3] for offence in self.names.offences.things())
        is_fraud = np.array([name in FRAUD_BODIES for name in self.names.areas.things()] or [False], dtype=np.int64)
        coded = (is_fraud[area] << 48) | (notes.codes[offence] << 16) | (status << 1) | is_part
        different, where = np.unique(coded, return_inverse=True)
        statuses = self.names.statuses.things()
        details = []
        for code in different.tolist():
            note = " ".join(filter(None, (notes.words[(code >> 16) & 0xFFFFFFFF], PARTLY if code & 1 else "")))
            details.append((FRAUD_BODY if code >> 48 else ONE_FORCE, statuses[(code >> 1) & 0x7FFF], BASIS, note))
        return where.astype(np.int32), details


class _Words:
    """Words numbered, and the number of each in turn."""

    def __init__(self, given: Iterable[str]) -> None:
        listed = list(given)
        self.words = list(dict.fromkeys(listed)) or [""]
        numbers = {word: at for at, word in enumerate(self.words)}
        self.codes = np.array([numbers[word] for word in listed] or [0], dtype=np.int64)


def sums_of(counts: Counts) -> dict[str, float]:
    """What the file adds up to: with and without fraud, and forces apart from British Transport Police."""
    known = np.where(counts.values == NO_VALUE, 0, counts.values)
    width = max(len(counts.offences), 1)
    pairs = counts.area.astype(np.int64) * width + counts.offence
    added: Counter[tuple[str, str]] = Counter()
    used, where = np.unique(pairs, return_inverse=True)
    totals = np.zeros(len(used), dtype=np.int64)
    np.add.at(totals, where, known)
    for pair, total in zip(used.tolist(), totals.tolist(), strict=True):
        added[counts.areas[pair // width], counts.offences[pair % width][0]] += total
    sums: dict[str, float] = {}
    for (area, group), total in added.items():
        names = ["all offences"]
        if group != "Fraud offences":
            whose = "British Transport Police" if area == BTP else "43 forces"
            names += ["all offences excluding fraud", f"{whose}, excluding fraud"]
        for name in names:
            sums[name] = sums.get(name, 0) + total
    return sums


def cells_of(counts: Counts) -> Counter[tuple[str, Period]]:
    """How many counts each area and period has."""
    width = max(len(counts.periods), 1)
    used, many = np.unique(counts.area.astype(np.int64) * width + counts.period, return_counts=True)
    return Counter(
        {
            (counts.areas[pair // width], counts.periods[pair % width]): number
            for pair, number in zip(used.tolist(), many.tolist(), strict=True)
        }
    )


def _added_up(
    values: npt.NDArray[np.int64], own: npt.NDArray[np.int64], size: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """Sums by key, NO_VALUE where no row has a count; and for which keys only some rows have one."""
    is_there = values != NO_VALUE
    if size == len(values):
        summed = np.empty(size, dtype=np.int64)
        summed[own] = values
        return summed, np.zeros(size, dtype=np.bool_)
    summed = np.zeros(size, dtype=np.int64)
    np.add.at(summed, own, np.where(is_there, values, 0))
    there = np.bincount(own, weights=is_there, minlength=size)
    every = np.bincount(own, minlength=size)
    summed[there == 0] = NO_VALUE
    return summed, (there > 0) & (there < every)


def _others(numbers: npt.NDArray[np.int64], own: npt.NDArray[np.int64], size: int) -> dict[int, list[int]]:
    """For each key that several rows share, the rows after its first."""
    if size == len(own):
        return {}
    many = np.bincount(own, minlength=size) > 1
    others: dict[int, list[int]] = {}
    first: set[int] = set()
    for key, number in zip(own[many[own]].tolist(), numbers[many[own]].tolist(), strict=True):
        if key in first:
            others.setdefault(key, []).append(number)
        first.add(key)
    return others
