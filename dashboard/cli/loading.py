"""The commands that take publishers' files in and out: `rcq load`, `rcq loads`, `rcq undo`, `rcq rebuild`."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.opened import opened_store
from dashboard.cli.progress import ProgressLine
from dashboard.domain.asat import AsAt
from dashboard.domain.clock import SystemClock
from dashboard.domain.dates import parse_day
from dashboard.domain.errors import ReaderError, unknown_name
from dashboard.settings import load_settings

if TYPE_CHECKING:
    from dashboard.commands.publications import Wishes
    from dashboard.store.engine import Store
    from loaders.report import LoadReport

READABLE = (".csv", ".ods", ".xlsx", ".geojson")


def load(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Files, or folders of them, as they were published.")
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Take them in; without it, only say what would happen.")] = False,
    as_: Annotated[str | None, typer.Option("--as", help="Read as this publication, whatever it looks like.")] = None,
    published_on: Annotated[
        str | None, typer.Option(help="Day of publication, where the file does not print it.")
    ] = None,
    accept_totals: Annotated[str, typer.Option(help="Reason for taking totals that do not agree; it is kept.")] = "",
    correction: Annotated[str, typer.Option(help="Reason, where the file puts a mistake right.")] = "",
    corrected: Annotated[
        Path | None,
        typer.Option(help="Write a copy of the file with a column of faults here; a folder, for several files."),
    ] = None,
    format_: Annotated[str, typer.Option("--format", help="table or json.")] = "table",
) -> None:
    """Say what published files hold and would change; with --yes, take them in.

    Ends with code 2 where a file was refused or, in a dry run, would be.
    """
    from dashboard.commands.publications import Wishes

    if format_ not in ("table", "json"):
        raise unknown_name("format", format_, ("table", "json"))
    wishes = Wishes(
        as_kind=as_,
        published_on=parse_day(published_on, what="day of publication") if published_on else None,
        accept_totals=accept_totals.strip(),
        correction=correction.strip(),
    )
    refused = stopped = 0
    told = []
    with opened_store(load_settings()) as store:
        for path in _all_files(files):
            try:
                data, text, would_stop = _load_one(store, path, wishes, commit=yes, corrected=corrected)
                told.append((data, text))
                stopped += would_stop
            except ReaderError as error:
                refused += 1
                print(f"rcq: {path.name}: {error}", file=sys.stderr)
    if format_ == "json":
        print(json.dumps([data for data, _ in told], indent=2, ensure_ascii=False, default=str))
    else:
        print("\n".join(text for _, text in told), end="")
    if refused or stopped:
        raise typer.Exit(2)


def loads() -> None:
    """List what was taken in, and what was taken out again."""
    from dashboard.store.loads import load_log

    with opened_store(load_settings()) as store, store.reading() as connection:
        for entry in load_log(connection):
            when = f"{entry['loaded_at']:%Y-%m-%d %H:%M}"
            print(
                f"{entry['load_id']:>5}  {when}  {entry['rows_added']:>9,} rows  {entry['what']}  ({entry['file_name']})"
            )


def undo(
    number: Annotated[int, typer.Argument(metavar="LOAD", help="Number of the load; `rcq loads` lists them.")],
    as_: Annotated[
        str | None, typer.Option("--as", help="Who is acting: role, or role:force; otherwise RCQ_ROLE and RCQ_FORCE.")
    ] = None,
) -> None:
    """Take a load out again and restore what it had replaced.

    An entry in the ledger is undone with `rcq record` (action undo), by whoever may make such an entry.
    """
    from dashboard.cli.auditing import acting_person
    from dashboard.commands.publications import undo_load

    settings = load_settings()
    with opened_store(settings) as store:
        removed = undo_load(store, number, SystemClock(), acting_person(store, settings, as_))
    print(f"Load {number} was taken out: {removed:,} rows.")


def rebuild() -> None:
    """Build the store again from the files kept and the bundled record; what people entered stays."""
    from dashboard.commands.rebuilding import rebuild as build_again

    with opened_store(load_settings()) as store:
        done = build_again(store, SystemClock(), told=lambda what: print(f"  {what}", file=sys.stderr))
    print(f"The store was built again from {done.loads:,} loads: {done.rows:,} rows.")


def _all_files(given: list[Path]) -> Iterator[Path]:
    for path in given:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.suffix.lower() in READABLE)
        elif path.is_file():
            yield path
        else:
            raise ReaderError(f"There is no file {path}.")


def _load_one(
    store: Store, path: Path, wishes: Wishes, *, commit: bool, corrected: Path | None
) -> tuple[dict[str, object], str, bool]:
    """The report of one file as data and as text, and whether something stops it from being taken in."""
    from dashboard.commands.publications import load_publication
    from dashboard.exports.load_text import load_as_text
    from dashboard.views import headlines_of

    content = path.read_bytes()
    if corrected and commit:  # a copy is wanted above all where the file is refused
        _load_one(store, path, wishes, commit=False, corrected=corrected)
    clock = SystemClock()
    told = ProgressLine(path.name, sys.stderr)
    try:
        outcome = load_publication(
            store,
            content=content,
            file_name=path.name,
            clock=clock,
            wishes=wishes,
            commit=commit,
            headlines=lambda connection: headlines_of(connection, as_at=AsAt(clock.today())),
            progress=told,
        )
    finally:
        told.done()
    if corrected and not commit:
        _write_copy(content, path, outcome.report, corrected)
    if outcome.already_loaded:
        status = f"already loaded, as load {outcome.load_id}; nothing was changed"
    elif outcome.load_id is not None:
        status = f"taken in as load {outcome.load_id}"
    elif outcome.stops:
        status = "nothing was changed (dry run). It cannot be taken in as it stands:"
    else:
        status = "nothing was changed (dry run; --yes takes it in)."
    if more := (*outcome.stops, *outcome.remarks):
        status = " ".join((status if status.endswith((".", ":")) else f"{status}.", *more))
    report = outcome.report.as_dict()
    changes = {kind: dataclasses.asdict(change) for kind, change in outcome.changes.items()}
    effect = None
    if outcome.effect is not None:
        effect = [{**dataclasses.asdict(figure), "changed": figure.changed} for figure in outcome.effect]
    data = {"status": status, "load_id": outcome.load_id, "changes": changes, "effect": effect, **report}
    return data, load_as_text(report, changes, status, effect), bool(outcome.stops)


def _write_copy(content: bytes, path: Path, report: LoadReport, corrected: Path) -> None:
    """A copy of a file with a column of faults, under the name given or in the folder given."""
    from dashboard.commands.checked_copy import checked_copy
    from dashboard.exports.workbook_files import form_for, workbook_file

    copy = checked_copy(content, path.name, report)
    form = form_for(copy.sheets, copy.form)
    out = corrected / f"{path.stem}-checked.{form}" if corrected.is_dir() else corrected
    if out.resolve() == path.resolve():
        raise ReaderError(f"{out} is the file itself; name another for the copy with faults.")
    out.write_bytes(workbook_file(copy.sheets, form))
    print(f"{path.name}: {copy.rows_with_faults:,} rows with faults, marked in {out}", file=sys.stderr)
