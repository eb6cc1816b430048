"""The form for the decision to draw a control chart's limits anew; a reader sees none of it."""

from __future__ import annotations

import streamlit as st

from dashboard.domain.subjects.control_chart import KIND, REBASE, chart_id
from dashboard.domain.view_model import View
from dashboard.ui import ask
from dashboard.ui.entry_form import done_message, entry_form, may_enter, undo_button


def rebase(view: View) -> None:
    """For the one series on the page: new limits from a day on, with a reason, and the undoing of a decision."""
    code = view.filters.get("force", "")
    if not code or not view.charts or "figures" in view.filters:  # no one chart of real figures to decide about
        return
    if not may_enter(KIND, REBASE, code):
        return
    about = (view.filters.get(name, "") for name in ("offence_group", "business_area"))
    chart = chart_id(code, str(view.table("series").records()[0]["audit_type"]), *about)
    st.header("Draw the limits anew", anchor=False)
    done_message()
    entry_form(KIND, chart, REBASE, expects=ask.last_entry(KIND, chart), scope=code)
    for held in ask.entries_about(KIND, chart):
        if held.stands:
            undo_button(held)
