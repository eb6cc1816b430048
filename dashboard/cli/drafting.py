"""`rcq draft`: prints a draft section of text for a user guide, with its sources."""

from __future__ import annotations

from typing import Annotated

import typer

from dashboard.cli.opened import opened_store
from dashboard.cli.viewing import filters_asked
from dashboard.domain.asat import AsAt
from dashboard.domain.clock import SystemClock
from dashboard.settings import load_settings


def draft(
    name: Annotated[str, typer.Argument(help="timeline (changes in recording) or systems (recording systems).")],
    set_: Annotated[
        list[str] | None, typer.Option("--set", help="A filter of the view behind it, as name=value.")
    ] = None,
    as_at: Annotated[str | None, typer.Option(help="As it was known on this date; otherwise today.")] = None,
) -> None:
    """Print a draft section for a user guide, made from what is held, with its sources."""
    from dashboard.exports.guide_text import draft_named
    from dashboard.views import answer

    view, made = draft_named(name)
    day = AsAt.parse(as_at) if as_at else AsAt(SystemClock().today())
    with opened_store(load_settings()) as store:
        print(made(answer(store, view, dict(filters_asked(set_ or [])), day)), end="")
