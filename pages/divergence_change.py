"""Each offence type on one scale: is the change real, how good is each source, and how does it read made otherwise?"""

from dashboard.ui import page, show

view = page.view("divergence_change", "offence_type", "from", "to", "lag", "smallest", "anyway")
show.table(view, "changes")
show.warnings(view)
show.small_charts(view, [chart.name for chart in view.charts])
show.table(view, "scenarios")
show.table(view, "model")
show.notes_and_sources(view)
