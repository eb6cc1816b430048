"""Which forces have counts of recorded crime for which periods."""

from dashboard.ui import page, show

view = page.view("data_coverage", "offence_group", "from", "to")
show.chart(view, "strip")
show.table(view, "coverage")
show.notes_and_sources(view)
