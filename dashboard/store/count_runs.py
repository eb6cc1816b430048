"""What an edition changes in the runs of counts, worked out for whole columns at once; no database here.

A run is a count and the consecutive editions that state it.  Where an edition comes between two others (before is the
one that precedes it, after the one that follows), only the runs on either side of it can change.  So the runs are a
function of what all editions state, whatever the order in which they came, and taking one out is the same backwards.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
PERIOD_BITS = 16


def key_of(series: npt.ArrayLike, period: npt.ArrayLike) -> Numbers:
    """Series and period as one number."""
    return (np.asarray(series, dtype=np.int64) << PERIOD_BITS) | np.asarray(period, dtype=np.int64)


@dataclass(frozen=True)
class Runs:
    """Counts by key (sorted, each once): value, detail, and the editions at which the run starts and is closed."""

    key: Numbers
    value: Numbers
    detail: Numbers
    start: Numbers
    closed: Numbers

    @classmethod
    def of(cls, key: Numbers, value: Numbers, detail: Numbers, start: Numbers | int, closed: Numbers | int) -> Runs:
        """The runs in any order; one number stands for all."""
        order = np.argsort(key, kind="stable")
        whole = [np.broadcast_to(np.asarray(column, dtype=np.int64), key.shape) for column in (start, closed)]
        return cls(key[order], value[order], detail[order], whole[0][order], whole[1][order])

    @classmethod
    def none(cls) -> Runs:
        """No runs."""
        empty = np.empty(0, dtype=np.int64)
        return cls(empty, empty, empty, empty, empty)

    def at(self, keys: Numbers) -> tuple[Mask, Runs]:
        """Which of `keys` there is a run for, and the runs lined up with them (any run where there is none)."""
        if not len(self.key):
            zeros = np.zeros(len(keys), dtype=np.int64)
            return np.zeros(len(keys), dtype=np.bool_), Runs(keys, zeros, zeros, zeros, zeros)
        place = np.minimum(np.searchsorted(self.key, keys), len(self.key) - 1)
        found = self.key[place] == keys
        return found, Runs(keys, self.value[place], self.detail[place], self.start[place], self.closed[place])

    def where(self, chosen: Mask) -> Runs:
        """The runs chosen."""
        return Runs(self.key[chosen], self.value[chosen], self.detail[chosen], self.start[chosen], self.closed[chosen])

    def __len__(self) -> int:
        return len(self.key)


@dataclass(frozen=True)
class Tally:
    """How an edition differs from the one before it, in rows."""

    added: int = 0
    revised: int = 0
    unchanged: int = 0
    withdrawn: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.added + other.added,
            self.revised + other.revised,
            self.unchanged + other.unchanged,
            self.withdrawn + other.withdrawn,
        )


@dataclass(frozen=True)
class Change:
    """What is to be written: runs to take out, to put in, and to close at another edition (`closed` says which).

    `tally` says how the edition differs from the one before it.
    """

    remove: tuple[Runs, ...]
    add: tuple[Runs, ...]
    close: tuple[Runs, ...]
    tally: Tally


class _LinedUp:
    """Three neighbouring editions' counts under the same keys."""

    def __init__(self, before: Runs, own: Runs, after: Runs | None) -> None:
        self.keys = _all_keys([runs.key for runs in (before, own, after) if runs is not None and len(runs)])
        self.has_before, self.before = before.at(self.keys)
        self.has_own, self.own = own.at(self.keys)
        self.has_after, self.after = (after or Runs.none()).at(self.keys)
        self.as_before = _same(self.has_before, self.before, self.has_own, self.own)
        self.as_after = _same(self.has_after, self.after, self.has_own, self.own)
        self.around = _same(self.has_before, self.before, self.has_after, self.after)

    def tally(self) -> Tally:
        """How the edition differs from the one before it."""
        both = self.has_before & self.has_own
        return Tally(
            added=int((self.has_own & ~self.has_before).sum()),
            revised=int((both & ~self.as_before).sum()),
            unchanged=int((both & self.as_before).sum()),
            withdrawn=int((self.has_before & ~self.has_own).sum()),
        )


def _all_keys(lists: list[Numbers]) -> Numbers:
    """Every key, sorted; the lists are sorted already, and mostly equal."""
    if not lists or all(np.array_equal(keys, lists[0]) for keys in lists[1:]):
        return lists[0] if lists else np.empty(0, dtype=np.int64)
    # Sorting sorted runs is quick, where numpy's own search for different values is not.
    merged = np.sort(np.concatenate(lists), kind="stable")
    chosen: Numbers = merged[np.concatenate(([True], merged[1:] != merged[:-1]))]
    return chosen


def _same(has_one: Mask, one: Runs, has_other: Mask, other: Runs) -> Mask:
    equal = (one.value == other.value) & (one.detail == other.detail)
    both: Mask = has_one & has_other
    return (both & equal) | (~has_one & ~has_other)


def tally(before: Runs, own: Runs) -> Tally:
    """How `own` differs from `before`."""
    return _LinedUp(before, own, None).tally()


def put_in(before: Runs, own: Runs, after: Runs | None, *, edition: int, follows: int, still_open: int) -> Change:
    """What changes when an edition comes in.

    Args:
        before: runs alive at the edition before it, none where there is none.
        own: what it states; start and closed are not looked at.
        after: runs alive at the edition after it; None where it is the newest.
        edition, follows: its own number and that of the edition after it.
        still_open: what `closed` is where no edition has ended a run.
    """
    lined = _LinedUp(before, own, after)
    differs = ~lined.as_before
    ended = lined.before.where(differs & lined.has_before)
    close = _with(ended, closed=edition)
    if after is None:
        fresh = _with(lined.own.where(differs & lined.has_own), start=edition, closed=still_open)
        return Change((), (fresh,), (close,), lined.tally())
    joins = differs & lined.as_after
    splits = differs & ~lined.as_after & lined.around & lined.has_before
    moved = lined.after.where(joins & lined.has_own)
    fresh = lined.own.where(differs & ~lined.as_after & lined.has_own)
    rest = lined.before.where(splits)
    return Change(
        (moved,),
        (_with(moved, start=edition), _with(fresh, start=edition, closed=follows), _with(rest, start=follows)),
        (close,),
        lined.tally(),
    )


def take_out(before: Runs, own: Runs, after: Runs | None, *, follows: int, still_open: int) -> Change:
    """What changes when an edition is taken out again; `own` are the runs alive at it, as they stand."""
    lined = _LinedUp(before, own, after)
    differs = ~lined.as_before
    ended = lined.before.where(differs & lined.has_before)
    if after is None:
        return Change(
            (lined.own.where(differs & lined.has_own),), (), (_with(ended, closed=still_open),), lined.tally()
        )
    joins = differs & lined.as_after
    splits = differs & ~lined.as_after & lined.around & lined.has_before
    moved = lined.own.where(joins & lined.has_own)
    gone = lined.own.where(differs & ~lined.as_after & lined.has_own)
    merged = lined.after.where(splits)
    closing = _with(ended, closed=follows)
    reaches = splits[differs & lined.has_before]
    whole = closing.closed.copy()
    whole[reaches] = lined.after.closed[splits]
    return Change((moved, gone, merged), (_with(moved, start=follows),), (_with(closing, closed=whole),), lined.tally())


def _with(runs: Runs, *, start: int | None = None, closed: int | Numbers | None = None) -> Runs:
    def column(given: int | Numbers | None, held: Numbers) -> Numbers:
        return held if given is None else np.broadcast_to(np.asarray(given, dtype=np.int64), held.shape)

    return Runs(runs.key, runs.value, runs.detail, column(start, runs.start), column(closed, runs.closed))
