"""Recorded crime by force, period and offence, one publication answering for each period."""

from dashboard.ui import page, show

view = page.view("recorded_crime", "offence_group", "offence_code", "from", "to", "include_fraud", "detail")
show.chart(view, "totals")
show.warnings(view)
if not view.charts:
    show.table(view, "totals")
show.table(view, "counts")
show.notes_and_sources(view)
