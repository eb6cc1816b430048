"""`rcq meeting …`: agendas, minutes, packs and snapshots from the command line."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.opened import opened_store
from dashboard.domain.asat import AsAt
from dashboard.domain.clock import SystemClock
from dashboard.domain.dates import parse_day
from dashboard.domain.errors import ReaderError
from dashboard.settings import load_settings

if TYPE_CHECKING:
    from dashboard.domain.access import Person
    from dashboard.store.engine import Store

meeting = typer.Typer(help="Agendas, minutes, packs and snapshots of meetings.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(metavar="MEETING", help="Name of the meeting, for instance jwg-2026-12.")]
Acting = Annotated[
    str | None, typer.Option("--as", help="Who is acting: role, or role:force; otherwise RCQ_ROLE and RCQ_FORCE.")
]


@meeting.command()
def agenda(
    name: Name,
    since: Annotated[str, typer.Option(help="Day of the meeting before.")],
    on: Annotated[
        str, typer.Option(help="Day of the meeting; figures are shown as at this day, and until it comes as at today.")
    ],
    title: Annotated[str, typer.Option(help="Title of the meeting.")] = "Meeting of the working group",
    as_: Acting = None,
) -> None:
    """Make an agenda from what changed since the last meeting."""
    from dashboard.commands.record import record
    from dashboard.exports.meeting import agenda_entry

    clock = SystemClock()
    with opened_store(load_settings()) as store:
        person = _person(store, as_)
        entry = agenda_entry(store, name, title, parse_day(on), parse_day(since), person.force_code, clock=clock)
        done = record(store, clock, person, entry)
    print(
        json.dumps(
            {"entry_id": done.entry_id, "meeting": name, "items": entry.body["items"]}, indent=2, ensure_ascii=False
        )
    )


@meeting.command()
def minutes(
    name: Name, as_at: Annotated[str | None, typer.Option(help="As known on this date; otherwise today.")] = None
) -> None:
    """Print the minutes of a meeting as text."""
    from dashboard.exports.meeting import minutes_text

    day = AsAt.parse(as_at) if as_at else AsAt(SystemClock().today())
    with opened_store(load_settings()) as store:
        print(minutes_text(store, name, day))


@meeting.command()
def pack(
    name: Name,
    to: Annotated[str, typer.Option(help="paper, slides, workbook-xlsx, workbook-ods, json or text.")] = "paper",
    out: Annotated[Path | None, typer.Option(help="File to write; otherwise a name made from the meeting.")] = None,
    lang: Annotated[str, typer.Option(help="en or cy.")] = "en",
    as_at: Annotated[
        str | None, typer.Option(help="Agenda and minutes as known on this date; otherwise today.")
    ] = None,
) -> None:
    """Write the agenda with its notes, the minutes and every page on the agenda as one file."""
    from dashboard.exports.make import Wish, form_named, make
    from dashboard.exports.meeting import agenda_of, papers_of
    from dashboard.locale import words_in

    form, settings = form_named(to), load_settings()
    day = AsAt.parse(as_at) if as_at else AsAt(SystemClock().today())
    with opened_store(settings) as store:
        held = agenda_of(store, name, day)
        views, faults = papers_of(store, held, day, SystemClock().today())
    for fault in faults:
        print(f"rcq: left out: {fault}", file=sys.stderr)
    wish = Wish(f"http://localhost:{settings.port}/", words_in(lang), str(held.body["title"]))
    target = out or Path(f"{name}.{form.ending}")
    content = make(to, views, wish)
    try:
        target.write_bytes(content)
    except OSError as error:
        raise ReaderError(f"{target} cannot be written ({error.strerror}); name another file with --out.") from None
    print(f"{form.label}: {target} ({len(views)} parts)")


@meeting.command()
def snapshot(name: Name, as_: Acting = None) -> None:
    """Keep exactly what the meeting sees."""
    from dashboard.commands.record import record
    from dashboard.exports.meeting import agenda_of, snapshot_entry

    clock = SystemClock()
    with opened_store(load_settings()) as store:
        person = _person(store, as_)
        entry = snapshot_entry(store, agenda_of(store, name, AsAt(clock.today())), clock)
        done = record(store, clock, person, entry)
    shown = {view["link"]: view["result"] for view in entry.body["views"]}
    print(json.dumps({"entry_id": done.entry_id, "snapshot": entry.subject_id, "views": shown}, indent=2))


@meeting.command()
def reopen(name: Annotated[str, typer.Argument(metavar="SNAPSHOT", help="Name of the snapshot.")]) -> None:
    """Prove that a snapshot still gives the same figures, or say exactly what differs and why (exit code 1)."""
    from dashboard.exports.meeting import reopened, snapshot_lines, snapshot_named

    with opened_store(load_settings()) as store:
        held = snapshot_named(store, name)
        print("\n".join(snapshot_lines(store, held)))
        if not all(one.same for one in reopened(store, held)):
            raise typer.Exit(1)


def _person(store: Store, as_: str | None) -> Person:
    from dashboard.commands.people import person_from

    settings = load_settings()
    acting = as_ or (f"{settings.role}:{settings.force}" if settings.force else settings.role)
    if not acting:
        raise ReaderError("Say who is acting: --as role or --as role:force, or set RCQ_ROLE and RCQ_FORCE.")
    return person_from(store, SystemClock(), acting, name=settings.person)
