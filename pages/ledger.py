"""Everything people entered, and what was refused."""

from dashboard.ui import page, show

view = page.view("ledger", "subject_kind", "subject_id", "role", "since")
show.table(view, "ledger")
show.table(view, "refusals")
show.notes_and_sources(view)
