"""Reads a CSV file of one kind into checked rows, and finds every fault in it, not just the first."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.domain.kinds import COMMON, Field, Kind


@dataclass(frozen=True)
class Fault:
    """Something wrong in a file: where, in the reader's own terms, and what."""

    file_name: str
    line: int | None
    column: str
    what: str

    def __str__(self) -> str:
        place = f"{self.file_name}" + (f", line {self.line}" if self.line else "")
        return f"{place}{f', column {self.column}' if self.column else ''}: {self.what}"


@dataclass(frozen=True)
class CheckedRow:
    """A row that passed, and the line of the file it stands on."""

    line: int
    values: dict[str, Any]


# Python itself would also take 20180115, 1_000 and nan, which nobody means to write in a table of figures.
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INTEGER = re.compile(r"-?[0-9]+")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def _matching(form: re.Pattern[str], read: Callable[[str], Any]) -> Callable[[str], Any]:
    def reader(words: str) -> Any:
        if not form.fullmatch(words):
            raise ValueError(words)
        return read(words)

    return reader


def _as_flag(words: str) -> bool:
    return {"yes": True, "no": False}[words]


_READERS: dict[str, tuple[Callable[[str], Any], str]] = {
    "text": (str, "text"),
    "integer": (_matching(_INTEGER, int), "a whole number"),
    "number": (_matching(_NUMBER, float), "a number"),
    "date": (_matching(_DATE, date.fromisoformat), "a date written 2018-01-15"),
    "flag": (_as_flag, "yes or no"),
}


def read_table(
    content: bytes, file_name: str, columns: Iterable[str]
) -> tuple[list[tuple[int, dict[str, str]]], list[Fault]]:
    """The records of a CSV file with the number of the line each ends on, and what is wrong with the file as such."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return [], [Fault(file_name, line, "", "not written in UTF-8")]
    reader = csv.reader(io.StringIO(text), strict=True)
    records: list[tuple[int, dict[str, str]]] = []
    faults: list[Fault] = []
    try:
        header = next(reader, [])
        expected = list(columns)
        faults += [Fault(file_name, 1, name, "column is missing") for name in expected if name not in header]
        faults += [Fault(file_name, 1, name, "column is not known") for name in header if name not in expected]
        twice = sorted({name for name in header if header.count(name) > 1})
        faults += [Fault(file_name, 1, name, "column stands twice") for name in twice]
        if faults:
            return [], faults
        for cells in reader:
            if not any(cells):
                continue
            if len(cells) != len(header):
                what = f"has {len(cells)} cells where the header has {len(header)}"
                faults.append(Fault(file_name, reader.line_num, "", what))
                continue
            records.append((reader.line_num, dict(zip(header, (cell.strip() for cell in cells), strict=True))))
    except csv.Error as error:
        faults.append(Fault(file_name, reader.line_num, "", f"cannot be read as CSV ({error})"))
    return records, faults


def read_kind(kind: Kind, content: bytes, file_name: str) -> tuple[list[CheckedRow], list[Fault]]:
    """The checked rows of a file of one kind, and all its faults."""
    fields = (*kind.fields, *COMMON)
    records, faults = read_table(content, file_name, [field.name for field in fields])
    rows: list[CheckedRow] = []
    for line, record in records:
        values: dict[str, Any] = {}
        for field in fields:
            try:
                values[field.name] = _read_cell(field, record[field.name])
            except ValueError as error:
                faults.append(Fault(file_name, line, field.name, str(error)))
        if len(values) == len(fields):
            rows.append(CheckedRow(line, values))
    return rows, faults


def _read_cell(field: Field, words: str) -> Any:
    if words == "":
        if field.required:
            raise ValueError("is blank, and must not be")
        return "" if field.is_key else None
    if field.choices and words not in field.choices:
        raise ValueError(f"{words!r} is not one of {', '.join(field.choices)}")
    reader, expected = _READERS[field.type]
    try:
        return reader(words)
    except (ValueError, KeyError):
        raise ValueError(f"{words!r} is not {expected}") from None
