"""What changed in recording, rules and measuring, in time order."""

from dashboard.ui import page, show

view = page.view("timeline", "category", "scope", "series", "from", "to")
show.chart(view, "timeline", figures=False)
show.table(view, "timeline")
show.draft(view, "timeline", "This timeline as a section of text")
show.warnings(view)
show.notes_and_sources(view)
