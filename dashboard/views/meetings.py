"""Meetings: which there are, the agenda of one, and the snapshots taken of what it saw."""

from __future__ import annotations

from typing import Any

from dashboard.domain.dates import british, parse_day
from dashboard.domain.errors import ReaderError
from dashboard.domain.figures import count_of
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.ledger import Held
from dashboard.domain.view_model import Column, Note, Table, View
from dashboard.store.queries.facts import Record
from dashboard.store.queries.ledger import standing
from dashboard.views.question import Question, ViewDefinition

MEETING = Column("meeting", "Meeting")
MEETINGS_COLUMNS = (
    MEETING,
    Column("title", "Title"),
    Column("meeting_on", "Held on"),
    Column("since", "Changes since", missing="not stated"),
    Column("items", "Items", "count"),
    Column("minutes", "Minutes", "count"),
    Column("snapshots", "Snapshots", "count"),
    Column("entry_id", "Entry", "count"),
)
AGENDA_COLUMNS = (
    Column("item", "Item", "count"),
    Column("title", "Title"),
    Column("note", "Note", missing="no note"),
    Column("link", "Page", missing="no page"),
    Column("problem", "What is wrong with the link", missing="nothing"),
    Column("minutes", "Minutes", "count"),
)
SNAPSHOT_COLUMNS = (
    Column("snapshot", "Snapshot"),
    MEETING,
    Column("taken_on", "Taken on"),
    Column("as_at", "Figures as at"),
    Column("version", "Store version", "count"),
    Column("views", "Views", "count"),
    Column("results", "Result hashes"),
)


def build(question: Question) -> View:
    """All meetings, and of the one asked for (otherwise the newest) the agenda and the snapshots."""
    agendas = {name: held[-1] for name, held in standing(question.connection, "agenda", as_at=question.as_at).items()}
    minutes = [h for group in standing(question.connection, "minute", as_at=question.as_at).values() for h in group]
    snapshots = [h for group in standing(question.connection, "snapshot", as_at=question.as_at).values() for h in group]
    ordered = sorted(agendas.values(), key=lambda h: (h.body["meeting_on"], h.subject_id), reverse=True)
    wanted = question.wants("meeting")
    chosen = agendas.get(wanted) if wanted else (ordered[0] if ordered else None)
    name = chosen.subject_id if chosen else ""
    items = _items(chosen, minutes)
    return View(
        name="meetings",
        title="Meeting",
        as_at=question.as_at.day,
        filters=question.filters.as_dict(),
        store_version=question.store_version,
        statement=_statement(chosen, wanted, len(ordered)),
        tables=(
            Table.from_records(
                "agenda",
                "Agenda",
                AGENDA_COLUMNS,
                items,
                empty_message="This agenda has no items; make it from what changed, or add items.",
                page_columns=_shown(items),
            ),
            Table.from_records(
                "snapshots",
                "Snapshots",
                SNAPSHOT_COLUMNS,
                [_snapshot(h) for h in snapshots if h.body.get("meeting", "") == name],
                empty_message="No snapshot was taken of this meeting.",
            ),
            Table.from_records(
                "meetings",
                "All meetings",
                MEETINGS_COLUMNS,
                [_meeting(h, minutes, snapshots) for h in ordered],
                empty_message="No meeting is held yet; whoever enters as working group or office can make an agenda.",
            ),
        ),
        notes=(
            Note(
                "An agenda, its minutes and its snapshots are entries: never changed, undone only by a further entry.",
                "method",
            ),
        ),
    )


def _statement(chosen: Held | None, wanted: str, count: int) -> str:
    if chosen is None and wanted:
        return f"There is no meeting {wanted} as at this day; {count_of(count, 'meeting')} can be chosen."
    if chosen is None:
        return "There is no meeting as at this day."
    day = british(parse_day(chosen.body["meeting_on"]))
    title = chosen.body["title"]
    named = title if day in title else f"{title}, {day}"
    return f"{named}: {count_of(len(chosen.body.get('items', [])), 'item')} on the agenda."


def _shown(items: list[Record]) -> tuple[str, ...]:
    """The columns of an agenda on a page; what is wrong with links only where something is."""
    broken = ("problem",) if any(item["problem"] for item in items) else ()
    return ("item", "title", "note", "link", *broken, "minutes")


def _items(chosen: Held | None, minutes: list[Held]) -> list[Record]:
    if chosen is None:
        return []
    of_item = [h.body.get("item") for h in minutes if h.body.get("meeting") == chosen.subject_id]
    return [
        {
            "item": number,
            "title": item["title"],
            "note": item.get("note"),
            "link": item.get("link"),
            "problem": _problem(item.get("link", "")),
            "minutes": of_item.count(number),
        }
        for number, item in enumerate(chosen.body.get("items", []), start=1)
    ]


def _problem(link: str) -> str | None:
    """Why a link cannot be opened any more; one broken item must not stop the others."""
    from dashboard.views.links import read_link  # the list of views, which it reads, holds this one

    if not link:
        return None
    try:
        read_link(link)
    except ReaderError as error:
        return str(error)
    return None


def _meeting(held: Held, minutes: list[Held], snapshots: list[Held]) -> Record:
    name = held.subject_id
    return {
        "meeting": name,
        "title": held.body["title"],
        "meeting_on": parse_day(held.body["meeting_on"]),
        "since": parse_day(held.body["since"]) if held.body.get("since") else None,
        "items": len(held.body.get("items", [])),
        "minutes": sum(1 for h in minutes if h.body.get("meeting") == name),
        "snapshots": sum(1 for h in snapshots if h.body.get("meeting") == name),
        "entry_id": held.entry_id,
    }


def _snapshot(held: Held) -> Record:
    views: list[dict[str, Any]] = held.body["views"]
    return {
        "snapshot": held.subject_id,
        "meeting": held.body.get("meeting"),
        "taken_on": held.known_from,
        "as_at": parse_day(held.body["as_at"]),
        "version": held.body["store_version"],
        "views": len(views),
        "results": "; ".join(f"{v['link']} {v['result'][:16]}" for v in views),
    }


MEETINGS = ViewDefinition(
    name="meetings",
    title="Meeting",
    answers="What is on the agenda of a meeting, what was minuted, and what exactly did it see?",
    filters=(FilterDefinition("meeting", "Meeting", "text"),),
    build=build,
)
