"""The errors of reading a published file.  Each message is fit to show: the place, what is wrong, the remedy."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.domain.errors import ReaderError

SHOWN = 10  # places named in a message; the error itself holds all of them


class UnreadableFile(ReaderError):
    """The bytes are not a workbook or table that can be opened."""


class HostileFile(ReaderError):
    """The file is built in a way that could exhaust or attack the machine; nothing in it was used."""


class UnknownPublication(ReaderError):
    """No loader knows the file; the message says what was found in it."""


class PersonalDataFound(ReaderError):
    """Cells that look like personal data; `cells` names every one and says why, and never holds what they contain."""

    def __init__(self, cells: Iterable[str]) -> None:
        self.cells = tuple(cells)
        more = f"; and {len(self.cells) - SHOWN} more" if len(self.cells) > SHOWN else ""
        super().__init__(
            "The file seems to hold personal data, so nothing of it was kept: "
            f"{'; '.join(self.cells[:SHOWN])}{more}. Take those cells out and load the file again."
        )
