"""How much of the rise of recorded crime better recording can explain at most."""

from dashboard.ui import page, show

view = page.view("recording_scenario")
show.chart(view, "scenario")
show.warnings(view)
show.table(view, "bound")
show.table(view, "scenario")
show.notes_and_sources(view)
