"""One table of a view as CSV: one header row of column names, ISO dates, raw numbers, text that cannot run."""

from __future__ import annotations

import csv
import io
from datetime import date

from dashboard.domain.view_model import Table, Value

# What makes a spreadsheet take a text for a formula, the full-width forms included.
RUNS = ("=", "+", "-", "@", "\t", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def table_as_csv(table: Table) -> str:
    """The table as CSV text with \\n line ends; missing is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([harmless(value) for value in row] for row in table.rows)
    return out.getvalue()


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
