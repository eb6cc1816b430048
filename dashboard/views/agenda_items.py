"""An agenda made from what changed since the meeting before: one item for each sort of change, in the order of a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from dashboard.domain.figures import count_of
from dashboard.domain.view_model import Value, View
from dashboard.views.change_kinds import NOT_NEW, SECTIONS

MOST_NAMED = 6
MOST_CHARACTERS = 1900
Item = dict[str, str]


def agenda_items(changes: View, since: date, as_at: date | None, overdue: Sequence[View] = ()) -> list[Item]:
    """Title, link and note of each item; the list of changes comes first and the way to more business last.

    Each link opens exactly what its item names.  `as_at` is None where the meeting is still to come: its links then show
    what is known when they are opened.  `overdue` are the views `action_plan` and `recommendations` of the day.
    """
    day = {"as_at": as_at.isoformat()} if as_at else {}
    items = [_item("What changed since the last meeting", _changes(since, day), changes.statement)]
    rows = changes.table("changes").records()
    late = _overdue(overdue, day)
    for section, kinds in SECTIONS.items():
        found = [row for row in rows if row["kind"] in kinds and row["kind"] not in NOT_NEW]
        if found:
            title = f"{section[0].upper()}{section[1:]} ({len(found)})"
            items.append(_item(title, _changes(since, day, section), _named(found)))
        if section == "windows that closed":
            items += late
    items.append({"title": "Questions and further business", "note": "Next meeting: day and place."})
    return items


def _overdue(views: Sequence[View], day: dict[str, str]) -> list[Item]:
    """What is past its date on the day, whenever its window closed: actions of the national plan, and recommendations."""
    items = []
    for view in views:
        if view.name == "action_plan":
            late = [row for row in view.table("actions").records() if str(row["state"]).startswith("past its date")]
            said = [f"{row['action_id']} ({row['owner']}), {row['state']}: {row['action']}" for row in late]
            title = "Committed actions past their date"
        else:
            late = view.table("recommendations").records()
            said = [
                f"{row['rec_id']} ({row['force'] or row['addressee']}), {row['clock']}: {row['summary']}"
                for row in late
            ]
            title = "Recommendations overdue"
        if late:
            asked = urlencode({**view.filters, **day})
            link = f"{view.name}?{asked}" if asked else view.name
            items.append(_item(f"{title} ({len(late)})", link, _shortened(said)))
    return items


def _changes(since: date, day: dict[str, str], section: str = "") -> str:
    asked = {"since": since.isoformat()} | ({"section": section} if section else {}) | day
    return f"changes?{urlencode(asked)}"


def _item(title: str, link: str, note: str) -> Item:
    return {"title": title, "link": link, "note": note[:MOST_CHARACTERS]}


def _named(rows: list[dict[str, Value]]) -> str:
    said = []
    for row in rows:
        where = f"{row['force']}: " if row["force"] else ""
        now = f" ({row['now']})" if row["now"] else ""
        said.append(f"{where}{row['what']}{now}")
    return _shortened(said)


def _shortened(said: Sequence[str]) -> str:
    """Each on a line of its own, so that they can be read from the other end of a room."""
    rest = len(said) - MOST_NAMED
    return ";\n".join([*said[:MOST_NAMED], *([f"and {count_of(rest, 'other')}"] if rest > 0 else [])])
