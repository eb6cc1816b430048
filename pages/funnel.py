"""Forces inside one programme, year, rule edition and scope; nothing else stands on one funnel."""

from dashboard.ui import page, show

view = page.view("funnel", "programme", "year", "rule_edition", "offence_group", "forces")
show.warnings(view)
show.chart(view, "funnel")
show.table(view, "funnel")
show.table(view, "groups")
show.notes_and_sources(view)
