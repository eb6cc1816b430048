"""The clocks of one body as a calendar feed: the last days of the 56, and the due dates of what it must do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from dashboard.domain.dates import british
from dashboard.domain.responses import AWAITED, PAST_UNPUBLISHED, PAST_UNRECORDED
from dashboard.domain.view_model import Value, View

Row = dict[str, Value]
RULE = (
    "What each item has as its last day, past or to come; its text says where it stands, and where nothing is recorded since, it "
    "may have ended. Left out: items ended by their issuer, without a date, or waiting for others."
)


def calendar_of(body: str, responses: View | None, recommendations: View) -> bytes:
    """An iCalendar file (RFC 5545) of whole days; the same views give the same bytes, whatever the hour.

    `responses` is the view of that name, None for national bodies, which answer no inspection report.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Recorded Crime Quality//clocks//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"Recorded crime: clocks of {body}")
    calendar.add("x-wr-caldesc", f"As at {british(recommendations.as_at)}. {RULE}")
    stamp = datetime.combine(recommendations.as_at, datetime.min.time(), UTC)
    for uid, day, summary, words in sorted(_events(responses, recommendations)) or [_nothing(recommendations)]:
        event = Event()
        event.add("uid", f"{uid}@recorded-crime-quality")
        event.add("dtstamp", stamp)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", summary)
        event.add("description", words)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return calendar.to_ical()


def _nothing(recommendations: View) -> tuple[str, date, str, str]:
    """The one event of a calendar that has no other: the standard allows none without a component."""
    return "nothing-due", recommendations.as_at, "No open clock is held", RULE


def _events(responses: View | None, recommendations: View) -> Iterator[tuple[str, date, str, str]]:
    for row in responses.table("responses").records() if responses else ():
        if row["on_record"] in (AWAITED, PAST_UNPUBLISHED, PAST_UNRECORDED):
            yield from _one(row["response_id"], row["last_day"], f"Last of 56 days: {row['report_title']}", row)
        asked_by = row["comments_due_on"]
        if asked_by and not row["comments_received_on"] and not row["response_published_on"]:
            yield from _one(f"{row['response_id']}-comments", asked_by, f"Chief's comments: {row['report_title']}", row)
    for row in recommendations.table("recommendations").records():
        if row["category"] in ("closed", "no date") or (row["category"] == "disputed" and row["waits_for"]):
            continue
        said = f"{row['rec_id']}: {row['summary']}"
        strict = row["due_strict"]
        if strict and strict != row["due_latest"]:
            yield from _one(f"{row['rec_id']}-strict", strict, f"Due, strict reading: {said}", row)
        yield from _one(str(row["rec_id"]), row["due_latest"], f"Due: {said}", row)


def _one(uid: Value, day: Value, summary: str, row: Row) -> Iterator[tuple[str, date, str, str]]:
    if isinstance(day, date):
        where = f" ({row['force']})" if row["force"] else ""
        yield str(uid), day, " ".join(summary.split()), f"{row['clock']}{where}"
