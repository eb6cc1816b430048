"""The collections on the National Data Quality Improvement Service."""

from dashboard.ui import page, show

view = page.view("ndqis", "collection", "attribute")
show.table(view, "collections")
show.chart(view, "statements", figures=False)
show.warnings(view)
for name in ("statements", "breaks", "starts", "error_rates"):
    show.table(view, name)
show.notes_and_sources(view)
