"""The register of events against the two sources, and the drivers that the group proposed, evidenced and agreed."""

import streamlit as st

from dashboard.ui import driver_forms, page, show

view = page.view("drivers", "offence_type", "state")
show.chart(view, "indexed")
show.table(view, "drivers")
driver_forms.drivers([row["driver_id"] for row in view.table("drivers").records()])
show.table(view, "history")
st.header("Events beside them", anchor=False)
show.table(page.further("events", {}), "events")
show.notes_and_sources(view)
