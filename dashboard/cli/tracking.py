"""`rcq tracker`: takes an existing tracker spreadsheet into the ledger, a dry run first."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.opened import opened_store
from dashboard.domain.clock import SystemClock
from dashboard.domain.errors import ReaderError
from dashboard.settings import load_settings

if TYPE_CHECKING:
    from dashboard.commands.tracker import Tracker

MOST_LINES = 50


def tracker(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="CSV, XLSX or ODS; titles may stand above its headings.")
    ],
    as_: Annotated[str | None, typer.Option("--as", help="Who is acting: role:force; otherwise the settings.")] = None,
    map_: Annotated[list[str] | None, typer.Option("--map", help="field=Column, where a heading is not known.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Enter it; without it, only say what would happen.")] = False,
) -> None:
    """Say what a tracker's rows would enter; with --yes, enter all of them or none."""
    from dashboard.commands.people import person_from
    from dashboard.commands.tracker import check_tracker, fitted, in_short, read_tracker, take_in_tracker

    settings = load_settings()
    acting = as_ or (f"{settings.role}:{settings.force}" if settings.force else settings.role)
    if not acting:
        raise ReaderError("Say who is acting: --as role:force, or set RCQ_ROLE and RCQ_FORCE.")
    if not file.is_file():
        raise ReaderError(f"There is no file {file}.")
    pairs = [words.partition("=") for words in map_ or []]
    mapping = {name.strip(): column.strip() for name, _, column in pairs}
    read = read_tracker(file.read_bytes(), file.name, mapping)
    clock = SystemClock()
    with opened_store(settings) as store:
        person = person_from(store, clock, acting, name=settings.person)
        read = fitted(store, clock, person, read)
        _say(read)
        faults = check_tracker(store, clock, person, read)
        if faults:
            for line in in_short(faults)[:MOST_LINES]:
                print(f"rcq: {line}", file=sys.stderr)
            raise ReaderError(
                f"Nothing was entered: {len(faults):,} faults. Put them right in the file and give it again."
            )
        if not yes:
            print("Nothing was entered (dry run; --yes enters it).")
            return
        done = take_in_tracker(store, clock, person, read)
    again = sum(one.already for one in done)
    print(f"Entered {len(done) - again:,}; {again:,} had been entered before.")


def _say(read: Tracker) -> None:
    print(f"{read.rows:,} rows; {len(read.entries):,} entries.")
    for name, column in read.columns.items():
        print(f"    {column} -> {name}")
    if read.left_out:
        print(f"Left out: {', '.join(read.left_out)}.")
    for words in read.claims:
        print(f"Force status: {words}.")
    for words in read.warnings[:MOST_LINES]:
        print(words)
    if len(read.warnings) > MOST_LINES:
        print(f"… and {len(read.warnings) - MOST_LINES:,} more rows rewritten or attached likewise.")
