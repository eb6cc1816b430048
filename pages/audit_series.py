"""A force's own audits over time, as a control chart by segment."""

import streamlit as st

from dashboard.ui import chart_forms, page, show

view = page.view("audit_series", "audit_type", "offence_group", "business_area", "method", "rules", "target", "figures")
show.warnings(view)
show.chart(view, "control", figures=False)
show.table(view, "series")
st.header(view.table("decisions").title, anchor=False)
show.table(view, "decisions")
chart_forms.rebase(view)
show.notes_and_sources(view)
