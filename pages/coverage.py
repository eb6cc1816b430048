"""What is known about each force, kind of evidence by kind, and what is not."""

from dashboard.ui import page, show

view = page.view("coverage", "evidence", "state")
show.chart(view, "matrix", figures=False)
show.warnings(view)
for name in ("evidence", "matrix", "coverage"):
    show.table(view, name)
show.notes_and_sources(view)
