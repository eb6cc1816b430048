"""What a page needs to know about loads and about files: the list of loads, and the kinds of file there are."""

from __future__ import annotations

from functools import cache
from typing import Any

from dashboard.commands.loading import BUNDLED
from dashboard.store.engine import Store
from dashboard.store.loads import load_log
from loaders import boundaries
from loaders.recognise import LOADERS


def load_list(store: Store) -> list[dict[str, Any]]:
    """Loads and takings out, newest first; `may_be_undone` says which can be taken out."""
    with store.reading() as connection:
        held = load_log(connection)
    return [
        {**entry, "may_be_undone": entry["rows_added"] >= 0 and entry["file_name"] != BUNDLED}
        for entry in reversed(held)
    ]


@cache
def kinds_of_file() -> dict[str, str]:
    """Every kind of file that can be read, by the name `--as` takes, with its title."""
    return {loader.kind: loader.title for loader in LOADERS.values()} | {boundaries.KIND: boundaries.TITLE}
