"""What people enter around a meeting: its agenda, the minutes against each item, and a snapshot of what was shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dashboard.domain.access import Role
from dashboard.domain.ledger import Fault
from dashboard.domain.subjects.fields import Action, EntryField, Situation, Subject

HOLDERS = frozenset({Role.WORKING_GROUP, Role.PCC_OFFICE})
MINUTE_KINDS = ("decision", "action", "driver", "question")
MOST_ITEMS = 60
LONGEST_CONTENT = 4_000_000  # characters of one view's content, squeezed; the largest view takes a tenth

_ITEM = (
    EntryField("title", "text", "Title", required=True, longest=300),
    EntryField("link", "text", "Link", help="A page with its filters, as inspections?force=Kent", longest=2000),
    EntryField("note", "text", "Note", longest=2000),
)
_SHOWN = (
    EntryField("link", "text", "Link", required=True, longest=2000),
    EntryField("result", "text", "Result hash", required=True, longest=64),
    EntryField("content", "text", "Content", required=True, longest=LONGEST_CONTENT),
)


def _is_action(body: Mapping[str, Any]) -> bool:
    return body.get("kind") == "action"


def _check_agenda(body: Mapping[str, Any], _situation: Situation) -> Iterable[Fault]:
    items = body.get("items") or []
    if len(items) > MOST_ITEMS:
        yield Fault("body.items", f"are {len(items)}; an agenda holds at most {MOST_ITEMS}")
    if body.get("since") and body.get("meeting_on") and body["since"] > body["meeting_on"]:
        yield Fault("body.since", f"is {body['since']}, after the meeting of {body['meeting_on']}")


def _check_minute(body: Mapping[str, Any], _situation: Situation) -> Iterable[Fault]:
    """An action without an owner, an end and what it serves cannot be followed up."""
    first, latest = body.get("earliest"), body.get("latest")
    if first and latest and first > latest:
        yield Fault("body.latest", f"is {latest}, before the window opens on {first}")
    if _is_action(body):
        for name, words in (
            ("owner", "an owner"),
            ("latest", "the last day of its window"),
            ("recommendation", "the recommendation it serves"),
        ):
            if not body.get(name):
                yield Fault(f"body.{name}", f"is needed: an action has {words}")


SUBJECTS = (
    Subject(
        "agenda",
        "Agenda of a meeting",
        (
            Action(
                "agenda",
                "Agenda",
                HOLDERS,
                (
                    EntryField("title", "text", "Title of the meeting", required=True, longest=300),
                    EntryField("meeting_on", "date", "Day of the meeting", required=True),
                    EntryField("since", "date", "Changes since", help="The day of the meeting before"),
                    EntryField("as_at", "date", "Figures as at", help="Left blank: the day of the meeting"),
                    EntryField("items", "rows", "Items, in their order", columns=_ITEM),
                ),
                check=_check_agenda,
            ),
        ),
        creates=("agenda",),
    ),
    Subject(
        "minute",
        "Minute of a meeting",
        (
            Action(
                "minute",
                "Minute",
                HOLDERS,
                (
                    EntryField("meeting", "text", "Meeting", required=True, longest=100),
                    EntryField("item", "integer", "Item of the agenda", least=1, most=MOST_ITEMS),
                    EntryField("kind", "text", "Kind", required=True, choices=MINUTE_KINDS),
                    EntryField("words", "text", "What was decided, agreed or asked", required=True),
                    EntryField("owner", "text", "Owner", longest=200),
                    EntryField("earliest", "date", "Window opens"),
                    EntryField("latest", "date", "Last day of the window"),
                    EntryField("recommendation", "text", "Recommendation it serves", longest=100),
                    EntryField("link", "text", "Page on screen", longest=2000),
                ),
                needs_evidence=_is_action,
                check=_check_minute,
            ),
        ),
        creates=("minute",),
    ),
    Subject(
        "snapshot",
        "Snapshot of what a meeting saw",
        (
            Action(
                "snapshot",
                "Snapshot",
                HOLDERS,
                (
                    EntryField("meeting", "text", "Meeting", longest=100),
                    EntryField("as_at", "date", "Figures as at", required=True),
                    EntryField("store_version", "integer", "Version of the store", required=True, least=0),
                    EntryField("product_version", "text", "Version of the product", longest=40),
                    EntryField("views", "rows", "What was shown", required=True, columns=_SHOWN),
                ),
                unseen=("content",),
            ),
        ),
        creates=("snapshot",),
    ),
)
