"""Who audited what, and when: the calendar first, then what is known for each force."""

from dashboard.ui import page, show

view = page.view("audit_coverage", "figures")
show.chart(view, "calendar", figures=False)
show.warnings(view)
show.table(view, "forces")
show.table(view, "calendar")
show.notes_and_sources(view)
