"""One table of a view as CSV: one header row of column names, ISO dates, raw numbers, text that cannot run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from dashboard.domain.view_model import Table, Value
from dashboard.exports.reduced_dates import reducer

# What makes a spreadsheet take a text for a formula, the full-width forms included.
RUNS = ("=", "+", "-", "@", "\t", "\uff1d", "\uff0b", "\uff0d", "\uff20")
ROWS_IN_A_PIECE = 2000


def table_as_csv(table: Table) -> str:
    """The table as CSV text with \\n line ends; missing is an empty cell."""
    return "".join(csv_pieces(table))


def csv_pieces(table: Table) -> Iterator[str]:
    """The same in pieces of some thousand rows, so that a file of any size can be sent as it is made."""
    yield from csv_of([column.name for column in table.columns], map(reducer(table), table.rows))


def csv_of(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    """Rows under one header row as pieces of CSV text, never more than `ROWS_IN_A_PIECE` rows at a time in memory."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    for number, row in enumerate(rows, start=1):
        writer.writerow([harmless(value) for value in row])
        if number % ROWS_IN_A_PIECE == 0:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def harmless(value: Value) -> Value:
    """Text that a spreadsheet would run as a formula gets an apostrophe in front; dates become ISO text."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        # A lone carriage return would break the row, since the writer quotes for its own line end only.
        text = value.replace("\r\n", "\n").replace("\r", "\n")
        return "'" + text if value.startswith("\r") or text.lstrip(" \n").startswith(RUNS) else text
    return value
