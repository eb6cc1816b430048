"""What a meeting takes away: its minutes as text, a pack from its agenda, and the proof that a snapshot still holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard import __version__
from dashboard.domain.asat import AsAt
from dashboard.domain.clock import Clock, SystemClock
from dashboard.domain.dates import LATEST, british, parse_day
from dashboard.domain.errors import ReaderError
from dashboard.domain.ledger import Entry, Held
from dashboard.domain.view_model import View
from dashboard.exports.particulars import permalink, result_hash
from dashboard.exports.snapshot import Difference, differences, squeezed
from dashboard.store.engine import Store
from dashboard.store.queries.ledger import last_entry_id, standing
from dashboard.store.queries.versions import changed_since
from dashboard.views import answer
from dashboard.views.agenda_items import agenda_items
from dashboard.views.links import read_link

EVER = AsAt(LATEST)
_CLOCK = SystemClock()


@dataclass(frozen=True)
class Reopened:
    """One view of a snapshot, opened again: whether the result is the same, and otherwise what differs."""

    link: str
    same: bool
    before: str
    now: str
    differences: tuple[Difference, ...] = ()
    problem: str = ""


def agenda_of(store: Store, meeting: str, as_at: AsAt) -> Held:
    """The agenda of a meeting as at a day; ReaderError names the meetings there are."""
    with store.reading() as connection:
        held = standing(connection, "agenda", as_at=as_at)
    if meeting not in held:
        raise ReaderError(
            f"There is no meeting {meeting!r} as at this day; there are: {', '.join(sorted(held)) or 'none'}."
        )
    return held[meeting][-1]


def agenda_entry(
    store: Store, meeting: str, title: str, on: date, since: date, scope: str = "", *, clock: Clock = _CLOCK
) -> Entry:
    """The entry of an agenda made from what changed between two days; edited afterwards like any agenda.

    For a meeting still to come the changes are those known by now, and its links open what is known when they are opened.
    """
    if not meeting.strip():
        raise ReaderError(
            "A meeting needs a name, by which its minutes and snapshots are found; for instance jwg-2026-12."
        )
    today = clock.today()
    if since > min(on, today):
        raise ReaderError(
            f"The changes are to be listed since {british(since)}, which is after {british(min(on, today))}; give the day of the "
            "meeting before."
        )
    day = AsAt(min(on, today))
    changes = answer(store, "changes", {"since": since.isoformat()}, day, today=today)
    overdue = [
        answer(store, name, asked, day, today=today)
        for name, asked in (("action_plan", {}), ("recommendations", {"due": "overdue"}))
    ]
    with store.reading() as connection:
        expects = last_entry_id(connection, "agenda", meeting, as_at=EVER)
    body = {
        "title": title,
        "meeting_on": on.isoformat(),
        "since": since.isoformat(),
        **({"as_at": on.isoformat()} if on <= today else {}),
        "items": agenda_items(changes, since, on if on <= today else None, overdue),
    }
    return Entry("agenda", meeting, "agenda", body, scope=scope, expects=expects)


def item_view(store: Store, link: str, as_at: AsAt) -> View:
    """The view that an item links to, as at its own day or else the meeting's; ReaderError says why there is none."""
    asked = read_link(link)
    return answer(store, asked.view, dict(asked.filters), asked.as_at or as_at)


def figures_day(agenda: Held, today: date) -> AsAt:
    """The day as at which a meeting sees its figures; until that day comes, today."""
    return AsAt(min(parse_day(agenda.body.get("as_at") or agenda.body["meeting_on"]), today))


def pack_views(store: Store, agenda: Held, today: date) -> tuple[list[View], list[str]]:
    """The views of an agenda in its order, each once, and for every item that cannot be opened why not."""
    views: dict[str, View] = {}
    faults = []
    day = figures_day(agenda, today)
    for number, item in enumerate(agenda.body.get("items", []), start=1):
        if not item.get("link"):
            continue
        try:
            view = item_view(store, item["link"], day)
        except ReaderError as error:
            faults.append(f"Item {number}, {item['title']}: {error}")
            continue
        views.setdefault(permalink(view), view)
    return list(views.values()), faults


def papers_of(store: Store, agenda: Held, as_at: AsAt, today: date) -> tuple[list[View], list[str]]:
    """What a pack holds: the agenda with its notes and the minutes, both as at a day, and then the views of the agenda."""
    views, faults = pack_views(store, agenda, today)
    about = {"meeting": agenda.subject_id}
    own = [answer(store, name, about, as_at, today=today) for name in ("meetings", "minutes")]
    names = {view.name for view in own}
    return [*own, *(view for view in views if view.name not in names or view.filters != about)], faults


def snapshot_entry(store: Store, agenda: Held, clock: Clock) -> Entry:
    """The entry that keeps what a meeting sees: day, version, and the whole content of every view of its agenda."""
    today = clock.today()
    views, _ = pack_views(store, agenda, today)
    if not views:
        raise ReaderError(
            "No item of this agenda opens a page, so there is nothing to keep; give an item a link first."
        )
    kept = [{"link": permalink(v), "result": result_hash(v), "content": squeezed(v)} for v in views]
    body = {
        "meeting": agenda.subject_id,
        "as_at": figures_day(agenda, today).day.isoformat(),
        "store_version": store.version(),
        "product_version": __version__,
        "views": kept,
    }
    name = f"{agenda.subject_id}-{clock.now():%Y%m%dT%H%M%S}"
    return Entry("snapshot", name, "snapshot", body, scope=agenda.scope)


def snapshot_named(store: Store, name: str) -> Held:
    """A snapshot by its name; ReaderError names those there are."""
    with store.reading() as connection:
        held = standing(connection, "snapshot", as_at=EVER)
    if name not in held:
        raise ReaderError(f"There is no snapshot {name!r}; there are: {', '.join(sorted(held)) or 'none'}.")
    return held[name][-1]


def reopened(store: Store, snapshot: Held) -> list[Reopened]:
    """Every view of a snapshot asked again as at its own day, and what differs from what was kept."""
    return [_reopened(store, shown, AsAt(parse_day(snapshot.body["as_at"]))) for shown in snapshot.body["views"]]


def _reopened(store: Store, shown: dict[str, Any], as_at: AsAt) -> Reopened:
    try:
        view = item_view(store, shown["link"], as_at)
        now = result_hash(view)
        found = tuple(differences(shown["content"], view)) if now != shown["result"] else ()
    except ReaderError as error:
        return Reopened(shown["link"], False, shown["result"], "", problem=str(error))
    return Reopened(shown["link"], now == shown["result"], shown["result"], now, found)


def why_otherwise(store: Store, snapshot: Held) -> list[str]:
    """What was loaded or entered after the snapshot and bears on what was known by its day: the only causes there can be,
    but for another version of the product, which is named where it differs."""
    as_at = AsAt(parse_day(snapshot.body["as_at"]))
    with store.reading() as connection:
        causes = changed_since(connection, as_at=as_at, since=snapshot.entered_at)
    before = snapshot.body.get("product_version", "")
    if before != __version__:
        causes.append(f"The product is version {__version__}; the snapshot was taken with {before or 'one not named'}.")
    return causes


def snapshot_lines(store: Store, snapshot: Held) -> Iterator[str]:
    """The proof in words: for each view the same, or exactly what differs, and then why."""
    views = reopened(store, snapshot)
    same = sum(one.same for one in views)
    taken = british(snapshot.known_from)
    yield f"Snapshot {snapshot.subject_id}, taken on {taken}, figures as at {british(parse_day(snapshot.body['as_at']))}."
    yield f"{same} of {len(views)} views are the same to the last figure."
    for one in views:
        state = "same" if one.same else "cannot be opened" if one.problem else "differs"
        yield f"{state}: {one.link} ({one.before[:16]}{'' if one.same else f', now {one.now[:16] or one.problem}'})"
        yield from (f"    {d.part}, {d.place}: {d.before} -> {d.now}" for d in one.differences)
    if same < len(views):
        yield "Loaded or entered since, and known by that day:"
        yield from (
            f"    {cause}" for cause in why_otherwise(store, snapshot) or ["nothing; tell whoever keeps the product"]
        )


def minutes_text(store: Store, meeting: str, as_at: AsAt) -> str:
    """The minutes of a meeting as text, under the items of its agenda."""
    agenda = agenda_of(store, meeting, as_at)
    minutes = answer(store, "minutes", {"meeting": meeting}, as_at).table("minutes").records()
    title = f"{agenda.body['title']}: minutes"
    lines = [
        title,
        "=" * len(title),
        f"Held on {british(parse_day(agenda.body['meeting_on']))}. As at {british(as_at.day)}.",
        "",
    ]
    for number, item in enumerate(agenda.body.get("items", []), start=1):
        lines += [f"{number}. {item['title']}", *_of_item([m for m in minutes if m["item"] == number]), ""]
    known = range(1, len(agenda.body.get("items", [])) + 1)
    rest = [m for m in minutes if m["item"] not in known]
    if rest:
        lines += ["Outside the agenda", *_of_item(rest), ""]
    return "\n".join(lines)


def _of_item(minutes: list[dict[str, Any]]) -> Iterator[str]:
    if not minutes:
        yield "   Nothing was minuted."
    for minute in minutes:
        yield f"   {str(minute['kind']).capitalize()}: {minute['words']}"
        window = " to ".join(british(day) for day in (minute["earliest"], minute["latest"]) if day)
        for label, value in (
            ("Owner", minute["owner"]),
            ("Window", window),
            ("Recommendation", minute["recommendation"]),
            ("Evidence", minute["evidence"]),
            ("Page", minute["link"]),
        ):
            if value:
                yield f"      {label}: {value}"
