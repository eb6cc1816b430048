"""Views that were just answered, kept for a while: a page, its pictures and its next rows are the same view."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock

from dashboard.domain.view_model import View

MOST_ROWS = 150_000  # of all views kept; a row takes some hundred bytes to a kilobyte


@dataclass
class KeptViews:
    """The views answered last, the least recently used given up first, together never above `most_rows`."""

    most_rows: int = MOST_ROWS
    rows_held: int = 0
    _views: OrderedDict[Hashable, View] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def get(self, key: Hashable, make: Callable[[], View]) -> View:
        """The view kept under `key`, or made now; one with too many rows to be kept beside others is not."""
        with self._lock:
            if found := self._views.get(key):
                self._views.move_to_end(key)
                return found
        made = make()
        size = _rows(made)
        with self._lock:
            if size <= self.most_rows // 2 and key not in self._views:
                self._views[key] = made
                self.rows_held += size
                while self.rows_held > self.most_rows:
                    _, given_up = self._views.popitem(last=False)
                    self.rows_held -= _rows(given_up)
        return made


def _rows(view: View) -> int:
    return sum(len(table.rows) for table in view.tables) + 1
