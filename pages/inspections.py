"""What inspections of crime recording found, with the interval and the date of each."""

from dashboard.ui import page, show

view = page.view("inspections", "programme", "measure", "judgement", "from", "to")
show.headlines(view)
show.warnings(view)
show.chart(view, "rates")
show.table(view, "results")
show.notes_and_sources(view)
