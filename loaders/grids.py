"""A sheet as rows of values, each of which can say where it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

# What a cell may hold: text (blank text where it is empty), a number, a date or moment, or yes and no.
Value = Any
Rows = list[list[Value]]

HEAD_ROWS = 80  # enough to hold any cover text and the header of the table below it


@dataclass
class Grid:
    """One sheet.  `rows` is read when first asked for; `release` lets a big sheet go again.

    `sheet` is the name as printed, spaces included; for a CSV file it is the file's name and `is_csv` is true.
    Rows and columns are counted from 0 here and shown from 1 and A.
    """

    sheet: str
    load: Callable[[int | None], Rows] = field(repr=False)
    is_csv: bool = False
    on_rows: Callable[[Grid], None] | None = field(default=None, repr=False)  # told once all rows are first there
    _rows: Rows | None = field(default=None, repr=False)
    _head: Rows | None = field(default=None, repr=False)
    _head_texts: list[set[str]] | None = field(default=None, repr=False)

    @property
    def rows(self) -> Rows:
        """All rows from the top of the sheet."""
        if self._rows is None:
            self._rows = self.load(None)
            told, self.on_rows = self.on_rows, None
            if told:
                told(self)
        return self._rows

    @property
    def head(self) -> Rows:
        """The first rows only, which is cheap."""
        if self._rows is not None:
            return self._rows[:HEAD_ROWS]
        if self._head is None:
            self._head = self.load(HEAD_ROWS)
        return self._head

    def head_texts(self, comparable: Callable[[str], str]) -> list[set[str]]:
        """The texts of each of the first rows, made comparable; kept, since every loader looks at them."""
        if self._head_texts is None:
            self._head_texts = [{comparable(cell) for cell in row if isinstance(cell, str)} for row in self.head]
        return self._head_texts

    def release(self) -> None:
        """Forget the rows; they are read again if asked for."""
        self._rows = None

    @property
    def name(self) -> str:
        """The sheet's name without spaces round it."""
        return self.sheet.strip()

    def address(self, row: int, column: int) -> str:
        """`'Table P1'!D14`, or `row 14, column D` in a CSV file."""
        if self.is_csv:
            return f"row {row + 1}, column {letters(column)}"
        return f"'{self.sheet}'!{letters(column)}{row + 1}"

    def row_address(self, row: int) -> str:
        """`'2017_18' row 14`, or `row 14` in a CSV file."""
        return f"row {row + 1}" if self.is_csv else f"'{self.sheet}' row {row + 1}"


def letters(column: int) -> str:
    """Column 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def words(value: Value) -> str:
    """A cell as text with single spaces; whole numbers without the decimal point that spreadsheets give them."""
    if isinstance(value, str):
        return " ".join(value.split())
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
