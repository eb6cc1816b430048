"""Everything held about one force, in time order."""

import streamlit as st

from dashboard.ui import page, pick, show

pick.force_first()
view = page.view("force")
show.chart(view, "record", figures=False)
show.warnings(view)
show.table(view, "coverage")
st.header("The record", anchor=False)
show.table(view, "record")
st.header("Recorded crime", anchor=False)
show.chart(view, "recorded_crime")
show.table(view, "recorded_crime")
for name in ("inspections", "audits", "recommendations", "responses", "systems", "monitoring", "events"):
    st.header(view.table(name).title, anchor=False)
    show.table(view, name)
show.notes_and_sources(view)
