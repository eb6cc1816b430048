"""Whether what a minute names is there: the meeting, the item of its agenda, the recommendation it serves, the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any
from urllib.parse import urlsplit

from dashboard.commands.finders.recommendations import recommendation
from dashboard.commands.known import Known
from dashboard.domain.dates import british
from dashboard.domain.ledger import Entry, Fault, Held
from dashboard.navigation import PAGES
from dashboard.store.queries.ledger import standing

KIND = "minute"


def minute_faults(known: Known, entry: Entry, body: Mapping[str, Any]) -> list[Fault]:
    """Every fault of a minute that only what is held can show; none for an entry about anything else.

    `body` holds whatever fields were sound, so that faults of form and of fact are named together.
    """
    if entry.subject_kind != KIND:
        return []
    return [*_of_agenda(known, body), *_of_recommendation(known, body), *_of_link(body)]


def _of_agenda(known: Known, body: Mapping[str, Any]) -> Iterator[Fault]:
    meeting = body.get("meeting")
    if meeting is None:
        return
    agendas = standing(known.connection, "agenda", as_at=known.today)
    if meeting not in agendas:
        yield Fault("body.meeting", f"is {meeting!r}: there is no such meeting; there are: {_names(agendas)}")
        return
    agenda = agendas[meeting][-1].body
    items = len(agenda.get("items", []))
    if body.get("item", 0) > items:
        yield Fault(
            "body.item",
            f"is {body['item']}; the agenda of {meeting} has {items}. Leave it blank for what is outside the agenda",
        )
    latest = body.get("latest")
    if body.get("kind") == "action" and latest and latest < agenda["meeting_on"]:
        days = (british(date.fromisoformat(day)) for day in (latest, agenda["meeting_on"]))
        yield Fault("body.latest", "is {}, before the meeting of {}".format(*days))


def _names(agendas: Mapping[str, list[Held]]) -> str:
    newest = sorted(agendas, key=lambda name: agendas[name][-1].body["meeting_on"], reverse=True)
    return ", ".join(newest[:20]) or "none; make an agenda first"


def _of_recommendation(known: Known, body: Mapping[str, Any]) -> Iterator[Fault]:
    wanted = body.get("recommendation")
    if wanted and recommendation(known.connection, wanted, known.today) is None:
        yield Fault(
            "body.recommendation",
            f"is {wanted!r}: there is no such recommendation; its number is in the view recommendations",
        )


def _of_link(body: Mapping[str, Any]) -> Iterator[Fault]:
    """Only the page is looked at: its filters may change their names later, and an old minute must stay as it is."""
    link = body.get("link")
    if not link:
        return
    name = urlsplit(link).path.strip("/").removeprefix("plain/").removeprefix("api/v1/views/")
    pages = {page.view for page in PAGES if page.view} | {view for page in PAGES for view in page.also}
    pages |= {page.address for page in PAGES if page.view}
    if name not in pages:
        near = get_close_matches(name, pages, n=1)
        hint = f"; did you mean {near[0]}?" if near else "; copy the address of a page of this product"
        yield Fault("body.link", f"is {link[:80]!r}: there is no such page{hint}")
