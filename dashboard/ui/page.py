"""What every page does first: read the choice, ask its view, and say plainly what cannot be shown."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard.domain.errors import ReaderError
from dashboard.domain.view_model import View
from dashboard.ui import ask, editing, filters, messages, show
from dashboard.views import VIEWS


def asked() -> filters.Asked:
    """What the frame's widgets said on this run."""
    return st.session_state["rcq_asked"]


def view(name: str, *own_filters: str, headed: bool = True) -> View:
    """The page's view, headed; `own_filters` are the view's filters that get a widget on this page; `headed` False leaves title and sentence to the page.

    Where a filter cannot be read, says so and stops the page there.
    """
    chosen = asked()
    values, unreadable = filters.readable(name, filters.page_filters(name, chosen, *own_filters))
    for words in unreadable:
        messages.complaint(words)
    try:
        answered = ask.ask(name, values, chosen.as_at, editing.signed_in())
    except ReaderError as error:
        st.title(VIEWS[name].title, anchor=False)
        messages.problem(str(error))
        st.stop()
    if headed:
        show.heading(answered)
    show.revised(answered, ask.revised_of(answered, editing.signed_in()))
    return answered


def further(name: str, values: Mapping[str, str]) -> View:
    """Another view for the same day, which the page draws below its own; no heading and no widgets."""
    return ask.ask(name, {key: words for key, words in values.items() if words}, asked().as_at)
