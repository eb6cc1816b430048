"""`rcq record`: makes entries in the ledger from JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from dashboard.cli.opened import opened_store
from dashboard.domain.clock import SystemClock
from dashboard.domain.errors import ReaderError
from dashboard.settings import load_settings

FIELDS = "fields"


def record(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="JSON: one entry or a list; - reads standard input. The word fields instead says what entries there are.",
        ),
    ] = "-",
    about: Annotated[
        list[str] | None,
        typer.Argument(metavar="SUBJECT ACTION", help="After the word fields: what to describe, with an example."),
    ] = None,
    as_: Annotated[
        str | None, typer.Option("--as", help="Who is acting: role, or role:force; otherwise RCQ_ROLE and RCQ_FORCE.")
    ] = None,
    name: Annotated[str | None, typer.Option(help="Account to name in the ledger; otherwise RCQ_PERSON.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check, and write nothing.")] = False,
) -> None:
    """Make entries in the ledger: all of those given, or none.

    An entry says what it is about (subject_kind, subject_id), what is entered (action, body) and, where that sort of entry
    needs them, when it happened (happened_on), why (reason) and what it rests on (evidence). To undo an entry of your own:
    action undo, undoes (its number) and reason.

    `rcq record fields` lists the subjects; `rcq record fields recommendation` its actions; `rcq record fields
    recommendation due_date` the fields of one of them, with an example to copy.
    """
    if file == FIELDS:
        print(_described(about or []), end="")
        return
    if about:
        raise ReaderError(
            f"One file is read at a time; {about[0]!r} was not. For help write: rcq record {FIELDS} {about[0]}."
        )
    from dashboard.commands.people import person_from
    from dashboard.commands.record import check, record_all
    from dashboard.domain.ledger import EntryRefused, Fault, read_entry

    settings = load_settings()
    acting = as_ or (f"{settings.role}:{settings.force}" if settings.force else settings.role)
    if not acting:
        raise ReaderError("Say who is acting: --as role or --as role:force, or set RCQ_ROLE and RCQ_FORCE.")
    given = _json_from(file)
    items = given if isinstance(given, list) else [given]
    entries, places, faults = [], [], []
    for n, item in enumerate(items):
        place = f"entry {n + 1}: " if len(items) > 1 else ""
        try:
            entries.append(read_entry(item))
            places.append(place)
        except EntryRefused as error:
            faults += [Fault(f"{place}{fault.place}", fault.words) for fault in error.faults]
            if error.entry:
                entries.append(error.entry)
                places.append(place)
    clock = SystemClock()
    with opened_store(settings) as store:
        person = person_from(store, clock, acting, name=name if name is not None else settings.person)
        if dry_run or faults:
            # Also where the form is at fault, so that all faults are named at once.
            faults += check(store, clock, person, entries, places)
            if faults:
                raise EntryRefused(faults)
            print(json.dumps([{"would_record": True} for _ in entries]))
            return
        done = record_all(store, clock, person, entries)
    print(json.dumps([{"entry_id": one.entry_id, "already": one.already} for one in done]))


def _described(about: list[str]) -> str:
    from dashboard.domain.subjects.described import action_words, subject_words, subjects_words

    if not about:
        return subjects_words()
    if len(about) == 1:
        return subject_words(about[0])
    return action_words(about[0], about[1])


def _json_from(file: str) -> Any:
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8-sig")
        return json.loads(text)
    except OSError as error:
        raise ReaderError(f"The file {file} cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise ReaderError(f"The file {file} is not UTF-8 text; save it as UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise ReaderError(f"{'Standard input' if file == '-' else file} is not JSON: {error}.") from error
