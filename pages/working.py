"""How every figure of the comparison is made: the codes in each pair, and the events between."""

from dashboard.ui import page, show

view = page.view("crosswalk", "subset", "offence_type")
show.table(view, "crosswalk")
show.table(view, "excluded")
show.notes_and_sources(view)
