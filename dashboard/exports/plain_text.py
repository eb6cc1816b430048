"""A view as plain text for a terminal: the statement, each table in aligned columns, notes and sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from dashboard.domain.dates import british
from dashboard.domain.view_model import Column, Source, Table, Value, View
from dashboard.exports.cells import reason_missing, rows_words

WIDEST_CELL = 44
MOST_ROWS = 60


def view_as_text(view: View) -> str:
    """The view as lines of text; long tables show their first rows and say how many there are."""
    return "\n".join(_lines(view)) + "\n"


def _lines(view: View) -> Iterator[str]:
    yield view.title
    yield "=" * len(view.title)
    chosen = ", ".join(f"{label} {words}" for label, words in view.chosen) or "none"
    yield f"{_day(view)}. Filters: {chosen}. Store version {view.store_version}."
    yield ""
    yield view.statement
    for headline in view.headlines:
        yield f"  * {headline.sentence}"
    for table in view.tables:
        yield ""
        yield from _table_lines(table)
    for heading, texts in (
        ("Warnings", [w.text for w in view.warnings]),
        ("Notes", [n.text for n in view.notes]),
        ("Sources", [_source_line(s) for s in view.sources]),
    ):
        if texts:
            yield ""
            yield f"{heading}:"
            yield from (f"  - {text}" for text in texts)


def _day(view: View) -> str:
    if view.looking_from:
        return f"Looking ahead to {british(view.as_at)} from {british(view.looking_from)}"
    return f"As at {british(view.as_at)}"


def _source_line(source: Source) -> str:
    when = british(source.published_on, source.published_precision, unknown="publication date not known")
    dead = f" (the link was dead when tried on {british(source.dead_on)})" if source.dead_on else ""
    reading = "; secondary" if source.is_secondary else ""
    return f"{source.source_id}: {source.publisher}, {source.title} ({when}{reading}) {source.url}{dead}".rstrip()


def _table_lines(table: Table) -> Iterator[str]:
    yield f"{table.title} ({rows_words(len(table.rows))}; table {table.name!r})"
    if not table.rows:
        yield f"  {table.empty_message}"
        return
    names = table.page_columns or tuple(column.name for column in table.columns)
    columns = [table.column(name) for name in names]
    cells = [
        [_dated_cell(column, record) or _why_missing(column, record) for column in columns]
        for record in replace(table, rows=table.rows[:MOST_ROWS]).records()
    ]
    heads = [_head(column) for column in columns]
    widths = [max(len(row[i]) for row in [heads, *cells]) for i in range(len(columns))]
    for row in [heads, ["-" * width for width in widths], *cells]:
        yield "  " + "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
    if len(table.rows) > MOST_ROWS:
        yield f"  … and {len(table.rows) - MOST_ROWS:,} more; --format csv or json gives all of them."


def _dated_cell(column: Column, record: dict[str, Value]) -> str:
    """A cell; a date known only to its month or year is cut to that."""
    value = record[column.name]
    precision = record.get(f"{column.name.removesuffix('_on')}_precision") or record.get("precision")
    if isinstance(value, date) and precision in ("month", "year"):
        return value.isoformat()[: 7 if precision == "month" else 4]
    return _cell(value)


def _why_missing(column: Column, record: dict[str, Value]) -> str:
    reason = reason_missing(column, record)
    return f"[{reason}]" if reason else ""


def _head(column: Column) -> str:
    return column.name if not column.unit else f"{column.name} ({column.unit})"


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:g}" if abs(value) < 1e6 else f"{value:,.0f}"
    text = str(value)
    return text if len(text) <= WIDEST_CELL else text[: WIDEST_CELL - 1] + "…"
