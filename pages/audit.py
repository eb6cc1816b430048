"""One audit: rate, timeliness, parts, reasons and a second review; without a choice, the audits there are."""

import streamlit as st

from dashboard.ui import page, show

view = page.view("audit", "id", "method", "figures")
show.headlines(view)
show.warnings(view)
show.chart(view, "parts")
show.table(view, "audits")
for name, chart in (("parts", ""), ("reasons", "reasons"), ("review", "")):
    st.header(view.table(name).title, anchor=False)
    if chart:
        show.chart(view, chart, figures=False)
    show.table(view, name)
show.notes_and_sources(view)
