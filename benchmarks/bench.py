"""What every measure is given: how long to go on, and a store that holds the bundled record."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from benchmarks.scenes import Scene, scenes
from benchmarks.servers import ROOT
from dashboard.commands.loading import load_bundled_record
from dashboard.domain.clock import SystemClock
from dashboard.store.engine import Store, open_store


@dataclass
class Bench:
    """A folder of this run's own, and whether the run is to be short."""

    folder: Path
    quick: bool

    def rounds(self, full: int, quick: int) -> int:
        """How often to repeat."""
        return quick if self.quick else full

    @property
    def store_url(self) -> str:
        """Address of the scratch store; the one people use is never touched."""
        return f"sqlite:///{(self.folder / 'bench.sqlite3').as_posix()}"

    @cached_property
    def store(self) -> Store:
        """The scratch store, filled with the bundled record."""
        opened = open_store(self.store_url)
        load_bundled_record(opened, ROOT / "data", SystemClock())
        return opened

    @cached_property
    def scenes(self) -> tuple[Scene, ...]:
        """The pages and filters that are measured."""
        return scenes(self.store)

    @property
    def environment(self) -> dict[str, str]:
        """What a server needs to show the scratch store."""
        self.store.version()  # filled before anybody asks
        return {"RCQ_DATABASE_URL": self.store_url}

    def close(self) -> None:
        """Give back the store's connections."""
        if "store" in self.__dict__:
            self.store.close()
