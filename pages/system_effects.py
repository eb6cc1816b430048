"""Rates of recording by family of systems, and before and after a go-live."""

from dashboard.ui import page, show

view = page.view("system_effects", "family", "programme", "matching", "window_years")
show.warnings(view)
show.chart(view, "families", figures=False)
for name in ("families", "overlap", "differences", "go_lives", "rates"):
    show.table(view, name)
show.notes_and_sources(view)
