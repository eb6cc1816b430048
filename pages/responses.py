"""Which inspection reports need an answer by when, and what is recorded of it; the office's own entries."""

import streamlit as st

from dashboard.ui import entering, page, show

view = page.view("responses", "state", "on_record", "from", "to")
show.table(view, "responses")
show.table(view, "waiting")
show.chart(view, "states")
rows = {str(r["response_id"]): r for r in view.table("responses").records()}
if rows:
    options = {name: f"{r['force']}: {r['report_title']}" for name, r in rows.items()}
    chosen = entering.choose("Make an entry about a report's answer", options, "rcq_response")
    if chosen:
        row = rows[chosen]
        entering.forms("response", chosen, str(row["force_code"] or ""), entering.as_number(row["last_entry_id"]))
entering.new("report", "report", "Identifier of the report", page.asked().shared.get("force", ""))
st.header(view.table("statements").title, anchor=False)
show.table(view, "statements")
show.notes_and_sources(view)
