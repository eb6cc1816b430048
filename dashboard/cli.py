"""The command `rcq`: open the dashboard, print any view, say what the store holds."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from dashboard.domain.asat import AsAt
from dashboard.domain.clock import SystemClock
from dashboard.domain.errors import ReaderError, unknown_name
from dashboard.load_commands import load, loads, undo
from dashboard.opened import opened_store
from dashboard.settings import SettingsError, load_settings

READER_FAULT = 2

app = typer.Typer(
    name="rcq",
    help="Recorded Crime Quality: what is known about the quality of police recorded crime, and how sure it is.",
    invoke_without_command=True,
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
)


app.command()(load)
app.command()(loads)
app.command()(undo)


@app.callback()
def _plain(context: typer.Context) -> None:
    """Without a command, opens the dashboard."""
    if context.invoked_subcommand is None:
        serve()


@app.command()
def serve(
    port: Annotated[int | None, typer.Option(help="Port to listen on; otherwise RCQ_PORT.", min=1, max=65535)] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open a browser.")] = False,
) -> None:
    """Open the dashboard."""
    from dashboard.server import serve as run_server

    settings = load_settings()
    changes: dict[str, object] = {}
    if port is not None:
        changes["port"] = port
    if no_browser:
        changes["open_browser"] = False
    settings = settings.model_copy(update=changes)
    with opened_store(settings):
        pass  # makes and fills the store before the first reader comes, and says at once what is wrong with it
    run_server(settings)


@app.command()
def view(
    name: Annotated[str, typer.Argument(help="Name of the view; `rcq views` lists them.")],
    set_: Annotated[list[str] | None, typer.Option("--set", help="A filter, as name=value; may be repeated.")] = None,
    as_at: Annotated[str | None, typer.Option(help="As it was known on this date; otherwise today.")] = None,
    format_: Annotated[str, typer.Option("--format", help="table, json or csv.")] = "table",
    table: Annotated[str | None, typer.Option(help="For csv: which table; otherwise the first.")] = None,
) -> None:
    """Print a view."""
    from dashboard.exports.flat_csv import table_as_csv
    from dashboard.exports.plain_text import view_as_text
    from dashboard.exports.view_json import view_as_json
    from dashboard.views import answer, view_named

    if format_ not in ("table", "json", "csv"):
        raise unknown_name("format", format_, ("table", "json", "csv"))
    view_named(name)
    day = AsAt.parse(as_at) if as_at else AsAt(SystemClock().today())
    asked: dict[str, str] = {}
    for filter_name, value in _filters_asked(set_ or []):
        if filter_name in asked:
            raise ReaderError(f"The filter {filter_name} is set twice; a view takes one value for each filter.")
        asked[filter_name] = value
    with opened_store(load_settings()) as store:
        answered = answer(store, name, asked, day)
    if format_ == "json":
        print(view_as_json(answered))
    elif format_ == "table":
        print(view_as_text(answered), end="")
    else:
        names = [t.name for t in answered.tables]
        if table is not None and table not in names:
            raise unknown_name(f"table of the view {name} called", table, names)
        print(table_as_csv(answered.table(table or names[0])), end="")


@app.command()
def views() -> None:
    """List the views and their filters."""
    from dashboard.views import VIEWS

    for definition in VIEWS.values():
        print(f"{definition.name}: {definition.answers}")
        for f in definition.filters:
            words = {"force": "any name or code of a force", "date": "a date"}.get(f.kind, "")
            words = words or (f"one of {', '.join(f.choices)}" if f.choices else f"a value of {f.choices_from}")
            print(f"    --set {f.name}=…   {f.label}: {words}{' (needed)' if f.required else ''}")


@app.command()
def status() -> None:
    """Say what the store holds."""
    from dashboard.views.holdings import holdings

    with opened_store(load_settings()) as store:
        held = holdings(store, AsAt(SystemClock().today()))
    print(f"Store      {store.shown_url}")
    print(f"Identity   {store.identity}")
    print(f"Version    {held.version}")
    print(f"Record     {held.record_date or 'none loaded'}")
    print(f"Editions   {held.editions:,}")
    for title, number in held.rows.items():
        print(f"    {number:>7,}  {title}")


def _filters_asked(settings: list[str]) -> Iterator[tuple[str, str]]:
    for words in settings:
        name, sign, value = words.partition("=")
        if not sign or not name.strip():
            raise ReaderError(f"--set {words!r} cannot be read; write a filter as name=value, for instance force=Kent.")
        yield name.strip(), value.strip()


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
