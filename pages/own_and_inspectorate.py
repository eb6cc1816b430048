"""Own audits beside the inspectorate's figures of the same crimes, with the gap and its interval."""

from dashboard.ui import page, show

view = page.view("own_and_inspectorate", "from", "to")
show.headlines(view)
show.warnings(view)
show.chart(view, "paired", figures=False)
show.table(view, "pairs")
show.table(view, "agreement")
show.table(view, "rates")
show.table(view, "unrecorded")
show.notes_and_sources(view)
