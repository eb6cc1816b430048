"""Which counts answer where several publications and kinds of period give them: rules, and nothing of the store.

A sum over what answers must never be a double count.  So one kind of period answers at a time (quarters, years that end
in one month, or another length), one publication answers for each period, and of an offence group either the whole or
its parts are given.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from dashboard.store.queries.facts import Record
from dashboard.store.queries.published_counts import Stated

Kind = tuple[int, int]  # months, and the month in which it ends where that tells kinds apart


def kind_of(start: date, end: date) -> Kind:
    """Quarters that begin a quarter of the year are one kind; other lengths are told apart by their last month."""
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if months == 3 and end.month % 3 == 0:
        return (3, 0)
    return (months, end.month)


def words_of(kind: Kind) -> str:
    """`quarters`, `years ending March`, `9 months ending December`."""
    months, last = kind
    if kind == (3, 0):
        return "quarters"
    if months == 12:
        return f"years ending {calendar.month_name[last]}"
    return f"{months} months ending {calendar.month_name[last]}"


def chosen_kind(stated: Iterable[Stated], *, since: date | None = None) -> tuple[Kind | None, list[Kind]]:
    """The kind of period that answers, and the others there are.

    It is the one that covers most months from `since` on (from the beginning, where None or where two cover as many),
    and then the shorter.
    """
    months: dict[Kind, set[int]] = defaultdict(set)
    for period in stated:
        start = period.period_start.year * 12 + period.period_start.month
        end = period.period_end.year * 12 + period.period_end.month
        months[kind_of(period.period_start, period.period_end)].update(range(start, end + 1))
    first = since.year * 12 + since.month if since else 0

    def rank(kind: Kind) -> tuple[int, int, int, bool, int]:
        late = sum(month >= first for month in months[kind])
        return (-late, -len(months[kind]), kind[0], kind != (12, 3), kind[1])

    ranked = sorted(months, key=rank)
    return (ranked[0], ranked[1:]) if ranked else (None, [])


def answering(stated: Iterable[Stated], kind: Kind) -> list[Stated]:
    """For each period of a kind the publication that answers, in order of time.

    The one that states the period in full comes first, then the one with counts for most areas, then the newest; of two
    known on one day the one read first hand.
    """
    best: dict[tuple[date, date], Stated] = {}
    for one in stated:
        days = (one.period_start, one.period_end)
        if kind_of(*days) == kind and (days not in best or _rank(one) > _rank(best[days])):
            best[days] = one
    return [best[days] for days in sorted(best, key=lambda days: days[1])]


def _rank(one: Stated) -> tuple[bool, int, date, bool, str]:
    return (one.is_whole, one.areas, one.known_from, not one.is_secondary, one.publication_id)


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
