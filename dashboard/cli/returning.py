"""`rcq returns`: takes files of entries on quality assurance in, a dry run first, and out again."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.opened import opened_store
from dashboard.domain.clock import SystemClock
from dashboard.domain.errors import ReaderError
from dashboard.domain.figures import count_of
from dashboard.settings import load_settings

MOST_LINES = 50


def returns(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="CSV, XLSX or ODS as `rcq template qa_returns` and its like write it."),
    ],
    as_: Annotated[str | None, typer.Option("--as", help="Who is acting: role:force; otherwise the settings.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do it; without it, only say what would happen.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take out what this very file brought in.")] = False,
    reason: Annotated[str, typer.Option(help="With --undo: why.")] = "",
) -> None:
    """Say what a file of returns, standards or levels would enter; with --yes, enter all of it or nothing."""
    from dashboard.commands.entry_files import faults_of, read_entry_file, take_in, take_out
    from dashboard.commands.people import person_from

    settings = load_settings()
    acting = as_ or (f"{settings.role}:{settings.force}" if settings.force else settings.role)
    if not acting:
        raise ReaderError("Say who is acting: --as role:force, or set RCQ_ROLE and RCQ_FORCE.")
    if not file.is_file():
        raise ReaderError(f"There is no file {file}.")
    if undo and not reason:
        raise ReaderError("Say why it is taken out: --reason.")
    clock = SystemClock()
    with opened_store(settings) as store:
        person = person_from(store, clock, acting, name=settings.person)
        read = read_entry_file(store, clock, file.read_bytes(), file.name)
        what = f"{read.sort.title}: {count_of(len(read.entries), 'entry', 'entries')}"
        if undo:
            if not yes:
                print(f"{what} would be taken out (dry run; --yes does it).")
                return
            print(f"Taken out: {count_of(take_out(store, clock, person, read.batch, reason), 'entry', 'entries')}.")
            return
        if faults := faults_of(store, clock, person, read):
            for fault in faults[:MOST_LINES]:
                print(f"rcq: {fault}", file=sys.stderr)
            raise ReaderError(
                f"Nothing was entered: {count_of(len(faults), 'fault')}. Put them right and give it again."
            )
        if not yes:
            print(f"{what}. Nothing was entered (dry run; --yes enters it).")
            return
        done = take_in(store, clock, person, read)
    again = sum(one.already for one in done)
    print(f"{read.sort.title}: entered {len(done) - again:,}; {again:,} had been entered before.")
