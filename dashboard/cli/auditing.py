"""The commands for a force's own audits: `rcq audits template`, `check`, `load` and `illustrate`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.files import content_of, tell_outcome, write_out
from dashboard.cli.opened import opened_store
from dashboard.domain.access import Person, Role
from dashboard.domain.clock import SystemClock
from dashboard.domain.dates import parse_day
from dashboard.domain.errors import unknown_name
from dashboard.settings import Settings, load_settings

if TYPE_CHECKING:
    from dashboard.store.engine import Store
    from loaders.force_audits import ReadAudits

audits = typer.Typer(
    name="audits", help="A force's own audits of recording: template, check, load.", no_args_is_help=True
)
Acting = Annotated[
    str | None, typer.Option("--as", help="Who is acting: role, or role:force; otherwise RCQ_ROLE and RCQ_FORCE.")
]
File = Annotated[Path, typer.Argument(metavar="FILE", help="A filled template: CSV, ODS or XLSX.")]


@audits.command()
def template(
    format_: Annotated[
        str | None, typer.Option("--format", help="xlsx, ods or csv; taken from --out if left out.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="File to write; - is standard output.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there already.")] = False,
) -> None:
    """Write the empty template for audits."""
    from dashboard.exports.audit_template import audit_template

    form = (format_ or (out.suffix.lstrip(".") if out else "") or "xlsx").lower()
    path = out or Path(f"audits.{form}")
    write_out(path, audit_template(form), force=force)
    if path != Path("-"):
        print(f"Written: {path}. Fill it in and check it with `rcq audits check {path}`.")


@audits.command()
def check(
    file: File,
    corrected: Annotated[
        Path | None, typer.Option(help="Write the file again with what is wrong beside each row: .csv, .ods or .xlsx.")
    ] = None,
    correction: Annotated[str, typer.Option(help="Reason, where audits held already are put right.")] = "",
    format_: Annotated[str, typer.Option("--format", help="table or json.")] = "table",
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there already.")] = False,
) -> None:
    """Say what a file of audits holds and everything that is wrong with it; nothing is stored."""
    from dashboard.commands.force_audits import AuditWishes, load_force_audits

    settings = load_settings()
    with opened_store(settings) as store:
        outcome, read = load_force_audits(
            store,
            content=content_of(file),
            file_name=file.name,
            clock=SystemClock(),
            person=Person(Role.READER),
            wishes=AuditWishes(correction=correction.strip()),
            commit=False,
        )
    if corrected:
        _write_marked(corrected, read, force=force)
    tell_outcome(outcome, "checked; nothing was changed", format_)
    if outcome.report.faults:
        raise typer.Exit(2)


@audits.command()
def load(
    file: File,
    yes: Annotated[bool, typer.Option("--yes", help="Take it in; without it, only say what would happen.")] = False,
    published_on: Annotated[
        str | None, typer.Option(help="Day from which the figures count as known; else today.")
    ] = None,
    correction: Annotated[str, typer.Option(help="Reason, where audits held already are put right.")] = "",
    as_: Acting = None,
    format_: Annotated[str, typer.Option("--format", help="table or json.")] = "table",
) -> None:
    """Say what a file of audits would change; with --yes, take it in, whole or not at all."""
    from dashboard.commands.force_audits import AuditWishes, load_force_audits

    settings = load_settings()
    wishes = AuditWishes(
        parse_day(published_on, what="day of publication") if published_on else None, correction.strip()
    )
    with opened_store(settings) as store:
        outcome, _ = load_force_audits(
            store,
            content=content_of(file),
            file_name=file.name,
            clock=SystemClock(),
            person=acting_person(store, settings, as_),
            wishes=wishes,
            commit=yes,
        )
    if outcome.already_loaded:
        status = f"already loaded, as load {outcome.load_id}; nothing was changed"
    elif outcome.load_id is not None:
        status = f"taken in as load {outcome.load_id}; `rcq undo {outcome.load_id}` takes it out again"
    else:
        status = " ".join(("nothing was changed (dry run; --yes takes it in).", *outcome.stops))
    tell_outcome(outcome, status, format_)
    if outcome.stops:
        raise typer.Exit(2)


@audits.command()
def illustrate(
    state: Annotated[str, typer.Argument(metavar="on|off", help="Whether the invented set is held.")],
) -> None:
    """Switch the invented set of one invented force on or off; it never stands among real figures."""
    from dashboard.commands.illustration import switch_illustration

    if state not in ("on", "off"):
        raise unknown_name("state", state, ("on", "off"))
    with opened_store(load_settings()) as store:
        changed = switch_illustration(store, SystemClock(), on=state == "on")
    print(f"The invented set is {state}{'' if changed else ' already'}. See it with `--set figures=illustrative`.")


def acting_person(store: Store, settings: Settings, as_: str | None) -> Person:
    """Who uses the command line: as said, or as the settings say, or whoever keeps this store."""
    from dashboard.commands.people import person_from

    words = as_ or (f"{settings.role}:{settings.force}" if settings.force else settings.role)
    if not words:
        return Person(Role.ADMINISTRATOR, name=settings.person)
    return person_from(store, SystemClock(), words, name=settings.person)


def _write_marked(path: Path, read: ReadAudits, *, force: bool) -> None:
    from dashboard.commands.force_audits import marked_sheets
    from dashboard.exports.audit_template import with_faults
    from dashboard.exports.template_files import FORMATS

    form = path.suffix.lstrip(".").lower()
    if form not in FORMATS:
        raise unknown_name("format", form, FORMATS)
    content = with_faults(*marked_sheets(read), form)
    write_out(path, content, force=force)
