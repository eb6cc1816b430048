"""What was first published, and what each later edition made of it."""

from dashboard.ui import page, show

view = page.view("revisions", "series", "offence", "period")
show.chart(view, "largest")
show.chart(view, "triangle")
show.table(view, "revisions")
show.table(view, "triangle")
show.notes_and_sources(view)
