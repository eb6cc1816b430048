"""`rcq links`: tries the links of the sources and marks those that work no longer."""

from __future__ import annotations

from typing import Annotated

import typer

from dashboard.cli.opened import opened_store
from dashboard.domain.clock import SystemClock
from dashboard.domain.errors import ReaderError
from dashboard.settings import load_settings


def links(
    only: Annotated[str, typer.Option(help="Only the sources of this publication.")] = "",
    seconds: Annotated[float, typer.Option(help="How long to wait for an answer.", min=1, max=120)] = 20.0,
) -> None:
    """Try the link of every source, one after the other, and mark those that work no longer."""
    from dashboard.commands.links import Tried, links_of, try_links
    from dashboard.store.fetches import LINK_ANSWERS

    def told(tried: Tried) -> None:
        if tried.result != LINK_ANSWERS:
            print(f"{tried.result}: {tried.url} ({tried.words})", flush=True)

    clock = SystemClock()
    with opened_store(load_settings()) as store:
        urls = links_of(store, clock, only)
        if not urls:
            raise ReaderError(f"No source with a link is held{f' of the publication {only!r}' if only else ''}.")
        found = try_links(store, clock, urls, seconds=seconds, told=told)
    counts = {result: sum(one.result == result for one in found) for result in sorted({one.result for one in found})}
    print("; ".join(f"{result} {number}" for result, number in counts.items()))
