"""The errors a reader may meet.  Each message is one sentence fit to show: the place, what is wrong, the remedy."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class ReaderError(Exception):
    """Base of every error that is shown to a reader as it stands; anything else is a defect of ours."""


class UnknownName(ReaderError):
    """A view, filter or value that does not exist; the message names what is allowed."""


class BadDate(ReaderError):
    """A date that cannot be read; the message names the form that can."""


class NotYet(BadDate):
    """A day that has not come: what will be known then is not known; the message names the last day and the way ahead."""


class TooMuch(ReaderError):
    """More than one file or page of this form holds; the message says how much there is and what to take instead."""


class StoreUnreadable(ReaderError):
    """The store cannot be opened: damaged, half-written, or not a store."""


class StoreTooNew(ReaderError):
    """The store was made by a later version of this product."""


class StoreBusy(ReaderError):
    """Somebody else is writing; nothing was changed."""


class StoreFull(ReaderError):
    """The disk has no room; nothing was changed."""


class FileLost(ReaderError):
    """A file that was kept is not there any more, or not as it was kept."""


class RecordDamaged(ReaderError):
    """A bundled file is missing or a row in it is wrong; `faults` holds every fault found, not just the first."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        shown = "; ".join(self.faults[:5])
        more = f"; and {len(self.faults) - 5} more" if len(self.faults) > 5 else ""
        super().__init__(f"The bundled record cannot be loaded, and nothing was changed: {shown}{more}.")


def unknown_name(what: str, asked: str, allowed: Iterable[str]) -> UnknownName:
    """An UnknownName saying what was asked for, the nearest name if there is one, and everything allowed."""
    names = list(allowed)
    near = get_close_matches(asked.casefold(), [n.casefold() for n in names], n=1, cutoff=0.6)
    nearest = next((n for n in names if near and n.casefold() == near[0]), None)
    hint = f"did you mean {nearest!r}? " if nearest else ""
    return UnknownName(f"There is no {what} {asked!r}; {hint}allowed: {', '.join(names) or 'none'}.")
