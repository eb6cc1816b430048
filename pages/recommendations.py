"""The register of recommendations, with the three positions on each kept apart; each number leads to its own page."""

from dashboard.ui import entering, page, show

view = page.view(
    "recommendations",
    "issuer",
    "owner",
    "status",
    "kind",
    "severity",
    "due",
    "disputed",
    "stale",
    "mine",
    "words",
)
show.table(view, "totals")
show.table(view, "recommendations")
show.chart(view, "states")
show.table(view, "actions")
show.table(view, "elements")
entering.new("recommendation", "create", "Number of the new item", page.asked().shared.get("force", ""))
show.notes_and_sources(view)
