"""Periods of which counts could be expected and none are held: between those that answer, and out to the dates asked for."""

from __future__ import annotations

from datetime import date, timedelta

from dashboard.domain.dates import add_months
from dashboard.views.count_choice import QUARTERS, YEARS, Chosen, Days

MOST = 400  # periods told of; a date long before any publication must not make thousands of rows


def gaps_in(answer: Chosen, *, first: date | None, last: date | None, until: date) -> list[Days]:
    """Whole periods of the kind that answers, in order, which nobody gives.

    Args:
        answer: what answers.
        first, last: dates asked for; without them only what lies between the periods held is expected.
        until: the day of the question; what ends later cannot be expected.
    """
    if answer.kind not in (QUARTERS, YEARS) or not answer.periods:
        return []
    months = answer.kind[0]
    oldest, newest = answer.periods[0], answer.periods[-1]
    found: list[Days] = []
    for before, after in zip(answer.periods, answer.periods[1:], strict=False):
        found += _back_from(after.period_start, before.period_end + timedelta(days=1), months)
    if first:
        found += _back_from(oldest.period_start, first, months)
    if last:
        found += _on_from(newest.period_end, min(last, until), months)
    return sorted(found, key=lambda days: days[1])[-MOST:]


def _back_from(start: date, earliest: date, months: int) -> list[Days]:
    """Periods that end the day before `start`, and before one another, none beginning before `earliest`."""
    found: list[Days] = []
    while (begins := add_months(start, -months)) >= earliest and len(found) < MOST:
        found.append((begins, start - timedelta(days=1)))
        start = begins
    return found


def _on_from(end: date, latest: date, months: int) -> list[Days]:
    found: list[Days] = []
    start = end + timedelta(days=1)
    while (follows := add_months(start, months)) - timedelta(days=1) <= latest and len(found) < MOST:
        found.append((start, follows - timedelta(days=1)))
        start = follows
    return found
