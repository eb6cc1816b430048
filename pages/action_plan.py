"""The national action plan: owners, windows, what waits for what, and a progress update in the plan's own order."""

import streamlit as st

from dashboard.exports.progress_text import progress_text
from dashboard.ui import entering, page, show

view = page.view("action_plan", "owner", "since")
show.table(view, "plan")
show.chart(view, "dependencies")
st.header(view.table("actions").title, anchor=False)
show.table(view, "actions")
show.table(view, "deliverables")
st.header(view.table("changes").title, anchor=False)
show.table(view, "changes")
st.download_button(
    "Progress update (text)",
    data=lambda: progress_text(view),
    file_name=f"progress-as-at-{view.as_at.isoformat()}.txt",
    mime="text/plain",
    on_click="ignore",
    key="progress_text",
)
actions = {str(r["action_id"]): r for r in view.table("actions").records()}
if actions:
    options = {name: f"{name}: {r['action']}" for name, r in actions.items()}
    chosen = entering.choose("Make an entry about an action", options, "rcq_action")
    if chosen:
        entering.forms("action", chosen, "", entering.as_number(actions[chosen]["last_entry_id"]))
show.notes_and_sources(view)
