"""Which force uses which recording system, as far as a source says so."""

from dashboard.ui import page, show

view = page.view("recording_systems", "system", "family", "confidence")
show.chart(view, "map", figures=False)
show.warnings(view)
for name in ("families", "systems", "knowledge", "products"):
    show.table(view, name)
show.notes_and_sources(view)
