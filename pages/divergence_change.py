"""Each offence type on one scale: is the change real, which part moved, how good is each source, and does it hold?"""

from dashboard.ui import page, show

view = page.view("divergence_change", "offence_type", "from", "to", "subset", "lag", "edition", "smallest", "anyway")
show.table(view, "changes")
show.warnings(view)
show.small_charts(view, [chart.name for chart in view.charts if chart.name != "split"])
show.chart(view, "split")
for name in ("split", "scenarios", "model"):
    show.table(view, name)
show.notes_and_sources(view)
