"""What must hold of a crosswalk as a whole, so that no offence is counted twice and no gap passes without a word.

Each set of pairs is looked at in full, by itself: a file states a set with all its rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from dashboard.domain.dates import LATEST
from dashboard.domain.kinds.crosswalk import INCLUDED

Placed = tuple[str, dict[str, Any]]
Found = tuple[str, str, str]
ONE_DAY = timedelta(days=1)


def crosswalk_faults_among(rows: Sequence[Placed]) -> Iterator[Found]:
    """Every fault as the place of its row, its column, and what is wrong with the remedy.

    A code in two pairs of one set at one time, a gap or an end without a reason, an excluded pair without one, and parts
    of a sum that are not there.
    """
    yield from _twice(rows)
    yield from _gaps(rows)
    yield from _ends(rows)
    yield from _without_reason(rows)
    yield from _without_parts(rows)


def _until(row: dict[str, Any]) -> date:
    return row["used_until"] or LATEST


def _included(rows: Sequence[Placed], *levels: str) -> list[Placed]:
    """In the order of time; rows that begin on one day keep the order of the file."""
    kept = [one for one in rows if one[1]["status"] in INCLUDED and one[1]["level"] in levels]
    return sorted(kept, key=lambda one: (one[1]["used_from"], _until(one[1])))


def _named(words: str | None) -> list[str]:
    return [name.strip() for name in (words or "").split(";") if name.strip()]


def _twice(rows: Sequence[Placed]) -> Iterator[Found]:
    """Codes and printed totals alike: at one time each belongs to one pair of a set, once."""
    held: dict[tuple[str, str], list[Placed]] = defaultdict(list)
    for one in _included(rows, "code", "printed total"):
        held[one[1]["subset"], one[1]["offence_code"]].append(one)
    for (subset, code), found in held.items():
        for (earlier_place, earlier), (place, later) in pairwise(found):
            if later["used_from"] <= _until(earlier):
                what = f"{code!r} is already in the pair {earlier['offence_type']!r} of {subset!r} at that time"
                yield place, "offence_code", f"{what} ({earlier_place}); end one before the other begins"


def _gaps(rows: Sequence[Placed]) -> Iterator[Found]:
    """A stretch inside a pair's life in which no code belongs to it, unless the code before it gives the reason."""
    pairs: dict[tuple[str, str], list[Placed]] = defaultdict(list)
    for one in _included(rows, "code"):
        pairs[one[1]["subset"], one[1]["offence_type"]].append(one)
    for (subset, pair), found in pairs.items():
        reach = found[0][1]
        for place, row in found[1:]:
            if row["used_from"] > _until(reach) + ONE_DAY and not reach["reason"]:
                since = (_until(reach) + ONE_DAY).isoformat()
                what = f"the pair {pair!r} of {subset!r} has no code from {since} on; name one, or say why in reason"
                yield place, "used_from", what
            reach = max(reach, row, key=_until)


def _ends(rows: Sequence[Placed]) -> Iterator[Found]:
    """A code that ends is followed by a successor in the same pair, or says why not."""
    codes = _included(rows, "code")
    begun: dict[tuple[str, str, str], set[date]] = defaultdict(set)
    for _, row in codes:
        begun[row["subset"], row["offence_type"], row["offence_code"]].add(row["used_from"])
    for place, row in codes:
        if row["used_until"] is None or row["reason"]:
            continue
        following = row["used_until"] + ONE_DAY
        named = _named(row["successor_codes"])
        if not any(following in begun[row["subset"], row["offence_type"], code] for code in named):
            yield (
                place,
                "successor_codes",
                f"{row['offence_code']!r} ends on {row['used_until'].isoformat()} and no successor begins the day after in "
                "the same pair; name one in the file, or say why in reason",
            )


def _without_reason(rows: Sequence[Placed]) -> Iterator[Found]:
    for place, row in rows:
        if row["status"] not in INCLUDED and not row["reason"]:
            yield place, "reason", "is blank; a pair that is refused says why"


def _without_parts(rows: Sequence[Placed]) -> Iterator[Found]:
    parts = {(row["subset"], name) for _, row in rows for name in _named(row["part_of"])}
    sums = {(row["subset"], row["offence_type"]): place for place, row in rows if row["level"] == "sum of parts"}
    for (subset, name), place in sums.items():
        if (subset, name) not in parts:
            yield place, "level", f"no pair of {subset!r} says in part_of that it belongs to {name!r}"
    for place, row in rows:
        for name in _named(row["part_of"]):
            if (row["subset"], name) not in sums:
                yield place, "part_of", f"{name!r} is not a sum of parts of this set"
