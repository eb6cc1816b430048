"""The Crime Survey beside police recorded crime, and the changes that lie between."""

from dashboard.ui import page, show

view = page.view("divergence", "offence_type", "subset", "lag", "base", "from", "to", "edition", "anyway")
show.headlines(view)
show.chart(view, "indexed")
show.chart(view, "ratio")
show.chart(view, "band")
show.chart(view, "paired")
show.warnings(view)
for name in ("ratios", "spread", "events", "survey", "recorded"):
    show.table(view, name)
show.notes_and_sources(view)
