"""Rows of one kind held by column: half a million of them fit in little memory, and read as ordinary rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, overload

Row = dict[str, Any]


class Facts(Sequence[Row]):
    """Rows that share `constants` and differ in `varying`, a list for each column, all equally long.

    Indexing and iterating give plain dictionaries.  A caller with many rows to store takes `column(name)`.
    """

    def __init__(self, kind: str, constants: Row, columns: Sequence[str]) -> None:
        self.kind = kind
        self.constants = dict(constants)
        self.varying: dict[str, list[Any]] = {name: [] for name in columns}
        self._appends = [values.append for values in self.varying.values()]

    def add(self, *values: object) -> None:
        """One more row: a value for each varying column, in order."""
        for append, value in zip(self._appends, values, strict=True):
            append(value)

    def extend(self, columns: dict[str, list[Any]]) -> None:
        """Many rows at once, by column; every varying column must be there, all equally long."""
        if columns.keys() != self.varying.keys() or len({len(values) for values in columns.values()}) > 1:
            raise ValueError("columns do not fit")
        for name, values in columns.items():
            self.varying[name].extend(values)

    @property
    def names(self) -> tuple[str, ...]:
        """Every column."""
        return (*self.constants, *self.varying)

    def column(self, name: str) -> list[Any]:
        """The values of one column, a row each."""
        if name in self.varying:
            return self.varying[name]
        return [self.constants[name]] * len(self)

    def __len__(self) -> int:
        return len(next(iter(self.varying.values()), []))

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...

    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        return self.constants | {name: values[index] for name, values in self.varying.items()}

    def __iter__(self) -> Iterator[Row]:
        names = tuple(self.varying)
        for values in zip(*self.varying.values(), strict=True):
            yield self.constants | dict(zip(names, values, strict=True))
