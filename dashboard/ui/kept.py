"""Finished answers in memory: each worked out once, by the first reader who asks, while others who ask wait for it.

Streamlit's own keeping takes a quarter of a millisecond to make a key of its arguments, thirty times a page: two
fifths of a page whose answers are all in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from threading import Lock
from typing import Any, TypeVar

Answer = TypeVar("Answer")
_NOTHING: Any = object()


class Kept:
    """At most `most` answers, those asked for last; with 0, none.  Shared between readers: to be read, never changed."""

    def __init__(self, most: int) -> None:
        self._cells = lru_cache(maxsize=most)(_new_cell)

    def get(self, key: Hashable, work_out: Callable[[], Answer]) -> Answer:
        """The answer kept under the key, or a new one; an error is handed on and not kept."""
        answer: Answer = self._cells(key).get(work_out)
        return answer


class _Cell:
    """Room for one answer."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._answer = _NOTHING

    def get(self, work_out: Callable[[], Any]) -> Any:
        if self._answer is _NOTHING:
            with self._lock:
                if self._answer is _NOTHING:
                    self._answer = work_out()
        return self._answer


def _new_cell(_key: Hashable) -> _Cell:
    return _Cell()
