"""Which counts answer where several publications and kinds of period give them: rules, and nothing of the store.

A sum over what answers must never be a double count.  So one kind of period answers at a time (quarters, years, or
another length), its periods never overlap, one publication answers for each, and of an offence group either the whole or
its parts are given.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.domain.dates import period_words
from dashboard.store.queries.facts import Record
from dashboard.store.queries.published_counts import Stated

Kind = tuple[int, int]  # months, and the month in which it ends where that tells kinds apart
Days = tuple[date, date]
QUARTERS, YEARS = (3, 0), (12, 0)
OVERLAPPING_NAMED = 3


@dataclass(frozen=True)
class Chosen:
    """The periods that answer, oldest first, what they are called, and what is held beside them in words."""

    periods: list[Stated]
    kind: Kind | None
    words: str
    others: list[str]

    def stretches(self) -> list[int]:
        """For each period the number of the unbroken stretch it belongs to, from 1."""
        numbers: list[int] = []
        for at, one in enumerate(self.periods):
            follows = at > 0 and one.period_start == self.periods[at - 1].period_end + timedelta(days=1)
            numbers.append(numbers[-1] + (not follows) if numbers else 1)
        return numbers


def kind_of(start: date, end: date) -> Kind:
    """Quarters of a year are one kind and twelve months another; other lengths are told apart by their last month."""
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if months == 3 and end.month % 3 == 0:
        return QUARTERS
    return YEARS if months == 12 else (months, end.month)


def words_of(kind: Kind, periods: Iterable[Stated]) -> str:
    """`quarters`, `years ending March`, `years` where they do not all end in one month, `9 months ending December`."""
    months, last = kind
    if kind == QUARTERS:
        return "quarters"
    if kind == YEARS:
        ends = {one.period_end.month for one in periods}
        return f"years ending {calendar.month_name[ends.pop()]}" if len(ends) == 1 else "years"
    return f"{months} months ending {calendar.month_name[last]}"


def chosen(stated: Iterable[Stated], *, is_dated: bool) -> Chosen:
    """The kind of period that answers, with its periods.

    Between dates it is the kind that covers most months, and the shorter where two cover as many; otherwise the one that
    reaches furthest.  A part of a year answers only where there is nothing else, since it cannot stand beside a whole one.
    """
    groups: dict[Kind, list[Stated]] = defaultdict(list)
    for one in stated:
        groups[kind_of(one.period_start, one.period_end)].append(one)
    chains = {kind: answering(members) for kind, members in groups.items()}

    def rank(kind: Kind) -> tuple[bool, int, int, int, int]:
        newest = 0 if is_dated else chains[kind][-1].period_end.toordinal()
        return (kind not in (QUARTERS, YEARS), -newest, -_months(chains[kind]), *kind)

    ranked = sorted(chains, key=rank)
    if not ranked:
        return Chosen([], None, "", [])
    kind, *rest = ranked
    return Chosen(
        chains[kind],
        kind,
        words_of(kind, chains[kind]),
        [*_overlapping(groups[kind], chains[kind]), *(words_of(other, groups[other]) for other in rest)],
    )


def _months(periods: Sequence[Stated]) -> int:
    return sum(
        (p.period_end.year - p.period_start.year) * 12 + p.period_end.month - p.period_start.month + 1 for p in periods
    )


def _overlapping(members: Iterable[Stated], chain: Sequence[Stated]) -> list[str]:
    """What is held of the same kind and left out, because it overlaps with what answers."""
    taken = {_days(one) for one in chain}
    left_out = sorted({_days(one) for one in members} - taken, key=lambda days: days[1], reverse=True)
    if not left_out:
        return []
    named = ", ".join(period_words(*days) for days in left_out[:OVERLAPPING_NAMED])
    more = f" and {len(left_out) - OVERLAPPING_NAMED} more" if len(left_out) > OVERLAPPING_NAMED else ""
    return [f"{named}{more}, which overlap{'' if len(left_out) > 1 else 's'} with those given"]


def answering(stated: Iterable[Stated]) -> list[Stated]:
    """For each period the publication that answers, in order of time; of periods that overlap the newest.

    The one that states the period in full comes first, then one read at first hand if it has counts for at least half as
    many areas as any, then the one with counts for most areas, then the newest.
    """
    by_days: dict[Days, list[Stated]] = defaultdict(list)
    for one in stated:
        by_days[_days(one)].append(one)
    chain: list[Stated] = []
    for days in sorted(by_days, key=lambda days: (days[1], days[0]), reverse=True):
        if not chain or days[1] < chain[-1].period_start:
            most = max(one.areas for one in by_days[days])
            chain.append(max(by_days[days], key=lambda one: _rank(one, most)))
    return chain[::-1]


def _days(one: Stated) -> Days:
    return (one.period_start, one.period_end)


def _rank(one: Stated, most: int) -> tuple[bool, bool, int, date, str]:
    is_first_hand = not one.is_secondary and one.areas * 2 >= most
    return (one.is_whole, is_first_hand, one.areas, one.known_from, one.publication_id)


def without_double_counts(rows: Sequence[Record], *, by_code: bool) -> list[Record]:
    """Of each area, period and offence group the parts where they add up to the whole, else the whole.

    `by_code` True keeps single codes as they are, since nothing else was asked for.
    """
    if by_code:
        return [row for row in rows if row["offence_code"]]
    groups: dict[tuple[object, ...], list[Record]] = defaultdict(list)
    for row in rows:
        groups[row["area_code"], row["period_start"], row["period_end"], row["offence_group"]].append(row)
    return [row for members in groups.values() for row in _one_level(members)]


def _one_level(rows: list[Record]) -> list[Record]:
    codes = [row for row in rows if row["offence_code"]]
    parts = [row for row in rows if row["offence_subgroup"] and not row["offence_code"]]
    whole = [row for row in rows if not row["offence_subgroup"] and not row["offence_code"]]
    total = _sum(whole) if whole else _sum(parts) if parts else None
    for finer in (codes, parts):
        if finer and (total is None or (total == _sum(finer) and all(row["offences"] is not None for row in finer))):
            return finer
    return whole or parts or codes


def _sum(rows: list[Record]) -> int:
    return sum(row["offences"] or 0 for row in rows)
