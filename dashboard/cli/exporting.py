"""`rcq export`: any view as paper, slides, workbook, CSV, chart or text."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.opened import opened_store
from dashboard.cli.viewing import day_asked, filters_asked
from dashboard.domain.asat import AsAt
from dashboard.domain.errors import ReaderError
from dashboard.settings import load_settings

if TYPE_CHECKING:
    from dashboard.domain.view_model import View
    from dashboard.store.engine import Store


def export(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME", help="One view, or several for a pack (`rcq views` lists them), or facts:KIND for csv."
        ),
    ],
    to: Annotated[
        str,
        typer.Option(
            help="paper, slides, workbook-xlsx, workbook-ods, csv, json, text, chart-svg, chart-png; letter-docx, letter-odt (a response to recommendations); update-docx, update-odt."
        ),
    ],
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", help="A filter, as name=value; a pack gives it to each view that takes it."),
    ] = None,
    as_at: Annotated[str | None, typer.Option(help="As it was known on this date; otherwise today.")] = None,
    look_ahead: Annotated[
        str | None,
        typer.Option(help="In place of --as-at, a day to come: what falls due by then, from what is known today."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="File to write, or - for the screen; otherwise a name made from view and date.")
    ] = None,
    lang: Annotated[str, typer.Option(help="en or cy.")] = "en",
    table: Annotated[str, typer.Option(help="For csv: which table; otherwise the first.")] = "",
    chart: Annotated[str, typer.Option(help="For charts: which; otherwise the first.")] = "",
    title: Annotated[str, typer.Option(help="Title of a pack.")] = "",
) -> None:
    """Write a view, or a pack of views, as a file."""
    from dashboard.exports.make import Wish, file_name, form_named, make
    from dashboard.locale import words_in
    from dashboard.views.raw_facts import PREFIX

    form = form_named(to)
    words = words_in(lang)
    asked = filters_asked(set_ or [])
    day = day_asked(as_at, look_ahead)
    settings = load_settings()
    if names[0].startswith(PREFIX):
        _export_facts(names, to, day, out)
        return
    with opened_store(settings) as store:
        views = [
            _answered(store, name, asked, day, many=len(names) > 1, ahead=look_ahead is not None) for name in names
        ]
    unused = [name for name in asked if not any(name in view.filters for view in views)]
    if unused and len(names) > 1:
        raise ReaderError(f"No view of this pack takes the filter {', '.join(unused)}.")
    wish = Wish(f"http://localhost:{settings.port}/", words, title, table, chart)
    content = make(to, views, wish)
    if str(out) == "-":
        sys.stdout.buffer.write(content)
        return
    target = out or Path(file_name(views, to, table or chart))
    try:
        target.write_bytes(content)
    except OSError as error:
        raise ReaderError(f"{target} cannot be written ({error.strerror}); name another file with --out.") from None
    print(f"{form.label}: {target} ({len(content):,} bytes)")


def _export_facts(names: list[str], to: str, day: AsAt, out: Path | None) -> None:
    """All facts of a kind as CSV, written while they are read, whatever their number."""
    from dashboard.exports.flat_csv import csv_of
    from dashboard.views.raw_facts import PREFIX, raw_facts

    if to != "csv" or len(names) > 1:
        raise ReaderError("The facts of a kind can be had as csv, one kind at a time.")
    kind = names[0].removeprefix(PREFIX)
    target = out or Path(f"{kind}-as-at-{day.day.isoformat()}.csv")
    with opened_store(load_settings()) as store, raw_facts(store, kind, day) as (fields, rows):
        if str(target) == "-":
            sys.stdout.writelines(csv_of(fields, rows))
            return
        try:
            with target.open("w", encoding="utf-8", newline="") as file:
                file.writelines(csv_of(fields, rows))
        except OSError as error:
            raise ReaderError(f"{target} cannot be written ({error.strerror}); name another file with --out.") from None
    print(f"Facts (CSV): {target} ({target.stat().st_size:,} bytes)")


def _answered(store: Store, name: str, asked: dict[str, str], day: AsAt, *, many: bool, ahead: bool) -> View:
    from dashboard.views import answer, view_named

    taken = {f.name for f in view_named(name).filters}
    given = {key: value for key, value in asked.items() if key in taken} if many else asked
    return answer(store, name, given, day, look_ahead=ahead)
