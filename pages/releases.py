"""Which editions are due, which are late, and where they appear."""

from dashboard.ui import page, show

view = page.view("releases", "status")
show.table(view, "calendar")
show.warnings(view)
show.notes_and_sources(view)
