"""Reasons of missed crimes by area and quarter, beside the recommendations that answer them."""

import streamlit as st

from dashboard.ui import page, show

view = page.view("audit_reasons", "reason", "audit_type", "business_area", "from", "to", "figures")
show.warnings(view)
show.chart(view, "totals")
show.chart(view, "quarters")
show.table(view, "reasons")
st.header(view.table("actions").title, anchor=False)
show.table(view, "actions")
show.notes_and_sources(view)
