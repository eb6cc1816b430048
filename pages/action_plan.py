"""The national action plan: owners, windows, what waits for what, and a progress update in the plan's own order."""

import streamlit as st

from dashboard.ui import entering, page, planning, show

view = page.view("action_plan", "owner", "since")
show.table(view, "plan")
show.chart(view, "dependencies")
st.header(view.table("actions").title, anchor=False)
show.table(view, "actions")
st.header(view.table("minuted").title, anchor=False)
show.table(view, "minuted")
show.table(view, "deliverables")
st.header(view.table("changes").title, anchor=False)
show.table(view, "changes")
planning.progress_update(view)
actions = {str(r["action_id"]): r for r in view.table("actions").records()}
if actions:
    options = {name: f"{name}: {r['action']}" for name, r in actions.items()}
    chosen = entering.choose("Make an entry about an action", options, "rcq_action")
    if chosen:
        entering.forms("action", chosen, "", entering.as_number(actions[chosen]["last_entry_id"]))
show.notes_and_sources(view)
