"""`rcq answer`: prints a published figure as text for an answer."""

from __future__ import annotations

from typing import Annotated

import typer

from dashboard.cli.opened import opened_store
from dashboard.domain.asat import AsAt
from dashboard.domain.clock import SystemClock
from dashboard.domain.errors import unknown_name
from dashboard.settings import load_settings


def answer(
    code: Annotated[
        str | None, typer.Argument(metavar="FIGURE", help="Code of the figure; without it, those there are.")
    ] = None,
    view: Annotated[str, typer.Option(help="The view that holds the figure.")] = "overview",
    as_at: Annotated[str | None, typer.Option(help="As it was known on this date; otherwise today.")] = None,
) -> None:
    """Print a published figure with its interval, period, definition, class, source, link and caveat."""
    from dashboard.exports.answer_text import answer_text, quotable
    from dashboard.views import answer as answer_view

    day = AsAt.parse(as_at) if as_at else AsAt(SystemClock().today())
    with opened_store(load_settings()) as store:
        answered = answer_view(store, view, {}, day)
    if code is None:
        for headline in quotable(answered):
            print(f"{headline.code}: {headline.label}")
        return
    found = next((h for h in answered.headlines if h.code == code), None)
    if found is None:
        raise unknown_name("figure", code, [h.code for h in answered.headlines])
    print(answer_text(answered, found))
