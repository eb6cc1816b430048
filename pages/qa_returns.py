"""Minimum standards of quality assurance and each force's yearly answers, with the forms to enter both."""

from dashboard.ui import assurance_forms, page, show

view = page.view("qa_returns", "year", "outcome", "standard")
show.chart(view, "states", figures=False)
show.warnings(view)
for name in ("progress", "returns", "changes", "practices", "standards"):
    show.table(view, name)
assurance_forms.returns()
show.notes_and_sources(view)
