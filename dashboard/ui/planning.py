"""Giving out a progress update on the national plan: the text at one click, and that it was given out as an entry."""

from __future__ import annotations

import streamlit as st

from dashboard.domain.subjects.plan import GIVEN_OUT, NATIONAL_PLAN, UPDATE
from dashboard.domain.view_model import View
from dashboard.exports.progress_text import progress_text
from dashboard.ui import ask, entry_form


def progress_update(view: View) -> None:
    """The update as a file; for the working group also a button that enters it as given out, from which the next one counts."""
    entry_form.done_message()
    st.download_button(
        "Progress update (text)",
        data=lambda: progress_text(view),
        file_name=f"progress-as-at-{view.as_at.isoformat()}.txt",
        mime="text/plain",
        on_click="ignore",
        key="progress_text",
    )
    if view.as_at != ask.CLOCK.today() or not entry_form.may_enter(UPDATE, GIVEN_OUT, ""):
        return
    st.caption("The next update lists what changed since the one last entered as given out.")
    if st.button("Enter this update as given out today", key="progress_given_out"):
        entry_form.enter_at_once(UPDATE, NATIONAL_PLAN, GIVEN_OUT, {})
