"""A closure is judged by the date that was in force on its day, and nobody turns a late one into one in time."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.domain.ledger import EntryConflict, EntryRefused
from tests.views.asking import ask, rows
from tests.views.entering import BODY, INSPECTORATE, LETTER, OFFICE, THE_FORCE, enter

D = date.fromisoformat
FIRST = D("2017-12-15")
DUE = {
    "due_words": "within six months",
    "due_earliest": "2017-06-15",
    "due_latest": "2017-12-15",
    "due_rule": "Six months.",
}
CLOSED = {"status": "closed", "route": "fieldwork"}


SOURCE = {
    "source_id": "source-1",
    "publication_id": "publication-1",
    "title": "Report",
    "published_on": "2017-06-15",
    "published_precision": "day",
    "retrieved_on": "2017-06-15",
    "is_secondary": "no",
    "change_kind": "first",
}
HELD = {"sources": [SOURCE], "local_policing_bodies": [BODY], "recommendations": [DUE]}


@pytest.fixture
def register(loaded):
    return loaded(**HELD)


def close(store, happened="2018-02-01", on="2018-02-01"):
    return enter(store, INSPECTORATE, "KENT-1", "issuer_status", CLOSED, on=on, happened=happened, evidence=(LETTER,))


def move(store, words, happened, on=None, person=INSPECTORATE, **body):
    return enter(
        store,
        person,
        "KENT-1",
        "due_date",
        {"words": words, **body},
        on=on or happened,
        happened=happened,
        reason="New system.",
        evidence=(LETTER,),
    )


def row(store, as_at="2024-06-30"):
    (found,) = rows(ask(store, "recommendations", as_at), "recommendations")
    return found


@pytest.mark.parametrize("person", [OFFICE, INSPECTORATE])
def test_no_date_is_moved_once_the_item_has_ended_and_the_closure_stays_late(register, person):
    close(register)
    with pytest.raises(EntryRefused, match="the issuer ended this item on 1 February 2018"):
        move(register, "by summer 2027", "2018-02-03", person=person)
    assert (row(register)["days_late"], row(register)["due_latest"]) == (48, FIRST)
    enter(register, INSPECTORATE, "KENT-1", "issuer_status", {"status": "reopened"}, on="2018-03-01")
    move(register, "31 May 2018", "2018-03-02")
    assert row(register)["due_latest"] == D("2018-05-31")


def test_no_date_is_moved_of_what_the_register_of_the_record_has_closed(loaded):
    event = {"happened_on": "2018-01-01", "event": "Closed", "event_words": "Closed."}
    store = loaded(**HELD, recommendation_events=[event])
    with pytest.raises(EntryRefused, match="ended this item on 1 January 2018"):
        move(store, "31 May 2018", "2018-03-02")


def test_a_closure_entered_after_a_move_is_judged_by_the_date_of_its_own_day(register):
    move(register, "by summer 2027", "2018-02-03")
    assert row(register)["clock"].startswith("due in 1,157 days")
    close(register, happened="2018-02-01", on="2018-02-04")
    found = row(register)
    assert (found["days_late"], found["due_latest"], found["category"]) == (48, FIRST, "closed")
    assert found["clock"] == "closed 48 days late; 48 days after its first date, 15 December 2017"
    assert (found["days_overdue"], found["days_overdue_original"]) == (None, None)
    # Before that was known it stood as it stood.
    assert row(register, "2018-02-03")["due_latest"] == D("2027-08-31")


def test_of_several_moves_the_one_in_force_on_the_day_counts_and_the_slip_shows(register):
    for words, day in (("31 January 2018", "2017-10-01"), ("28 February 2018", "2017-11-01")):
        move(register, words, day)
    close(register)
    assert row(register)["days_late"] == 0
    assert row(register)["clock"] == "closed in time; 48 days after its first date, 15 December 2017"
    assert row(register)["slippage_days"] == 75


@pytest.mark.parametrize(("said", "late"), [({}, 48), ({"agreed": "agreed with the issuer"}, 0)])
def test_a_date_the_local_policing_body_moved_by_itself_does_not_make_a_closure_one_in_time(register, said, late):
    move(register, "31 March 2018", "2017-12-01", person=OFFICE, **said)
    found = row(register, "2018-01-31")
    assert (found["category"], found["due_latest"]) == ("re-dated", D("2018-03-31"))
    assert ("no agreement of the issuer held" in found["due_changed_by"]) is bool(late)
    close(register)
    assert row(register)["days_late"] == late


def test_a_moved_date_has_its_own_rule_and_window(register):
    move(register, "summer 2018", "2017-12-01")
    found = row(register, "2018-01-01")
    assert found["due_earliest"] == D("2018-06-01")
    assert found["due_rule"].startswith("Meteorological summer")
    move(register, "when the system is in", "2017-12-02", latest="2018-09-30")
    assert row(register, "2018-01-01")["due_rule"] == "The last day entered with the change."


def test_a_conflict_names_who_made_each_entry(register):
    enter(register, OFFICE, "KENT-1", "comment", {"words": "Ours."})
    enter(register, THE_FORCE, "KENT-1", "comment", {"words": "Theirs."})
    with pytest.raises(EntryConflict) as caught:
        enter(register, INSPECTORATE, "KENT-1", "comment", {"words": "Mine."}, expects=0)
    ours, theirs = (held.actor for held in caught.value.theirs)
    assert ours != theirs
    words = str(caught.value)
    assert words.index(ours) < words.index("Ours.") < words.index(theirs) < words.index("Theirs.")


def test_reasons_kept_apart_by_strokes_are_read_as_words(loaded):
    position = {"holder": "force", "position": "rejected", "reasons": "cost|time | "}
    store = loaded(recommendations=[DUE], recommendation_positions=[position])
    (force, *_) = rows(ask(store, "recommendation", "2024-06-30", id="KENT-1"), "axes")
    assert force["reasons"] == "cost; time"
    assert row(store)["force_reasons"] == "cost; time"
