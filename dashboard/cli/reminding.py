"""`rcq calendar` and `rcq digest`: the clocks of a body for a calendar, and what changed since a day as text."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from dashboard.cli.auditing import acting_person
from dashboard.cli.opened import opened_store
from dashboard.domain.asat import AsAt
from dashboard.domain.clock import SystemClock
from dashboard.domain.dates import parse_day
from dashboard.settings import load_settings

BODY = typer.Argument(help="A force by any name or code, its local policing body, or national.")
DAY = typer.Option(help="As it was known on this date; otherwise today.")


def calendar(body: Annotated[str, BODY], as_at: Annotated[str | None, DAY] = None) -> None:
    """Print the clocks of a body as an iCalendar file."""
    from dashboard.exports.calendar import calendar_of
    from dashboard.views.reminders import body_named, clocks_of

    day = AsAt.parse(as_at) if as_at else AsAt(SystemClock().today())
    with opened_store(load_settings()) as store:
        name, code = body_named(store, body, day)
        made = calendar_of(name, *clocks_of(store, code, day))
    sys.stdout.write(made.decode("utf-8").replace("\r\n", "\n"))


def digest(
    body: Annotated[str, BODY],
    since: Annotated[str, typer.Option(help="Changes from this day on.")],
    as_at: Annotated[str | None, DAY] = None,
) -> None:
    """Print what changed for a body since a day, and which clocks run out."""
    from dashboard.exports.digest import digest_of
    from dashboard.views.reminders import body_named, clocks_of, entries_since

    day = AsAt.parse(as_at) if as_at else AsAt(SystemClock().today())
    first = parse_day(since, what="day in --since")
    settings = load_settings()
    with opened_store(settings) as store:
        name, code = body_named(store, body, day)
        responses, recommendations = clocks_of(store, code, day)
        ledger = entries_since(store, code, first, day, acting_person(store, settings, None))
    print(digest_of(name, first, ledger, recommendations, responses), end="")
