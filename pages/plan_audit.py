"""How large the next audit must be, shared out among its strata; fit to print."""

import streamlit as st

from dashboard.ui import page, show

view = page.view("sample_size", "expected", "half_width", "alternative", "population", "level", "power")
show.headlines(view)
show.table(view, "sample_size")
st.header(view.table("strata").title, anchor=False)
show.table(view, "strata")
st.header(view.table("reach").title, anchor=False)
show.chart(view, "reach", figures=False)
show.table(view, "reach")
show.notes_and_sources(view)
