"""Every edition held: what it is, what it feeds, how old it is."""

from dashboard.ui import page, show

view = page.view("sources", "publisher", "publication")
show.table(view, "sources")
show.notes_and_sources(view)
