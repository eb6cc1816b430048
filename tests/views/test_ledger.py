"""The ledger as a view: who, when, what, what stood there before, and what was refused."""

from __future__ import annotations

import pytest

from dashboard.domain.ledger import AccessRefused
from tests.builders import WEST_MIDLANDS
from tests.views.asking import ask, rows
from tests.views.entering import BODY, LETTER, OFFICE, THE_FORCE, enter


@pytest.fixture
def entered(loaded):
    store = loaded(local_policing_bodies=[BODY], recommendations=[{}, {"rec_id": "WM-1", "force_code": WEST_MIDLANDS}])
    first = enter(store, THE_FORCE, "KENT-1", "claim", {"progress": "in progress", "words": "Begun."}, on="2024-06-01")
    enter(
        store,
        THE_FORCE,
        "KENT-1",
        "claim",
        {"progress": "force says complete", "words": "Done."},
        on="2024-06-02",
        evidence=(LETTER,),
    )
    enter(store, THE_FORCE, "KENT-1", "undo", {}, on="2024-06-03", undoes=first, reason="Wrong item.")
    with pytest.raises(AccessRefused):
        enter(store, OFFICE, "WM-1", "comment", {"words": "Secret text"}, on="2024-06-04")
    return store


def test_scenario_83_the_log_has_who_when_and_the_old_and_new_values(entered):
    third, second, first = rows(ask(entered, "ledger", "2024-06-05"), "ledger")
    assert (second["old"], second["new"]) == (
        "progress: in progress; words: Begun.",
        "progress: force says complete; words: Done.",
    )
    assert (first["old"], first["undone_by"], third["undoes"]) == (None, third["entry_id"], first["entry_id"])
    assert (third["reason"], third["action_words"]) == ("Wrong item.", "Undoing of an entry")
    assert (second["actor"], second["force"], second["entered_at"]) == ("force", "Kent", "2024-06-02 12:00:00")
    assert "https://example.org/letter" in second["evidence"]


def test_scenario_78_a_refusal_is_logged_without_what_would_have_been_said(entered):
    view = ask(entered, "ledger", "2024-06-05")
    (refused,) = rows(view, "refusals")
    assert (refused["subject_id"], refused["force"]) == ("WM-1", "Kent")
    assert "does not belong to the force you act for" in refused["why"]
    assert "Secret text" not in str(view)


def test_the_ledger_as_at_an_earlier_day_and_filtered(entered):
    assert len(rows(ask(entered, "ledger", "2024-06-01"), "ledger")) == 1
    assert len(rows(ask(entered, "ledger", "2024-06-05", since="2024-06-02"), "ledger")) == 2
    assert rows(ask(entered, "ledger", "2024-06-05", role="inspectorate"), "ledger") == []
    assert (
        len(
            rows(
                ask(entered, "ledger", "2024-06-05", force="Kent", subject_kind="recommendation", subject_id="KENT-1"),
                "ledger",
            )
        )
        == 3
    )
    assert rows(ask(entered, "ledger", "2024-06-05", force="West Midlands"), "ledger") == []
