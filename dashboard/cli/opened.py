"""Opening the store for one command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from dashboard import paths
from dashboard.domain.clock import SystemClock
from dashboard.settings import Settings
from dashboard.store.engine import Store


@contextmanager
def opened_store(settings: Settings) -> Iterator[Store]:
    """The store of the settings, with the bundled record taken in; closed afterwards."""
    from dashboard.commands.illustration import switch_illustration
    from dashboard.commands.loading import load_bundled_record
    from dashboard.store.engine import open_store

    store = open_store(
        settings.database_url, busy_timeout_seconds=settings.busy_timeout_seconds, files=settings.files_folder
    )
    try:
        load_bundled_record(store, paths.DATA_DIR, SystemClock())
        if settings.illustrative:
            switch_illustration(store, SystemClock(), on=True)
        yield store
    finally:
        store.close()
