"""Recommendations and committed actions, with the three positions on each kept apart."""

from dashboard.ui import page, show

view = page.view("recommendations", "issuer", "owner", "status", "kind")
show.chart(view, "states")
show.table(view, "recommendations")
show.table(view, "actions")
show.table(view, "elements")
show.notes_and_sources(view)
