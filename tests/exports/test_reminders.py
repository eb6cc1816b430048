"""The calendar of a body holds its clocks and nothing that is not known to be open; the digest says what changed."""

from __future__ import annotations

from datetime import date

import pytest
from icalendar import Calendar

from dashboard.domain.asat import AsAt
from dashboard.domain.errors import UnknownName
from dashboard.exports.calendar import calendar_of
from dashboard.exports.digest import digest_of
from dashboard.views.reminders import body_named, clocks_of, entries_since
from tests.routes.own import asking


def events(store, body, day):
    as_at = AsAt(date.fromisoformat(day))
    name, code = body_named(store, body, as_at)
    made = calendar_of(name, *clocks_of(store, code, as_at))
    assert made == calendar_of(name, *clocks_of(store, code, as_at)), "the same day gives the same bytes"
    return {str(e["summary"]): e.decoded("dtstart") for e in Calendar.from_ical(made).walk("VEVENT")}


def test_the_last_of_the_56_days_and_the_due_dates_of_a_force(bundled_store):
    found = events(bundled_store, "West Midlands", "2017-10-01")
    title = "Last of 56 days: West Midlands Police: Crime Data Integrity inspection 2017"
    assert found[title] == date(2017, 11, 1)
    assert sorted(day for summary, day in found.items() if summary.startswith("Due")) == [
        date(2017, 12, 7),
        date(2017, 12, 7),
        date(2018, 3, 7),
        date(2018, 3, 7),
    ]


@pytest.mark.parametrize("body", ["West Midlands", "Kent", "Derbyshire", "national"])
def test_the_calendar_holds_every_open_date_of_the_register_past_or_to_come(bundled_store, body):
    as_at = AsAt(date(2026, 11, 23))
    name, code = body_named(bundled_store, body, as_at)
    responses, recommendations = clocks_of(bundled_store, code, as_at)
    made = Calendar.from_ical(calendar_of(name, responses, recommendations))
    found = {str(e["uid"]).split("@")[0]: e.decoded("dtstart") for e in made.walk("VEVENT")}
    register = recommendations.table("recommendations").records()
    expected = {r["rec_id"]: r["due_latest"] for r in register if r["category"] not in ("closed", "no date")}
    expected |= {
        f"{r['rec_id']}-strict": r["due_strict"]
        for r in register
        if r["rec_id"] in expected and r["due_strict"] != r["due_latest"]
    }
    for r in responses.table("responses").records() if responses else ():
        if r["last_day"] and not r["response_published_on"]:
            expected[r["response_id"]] = r["last_day"]
    assert found == expected


def test_the_national_calendar_has_both_readings_of_a_season(bundled_store):
    found = events(bundled_store, "national", "2025-04-01")
    (strict,) = (day for words, day in found.items() if words.startswith("Due, strict reading: OSR-2024-3"))
    (lenient,) = (day for words, day in found.items() if words.startswith("Due: OSR-2024-3"))
    assert (strict, lenient) == (date(2025, 5, 31), date(2025, 8, 31))


def test_a_body_is_found_by_force_or_by_its_own_name_and_an_unknown_one_is_refused(bundled_store):
    today = AsAt(date(2026, 11, 23))
    assert body_named(bundled_store, "Mayor of Greater Manchester", today)[1] == "E23000005"
    with pytest.raises(UnknownName):
        body_named(bundled_store, "Narnia", today)


def test_the_address_of_a_calendar_answers_and_an_unknown_body_is_a_clear_fault(bundled_store):
    with asking(bundled_store) as client:
        answer = client.get("/calendar/national.ics")
        assert (answer.status_code, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
        assert answer.content.startswith(b"BEGIN:VCALENDAR")
        early = Calendar.from_ical(client.get("/calendar/national.ics?as_at=1999-01-01").content)
        assert str(early["x-wr-caldesc"]).startswith("As at 1 January 1999. What each item has")
        assert [e.decoded("dtstart") for e in early.walk("VEVENT")] == [date(1999, 1, 1)]
        assert client.get("/calendar/national.ics?as_at=soon").status_code == 400
        assert client.get("/calendar/narnia.ics").status_code == 404


def test_the_digest_names_what_comes_within_four_weeks(bundled_store):
    as_at, since = AsAt(date(2019, 3, 1)), date(2019, 1, 1)
    responses, recommendations = clocks_of(bundled_store, "E23000032", as_at)
    text = digest_of("Kent", since, entries_since(bundled_store, "E23000032", since, as_at), recommendations, responses)
    assert "Nothing was entered." in text
    assert "Kent Police: Crime Data Integrity re-inspection 2018: day 46 of 56, 10 days left" in text
