"""The commands that print: `rcq view`, `rcq views`, `rcq status`."""

from __future__ import annotations

from typing import Annotated

import typer

from dashboard.cli.auditing import acting_person
from dashboard.cli.opened import opened_store
from dashboard.domain.asat import AsAt
from dashboard.domain.clock import SystemClock
from dashboard.domain.errors import ReaderError, unknown_name
from dashboard.settings import load_settings

KIND_WORDS = {
    "force": "any name or code of a force",
    "forces": "names or codes of forces, separated by semicolons",
    "date": "a date",
    "number": "a number",
    "text": "any words",
}


def view(
    name: Annotated[str, typer.Argument(help="Name of the view; `rcq views` lists them.")],
    set_: Annotated[list[str] | None, typer.Option("--set", help="A filter, as name=value; may be repeated.")] = None,
    as_at: Annotated[str | None, typer.Option(help="As it was known on this date; otherwise today.")] = None,
    look_ahead: Annotated[
        str | None,
        typer.Option(help="In place of --as-at, a day to come: what falls due by then, from what is known today."),
    ] = None,
    format_: Annotated[str, typer.Option("--format", help="table, json or csv.")] = "table",
    table: Annotated[str | None, typer.Option(help="For csv: which table; otherwise the first.")] = None,
    as_: Annotated[
        str | None,
        typer.Option("--as", help="Who asks: role, or role:force; otherwise RCQ_ROLE, or whoever keeps this store."),
    ] = None,
) -> None:
    """Print a view."""
    from dashboard.exports.flat_csv import table_as_csv
    from dashboard.exports.plain_text import view_as_text
    from dashboard.exports.view_json import view_as_json
    from dashboard.views import answer, view_named

    if format_ not in ("table", "json", "csv"):
        raise unknown_name("format", format_, ("table", "json", "csv"))
    view_named(name)
    day = day_asked(as_at, look_ahead)
    asked = filters_asked(set_ or [])
    settings = load_settings()
    with opened_store(settings) as store:
        answered = answer(
            store, name, asked, day, acting_person(store, settings, as_), look_ahead=look_ahead is not None
        )
    if format_ == "json":
        print(view_as_json(answered))
    elif format_ == "table":
        print(view_as_text(answered), end="")
    else:
        names = [t.name for t in answered.tables]
        if table is not None and table not in names:
            raise unknown_name(f"table of the view {name} called", table, names)
        print(table_as_csv(answered.table(table or names[0])), end="")


def views() -> None:
    """List the views and their filters."""
    from dashboard.views import VIEWS

    for definition in VIEWS.values():
        print(f"{definition.name}: {definition.answers}")
        for f in definition.filters:
            words = KIND_WORDS.get(f.kind, "")
            words = words or (f"one of {', '.join(f.choices)}" if f.choices else f"a value of {f.choices_from}")
            print(f"    --set {f.name}=…   {f.label}: {words}{' (needed)' if f.required else ''}")


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


def day_asked(as_at: str | None, look_ahead: str | None = None) -> AsAt:
    """The day of --as-at or --look-ahead, otherwise today; ReaderError where both are given."""
    if as_at and look_ahead:
        raise ReaderError(
            "Give --as-at, for what was known on a day, or --look-ahead, for what falls due by one; not both."
        )
    return AsAt.parse(as_at or look_ahead or "") if as_at or look_ahead else AsAt(SystemClock().today())


def filters_asked(settings: list[str]) -> dict[str, str]:
    """What `--set name=value` asks for, each filter once; ReaderError says how to write one."""
    asked: dict[str, str] = {}
    for words in settings:
        name, sign, value = (part.strip() for part in words.partition("="))
        if not sign or not name:
            raise ReaderError(f"--set {words!r} cannot be read; write a filter as name=value, for instance force=Kent.")
        if name in asked:
            raise ReaderError(f"The filter {name} is set twice; a view takes one value for each filter.")
        asked[name] = value
    return asked
