"""Counts of a whole publication, held by column: what a reader of half a million rows hands to the store.

As a sequence it gives ordinary rows; whoever has all of them to compare or store takes the columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, overload

import numpy as np
import numpy.typing as npt

Period = tuple[date, date]
Codes = npt.NDArray[np.int32]
NO_VALUE = -(2**62)  # stands for a count that is not there; no published count comes near it


@dataclass
class Counts(Sequence[dict[str, Any]]):
    """Counts of offences by area, offence and period, each stated once.

    Args:
        areas, offences, periods, details: what the codes below point into.  An offence is (group, subgroup, code), a
            detail (coverage, value_status, basis, note), each "" where there is none.
        area, offence, period, detail: a code for each row.
        values: offences recorded, `NO_VALUE` where none was published.
        scopes: every period that the edition states in full, with the place in its file; an area or offence that is not
            there in such a period has been left out of it by the publisher.
        place: the cell a row was read from, asked for row by row since the store keeps only the sheet.
    """

    areas: list[str]
    offences: list[tuple[str, str, str]]
    periods: list[Period]
    details: list[tuple[str, str, str, str]]
    area: Codes
    offence: Codes
    period: Codes
    detail: Codes
    values: npt.NDArray[np.int64]
    scopes: dict[Period, str] = field(default_factory=dict)
    place: Callable[[int], str] = lambda row: ""  # noqa: ARG005

    def __len__(self) -> int:
        return len(self.values)

    @overload
    def __getitem__(self, index: int) -> dict[str, Any]: ...

    @overload
    def __getitem__(self, index: slice) -> list[dict[str, Any]]: ...

    def __getitem__(self, index: int | slice) -> dict[str, Any] | list[dict[str, Any]]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        at = index % len(self)
        group, subgroup, code = self.offences[self.offence[at]]
        coverage, status, basis, note = self.details[self.detail[at]]
        start, end = self.periods[self.period[at]]
        value = int(self.values[at])
        return {
            "period_start": start,
            "period_end": end,
            "area_code": self.areas[self.area[at]],
            "offence_group": group,
            "offence_subgroup": subgroup,
            "offence_code": code,
            "offences": None if value == NO_VALUE else value,
            "coverage": coverage,
            "value_status": status,
            "place": self.place(at),
            "basis": basis,
            "figure_class": None,
            "note": note or None,
        }

    def column(self, name: str) -> list[Any]:
        """The values of one field, a row each."""
        return [row[name] for row in self]

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return (self[at] for at in range(len(self)))
