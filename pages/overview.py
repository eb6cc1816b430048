"""The national position in two minutes, and which forces have a usable rate."""

import streamlit as st

from dashboard.ui import page, pick, show

view = page.view("overview")
show.headlines(view, "national_accuracy", "comparable_ratio", "recorded_crime", "survey_headline")
show.sentences(view, "forces_without_rate", "actions_past_window")
pick.force_on_tile_map(view, "map")
show.warnings(view)
st.header("The forces", anchor=False)
show.table(view, "states")
show.table(view, "forces")
show.notes_and_sources(view)
