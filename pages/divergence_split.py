"""How every figure of the comparison is made: formulas with their numbers, inputs with their editions, and the pairs."""

import streamlit as st

from dashboard.ui import page, show

view = page.view("divergence_split", "offence_type", "from", "to", "subset", "lag", "edition", "anyway")
show.chart(view, "split")
show.warnings(view)
for name in ("split", "working", "inputs"):
    show.table(view, name)
st.header("Codes in the pairs", anchor=False)
pairs = page.further("crosswalk", {"subset": view.filters["subset"], "offence_type": view.filters["offence_type"]})
show.table(pairs, "crosswalk")
show.table(pairs, "excluded")
show.notes_and_sources(view)
