"""A minute names what is there, and an action minuted is seen where the recommendation it serves is seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboard.commands.record import check, record
from dashboard.domain.errors import ReaderError
from dashboard.domain.ledger import Entry, EntryRefused, Evidence
from dashboard.exports.meeting import agenda_entry
from tests.builders import clock_at
from tests.views.asking import ask, rows
from tests.views.entering import GROUP

CLOCK = clock_at("2026-11-20")
SERVES = "OSR-2024-2"


@pytest.fixture
def held(loaded):
    """Two national recommendations, and an agenda of two items."""
    national = {"issuer": "OSR", "force_code": "", "addressee": "Home Office"}
    store = loaded(recommendations=[national | {"rec_id": f"OSR-2024-{n}", "issuer_ref": str(n)} for n in (2, 3)])
    items = [{"title": "Rates", "link": "inspections"}, {"title": "Talk"}]
    body = {"title": "Working group", "meeting_on": "2026-11-20", "items": items}
    record(store, CLOCK, GROUP, Entry("agenda", "jwg", "agenda", body))
    return store


def minute(number=1, **body):
    said = {"meeting": "jwg", "item": 1, "kind": "action", "words": "Write to all forces.", "owner": "Home Office"}
    said |= {"latest": "2027-01-31", "recommendation": SERVES, "link": "inspections?force=Kent"} | body
    return Entry("minute", f"jwg-{number}", "minute", said, evidence=(Evidence(title="Letter"),))


def test_scenario_68_one_refusal_names_everything_in_a_minute_that_is_not_there(held):
    wrong = minute(item=3, latest="2020-01-31", recommendation="NOPE-1", link="nopage?x=1", words="")
    with pytest.raises(EntryRefused) as refused:
        record(held, CLOCK, GROUP, wrong)
    said = {fault.place: fault.words for fault in refused.value.faults}
    assert set(said) == {"body.words", "body.item", "body.latest", "body.recommendation", "body.link"}
    assert "the agenda of jwg has 2" in said["body.item"]
    assert said["body.latest"] == "is 31 January 2020, before the meeting of 20 November 2026"
    (nowhere,) = check(held, CLOCK, GROUP, [minute(meeting="nope", item=40)])
    assert (nowhere.place, "there are: jwg" in nowhere.words) == ("body.meeting", True)
    assert check(held, CLOCK, GROUP, [minute(link="http://localhost:8501/plain/audits?as_at=2018-01-15")]) == []
    assert check(held, CLOCK, GROUP, [minute(kind="decision", latest="2020-01-31")]) == []


def test_scenario_68_a_minuted_action_stands_with_the_recommendation_it_serves(held):
    done = record(held, CLOCK, GROUP, minute(2))
    for name, filters in (("recommendation", {"id": SERVES}), ("action_plan", {})):
        view = ask(held, name, "2026-11-20", **filters)
        (row,) = [r for r in rows(view, "minuted") if r["entry_id"] == done.entry_id]
        assert (row["meeting"], row["item_title"], row["owner"]) == ("jwg", "Rates", "Home Office")
        assert (row["recommendation"], row["window"], row["words"]) == (SERVES, "open", "Write to all forces.")
        assert rows(ask(held, name, "2026-11-19", **filters), "minuted") == [], "not minuted by the day before"
    assert rows(ask(held, "recommendation", "2026-11-20", id="OSR-2024-3"), "minuted") == []
    undo = replace(minute(2), action="undo", body={}, evidence=(), undoes=done.entry_id, reason="Another meeting")
    record(held, CLOCK, GROUP, undo)
    assert rows(ask(held, "recommendation", "2026-11-20", id=SERVES), "minuted") == []


def test_an_agenda_without_a_name_is_refused(held):
    with pytest.raises(ReaderError, match="needs a name"):
        agenda_entry(held, " ", "Next", date(2026, 11, 20), date(2026, 1, 1), clock=CLOCK)
