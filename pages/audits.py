"""Audits with counts, published ones and forces' own, each with its interval."""

from dashboard.ui import page, show

view = page.view("audits", "audit_type", "offence_group", "business_area", "from", "to", "figures")
show.chart(view, "audits")
show.warnings(view)
show.table(view, "audits")
show.notes_and_sources(view)
