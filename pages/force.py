"""Everything held about one force, in time order."""

import streamlit as st

from dashboard.ui import page, pick, show

pick.force_first()
view = page.view("force")
show.chart(view, "record")
show.warnings(view)
show.table(view, "coverage")
st.subheader("The record", anchor=False)
show.table(view, "record")
st.subheader("Recorded crime", anchor=False)
show.chart(view, "recorded_crime")
show.table(view, "recorded_crime")
for name in ("inspections", "audits", "recommendations", "responses", "systems", "monitoring", "events"):
    st.subheader(view.table(name).title, anchor=False)
    show.table(view, name)
show.notes_and_sources(view)
