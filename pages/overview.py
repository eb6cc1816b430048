"""The national picture in two minutes: what changed, what is late, what is not known, and figures that can be quoted."""

import streamlit as st

from dashboard.ui import page, pick, show

view = page.view("overview")
show.briefing(
    view,
    "position_quarter",
    "position_edition",
    "got_worse",
    "late",
    "monitoring",
    "forces_without_rate",
    "sources_behind",
)
st.header("Figures that may be quoted", anchor=False)
show.headlines(view, "national_accuracy", "comparable_ratio", "recorded_crime", "survey_headline")
pick.force_on_tile_map(view, "map")
show.warnings(view)
for name in ("position", "rate_changes", "behind"):
    show.table(view, name)
st.header("The forces", anchor=False)
show.table(view, "states")
show.table(view, "forces")
show.notes_and_sources(view)
