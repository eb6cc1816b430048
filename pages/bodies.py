"""Who meets about the quality of recorded crime, and where their papers are."""

from dashboard.ui import page, show

view = page.view("bodies", "kind", "place_in_field")
show.warnings(view)
for name in ("bodies", "local_policing_bodies"):
    show.table(view, name)
show.notes_and_sources(view)
