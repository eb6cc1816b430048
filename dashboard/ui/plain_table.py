"""A small table of words as HTML with a caption, for what is no view: reports of loading, lists of loads."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape


def plain_table(
    caption: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    figures: Sequence[int] = (),
    more: int = 0,
    empty: str = "Nothing.",
) -> str:
    """The table, scrollable and reachable by keyboard; `figures` are columns set to the right, `more` rows there are in all."""
    if not rows:
        return f'<p class="rcq-empty">{escape(caption)}: {escape(empty)}</p>'

    def style(column: int) -> str:
        return ' class="rcq-figure"' if column in figures else ""

    head = "".join(f'<th scope="col"{style(at)}>{escape(words)}</th>' for at, words in enumerate(heads))
    body = "".join(
        "<tr>" + "".join(f"<td{style(at)}>{escape(cell)}</td>" for at, cell in enumerate(row)) + "</tr>" for row in rows
    )
    rest = f'<p class="rcq-caption">… and {more - len(rows):,} more.</p>' if more > len(rows) else ""
    return (
        f'<div class="rcq-scroll" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="rcq-table"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{rest}"
    )
