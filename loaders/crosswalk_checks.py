"""What must hold of the crosswalk as a whole, so that no offence is counted twice and no gap passes without a word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from dashboard.domain.dates import LATEST
from dashboard.domain.kinds.crosswalk import INCLUDED
from loaders.rows import CheckedRow, Fault

FILE = "crosswalk.csv"
ONE_DAY = timedelta(days=1)


def crosswalk_faults(rows: Sequence[CheckedRow]) -> Iterator[Fault]:
    """Every fault: a code in two pairs of one set at one time, a period that ends before it starts, a gap or an end
    without a reason, an excluded pair without one, and parts of a sum that are not there."""
    yield from _backwards(rows)
    yield from _twice(rows)
    yield from _gaps(rows)
    yield from _ends(rows)
    yield from _without_reason(rows)
    yield from _without_parts(rows)


def _until(row: CheckedRow) -> date:
    return row.values["used_until"] or LATEST


def _included(rows: Sequence[CheckedRow], *levels: str) -> list[CheckedRow]:
    kept = [row for row in rows if row.values["status"] in INCLUDED and row.values["level"] in levels]
    return sorted(kept, key=lambda row: (row.values["used_from"], _until(row), row.line))


def _backwards(rows: Sequence[CheckedRow]) -> Iterator[Fault]:
    for row in rows:
        if _until(row) < row.values["used_from"]:
            yield Fault(FILE, row.line, "used_until", "lies before used_from")


def _twice(rows: Sequence[CheckedRow]) -> Iterator[Fault]:
    """Codes and printed totals alike: at one time each belongs to one pair of a set, once."""
    held: dict[tuple[str, str], list[CheckedRow]] = defaultdict(list)
    for row in _included(rows, "code", "printed total"):
        held[row.values["subset"], row.values["offence_code"]].append(row)
    for (subset, code), found in held.items():
        for earlier, later in pairwise(found):
            if later.values["used_from"] <= _until(earlier):
                pair = earlier.values["offence_type"]
                what = f"{code!r} is already in the pair {pair!r} of {subset!r} at that time (line {earlier.line})"
                yield Fault(FILE, later.line, "offence_code", f"{what}; end one before the other begins")


def _gaps(rows: Sequence[CheckedRow]) -> Iterator[Fault]:
    """A stretch inside a pair's life in which no code belongs to it, unless the code before it gives the reason."""
    pairs: dict[tuple[str, str], list[CheckedRow]] = defaultdict(list)
    for row in _included(rows, "code"):
        pairs[row.values["subset"], row.values["offence_type"]].append(row)
    for (subset, pair), found in pairs.items():
        reach = found[0]
        for row in found[1:]:
            if row.values["used_from"] > _until(reach) + ONE_DAY and not reach.values["reason"]:
                since = (_until(reach) + ONE_DAY).isoformat()
                what = f"the pair {pair!r} of {subset!r} has no code from {since} on; name one, or say why in reason"
                yield Fault(FILE, row.line, "used_from", what)
            reach = max(reach, row, key=_until)


def _ends(rows: Sequence[CheckedRow]) -> Iterator[Fault]:
    """A code that ends is followed by a successor in the same pair, or says why not."""
    codes = _included(rows, "code")
    begun: dict[tuple[str, str, str], set[date]] = defaultdict(set)
    for row in codes:
        v = row.values
        begun[v["subset"], v["offence_type"], v["offence_code"]].add(v["used_from"])
    for row in codes:
        v = row.values
        if v["used_until"] is None or v["reason"]:
            continue
        named = [code.strip() for code in v["successor_codes"].split(";") if code.strip()]
        following = v["used_until"] + ONE_DAY
        if not any(following in begun[v["subset"], v["offence_type"], code] for code in named):
            yield Fault(
                FILE,
                row.line,
                "successor_codes",
                f"{v['offence_code']!r} ends on {v['used_until'].isoformat()} and no successor begins the day after in "
                "the same pair; name one in the file, or say why in reason",
            )


def _without_reason(rows: Sequence[CheckedRow]) -> Iterator[Fault]:
    for row in rows:
        if row.values["status"] not in INCLUDED and not row.values["reason"]:
            yield Fault(FILE, row.line, "reason", "is blank; a pair that is refused says why")


def _without_parts(rows: Sequence[CheckedRow]) -> Iterator[Fault]:
    parts = {
        (row.values["subset"], name.strip())
        for row in rows
        for name in (row.values["part_of"] or "").split(";")
        if name.strip()
    }
    sums = {
        (row.values["subset"], row.values["offence_type"]): row.line
        for row in rows
        if row.values["level"] == "sum of parts"
    }
    for (subset, name), line in sums.items():
        if (subset, name) not in parts:
            yield Fault(FILE, line, "level", f"no pair of {subset!r} says in part_of that it belongs to {name!r}")
    for row in rows:
        for name in (row.values["part_of"] or "").split(";"):
            if name.strip() and (row.values["subset"], name.strip()) not in sums:
                yield Fault(FILE, row.line, "part_of", f"{name.strip()!r} is not a sum of parts of this set")
