"""The words page, and what other pages need to list the words on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

import streamlit as st

from dashboard.domain.glossary import GLOSSARY, Term
from dashboard.domain.view_model import View


def page() -> None:
    """All terms."""
    st.title("Words and abbreviations", anchor=False)
    st.html(terms_html(GLOSSARY))


def texts_of(view: View) -> Iterator[str]:
    """Everything a page says in words."""
    yield view.title
    yield view.statement
    yield from (note.text for note in view.notes)
    yield from (warning.text for warning in view.warnings)
    for table in view.tables:
        yield from (column.label for column in table.columns)
        yield from (value for row in table.rows for value in row if isinstance(value, str))


def terms_html(terms: Iterable[Term]) -> str:
    """The terms with what they mean."""
    items = "".join(
        f"<dt>{escape(t.term)}{f' ({escape(t.stands_for)})' if t.stands_for else ''}</dt><dd>{escape(t.meaning)}</dd>"
        for t in terms
    )
    return f'<dl class="rcq-words">{items}</dl>'
