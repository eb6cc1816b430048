"""A bar for work that tells how far it is: what is being done, the rows so far, and the time left."""

from __future__ import annotations

import time
from collections.abc import Callable

import streamlit as st

from dashboard.ui import messages


class ProgressBar:
    """A bar with the sheet, the rows so far and the time left; gone when the work is done."""

    def __init__(self, words: str) -> None:
        self.words = messages.plain(words)
        self.started = time.monotonic()

    def __enter__(self) -> Callable[[str, float, int], None]:
        self.bar = st.progress(0.0, text=f"{self.words} …")
        return self.tell

    def tell(self, what: str, share: float, rows: int) -> None:
        """Heard after each sheet: what is done, how much of the file, how many rows."""
        spent = time.monotonic() - self.started
        left = f", about {spent / share - spent:,.0f} s left" if 0.05 < share < 1 and spent > 1 else ""
        self.bar.progress(min(max(share, 0.0), 1.0), text=f"{self.words}: {messages.plain(what)}, {rows:,} rows{left}")

    def __exit__(self, *_: object) -> None:
        self.bar.empty()
