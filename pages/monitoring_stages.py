"""Which forces were moved to another stage of monitoring, from when to when."""

from dashboard.ui import page, show

view = page.view("monitoring_stages", "stage", "current")
show.chart(view, "stages", figures=False)
show.warnings(view)
show.table(view, "stages")
show.notes_and_sources(view)
