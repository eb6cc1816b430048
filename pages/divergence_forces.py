"""What can be said of single forces: recorded crime, recording accuracy and events, and no ratio."""

from dashboard.ui import page, show

view = page.view("divergence_forces", "anyway")
show.chart(view, "accuracy_change")
show.warnings(view)
show.table(view, "forces")
show.notes_and_sources(view)
