"""A table of a view as real HTML: read by a screen reader, printed, and scrolled inside itself on a narrow screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from html import escape
from urllib.parse import urlencode

from dashboard.domain.view_model import Column, Table, Value, View
from dashboard.exports.cells import cell_words, is_figure, rows_words, shown_columns, without_figure
from dashboard.exports.particulars import link_words
from dashboard.exports.plain_parts import OWN_LINK
from dashboard.ui.cells import source_button
from dashboard.ui.glossary import explained

ROWS_ON_A_PAGE = 50
# Characters; a date or a word or two is kept on one line, and a sentence is not squeezed into a column of single words.
SHORT = 17
MEDIUM = 60
# Pixels: what a table has on a page 1,280 wide beside the list of pages, a character at its widest, between two columns.
ROOM, CHARACTER, GAP = 910, 9, 13
TIGHT_MEDIUM, TIGHT_LONG = 112, 160  # pixels of a column of words in a table with many columns
LONGEST_DAY = len("30 September 2026")
# The class of a figure, and what tells a row from its neighbours or says what it comes to.
ALWAYS_SHOWN = frozenset({"figure_class", "class", "about", "label", "verdict", "rule"})
# In a table of grades: what was measured, with its limits and day, and the grade; the grade's own source may be put away.
OF_A_RESULT = frozenset(
    {"measure", "published_on", "rate_published_on", "recorded_pct", "lower_pct", "upper_pct", "judgement"}
)
MAY_BE_PUT_AWAY = frozenset({"judgement_source_id"})


@dataclass(frozen=True)
class _Drawing:
    """What the cells of one table are drawn with; `reasons` gathers what is said under the table, by its full words."""

    view: View
    is_past: bool
    reasons: dict[str, str] = field(default_factory=dict)


def table_html(view: View, table: Table, *, first: int = 0, rows: int = ROWS_ON_A_PAGE, is_past: bool = True) -> str:
    """The rows from `first` on, under the columns meant for the page; the caption says how many there are in all.

    `is_past` says that the reader chose a day: links to other pages then carry it, and otherwise lead to today's.
    """
    columns = shown_columns(table)
    total = len(table.rows)
    if not total:
        return f'<p class="rcq-empty">{escape(table.empty_message)}</p>'
    last = min(first + rows, total)
    range_words = rows_words(total) if total <= rows else f"rows {first + 1:,} to {last:,} of {total:,}"
    records = replace(table, rows=table.rows[first:last]).records()  # of a long table only what is shown
    further, is_tight = further_columns(columns, records)
    head = "".join(_head_cell(column, column.name in further) for column in columns)
    drawing = _Drawing(view, is_past)
    body = "".join(_row(drawing, columns, record, further) for record in records)
    more = (
        f'<details class="rcq-columns"><summary>More columns of {escape(table.title)} ({len(further)})</summary></details>'
        if further
        else ""
    )
    # The wrapper takes the focus so that the arrow keys can scroll it.
    whole = (
        f'<div class="rcq-scroll" tabindex="0" role="region" aria-label="{escape(table.title)}">'
        f'<table class="rcq-table{" rcq-tight" if is_tight else ""}"><caption>{escape(table.title)} <span>({range_words})</span></caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{_reasons_html(drawing.reasons)}"
    )
    rest = ""
    if total > rows:
        rest = (
            f'<p class="rcq-paper-line">Rows {first + 1:,} to {last:,} of {total:,}. All of them stand on the page without '
            f"scripts, /plain/{escape(view.name)}, and in the files under Link and downloads.</p>"
        )
    return more + explained(view.name, whole) + rest


def further_columns(columns: list[Column], records: Sequence[dict[str, Value]]) -> tuple[set[str], bool]:
    """The columns that a page 1,280 pixels wide has no room for, shown when they are asked for; and whether words stand closer.

    Figures have the first claim, then what comes first; the first column, the sources, the class of a figure and what a row
    is about are always there.  Where all columns fit if those of words are narrower, none is put away.
    """
    if sum(_width_needed(c, records) for c in columns) <= ROOM:
        return set(), False
    widths = {c.name: _width_needed(c, records, is_tight=True) for c in columns}
    always = ALWAYS_SHOWN | (OF_A_RESULT if any(c.name == "judgement" for c in columns) else frozenset())
    sources = {c.name for c in columns if c.name.endswith("source_id")} - MAY_BE_PUT_AWAY
    kept = {c.name for n, c in enumerate(columns) if n == 0 or c.name in always} | sources
    room = ROOM - sum(widths[name] for name in kept)
    # A rate and its limits, then other figures, then more words about them.
    for column in sorted(
        columns[1:], key=lambda c: (c is not columns[1], c.unit != "%", not is_figure(c), c.name in MAY_BE_PUT_AWAY)
    ):
        if column.name not in kept and widths[column.name] <= room:
            room -= widths[column.name]
            kept.add(column.name)
    return {column.name for column in columns} - kept, True


def _width_needed(column: Column, records: Sequence[dict[str, Value]], *, is_tight: bool = False) -> float:
    """Pixels, by what `look.py` says of each kind of cell; figures and short words are not broken into lines."""
    if column.name.endswith("source_id"):
        return 60 + GAP
    longest = max((_length(column, record) for record in records), default=0)
    if is_figure(column):
        body = min(longest, 12) * CHARACTER
    else:
        medium, long = (TIGHT_MEDIUM, TIGHT_LONG) if is_tight else (160, 224)
        body = longest * CHARACTER if longest <= SHORT else medium if longest <= MEDIUM else long
    head = max(len(word) for word in column.label.split() or [""]) * CHARACTER
    return max(body, head, 120 if len(column.label) > SHORT else 64) + GAP


def _length(column: Column, record: dict[str, Value]) -> int:
    """Characters, about as many as the cell will have; where nothing is held, those of the words that say so."""
    value = record[column.name]
    if value is None or value == "":
        words = cell_words(column, record)[0]
        return max(len(word) for word in words.split() or [""]) if is_figure(column) else len(words)
    return LONGEST_DAY if isinstance(value, date) else len(str(value))


def _head_cell(column: Column, is_further: bool = False) -> str:
    unit = (
        f' <span class="rcq-unit">({escape(column.unit)})</span>'
        if is_figure(column) and column.unit != "count"
        else ""
    )
    names = ["rcq-figure"] * is_figure(column) + ["rcq-wide"] * (len(column.label) > SHORT) + ["rcq-more"] * is_further
    side = f' class="{" ".join(names)}"' if names else ""
    return f'<th scope="col"{side}>{escape(column.label)}{unit}</th>'


def _reasons_html(reasons: dict[str, str]) -> str:
    """Under the table, once each, the reasons too long for a cell in a column of figures."""
    lines = "".join(f"<li>{escape(shown)}: {escape(words)}.</li>" for words, shown in reasons.items())
    return f'<ul class="rcq-reasons" aria-label="Why figures are missing">{lines}</ul>' if lines else ""


def _gap(words: str, reasons: dict[str, str]) -> str:
    """Why there is no figure: said in the cell where it is short, else in two or three words that point below the table.

    The reason in full is there for a pointer and for a screen reader as well; `reasons` collects what stands below.
    """
    brief = without_figure(words)
    if brief == words:
        return f'<span class="rcq-none">{escape(words)}</span>'
    if words not in reasons:
        same = sum(1 for shown in reasons.values() if shown.split(" [")[0] == brief)
        reasons[words] = f"{brief} [{same + 1}]"
    return (
        f'<span class="rcq-none" title="{escape(words)}"><span aria-hidden="true">{escape(reasons[words])}</span>'
        f'<span class="rcq-unseen">{escape(words)}</span></span>'
    )


def _row(drawing: _Drawing, columns: list[Column], record: dict[str, Value], further: set[str]) -> str:
    cells = (
        _cell(drawing, column, record, is_first=n == 0, is_further=column.name in further)
        for n, column in enumerate(columns)
    )
    return f"<tr>{''.join(cells)}</tr>"


def _cell(drawing: _Drawing, column: Column, record: dict[str, Value], *, is_first: bool, is_further: bool) -> str:
    view = drawing.view
    if column.name.endswith("source_id") and view.name != "sources":
        source_id = str(record[column.name] or "")
        # Nothing stated, so nothing to source; a column that says why in its own words is believed.
        if not source_id and (column.name != "source_id" or column.missing != Column("", "").missing):
            return f'<td{" class=rcq-more" if is_further else ""}><span class="rcq-none">{escape(column.missing)}</span></td>'
        content, side = source_button(view, source_id), ""
    else:
        words, is_missing = cell_words(column, record)
        side = ("rcq-figure rcq-gap" if is_missing else "rcq-figure") if is_figure(column) else _width(words)
        if is_missing and is_figure(column):
            content = _gap(words, drawing.reasons)
        elif is_missing:
            content = f'<span class="rcq-none">{escape(words)}</span>'
        else:
            content = _linked(drawing, column, record, words)
    side = f"{side} rcq-more".strip() if is_further else side
    tag = 'th scope="row"' if is_first else "td"
    return f"<{tag}{f' class={side!r}' if side else ''}>{content}</{tag.split()[0]}>"


def _width(words: str) -> str:
    return "rcq-short" if len(words) <= SHORT else "rcq-medium" if len(words) <= MEDIUM else "rcq-long"


def _linked(drawing: _Drawing, column: Column, record: dict[str, Value], words: str) -> str:
    """The words, with a link where they name a force or an address."""
    view = drawing.view
    if column.name == "force" and record.get("force_code") and view.name != "force":
        return f'<a href="{_address(drawing, "force", force=str(record["force_code"]))}">{escape(words)}</a>'
    if column.name == "link" and OWN_LINK.match(words):
        return f'<a href="{escape(words)}">{escape(link_words(words))}</a>'
    if column.name == "rec_id" and record.get("rec_id") and view.name != "recommendation":
        name = str(record["rec_id"])
        return f'<a href="{_address(drawing, "recommendation", id=name)}">{escape(name)}</a>'
    if column.name == "url" and words.startswith(("https://", "http://")):
        return f'<a href="{escape(words)}">{escape(words)}</a>'
    return escape(words)


def _address(drawing: _Drawing, page: str, **chosen: str) -> str:
    """Another page of ours about one thing, as at the day of this one where the reader chose that."""
    asked = {**chosen, **({"as_at": drawing.view.as_at.isoformat()} if drawing.is_past else {})}
    return escape(f"{page}?{urlencode(asked)}")
