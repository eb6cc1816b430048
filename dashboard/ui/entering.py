"""What a person may enter on a page about one thing: one folded form for each sort of entry, and undoing one's own."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.domain.access import can_edit_anything
from dashboard.domain.subjects import SUBJECTS
from dashboard.domain.view_model import Value
from dashboard.ui import ask, messages, page
from dashboard.ui.editing import signed_in
from dashboard.ui.entry_form import done_message, entry_form, may_enter, undo_button


def forms(kind: str, subject_id: str, scope: str, last_entry_id: int, *, leave_out: Sequence[str] = ()) -> None:
    """The forms that the person here may use about one subject; nothing for a reader.

    `last_entry_id` is that of the view shown, so that an entry made meanwhile is noticed.
    """
    done_message()
    if not can_edit_anything(signed_in()):
        return
    if page.asked().as_at.day != ask.CLOCK.today():
        st.caption("You are looking at an earlier date; choose today to make an entry.")
        return
    actions = [a for a in SUBJECTS[kind].actions if a.name not in leave_out and may_enter(kind, a.name, scope)]
    if not actions:
        st.caption("What you are here as may read this item and make no entry about it.")
        return
    st.header("Make an entry", anchor=False)
    for action in actions:
        with st.expander(action.title):
            entry_form(kind, subject_id, action.name, expects=last_entry_id, scope=scope)
    _undoing(kind, subject_id)


def new(kind: str, action_name: str, label: str, scope: str) -> None:
    """The form that makes a new subject, for those who may."""
    if can_edit_anything(signed_in()) and may_enter(kind, action_name, scope):
        action = SUBJECTS[kind].action(action_name)
        with st.expander(f"Enter: {action.title.lower() if action else action_name}"):
            entry_form(kind, "", action_name, expects=None, scope=scope, new_subject=label)


def choose(label: str, options: dict[str, str], key: str) -> str:
    """One of the things on the page by its words, or "" where none is chosen; a reader is not asked."""
    if not can_edit_anything(signed_in()):
        return ""
    chosen = st.selectbox(
        label, list(options), index=None, key=key, format_func=lambda name: options[name], placeholder="Choose"
    )
    return chosen or ""


def _undoing(kind: str, subject_id: str) -> None:
    """One's own entries that stand, each with its undoing."""
    person = signed_in()
    own = [h for h in ask.entries_about(kind, subject_id) if h.stands and h.role == person.role]
    if own:
        with st.expander("Undo an entry"):
            for held in reversed(own):
                action = SUBJECTS[kind].action(held.action)
                st.markdown(messages.plain(f"Entry {held.entry_id}: {action.title if action else held.action}"))
                undo_button(held)


def as_number(value: Value) -> int:
    """A cell of a view that holds the number of an entry."""
    return int(value) if isinstance(value, int | float) else 0
