"""Which force uses which recording system, as far as a source says so."""

from dashboard.ui import assurance_forms, page, show

view = page.view("recording_systems", "system", "family", "confidence")
show.chart(view, "map", figures=False)
show.warnings(view)
for name in ("families", "register", "systems", "knowledge", "products"):
    show.table(view, name)
show.draft(view, "systems", "Draft of a section for the user guide")
assurance_forms.register([(p["system_id"], p["name"]) for p in view.table("products").records()])
show.notes_and_sources(view)
