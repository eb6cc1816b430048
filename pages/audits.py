"""Audits whose counts have been published, each with its interval."""

from dashboard.ui import page, show

view = page.view("audits", "from", "to")
show.chart(view, "audits")
show.warnings(view)
show.table(view, "audits")
show.notes_and_sources(view)
