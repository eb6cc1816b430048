"""Audits with counts, published ones and forces' own, each with its interval."""

import streamlit as st

from dashboard.ui import page, show

view = page.view("audits", "audit_type", "offence_group", "business_area", "from", "to", "method", "figures")
show.chart(view, "audits")
show.warnings(view)
show.table(view, "audits")
st.html('<p><a href="load">Send in a force\'s own audits</a>: checked first, with every fault at once.</p>')
show.notes_and_sources(view)
