"""`rcq place`: the cells of a publisher's file that a count of recorded crime was read from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.opened import opened_store
from dashboard.domain.dates import parse_day, period_words
from dashboard.settings import load_settings

if TYPE_CHECKING:
    from dashboard.commands.places import Places


def place(
    edition: Annotated[str, typer.Argument(help="The edition, as the column source_id of a view names it.")],
    force: Annotated[str, typer.Option(help="Any name or code of a force.")] = "",
    offence: Annotated[str, typer.Option(help="An offence group, subgroup or code.")] = "",
    period_end: Annotated[str | None, typer.Option(help="The last day of the period.")] = None,
) -> None:
    """Say in which cells of its file an edition states a count, by reading the file kept."""
    from dashboard.commands.places import places_of

    end = parse_day(period_end, what="last day of the period") if period_end else None
    with opened_store(load_settings()) as store:
        found = places_of(store, edition, force=force, offence=offence, period_end=end)
    print("\n".join(lines_of(found)))


def lines_of(found: Places) -> list[str]:
    """A line a count with its cells, and one for the file."""
    lines = []
    for row in found.rows:
        count = "no count" if row["offences"] is None else f"{row['offences']:,}"
        names = ", ".join(filter(None, (row["offence_group"], row["offence_subgroup"], row["offence_code"])))
        days = period_words(row["period_start"], row["period_end"])
        lines.append(f"{row['place']}: {count}; {row['area_code']}, {days}, {names}")
    return [*lines, f"File: {found.file_name}, kept as {found.kept_at} (SHA-256 {found.sha256})"]
