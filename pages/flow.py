"""How recommendations come and go, by quarter and by body."""

import streamlit as st

from dashboard.ui import page, show

view = page.view("flow", "issuer", "from", "to")
show.chart(view, "open", figures=False)
show.table(view, "flow")
for name in ("bodies", "slippage", "gap"):
    st.header(view.table(name).title, anchor=False)
    show.table(view, name)
show.notes_and_sources(view)
