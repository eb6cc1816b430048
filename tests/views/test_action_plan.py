"""The national plan: two readings of a season, what waits for what, and a progress update in the plan's order."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.domain.ledger import AccessRefused
from dashboard.exports.progress_text import progress_text
from tests.builders import KENT
from tests.views.asking import ask, rows
from tests.views.entering import GROUP, INSPECTORATE, LETTER, OFFICE, enter

D = date.fromisoformat


def plan(store, as_at="2026-11-23", **filters):
    return {r["issuer_ref"]: r for r in rows(ask(store, "action_plan", as_at, **filters), "plan")}


@pytest.mark.parametrize(
    ("as_at", "strict", "lenient"),
    [
        ("2025-05-31", "due today", "due in 92 days"),
        ("2025-08-31", "92 days overdue", "due today"),
        ("2025-09-01", "93 days overdue", "1 day overdue"),
    ],
)
def test_scenario_65_by_summer_2025_has_two_readings_and_the_rule_is_shown(bundled_store, as_at, strict, lenient):
    third = plan(bundled_store, as_at)["3"]
    assert (third["strict_reading"], third["lenient_reading"]) == (strict, lenient)
    assert (third["due_strict"], third["due_latest"]) == (D("2025-05-31"), D("2025-08-31"))
    assert "eteorological" in third["due_rule"]


def test_scenario_66_recommendation_5_waits_on_3_and_4_and_cannot_be_overdue(bundled_store):
    fifth = plan(bundled_store)["5"]
    assert (fifth["state"], fifth["waits_for"]) == ("waiting", "OSR-2024-3, OSR-2024-4")
    assert (fifth["strict_reading"], fifth["lenient_reading"]) == ("waiting", "waiting")
    register = rows(ask(bundled_store, "recommendations", issuer="OSR"), "recommendations")
    assert {r["rec_id"]: r["category"] for r in register}["OSR-2024-5"] == "no date"


def test_scenario_67_addressee_and_respondent_are_both_shown(bundled_store):
    found = plan(bundled_store)
    for number in ("1", "3"):
        assert (found[number]["addressee"], found[number]["respondent"]) == ("Police forces", "Home Office")


def test_recommendations_2_6_and_8_share_the_july_user_guide(bundled_store):
    (shared,) = (
        r
        for r in rows(ask(bundled_store, "action_plan"), "deliverables")
        if r["deliverable"] == "user guide, July 2025"
    )
    assert shared["recommendations"] == "OSR-2024-2, OSR-2024-6, OSR-2024-8"


def test_the_plan_stands_in_its_own_order_ten_after_nine(bundled_store):
    assert list(plan(bundled_store)) == [str(n) for n in range(1, 11)]


def test_before_the_plan_was_published_nobody_had_answered(bundled_store):
    early = plan(bundled_store, "2024-12-31")
    assert len(early) == 10
    assert {r["respondent"] for r in early.values()} == {None}


SOURCE = {
    "source_id": "source-1",
    "publication_id": "publication-1",
    "title": "Plan",
    "published_on": "2025-02-03",
    "published_precision": "day",
    "retrieved_on": "2025-02-03",
    "is_secondary": "no",
    "change_kind": "first",
}


@pytest.fixture
def two(loaded):
    """Two recommendations; the second waits for the first, whose action is due in summer 2025."""
    common = {"issuer": "OSR", "force_code": "", "published_on": "2024-05-16"}
    return loaded(
        sources=[SOURCE],
        record_date=D("2025-02-04"),
        recommendations=[
            {
                "rec_id": "OSR-1",
                "issuer_ref": "1",
                "due_words": "by summer 2025",
                "due_earliest": "2025-06-01",
                "due_latest": "2025-08-31",
                **common,
            },
            {"rec_id": "OSR-2", "issuer_ref": "2", "due_words": "by July 2025", "due_latest": "2025-07-31", **common},
        ],
        actions=[
            {
                "action_id": "OSR-1a",
                "rec_id": "OSR-1",
                "owner": "Home Office",
                "action": "Update the manual.",
                "target_words": "Summer 2025",
                "target_kind": "dated",
                "due_earliest": "2025-06-01",
                "due_latest": "2025-08-31",
            },
            {
                "action_id": "OSR-2a",
                "rec_id": "OSR-2",
                "owner": "ONS",
                "action": "Then plan.",
                "target_words": "after",
                "target_kind": "undated",
                "depends_on": "OSR-1",
                "depends_kind": "explicit",
            },
        ],
    )


def actions(store, as_at):
    return {r["action_id"]: r for r in rows(ask(store, "action_plan", as_at), "actions")}


def test_progress_is_a_claim_until_the_issuer_verifies_and_then_what_waited_is_free(two):
    body = {"progress": "owner says done", "words": "Manual published."}
    enter(two, GROUP, "OSR-1a", "progress", body, on="2025-09-10", kind="action")
    assert actions(two, "2025-09-09")["OSR-1a"]["state"] == "past its date on both readings"
    assert actions(two, "2025-09-10")["OSR-1a"]["state"] == "owner says done"
    assert actions(two, "2025-09-10")["OSR-2a"]["state"] == "waiting"
    with pytest.raises(AccessRefused):
        enter(two, GROUP, "OSR-1a", "verified", {"words": "Seen."}, on="2025-09-11", kind="action", evidence=(LETTER,))
    enter(two, INSPECTORATE, "OSR-1", "issuer_status", {"status": "closed"}, on="2025-09-12", evidence=(LETTER,))
    assert actions(two, "2025-09-12")["OSR-2a"]["state"] == "no date"
    assert plan(two, "2025-09-12")["2"]["waits_for"] is None


def test_scenario_79_only_the_working_group_moves_national_actions(two):
    with pytest.raises(AccessRefused):
        enter(
            two, OFFICE, "OSR-1a", "progress", {"progress": "under way", "words": "x"}, on="2025-09-10", kind="action"
        )
    assert KENT not in {r["owner"] for r in actions(two, "2025-09-10").values()}


def test_scenario_64_the_update_is_in_the_plans_order_with_the_changes_since_the_last_one(two):
    enter(two, GROUP, "OSR-2a", "comment", {"words": "Old remark."}, on="2025-03-01", kind="action")
    enter(
        two,
        GROUP,
        "OSR-1a",
        "progress",
        {"progress": "under way", "words": "Draft sent round."},
        on="2025-06-20",
        kind="action",
    )
    text = progress_text(ask(two, "action_plan", "2025-07-01", since="2025-06-01"))
    assert "Changes since 1 June 2025: 1." in text
    assert "Draft sent round." in text
    assert "Old remark." not in text
    assert text.index("\n1. ") < text.index("Draft sent round.") < text.index("\n2. ")


def test_a_date_of_an_action_that_was_moved_keeps_the_first(two):
    enter(
        two,
        GROUP,
        "OSR-1a",
        "due_date",
        {"words": "by 31 March 2026"},
        on="2025-09-10",
        kind="action",
        reason="Consultation.",
        evidence=(LETTER,),
    )
    found = actions(two, "2025-10-01")["OSR-1a"]
    assert (found["due_latest"], found["original_latest"], found["due_changes"]) == (
        D("2026-03-31"),
        D("2025-08-31"),
        1,
    )
    assert found["state"] == "not yet due"


def test_the_changes_run_from_the_update_that_was_given_out_last_entries_of_its_own_day_by_their_order(two):
    def progress(words, on):
        enter(two, GROUP, "OSR-1a", "progress", {"progress": "under way", "words": words}, on=on, kind="action")

    progress("First draft.", "2025-06-20")
    with pytest.raises(AccessRefused):
        enter(two, OFFICE, "OSR-2024", "given_out", {}, on="2025-06-21", kind="plan_update")
    enter(two, GROUP, "OSR-2024", "given_out", {"words": "Meeting of June."}, on="2025-06-21", kind="plan_update")
    progress("Second draft.", "2025-06-21")
    text = progress_text(ask(two, "action_plan", "2025-06-22"))
    assert "Changes since the last update, of 21 June 2025: 1." in text
    changes = [r["words"] for r in rows(ask(two, "action_plan", "2025-06-22"), "changes")]
    assert changes == ["progress: under way; words: Second draft."]
    assert len(rows(ask(two, "action_plan", "2025-06-20"), "changes")) == 1  # before it was given out
    assert len(rows(ask(two, "action_plan", "2025-06-22", since="2025-06-01"), "changes")) == 2


def test_one_rule_says_what_waits_in_the_tables_the_drawing_and_the_notes(bundled_store):
    view = ask(bundled_store, "action_plan")
    by_number = {r["number"]: r for r in rows(view, "actions")}
    assert by_number["5b"]["waits_for_numbers"] == "3, 4, 5a"
    for number, needs in (("2c", "OSR-2024-2b"), ("8a", "OSR-2024-2"), ("8b", "OSR-2024-2")):
        found = by_number[number]
        assert (found["waits_for"], found["needs_first"]) == (None, needs)
        assert found["state"] == "past its date on both readings"
    assert all((r["state"] == "waiting") == bool(r["waits_for"]) for r in by_number.values())
    drawn = {(r["rec_id"], r["waits_for"]): r["depends_kind"] for r in rows(view, "drawing") if r["waits_for"]}
    outright = {
        (r["rec_id"], name) for r in plan(bundled_store).values() for name in (r["waits_for"] or "").split(", ")
    }
    assert {pair for pair, kind in drawn.items() if kind == "explicit"} == {pair for pair in outright if pair[1]}
    states = {r["rec_id"]: r["state"] for r in rows(view, "drawing")}
    assert states == {r["rec_id"]: r["state"] for r in plan(bundled_store).values()}
    title = view.chart("dependencies").title
    assert title == "Of 10 recommendations, 5 waits for 3 and 4, and 2 others need something first by our reading"


def test_a_season_is_read_alike_in_a_recommendation_and_its_action(bundled_store):
    third = {r["number"]: r for r in rows(ask(bundled_store, "action_plan", "2025-09-01"), "actions")}["3a"]
    assert (third["due_strict"], third["due_latest"]) == (D("2025-05-31"), D("2025-08-31"))
    assert (third["strict_reading"], third["lenient_reading"]) == ("93 days overdue", "1 day overdue")
