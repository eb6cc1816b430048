"""One line on the terminal that says how far the reading of a file is, and about how long it will take."""

from __future__ import annotations

import time
from typing import TextIO

WIDTH = 24


class ProgressLine:
    """Hears of the reading and writing of one file; says nothing where nobody is watching."""

    def __init__(self, name: str, stream: TextIO) -> None:
        self.name, self.stream = name, stream
        self.started = time.monotonic()
        self.is_watched = stream.isatty()
        self.longest = 0

    def __call__(self, stage: str, share: float, rows: int) -> None:
        """What is being done, the share of it that is done (0 to 1), and the rows so far."""
        if self.is_watched:
            self._say(line(self.name, stage, share, rows, time.monotonic() - self.started))

    def done(self) -> None:
        """Clear the line."""
        if self.is_watched and self.longest:
            self._say("")
            self.stream.write("\r")
            self.stream.flush()

    def _say(self, words: str) -> None:
        self.longest = max(self.longest, len(words))
        self.stream.write(f"\r{words.ljust(self.longest)}")
        self.stream.flush()


def line(name: str, stage: str, share: float, rows: int, elapsed: float) -> str:
    """`prc.ods: reading [######------] 50 %, 120,000 rows, about 3 s left`."""
    filled = round(WIDTH * share)
    left = ""
    if 0 < share < 1:
        seconds = max(1, round(elapsed * (1 - share) / share))
        left = f", about {seconds} s left" if seconds < 90 else f", about {round(seconds / 60)} min left"
    return f"{name}: {stage} [{'#' * filled}{'-' * (WIDTH - filled)}] {100 * share:.0f} %, {rows:,} rows{left}"
