"""What became known since a day, such as that of the last meeting."""

from dashboard.ui import page, show

view = page.view("changes", "since", "section")
show.table(view, "kinds")
show.table(view, "changes")
show.notes_and_sources(view)
