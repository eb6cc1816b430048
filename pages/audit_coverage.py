"""Who audited what, and when: the calendar first, then the rates of one programme and what is known for each force."""

from dashboard.ui import page, show

view = page.view("audit_coverage", "programme", "figures")
show.chart(view, "calendar", figures=False)
show.warnings(view)
show.chart(view, "rates")
show.table(view, "forces")
show.table(view, "calendar")
show.notes_and_sources(view)
