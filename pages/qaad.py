"""The assurance grid of forces and producer, with the forms to enter judgements, levels and plans."""

from dashboard.ui import assurance_forms, page, show

view = page.view("qaad", "year", "scope", "area", "gap")
show.chart(view, "states", figures=False)
show.warnings(view)
for name in ("grid", "judgements", "matrix"):
    show.table(view, name)
assurance_forms.grid()
show.notes_and_sources(view)
