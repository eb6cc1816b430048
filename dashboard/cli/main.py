"""The command `rcq`: open the dashboard, print any view, say what the store holds, take files in."""

from __future__ import annotations

import os
import sys

import typer

from dashboard.cli.answering import answer
from dashboard.cli.auditing import audits
from dashboard.cli.crosswalking import crosswalk
from dashboard.cli.drafting import draft
from dashboard.cli.exporting import export
from dashboard.cli.fetching import fetch
from dashboard.cli.linking import links
from dashboard.cli.loading import load, loads, rebuild, undo
from dashboard.cli.meeting import meeting
from dashboard.cli.placing import place
from dashboard.cli.recording import record
from dashboard.cli.reminding import calendar, digest
from dashboard.cli.returning import returns
from dashboard.cli.serving import serve
from dashboard.cli.templating import template
from dashboard.cli.tracking import tracker
from dashboard.cli.viewing import status, view, views
from dashboard.domain.errors import ReaderError
from dashboard.settings import SettingsError

READER_FAULT = 2
# One list: a command is a function in the module of its subject.
COMMANDS = (
    serve,
    view,
    views,
    export,
    status,
    load,
    loads,
    undo,
    rebuild,
    place,
    record,
    calendar,
    digest,
    tracker,
    returns,
    template,
    answer,
    fetch,
    links,
    draft,
)

app = typer.Typer(
    name="rcq",
    help="Recorded Crime Quality: what is known about the quality of police recorded crime, and how sure it is.",
    invoke_without_command=True,
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in COMMANDS:
    app.command()(command)
app.add_typer(audits)
app.add_typer(crosswalk)
app.add_typer(meeting, name="meeting")


@app.callback()
def _plain(context: typer.Context) -> None:
    """Without a command, opens the dashboard."""
    if context.invoked_subcommand is None:
        serve()


def main() -> None:
    """Run the command; a fault the reader can mend is one line on standard error and exit code 2."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        app()
    except (ReaderError, SettingsError) as error:
        print(f"rcq: {error}", file=sys.stderr)
        raise SystemExit(READER_FAULT) from None
    except BrokenPipeError:
        # The reader of a pipe (head, for instance) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
