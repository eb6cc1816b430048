"""A source behind one click, as HTML."""

from __future__ import annotations

from html import escape
from typing import Any

from dashboard.domain.dates import british
from dashboard.domain.view_model import Source, View


def source_details(source: Source | None, source_id: str, *, words: str = "Source") -> str:
    """A source behind one click: publisher, title, dates, class, how read, link; as HTML."""
    if source is None:
        return _no_source(source_id)
    return (
        f'<details class="rcq-source"><summary aria-label="{_source_label(source)}">{words}</summary>'
        f"{_source_list(source)}</details>"
    )


def source_button(view: View, source_id: str) -> str:
    """A button with the source's number in the page's list; a table says what its rows share once and not in every row."""
    for number, source in enumerate(view.sources, start=1):
        if source.source_id == source_id:
            return box_opener(source, box_name(view.name, source_id), number, f"[{number}]")
    return _no_source(source_id)


def box_opener(source: Source, target: str, number: int, words: str) -> str:
    """A button that opens the box `target`."""
    label = (
        f"{words} {_source_label(source)}"
        if words != "Details"
        else f"Details of source {number}: {escape(source.title)}"
    )
    return (
        f'<button type="button" class="rcq-open-source" popovertarget="{escape(target)}" '
        f'aria-label="{label}">{words}</button>'
    )


def source_box(source: Source, target: str, number: int, place: str = "") -> str:
    """What `box_opener` opens: laid over the page, closed with Escape or a click elsewhere."""
    return (
        f'<div popover id="{escape(target)}" class="rcq-source rcq-source-box" role="dialog" '
        f'aria-label="[{number}] {_source_label(source)}">{_source_list(source, place)}</div>'
    )


def box_name(view_name: str, source_id: str) -> str:
    """The name by which a button finds its box; one box a source serves all tables of a view on the page."""
    return f"rcq-source-{view_name}-{source_id}"


def _no_source(source_id: str) -> str:
    return f'<span class="rcq-none">{escape(source_id or "worked out here")}</span>'


def _source_label(source: Source) -> str:
    return escape(f"Source: {source.title}")


def _source_list(source: Source, place: str = "") -> str:
    published = british(source.published_on, source.published_precision, unknown="date of publication not known")
    lines: list[tuple[str, Any]] = [
        ("Publisher", source.publisher),
        ("Title", source.title),
        ("Edition", source.edition_label),
        ("Published", published),
        ("Place", place),
        ("Retrieved", british(source.retrieved_on)),
        ("Class", source.figure_class or "document, no figure"),
        ("How read", f"secondary: {source.note}" if source.is_secondary else source.note or "from the publisher"),
        ("Licence", source.licence),
    ]
    listed = "".join(f"<dt>{name}</dt><dd>{escape(str(text))}</dd>" for name, text in lines if text)
    dead = f" ✗ dead: it did not work when tried on {british(source.dead_on)}" if source.dead_on else ""
    link = (
        f'<dt>Link</dt><dd><a href="{escape(source.url)}">{escape(source.url)}</a>{dead}</dd>'
        if _is_web(source.url)
        else ""
    )
    return f"<dl>{listed}{link}</dl>"


def _is_web(url: str) -> bool:
    return url.startswith(("https://", "http://"))
