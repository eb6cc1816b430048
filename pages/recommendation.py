"""One recommendation on its own address: three axes, elements, history, measures, and what would reopen it."""

import streamlit as st

from dashboard.ui import entering, page, show

view = page.view("recommendation", "id")
show.table(view, "item")
show.table(view, "axes")
for name in ("elements", "history", "minuted", "measures", "forums", "reopen", "ready", "related"):
    st.header(view.table(name).title, anchor=False)
    if name == "history":
        show.chart(view, "history", figures=False)
    show.table(view, name)
for item in view.table("item").records():
    number, scope = str(item["rec_id"]), str(item["force_code"] or "")
    entering.forms("recommendation", number, scope, entering.as_number(item["last_entry_id"]), leave_out=("create",))
show.notes_and_sources(view)
