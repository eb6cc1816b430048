"""The commands for the crosswalk as a file: `rcq crosswalk write`, `check` and `load`."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.files import content_of, tell_outcome, write_out
from dashboard.cli.opened import opened_store
from dashboard.domain.asat import AsAt
from dashboard.domain.clock import SystemClock
from dashboard.domain.dates import parse_day
from dashboard.domain.errors import unknown_name
from dashboard.settings import load_settings

if TYPE_CHECKING:
    from dashboard.commands.publications import LoadOutcome

crosswalk = typer.Typer(
    name="crosswalk",
    help="Which survey offence types are set beside which recorded codes: write the file, check it, take it in.",
    no_args_is_help=True,
)
KIND = "crosswalk"
File = Annotated[Path, typer.Argument(metavar="FILE", help="An edited crosswalk: CSV, ODS or XLSX.")]
Day = Annotated[str | None, typer.Option(help="Day from which it counts; else today.")]
Reason = Annotated[str, typer.Option(help="Why it was changed; kept with the edition.")]
Form = Annotated[str, typer.Option("--format", help="table or json.")]


@crosswalk.command()
def write(
    out: Annotated[Path, typer.Option(help="File to write (.csv, .ods or .xlsx); - is standard output.")] = Path(
        "crosswalk.csv"
    ),
    subset: Annotated[str, typer.Option(help="Only this set of pairs; else all.")] = "",
    as_at: Annotated[str | None, typer.Option(help="As it stood on this day; else today.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there already.")] = False,
) -> None:
    """Write the crosswalk as it stands, ready to edit."""
    from dashboard.domain.templates import template_named
    from dashboard.exports.template_files import FORMATS, template_file
    from dashboard.store.queries.facts import facts

    form = "csv" if out == Path("-") else out.suffix.lstrip(".").lower()
    if form not in FORMATS:
        raise unknown_name("format", form, FORMATS)
    day = AsAt(parse_day(as_at, what="as-at date") if as_at else SystemClock().today())
    with opened_store(load_settings()) as store, store.reading() as connection:
        held = facts(connection, KIND, as_at=day)
    subsets = sorted({row["subset"] for row in held})
    if subset and subset not in subsets:
        raise unknown_name("subset", subset, subsets)
    rows = [{**row, "source": ""} for row in held if subset in ("", row["subset"])]
    content = template_file(template_named(KIND), form, {KIND: rows})
    write_out(out, content, force=force)
    if out == Path("-"):
        return
    print(f"Written: {out}, {len(rows):,} rows. Edit it, and check it with `rcq crosswalk check {out}`.")


@crosswalk.command()
def check(file: File, published_on: Day = None, format_: Form = "table") -> None:
    """Say everything that is wrong with an edited crosswalk, and each row it would change; nothing is stored."""
    outcome = _load(file, published_on, "", commit=False)
    found = len(outcome.report.faults)
    tell_outcome(
        outcome, f"{found:,} faults; nothing was changed" if found else "no fault; nothing was changed", format_
    )
    if found:
        raise typer.Exit(2)


@crosswalk.command()
def load(
    file: File,
    yes: Annotated[bool, typer.Option("--yes", help="Take it in; without it, only say what would happen.")] = False,
    published_on: Day = None,
    correction: Reason = "",
    format_: Form = "table",
) -> None:
    """Say what an edited crosswalk would change; with --yes, take it in as a new edition, whole or not at all."""
    outcome = _load(file, published_on, correction, commit=False)
    may = not outcome.stops and not outcome.already_loaded
    if yes and may:
        outcome = dataclasses.replace(_load(file, published_on, correction, commit=True), report=outcome.report)
        status = f"taken in as load {outcome.load_id}; `rcq undo {outcome.load_id}` takes it out again"
    elif outcome.already_loaded:
        status = f"already loaded, as load {outcome.load_id}; nothing was changed"
    else:
        status = " ".join(("nothing was changed", *(("(dry run; --yes takes it in).",) if may else outcome.stops)))
    tell_outcome(outcome, status, format_)
    if outcome.stops:
        raise typer.Exit(2)


def _load(file: Path, published_on: str | None, correction: str, *, commit: bool) -> LoadOutcome:
    from dashboard.commands.publications import Wishes, load_publication

    content = content_of(file)
    clock = SystemClock()
    day = parse_day(published_on, what="day of publication") if published_on else clock.today()
    with opened_store(load_settings()) as store:
        return load_publication(
            store,
            content=content,
            file_name=file.name,
            clock=clock,
            wishes=Wishes(as_kind=KIND, published_on=day, correction=correction.strip()),
            commit=commit,
        )
