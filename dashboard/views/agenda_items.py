"""An agenda made from what changed since the meeting before: one item for each sort of change, in the order of a meeting."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from dashboard.domain.figures import count_of
from dashboard.domain.view_model import Value, View

# The order in which a meeting takes them: what was promised, then what was found, then what was put right.
SECTIONS = (
    (
        "Actions and recommendations that moved",
        ("recommendation moved", "entry", "minute", "new committed action", "new recommendation"),
        "recommendations",
    ),
    ("Windows that closed", ("window closed",), "recommendations"),
    ("Responses of local policing bodies", ("response published",), ""),
    ("New inspections", ("new inspection",), "inspections"),
    ("New audits", ("new audit",), "audits"),
    ("Revisions and corrections", ("revision", "correction"), "sources"),
    ("New editions", ("new edition",), "sources"),
    ("Changes of rules, survey and systems", ("change of rules, survey or systems",), "divergence"),
)
MOST_NAMED = 6
MOST_CHARACTERS = 1900


def agenda_items(changes: View, since: date, as_at: date) -> list[dict[str, str]]:
    """Title, link and note of each item; the list of changes comes first and the way to more business last."""
    day = {"as_at": as_at.isoformat()}
    everything = f"changes?{urlencode({'since': since.isoformat(), **day})}"
    items = [{"title": "What changed since the last meeting", "link": everything, "note": changes.statement}]
    rows = changes.table("changes").records()
    for title, kinds, view in SECTIONS:
        found = [row for row in rows if row["kind"] in kinds]
        if found:
            link = f"{view}?{urlencode(day)}" if view else everything
            items.append({"title": f"{title} ({len(found)})", "link": link, "note": _named(found)})
    items.append({"title": "Questions and further business", "note": "Next meeting: day and place."})
    return items


def _named(rows: list[dict[str, Value]]) -> str:
    said = []
    for row in rows[:MOST_NAMED]:
        where = f"{row['force']}: " if row["force"] else ""
        now = f" ({row['now']})" if row["now"] else ""
        said.append(f"{where}{row['what']}{now}")
    rest = len(rows) - len(said)
    more = f"; and {count_of(rest, 'other')}" if rest > 0 else ""
    return ("; ".join(said) + more)[:MOST_CHARACTERS]
