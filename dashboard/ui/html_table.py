"""A table of a view as real HTML: read by a screen reader, printed, and scrolled inside itself on a narrow screen."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from urllib.parse import urlencode

from dashboard.domain.view_model import Column, Table, Value, View
from dashboard.exports.cells import cell_words, is_figure, rows_words, shown_columns
from dashboard.ui.cells import source_button

ROWS_ON_A_PAGE = 50
# Characters; a date or a word or two is kept on one line, and a sentence is not squeezed into a column of single words.
SHORT = 17
# A link to a page of ours, with or without this server's name; anything else stays text.
_OWN_LINK = re.compile(r"^(https?://|[a-z_]+($|\?))")
MEDIUM = 60


def table_html(view: View, table: Table, *, first: int = 0, rows: int = ROWS_ON_A_PAGE) -> str:
    """The rows from `first` on, under the columns meant for the page; the caption says how many there are in all."""
    columns = shown_columns(table)
    total = len(table.rows)
    if not total:
        return f'<p class="rcq-empty">{escape(table.empty_message)}</p>'
    last = min(first + rows, total)
    range_words = rows_words(total) if total <= rows else f"rows {first + 1:,} to {last:,} of {total:,}"
    head = "".join(_head_cell(column) for column in columns)
    records = replace(table, rows=table.rows[first:last]).records()  # of a long table only what is shown
    body = "".join(_row(view, columns, record) for record in records)
    # The wrapper takes the focus so that the arrow keys can scroll it.
    return (
        f'<div class="rcq-scroll" tabindex="0" role="region" aria-label="{escape(table.title)}">'
        f'<table class="rcq-table"><caption>{escape(table.title)} <span>({range_words})</span></caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _head_cell(column: Column) -> str:
    unit = (
        f' <span class="rcq-unit">({escape(column.unit)})</span>'
        if is_figure(column) and column.unit != "count"
        else ""
    )
    names = ["rcq-figure"] * is_figure(column) + ["rcq-wide"] * (len(column.label) > SHORT)
    side = f' class="{" ".join(names)}"' if names else ""
    return f'<th scope="col"{side}>{escape(column.label)}{unit}</th>'


def _row(view: View, columns: list[Column], record: dict[str, Value]) -> str:
    cells = (_cell(view, column, record, is_first=n == 0) for n, column in enumerate(columns))
    return f"<tr>{''.join(cells)}</tr>"


def _cell(view: View, column: Column, record: dict[str, Value], *, is_first: bool) -> str:
    if column.name.endswith("source_id") and view.name != "sources":
        source_id = str(record[column.name] or "")
        # Nothing stated, so nothing to source; a column that says why in its own words is believed.
        if not source_id and (column.name != "source_id" or column.missing != Column("", "").missing):
            return f'<td><span class="rcq-none">{escape(column.missing)}</span></td>'
        content, side = source_button(view, source_id), ""
    else:
        words, is_missing = cell_words(column, record)
        side = ("rcq-figure rcq-gap" if is_missing else "rcq-figure") if is_figure(column) else _width(words)
        content = (
            f'<span class="rcq-none">{escape(words)}</span>' if is_missing else _linked(view, column, record, words)
        )
    tag = 'th scope="row"' if is_first else "td"
    return f"<{tag}{f' class={side!r}' if side else ''}>{content}</{tag.split()[0]}>"


def _width(words: str) -> str:
    return "rcq-short" if len(words) <= SHORT else "rcq-medium" if len(words) <= MEDIUM else "rcq-long"


def _linked(view: View, column: Column, record: dict[str, Value], words: str) -> str:
    """The words, with a link where they name a force or an address."""
    if column.name == "force" and record.get("force_code") and view.name != "force":
        as_at = f"&amp;as_at={view.as_at.isoformat()}"
        return f'<a href="force?force={escape(str(record["force_code"]))}{as_at}">{escape(words)}</a>'
    if column.name == "link" and _OWN_LINK.match(words):
        return f'<a href="{escape(words)}">{escape(words)}</a>'
    if column.name == "rec_id" and record.get("rec_id") and view.name != "recommendation":
        return _item_link(view, str(record["rec_id"]))
    if column.name == "url" and words.startswith(("https://", "http://")):
        return f'<a href="{escape(words)}">{escape(words)}</a>'
    return escape(words)


def _item_link(view: View, rec_id: str) -> str:
    """A recommendation's own page, as at the day of this one."""
    address = f"recommendation?{urlencode({'id': rec_id, 'as_at': view.as_at.isoformat()})}"
    return f'<a href="{escape(address)}">{escape(rec_id)}</a>'
