"""The words page, and the list of words on each other page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

import streamlit as st

from dashboard.domain.glossary import GLOSSARY, Term, terms_in
from dashboard.domain.view_model import View


def page() -> None:
    """All terms."""
    st.title("Words and abbreviations", anchor=False)
    st.html(_list(GLOSSARY))


def on_this_page(view: View) -> None:
    """The terms that occur on the page, a tap away."""
    found = terms_in(_texts(view))
    if found:
        with st.expander(f"Words on this page ({len(found)})"):
            st.html(_list(found))


def _texts(view: View) -> Iterator[str]:
    yield view.title
    yield view.statement
    yield from (note.text for note in view.notes)
    yield from (warning.text for warning in view.warnings)
    for table in view.tables:
        yield from (column.label for column in table.columns)
        yield from (value for row in table.rows for value in row if isinstance(value, str))


def _list(terms: Iterable[Term]) -> str:
    items = "".join(
        f"<dt>{escape(t.term)}{f' ({escape(t.stands_for)})' if t.stands_for else ''}</dt><dd>{escape(t.meaning)}</dd>"
        for t in terms
    )
    return f'<dl class="rcq-words">{items}</dl>'
