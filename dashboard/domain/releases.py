"""When the next issue of something published again and again was to be expected, from how often it comes."""

from __future__ import annotations

from datetime import date, timedelta

from dashboard.domain.dates import add_months

# Months from one issue to the next.  What comes irregularly or once is never behind.
MONTHS = {"monthly": 1, "quarterly": 3, "twice a year": 6, "yearly": 12}
# Days of publication move by a few weeks from one issue to the next; inside these nothing is called behind.
GRACE_DAYS = 31


def expected_by(frequency: str, newest: date | None) -> date | None:
    """The last day by which the issue after `newest` was to be expected; None where nothing can be expected."""
    months = MONTHS.get(frequency.strip().casefold())
    if months is None or newest is None:
        return None
    return add_months(newest, months) + timedelta(days=GRACE_DAYS)


def days_behind(frequency: str, newest: date | None, on: date) -> int | None:
    """Days since the next issue was to be expected, 0 where it is not yet; None where nothing can be expected."""
    last_day = expected_by(frequency, newest)
    return None if last_day is None else max(0, (on - last_day).days)
