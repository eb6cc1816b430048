"""The duty to answer an inspection report under section 55 of the Police Act 1996, as amended.

The comments must be published before the end of 56 days beginning with the day of publication, so the day of
publication is day 1 and the last day is 55 days later.  The amendment came into force on 2 May 2017.
"""

from __future__ import annotations

from datetime import date, timedelta

DUTY_BEGAN_ON = date(2017, 5, 2)
DAYS_ALLOWED = 56


def duty_applies(published_on: date) -> bool:
    """Whether the 56-day clock runs for a report published on this day (transitional wording was not read)."""
    return published_on >= DUTY_BEGAN_ON


def last_day_to_respond(published_on: date) -> date | None:
    """The last day on which the comments are in time, or None where the duty had not begun."""
    return published_on + timedelta(days=DAYS_ALLOWED - 1) if duty_applies(published_on) else None


def day_of_clock(published_on: date, on: date) -> int:
    """Which day of the clock `on` is: 1 on the day of publication, 56 on the last day."""
    return (on - published_on).days + 1
