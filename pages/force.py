"""Everything held about one force, in time order and by theme, with a reading of it by stated rules."""

import streamlit as st

from dashboard.ui import page, pick, show

pick.force_first()
view = page.view("force", "since", "compare")
show.chart(view, "record", figures=False)
show.warnings(view)
for name in ("reading", "changes"):
    show.table(view, name)
st.header("Inspections, own audits and monitoring", anchor=False)
for name in ("inspections", "audits"):
    show.table(view, name)
show.chart(view, "monitoring", figures=False)
show.table(view, "monitoring")
show.chart(view, "comparison", figures=False)
show.table(view, "comparison")
st.header("Recommendations and answers", anchor=False)
for name in ("recommendations", "responses"):
    show.table(view, name)
st.header("Systems and assurance", anchor=False)
for name in ("systems", "qa_returns", "ndqis_starts"):
    show.table(view, name)
st.header("Recorded crime", anchor=False)
show.chart(view, "recorded_crime")
for name in ("recorded_crime", "events", "revisions"):
    show.table(view, name)
st.header("The record, and what is held", anchor=False)
for name in ("record", "coverage", "bodies", "line"):
    show.table(view, name)
show.notes_and_sources(view)
