"""How reliable the statisticians call each kind of figure."""

from dashboard.ui import page, show

view = page.view("quality_ratings", "offence_type", "rating", "series", "framework_edition")
show.chart(view, "counts", figures=False)
show.warnings(view)
for name in ("counts", "ratings", "changes", "criteria"):
    show.table(view, name)
show.notes_and_sources(view)
