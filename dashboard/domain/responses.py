"""Where the answer to an inspection report stands against its 56 days, as at any day.

Three things are kept apart: an answer that was late, one that is still open, and one of which nothing is recorded.  Only
what is recorded is called late.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from dashboard.domain.dates import british
from dashboard.domain.duty import DAYS_ALLOWED, DUTY_BEGAN_ON, day_of_clock, duty_applies, last_day_to_respond

STATES = ("open", "published", "late", "unknown", "no_duty")
# What is on record of an answer: a clock past its last day is told apart from one of which no day is known.
PUBLISHED, AWAITED = "published", "awaited, within the 56 days"
PAST_UNRECORDED, PAST_UNPUBLISHED = "nothing recorded, last day past", "not published, last day past"
NO_DAY, NO_DUTY = "day of the report not known", "no duty"
ON_RECORD = (AWAITED, PAST_UNPUBLISHED, PAST_UNRECORDED, PUBLISHED, NO_DAY, NO_DUTY)
COMMENTS_WAITED_FOR = 21  # days after publication from which a force's missing comments are worth a reminder
RECENTLY = 28  # days past a last day within which the days are still counted out, though nothing is called late
# A date of one of these is the date of something else than the answer.
NOT_AN_ANSWER = frozenset({"meeting date"})
# A row that says no more than that a report came out: its clock runs from that day, whenever its answer became known.
REPORT_ITSELF = "report's own publication"
_OF_THE_BODY = re.compile(r"commissioner|mayor|authority|common council|mopac|policing board", re.IGNORECASE)


@dataclass(frozen=True)
class ResponseClock:
    """The clock of one report for one policing body.

    `day_of_56` is the day on which the answer was published, or today's where it is open; `days_in_hand` is what was or is
    left; `days_late` only what is known to be late.  `words` say all of it.  `on_record` is one of `ON_RECORD`: it tells an
    answer of which nothing is recorded past its last day, which may have been in time, from one that cannot be dated;
    `days_past_last_day` counts the days since the last day where no publication is on record.
    """

    state: str
    duty_applies: bool | None
    last_day: date | None
    response_published_on: date | None
    day_of_56: int | None
    days_in_hand: int | None
    days_late: int | None
    words: str
    on_record: str = ""
    days_past_last_day: int | None = None


def answers_for_the_body(responder: str | None, date_kind: str | None) -> bool:
    """Whether a statement held is one by which a policing body can have answered: its own, and not a meeting."""
    return bool(_OF_THE_BODY.search(responder or "")) and (date_kind or "") not in NOT_AN_ANSWER


def response_clock(
    published_on: date | None,
    *,
    on: date,
    precision: str = "day",
    response_on: date | None = None,
    has_body: bool = True,
    is_tracked: bool = False,
) -> ResponseClock:
    """The clock as at `on`.

    `precision` is that of the report's date.  `is_tracked` says that the body's own office keeps its answer here, so that
    nothing recorded means nothing published.  A response dated before its report is a slip and counts as not recorded.
    """
    if reason := _no_duty(published_on, has_body=has_body):
        return ResponseClock("no_duty", False, None, response_on, None, None, None, reason, NO_DUTY)
    if published_on is None or precision != "day":
        words = "the day of the report is not known, so neither is the last day"
        # A month is held by its last day: had the report come out then, its last day would be the latest there can be.
        latest = last_day_to_respond(published_on) if published_on and precision == "month" else None
        if latest and on > latest:
            words += f"; it is past on any reading, being {british(latest)} at the latest"
        applies = None if published_on is None else True
        on_record = PUBLISHED if response_on and response_on <= on else NO_DAY
        return ResponseClock("unknown", applies, None, response_on, None, None, None, words, on_record)
    last = last_day_to_respond(published_on)
    assert last is not None, "the duty applies"
    if response_on is not None and published_on <= response_on <= on:
        return _answered(published_on, last, response_on)
    if on <= last:
        return _open(published_on, last, on)
    late = (on - last).days
    if is_tracked:
        words = f"{_days(late)} late and not yet published"
        return ResponseClock("late", True, last, None, None, None, late, words, PAST_UNPUBLISHED, late)
    words = f"deadline {british(last)}; publication of the answer not recorded"
    if late <= RECENTLY:
        words += f"; {_days(late)} late unless it was published in time"
    return ResponseClock("unknown", True, last, None, None, None, None, words, PAST_UNRECORDED, late)


def _no_duty(published_on: date | None, *, has_body: bool) -> str:
    if not has_body:
        return "no local policing body under the Police Act 1996 oversees this force"
    if published_on is None or duty_applies(published_on):
        # A date known to the month is held as its last day; one in May 2017 began before the duty did.
        return ""
    began = british(DUTY_BEGAN_ON)
    return f"published before {began}, when the 56 days came into force, so no statutory clock runs"


def _answered(published_on: date, last: date, response_on: date) -> ResponseClock:
    day, hand = day_of_clock(published_on, response_on), (last - response_on).days
    if hand >= 0:
        words = f"published on day {day}, {_days(hand)} in hand"
        return ResponseClock("published", True, last, response_on, day, hand, 0, words, PUBLISHED)
    words = f"published on day {day}, {_days(-hand)} late"
    return ResponseClock("late", True, last, response_on, day, None, -hand, words, PUBLISHED)


def _open(published_on: date, last: date, on: date) -> ResponseClock:
    day, hand = day_of_clock(published_on, on), (last - on).days
    if day < 1:
        words = f"published on {british(published_on)}; the clock has not begun"
        return ResponseClock("open", True, last, None, None, None, None, words, AWAITED)
    left = "last day today" if hand == 0 else f"{_days(hand)} left"
    return ResponseClock("open", True, last, None, day, hand, None, f"day {day} of {DAYS_ALLOWED}, {left}", AWAITED)


def _days(number: int) -> str:
    return f"{number:,} day{'' if number == 1 else 's'}"


def is_about_every_force(report_title: str, kind: str, addressee: str) -> bool:
    """Whether every local policing body owes an answer: a report that says it is national, or that is aimed at all chiefs."""
    title = report_title.casefold()
    says_so = kind == "national report" or "national report" in title or title.startswith("peel spotlight:")
    return says_so or addressee.startswith("All ")


def response_id_of(force_slug: str, report_title: str, published_on: date | None) -> str:
    """The name under which entries about an answer are made: force, day and title of the report, fit for an address."""
    title = re.sub(r"[^a-z0-9]+", "-", report_title.casefold()).strip("-")[:60].strip("-")
    return f"{force_slug or 'national'}-{published_on.isoformat() if published_on else 'undated'}-{title}"
