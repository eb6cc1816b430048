"""What an office prepares before it publishes is for its force and itself, on every way to the ledger."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.commands.record import record
from dashboard.domain.access import Person, Role
from dashboard.domain.asat import AsAt
from dashboard.domain.ledger import Entry
from dashboard.views import answer
from tests.builders import KENT, WEST_MIDLANDS, clock_at
from tests.views.asking import rows
from tests.views.entering import BODY, GROUP, LETTER, OFFICE, THE_FORCE, enter

D = date.fromisoformat
DRAFT, COMMENT, WHY = "Draft words of the office", "Comment of the force", "Reason about own audits"
OUTSIDERS = (Person(Role.READER), Person(Role.FORCE, WEST_MIDLANDS), Person(Role.INSPECTORATE), GROUP)
INSIDERS = (OFFICE, THE_FORCE, Person(Role.ADMINISTRATOR))


@pytest.fixture
def begun(loaded):
    """Kent's office has begun a response to one report, and publishes it on 10 May 2024."""
    store = loaded(
        local_policing_bodies=[BODY],
        recommendations=[{"kind": "recommendation", "published_on": "2024-04-01", "report_title": "Crime data"}],
    )
    view = answer(store, "responses", {"force": "Kent"}, AsAt(D("2024-04-20")))
    (row,) = rows(view, "responses")
    report = row["response_id"]
    explanation = {"rec_id": "KENT-1", "explanation_type": "action taken or proposed", "words": DRAFT}
    enter(store, OFFICE, report, "explanation", explanation, on="2024-04-20", kind="response", evidence=(LETTER,))
    enter(store, THE_FORCE, report, "comment", {"words": COMMENT}, on="2024-04-21", kind="response")
    rebase = Entry("control_chart", f"{KENT}|own||", "rebase", {"from_on": "2024-04-01"}, scope=KENT, reason=WHY)
    record(store, clock_at("2024-04-22"), THE_FORCE, rebase)
    publish = {"published_on": "2024-05-10", "kind": "answer to the recommendations"}
    enter(store, OFFICE, report, "publish", publish, on="2024-05-10", kind="response")
    return store


def said(store, name, person, on, **asked):
    return str(answer(store, name, asked, AsAt(D(on)), person))


WAYS = (("ledger", {}), ("force", {"force": "Kent", "since": "2024-04-01"}), ("changes", {"since": "2024-04-01"}))


def test_others_see_that_there_is_an_entry_and_not_what_it_says(begun):
    for name, asked in WAYS:
        for person in OUTSIDERS:
            words = said(begun, name, person, "2024-05-09", **asked)
            for secret in (DRAFT, COMMENT, WHY, "https://example.org/letter"):
                assert secret not in words, f"{person.role} in {name}"


def test_the_force_and_its_office_see_all_of_it(begun):
    for person in INSIDERS:
        words = said(begun, "ledger", person, "2024-05-09")
        assert all(secret in words for secret in (DRAFT, COMMENT, WHY))
        assert DRAFT in said(begun, "force", person, "2024-05-09", force="Kent", since="2024-04-01")


def test_the_entry_itself_stays_listed_with_the_reason_it_is_not_shown(begun):
    listed = rows(answer(begun, "ledger", {}, AsAt(D("2024-05-09"))), "ledger")
    explanation = next(r for r in listed if r["action"] == "explanation")
    assert explanation["new"].startswith("not shown: not published yet")
    assert (explanation["actor"], explanation["evidence"]) == (OFFICE.account, None)


def test_once_the_response_is_published_everybody_reads_it_and_comments_stay_within(begun):
    words = said(begun, "ledger", OUTSIDERS[0], "2024-05-10")
    assert DRAFT in words
    assert COMMENT not in words
    assert WHY not in words
    assert DRAFT not in said(begun, "ledger", OUTSIDERS[0], "2024-05-09"), "as at the day before it stays withheld"


def test_undoing_the_publication_withholds_it_again(begun):
    entry = rows(answer(begun, "ledger", {}, AsAt(D("2024-05-10")), OFFICE), "ledger")[0]
    enter(
        begun,
        OFFICE,
        entry["subject_id"],
        "undo",
        {},
        on="2024-05-11",
        kind="response",
        undoes=entry["entry_id"],
        reason=f"Not yet: {DRAFT}",
    )
    assert DRAFT not in said(begun, "ledger", OUTSIDERS[0], "2024-05-12")


def test_what_a_snapshot_kept_is_not_repeated_in_the_list(begun):
    shown = [{"link": "overview", "result": "0" * 64, "content": "squeezed-content"}]
    entry = Entry("snapshot", "one", "snapshot", {"as_at": "2024-05-01", "store_version": 1, "views": shown})
    record(begun, clock_at("2024-05-02"), GROUP, entry)
    words = said(begun, "ledger", GROUP, "2024-05-02")
    assert "squeezed-content" not in words
    assert "views: overview: 0000" in words
