"""The plan for consistent quality assurance: what it waits for, its steps, and who was consulted."""

from dashboard.ui import assurance_forms, page, show

view = page.view("assurance_plan", "year")
show.chart(view, "states", figures=False)
show.warnings(view)
for name in ("actions", "steps", "consultations", "returns", "gaps"):
    show.table(view, name)
assurance_forms.plan()
show.notes_and_sources(view)
