"""Meetings: the agenda from what changed, minutes against its items, snapshots that prove themselves, and packs."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from pptx import Presentation

from dashboard.commands.loading import load_bundled_record
from dashboard.commands.publications import Wishes, load_publication, undo_load
from dashboard.commands.record import record
from dashboard.domain.access import Person, Role
from dashboard.domain.asat import AsAt
from dashboard.domain.errors import ReaderError, UnknownName
from dashboard.domain.ledger import AccessRefused, Entry, EntryConflict, EntryRefused, Evidence
from dashboard.exports.atom import atom
from dashboard.exports.make import Wish, make
from dashboard.exports.meeting import (
    agenda_entry,
    agenda_of,
    figures_day,
    minutes_text,
    pack_views,
    papers_of,
    reopened,
    snapshot_entry,
    snapshot_lines,
    snapshot_named,
    why_otherwise,
)
from dashboard.exports.snapshot import differences, squeezed
from dashboard.views.agenda_items import agenda_items
from dashboard.views.change_kinds import NOT_NEW, OLDER
from dashboard.views.changes import PUBLIC_ENTRIES, UNPUBLISHED
from dashboard.views.links import read_link
from dashboard.views.raw_facts import OPEN
from tests.builders import KENT, clock_at, publication_row, source_row, write_record
from tests.loaders_published.writing import csv_bytes, open_data, open_data_row
from tests.routes.own import asking
from tests.views.asking import ask, rows

GROUP = Person(Role.WORKING_GROUP)
CLOCK = clock_at("2026-11-20")
LETTER = Evidence(title="Letter", url="https://example.org/letter")
MEASURE = {"recorded_pct": "83.6", "margin_pct": "1.9"}


@pytest.fixture
def held(loaded):
    """A store with one inspection, published in 2024, and its rate."""
    return loaded(
        sources=[source_row(published_on="2024-06-01")],
        inspections=[{"published_on": "2024-06-01"}],
        inspection_measures=[MEASURE],
        recommendations=[{}],
    )


def an_agenda(store, name="jwg", items=None, on="2026-11-20"):
    body = {
        "title": "Working group",
        "meeting_on": on,
        "items": items or [{"title": "Rates", "link": "inspections?force=Kent"}],
    }
    record(store, CLOCK, GROUP, Entry("agenda", name, "agenda", body))
    return agenda_of(store, name, AsAt(CLOCK.today()))


def minute(number=1, **body):
    said = {"meeting": "jwg", "item": 1, "kind": "decision", "words": "Agreed."} | body
    return Entry("minute", f"jwg-{number}", "minute", said)


def test_scenario_64_changes_since_the_last_meeting_are_listed_and_nothing_before_or_after(bundled_store):
    view = ask(bundled_store, "changes", "2026-11-20", since="2025-06-01")
    listed = rows(view, "changes")
    assert {"window closed", "new inspection", "revision", "new audit", "recommendation moved"} <= {
        r["kind"] for r in listed
    }
    assert all(date(2025, 6, 1) < r["known_from"] <= date(2026, 11, 20) for r in listed)
    assert [r["known_from"] for r in listed] == sorted((r["known_from"] for r in listed), reverse=True)
    assert sum(r["changes"] for r in rows(view, "kinds")) == len(listed)
    assert rows(ask(bundled_store, "changes", "2026-11-20", since="2026-11-20"), "changes") == []


def test_scenario_64_a_window_closes_on_the_day_after_its_last_day(bundled_store):
    def closed(day):
        listed = rows(ask(bundled_store, "changes", day, since="2025-08-01"), "changes")
        return [r for r in listed if r["kind"] == "window closed" and r["now"] == "last day was 31 August 2025"]

    assert closed("2025-08-31") == []
    assert closed("2025-09-01")


def test_a_revision_shows_both_values_and_both_editions_reason(held, tmp_path):
    newer = [
        source_row(published_on="2024-06-01"),
        source_row(source_id="source-2", published_on="2025-03-01", change_kind="correction", change_reason="Misprint"),
    ]
    folder = write_record(
        tmp_path / "newer",
        sources=newer,
        record_date=date(2025, 4, 1),
        inspections=[{"published_on": "2024-06-01"}],
        inspection_measures=[MEASURE, {"recorded_pct": "85.0", "margin_pct": "1.9", "source_id": "source-2"}],
    )
    load_bundled_record(held, folder, clock_at("2025-04-02"))
    (line,) = [r for r in rows(ask(held, "changes", "2025-06-01", since="2025-01-01"), "changes") if r["before"]]
    assert (line["kind"], line["before"], line["now"]) == ("correction", "recorded_pct 83.6", "recorded_pct 85")
    assert line["reason"] == "Misprint"


def test_what_is_undated_older_or_our_copy_is_listed_apart_and_never_counted_as_new(loaded):
    store = loaded(
        record_date="2025-06-30",
        sources=[
            source_row(published_on="2025-06-01"),
            source_row("undated", published_on="", retrieved_on="2025-06-10"),
        ],
        inspections=[
            {"inspection_id": "new", "published_on": "2025-06-01"},
            {"inspection_id": "old", "published_on": "2017-06-15"},
            {"inspection_id": "no-day", "published_on": "", "published_precision": "unknown"},
            {"inspection_id": "known-by-its-own-day", "published_on": "2025-06-01", "source_id": "undated"},
        ],
        audits=[{"audit_id": "undated", "source_id": "undated"}],
    )
    view = ask(store, "changes", "2025-07-01", since="2025-05-01")
    listed = [r for r in rows(view, "changes") if r["reason"] or r["kind"] == "new inspection"]
    assert sorted(r["kind"] for r in listed) == ["new inspection", "new inspection", OLDER, OLDER, OLDER]
    assert "new inspection 2." in view.statement
    (item,) = [i for i in agenda_items(view, date(2025, 5, 1), date(2025, 7, 1)) if i["title"].startswith("New insp")]
    assert item["title"] == "New inspections (2)"
    asked = read_link(item["link"])
    opened = ask(store, asked.view, "2025-07-01", **dict(asked.filters))
    assert {r["kind"] for r in rows(opened, "changes")} == {"new inspection"}, "the link opens what the item names"


def test_scenario_64_the_agenda_names_what_is_past_its_date_whenever_its_window_closed(bundled_store):
    entry = agenda_entry(bundled_store, "jwg", "Group", date(2026, 11, 20), date(2026, 11, 1), clock=CLOCK)
    titles = {i["title"].partition(" (")[0]: i for i in entry.body["items"]}
    plan = rows(ask(bundled_store, "action_plan", "2026-11-20"), "actions")
    late = [r["action_id"] for r in plan if str(r["state"]).startswith("past its date")]
    assert f"({len(late)})" in titles["Committed actions past their date"]["title"]
    assert late[0] in titles["Committed actions past their date"]["note"]
    assert read_link(titles["Recommendations overdue"]["link"]).filters == (("due", "overdue"),)


def test_a_meeting_still_to_come_shows_what_is_known_until_its_day(held):
    entry = agenda_entry(held, "next", "Next", date(2027, 1, 10), date(2024, 1, 1), clock=CLOCK)
    assert "as_at" not in entry.body
    assert all(read_link(item["link"]).as_at is None for item in entry.body["items"] if item.get("link"))
    record(held, CLOCK, GROUP, entry)
    agenda = agenda_of(held, "next", AsAt(CLOCK.today()))
    assert [figures_day(agenda, day).day for day in (CLOCK.today(), date(2027, 3, 1))] == [
        CLOCK.today(),
        date(2027, 1, 10),
    ]
    with pytest.raises(ReaderError, match="give the day of the meeting before"):
        agenda_entry(held, "next", "Next", date(2027, 1, 10), date(2026, 12, 1), clock=CLOCK)


def test_an_agenda_is_made_from_what_changed_with_one_item_for_each_sort(bundled_store):
    since, on = date(2025, 6, 1), date(2026, 11, 20)
    changes = ask(bundled_store, "changes", on.isoformat(), since=since.isoformat())
    items = agenda_items(changes, since, on)
    titles = [item["title"].partition(" (")[0] for item in items]
    assert titles[0] == "What changed since the last meeting"
    assert titles[-1] == "Questions and further business"
    assert (
        titles.index("Actions and recommendations that moved")
        < titles.index("Windows that closed")
        < titles.index("New inspections")
    )
    for item in items[:-1]:
        assert read_link(item["link"]).as_at == AsAt(on)
        assert item["note"]


def test_an_agenda_made_is_an_entry_and_can_be_edited_and_a_stale_edit_shows_both(held):
    entry = agenda_entry(held, "jwg", "Working group", date(2026, 11, 20), date(2024, 1, 1))
    first = record(held, CLOCK, GROUP, entry).entry_id
    edited = replace(entry, body={**entry.body, "title": "Another title"}, expects=first)
    record(held, CLOCK, GROUP, edited)
    assert agenda_of(held, "jwg", AsAt(CLOCK.today())).body["title"] == "Another title"
    with pytest.raises(EntryConflict, match="Another title"):
        record(held, CLOCK, GROUP, replace(edited, body={**entry.body, "title": "Mine"}))
    with pytest.raises(ReaderError, match="there are: jwg"):
        agenda_of(held, "other", AsAt(CLOCK.today()))


def test_a_reader_or_a_force_cannot_make_agendas_minutes_or_snapshots(held):
    agenda = an_agenda(held)
    entries = [
        minute(),
        snapshot_entry(held, agenda, CLOCK),
        agenda_entry(held, "x", "T", date(2026, 1, 2), date(2026, 1, 1)),
    ]
    for person in (Person(Role.READER), Person(Role.FORCE, KENT)):
        for entry in entries:
            with pytest.raises(AccessRefused):
                record(held, CLOCK, person, entry)


def test_scenario_68_an_action_needs_owner_window_recommendation_and_evidence(held):
    an_agenda(held)
    with pytest.raises(EntryRefused) as refused:
        record(held, CLOCK, GROUP, minute(kind="action"))
    places = {fault.place for fault in refused.value.faults}
    assert "evidence" in places
    with pytest.raises(EntryRefused) as refused:
        record(held, CLOCK, GROUP, replace(minute(kind="action"), evidence=(LETTER,)))
    assert {fault.place for fault in refused.value.faults} == {"body.owner", "body.latest", "body.recommendation"}
    with pytest.raises(EntryRefused, match="before the window opens"):
        record(held, CLOCK, GROUP, minute(earliest="2027-01-02", latest="2027-01-01"))


def test_scenario_68_the_minutes_export_as_text_under_their_items_and_stand_in_the_register_at_once(held):
    an_agenda(held, items=[{"title": "Rates", "link": "inspections"}, {"title": "Money"}])
    said = {"owner": "Home Office", "latest": "2027-01-31", "recommendation": "KENT-1"}
    record(held, CLOCK, GROUP, replace(minute(kind="action", words="Write to forces.", **said), evidence=(LETTER,)))
    record(held, CLOCK, GROUP, minute(2, item=None, words="Something else."))
    (other, action) = rows(ask(held, "minutes", "2026-11-20", meeting="jwg"), "minutes")
    assert (action["owner"], action["window"], action["item_title"]) == ("Home Office", "open", "Rates")
    assert "https://example.org/letter" in action["evidence"]
    assert other["item_title"] is None
    assert (
        rows(ask(held, "minutes", "2027-02-01", meeting="jwg"), "minutes")[1]["window"] == "passed on 31 January 2027"
    )
    assert rows(ask(held, "minutes", "2026-11-19"), "minutes") == [], "nothing was minuted by the day before"
    assert minutes_text(held, "jwg", AsAt(date(2026, 11, 20))).splitlines()[4:] == [
        "1. Rates",
        "   Action: Write to forces.",
        "      Owner: Home Office",
        "      Window: 31 January 2027",
        "      Recommendation: KENT-1",
        "      Evidence: Letter https://example.org/letter",
        "",
        "2. Money",
        "   Nothing was minuted.",
        "",
        "Outside the agenda",
        "   Decision: Something else.",
    ]


def test_a_broken_item_says_why_and_stops_no_other(held):
    items = [
        {"title": "Gone", "link": "no-such-page?force=Kent"},
        {"title": "Wrong filter", "link": "inspections?colour=red"},
        {"title": "Good", "link": "http://localhost:8501/inspections?force=Kent&as_at=2024-12-01"},
        {"title": "Talk"},
    ]
    agenda = an_agenda(held, items=items)
    shown = ask(held, "meetings", "2026-11-20")
    assert "problem" in shown.table("agenda").page_columns
    listed = rows(shown, "agenda")
    assert [bool(r["problem"]) for r in listed] == [True, True, False, False]
    assert "allowed" in listed[0]["problem"]
    views, faults = pack_views(held, agenda, CLOCK.today())
    assert [v.as_at for v in views] == [date(2024, 12, 1)]
    assert [f.partition(",")[0] for f in faults] == ["Item 1", "Item 2"]


@pytest.mark.parametrize(
    ("link", "view", "filters", "as_at"),
    [
        ("inspections?force=Kent", "inspections", {"force": "Kent"}, None),
        ("/inspections", "inspections", {}, None),
        ("https://example.org/plain/audits?as_at=2018-01-15&lang=cy", "audits", {}, "2018-01-15"),
        ("http://localhost:8501/meeting?meeting=jwg", "meetings", {"meeting": "jwg"}, None),
        ("api/v1/views/sources?page=2&per_page=10&as_at=today", "sources", {}, None),
    ],
)
def test_a_link_in_any_of_its_forms_is_read(link, view, filters, as_at):
    asked = read_link(link)
    assert (asked.view, dict(asked.filters)) == (view, filters)
    assert (asked.as_at.day.isoformat() if asked.as_at else None) == as_at


@pytest.mark.parametrize("link", ["", "words", "x" * 3000, "inspections?colour=red"])
def test_a_link_that_leads_nowhere_says_so(link):
    with pytest.raises((UnknownName, ReaderError)):
        read_link(link)


def test_a_snapshot_reopened_is_the_same_although_more_was_learnt_since(held, tmp_path):
    agenda = an_agenda(held)
    record(held, CLOCK, GROUP, snapshot_entry(held, agenda, CLOCK))
    (name,) = [r["snapshot"] for r in rows(ask(held, "meetings", "2026-11-20"), "snapshots")]
    later = write_record(
        tmp_path / "later",
        sources=[
            source_row(published_on="2024-06-01"),
            source_row("source-2", "2026-12-01", retrieved_on="2026-12-02"),
        ],
        record_date=date(2026, 12, 3),
        inspections=[{"published_on": "2024-06-01"}],
        inspection_measures=[MEASURE, {"recorded_pct": "90.0", "margin_pct": "1.0", "source_id": "source-2"}],
    )
    load_bundled_record(held, later, clock_at("2026-12-04"))
    snapshot = snapshot_named(held, name)
    assert [one.same for one in reopened(held, snapshot)] == [True]
    assert "1 of 1 views are the same to the last figure." in "\n".join(snapshot_lines(held, snapshot))


def test_a_snapshot_shows_exactly_what_differs_and_which_load_is_why(held, tmp_path):
    agenda = an_agenda(held)
    record(held, clock_at("2026-11-20"), GROUP, snapshot_entry(held, agenda, CLOCK))
    (name,) = [r["snapshot"] for r in rows(ask(held, "meetings", "2026-11-20"), "snapshots")]
    # An edition of 2025 that reaches us only now bears on what was known by the meeting's day.
    late = write_record(
        tmp_path / "late",
        sources=[
            source_row(published_on="2024-06-01"),
            source_row(
                "source-2", "2025-03-01", change_kind="correction", change_reason="Misprint", retrieved_on="2026-12-02"
            ),
        ],
        record_date=date(2026, 12, 3),
        inspections=[{"published_on": "2024-06-01"}],
        inspection_measures=[MEASURE, {"recorded_pct": "85.0", "margin_pct": "1.9", "source_id": "source-2"}],
    )
    load_bundled_record(held, late, clock_at("2026-12-04"))
    snapshot = snapshot_named(held, name)
    (one,) = reopened(held, snapshot)
    assert not one.same
    said = {(d.place.rpartition(": ")[2], d.before, d.now) for d in one.differences if d.part == "table results"}
    assert ("recorded_pct", "83.6", "85.0") in said
    assert any("Misprint" in cause for cause in why_otherwise(held, snapshot))
    text = "\n".join(snapshot_lines(held, snapshot))
    assert "differs" in text
    assert "Misprint" in text
    with pytest.raises(ReaderError, match="there are: jwg-"):
        snapshot_named(held, "none")


def test_a_snapshot_names_a_load_that_was_taken_out_since(loaded):
    store = loaded(
        publications=[
            publication_row(),
            publication_row(publication_id="ho-recorded-crime-open-data", title="Open data"),
        ],
        inspections=[{}],
    )
    content = csv_bytes(open_data(open_data_row(3), open_data_row(1, name="Arson endangering life", code="56A")))
    wishes = Wishes(published_on=date(2019, 7, 18))
    brought = load_publication(
        store, content=content, file_name="tables.csv", clock=clock_at("2026-11-19"), wishes=wishes, commit=True
    )
    assert brought.load_id, brought.stops
    agenda = an_agenda(store, items=[{"title": "Counts", "link": "recorded_crime?force=Kent"}])
    record(store, CLOCK, GROUP, snapshot_entry(store, agenda, CLOCK))
    (name,) = [r["snapshot"] for r in rows(ask(store, "meetings", "2026-11-20"), "snapshots")]
    assert "1 of 1 views are the same" in "\n".join(snapshot_lines(store, snapshot_named(store, name)))
    undo_load(store, brought.load_id, clock_at("2026-11-24"))
    text = "\n".join(snapshot_lines(store, snapshot_named(store, name)))
    assert "differs" in text
    assert f"took out load {brought.load_id}" in text


def test_what_was_kept_and_cannot_be_read_is_said(held):
    view = ask(held, "inspections")
    assert differences(squeezed(view), view) == []
    with pytest.raises(ReaderError, match="take a new snapshot"):
        differences("nonsense", view)


def test_a_pack_holds_the_views_of_the_agenda_in_its_order(held):
    agenda = an_agenda(held, items=[{"title": n, "link": n} for n in ("audits", "inspections", "audits")])
    views, faults = pack_views(held, agenda, CLOCK.today())
    assert ([v.name for v in views], faults) == (["audits", "inspections"], [])
    assert {v.as_at for v in views} == {date(2026, 11, 20)}
    deck = Presentation(io.BytesIO(make("slides", views, Wish("http://localhost/", title="Working group"))))
    assert deck.slides[0].shapes.title.text == "Working group"


def test_a_pack_opens_with_the_agenda_its_notes_and_the_minutes(held):
    items = [{"title": "Rates", "link": "inspections", "note": "Ask why."}, {"title": "Any other business"}]
    agenda = an_agenda(held, items=items)
    record(held, CLOCK, GROUP, minute(words="Write to the forces."))
    today = CLOCK.today()
    views, faults = papers_of(held, agenda, AsAt(today), today)
    assert ([v.name for v in views], faults) == (["meetings", "minutes", "inspections"], [])
    text = make("text", views, Wish("http://localhost/")).decode("utf-8")
    for said in ("Ask why.", "Any other business", "Write to the forces."):
        assert said in text
    assert "What is wrong with the link" not in text
    assert make("paper", views, Wish("http://localhost/")) == make("paper", views, Wish("http://localhost/"))


def test_what_forces_return_about_themselves_is_in_no_list_of_changes_and_no_file():
    assert {"recommendation", "minute"} == PUBLIC_ENTRIES
    assert not UNPUBLISHED & set(OPEN) - {"business_areas", "audit_settings", "audit_bands"}


def test_the_feed_of_changes_is_sound_and_keeps_its_identifiers(bundled_store):
    view = ask(bundled_store, "changes", "2026-11-20", since="2025-06-01")
    name = "{http://www.w3.org/2005/Atom}"
    feed = ET.fromstring(atom(view, "http://localhost:8501/"))
    entries = feed.findall(f"{name}entry")
    assert len(entries) == sum(r["kind"] not in NOT_NEW for r in rows(view, "changes"))
    assert len({e.find(f"{name}id").text for e in entries}) == len(entries)
    later = ET.fromstring(
        atom(ask(bundled_store, "changes", "2026-11-23", since="2025-06-01"), "http://localhost:8501/")
    )
    assert {e.find(f"{name}id").text for e in entries} <= {
        e.find(f"{name}id").text for e in later.findall(f"{name}entry")
    }
    assert all(e.find(f"{name}link").get("href").startswith("http://localhost:8501/") for e in entries)
    with asking(bundled_store) as client:
        answer = client.get("/feeds/changes.atom", params={"since": "2025-06-01"})
        assert answer.headers["content-type"].startswith("application/atom+xml")
        assert client.get("/feeds/changes.atom", params={"since": "soon"}).status_code == 400
