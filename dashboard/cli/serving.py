"""`rcq serve`: opens the dashboard."""

from __future__ import annotations

from typing import Annotated

import typer

from dashboard.cli.opened import opened_store
from dashboard.settings import load_settings


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
