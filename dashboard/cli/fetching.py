"""The command that looks for new editions on their release pages: `rcq fetch`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard import paths
from dashboard.cli.opened import opened_store
from dashboard.domain.clock import SystemClock
from dashboard.domain.errors import ReaderError, unknown_name
from dashboard.settings import load_settings

if TYPE_CHECKING:
    from dashboard.commands.fetching import Fetched
    from dashboard.store.engine import Store


def fetch(
    list_: Annotated[
        Path | None, typer.Option("--list", help="List of release pages (TOML); without it, the bundled one.")
    ] = None,
    only: Annotated[
        list[str] | None, typer.Option(help="Publications to look for; all of the list without it.")
    ] = None,
    to: Annotated[Path | None, typer.Option(help="Folder for new files; without it, beside the store.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Take new files in; without it they are only kept.")] = False,
) -> None:
    """Look for new editions on their release pages, keep their files, and note what came of it."""
    from dashboard.commands.fetching import fetch_all
    from dashboard.domain.release_calendar import read_releases

    releases = read_releases(list_ or paths.DATA_DIR / "releases.toml")
    known = [release.publication for release in releases]
    for name in only or ():
        if name not in known:
            raise unknown_name("publication in the list", name, known)
    wanted = [release for release in releases if not only or release.publication in only]
    failed = 0
    with opened_store(load_settings()) as store:
        for fetched in fetch_all(store, wanted, to or paths.FETCHED_DIR, SystemClock()):
            print(f"{fetched.release.title}: {fetched.result}. {fetched.words}".rstrip())
            failed += fetched.result in ("failed", "no file found")
            if fetched.path:
                failed += not _after(store, fetched, take_in=yes)
    if failed:
        raise typer.Exit(2)


def _after(store: Store, fetched: Fetched, *, take_in: bool) -> bool:
    """Take a new file in, or say how to; whether nothing went wrong."""
    from dashboard.commands.publications import Wishes, load_publication

    assert fetched.path is not None
    if not take_in:
        day = f" --published-on {fetched.published_on.isoformat()}" if fetched.published_on else ""
        print(f"    kept as {fetched.path}; see what it changes with: rcq load {fetched.path}{day}")
        return True
    try:
        outcome = load_publication(
            store,
            content=fetched.path.read_bytes(),
            file_name=fetched.path.name,
            clock=SystemClock(),
            wishes=Wishes(published_on=fetched.published_on),
            commit=True,
        )
    except ReaderError as error:
        print(f"    kept as {fetched.path}, not taken in: {error}")
        return False
    print(f"    taken in as load {outcome.load_id}")
    return True
