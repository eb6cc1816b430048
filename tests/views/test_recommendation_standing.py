"""Where a recommendation stands: three axes, four clocks, and no total that merges them."""

from __future__ import annotations

import re
from datetime import date

import pytest

from dashboard.domain.access import Person, Role
from dashboard.domain.ledger import AccessRefused, EntryRefused
from dashboard.domain.recommendations import reported_by_others
from dashboard.domain.standing import CATEGORIES
from dashboard.views.recommendation_measures import _verdict
from tests.builders import KENT, WEST_MIDLANDS
from tests.views.asking import ask, rows
from tests.views.entering import BODY, GROUP, INSPECTORATE, LETTER, OFFICE, THE_FORCE, enter

D = date.fromisoformat
DUE = {"due_words": "within six months", "due_earliest": "2017-06-15", "due_latest": "2017-12-15"}
REJECTED = {"position": "rejected", "words": "Not feasible.", "reasons": ["cost"]}


@pytest.fixture
def register(loaded):
    """One recommendation of 15 June 2017, due on 15 December 2017, and one without a date."""
    return loaded(local_policing_bodies=[BODY], recommendations=[DUE, {"rec_id": "KENT-2"}])


def row(store, as_at="2024-06-30", rec_id="KENT-1", **filters):
    found = rows(ask(store, "recommendations", as_at, **filters), "recommendations")
    return next(r for r in found if r["rec_id"] == rec_id)


def totals(store, as_at="2024-06-30", **filters):
    found = rows(ask(store, "recommendations", as_at, **filters), "totals")
    return {r["category"]: (r["items"], r["claimed_complete"]) for r in found}


def test_scenario_12_west_midlands_2_shows_three_axes_apart_with_their_reasons(bundled_store):
    view = ask(bundled_store, "recommendation", id="wmp-2017-2")
    axes = {r["holder"]: r for r in rows(view, "axes")}
    assert axes["force"]["says"] == "rejected"
    assert axes["local policing body"]["says"] == "supports the force"
    assert "reopen" in axes["local policing body"]["words"]
    assert axes["issuer, HMICFRS"]["says"] == "not known"


def test_the_figures_that_west_midlands_names_come_with_the_published_interval_or_the_reason(bundled_store):
    named = {
        r["value_pct"]: (r["lower_pct"], r["upper_pct"], r["interval"])
        for rec in ("WMP-2017-1", "WMP-2017-2")
        for r in rows(ask(bundled_store, "recommendation", id=rec), "measures")
        if r["value_pct"]
    }
    assert {83.8, 27.0, 97.0} <= named.keys()
    assert named[83.8] == (81.92, 85.68, "as published by the inspectorate")
    assert named[97.0][:2] == (None, None)


def test_scenario_13_a_rejected_item_past_its_date_is_disputed_and_not_overdue(bundled_store, register):
    found = row(bundled_store, "2026-11-23", "WMP-2017-2")
    assert (found["category"], found["is_disputed"]) == ("disputed", "yes")
    enter(register, INSPECTORATE, "KENT-1", "issuer_status", {"status": "open"})
    assert row(register)["category"] == "overdue"
    enter(register, THE_FORCE, "KENT-1", "force_position", REJECTED)
    assert row(register)["category"] == "disputed"
    assert re.search(r"days? past its date\b.*; disputed, so not counted as overdue$", row(register)["clock"])
    view = ask(register, "recommendations", "2024-06-30")
    assert (totals(register)["overdue"], totals(register)["disputed"]) == ((0, 0), (1, 0))
    assert "disputed, and so not overdue: 1" in view.statement


@pytest.mark.parametrize(("crimes_recorded", "offered"), [(700, True), (838, False), (900, False)])
def test_scenario_14_a_later_upper_limit_below_the_rate_in_the_report_offers_reopening(
    loaded, crimes_recorded, offered
):
    store = loaded(
        recommendations=[DUE],
        inspections=[{}],
        inspection_measures=[{"recorded_pct": "83.8", "margin_pct": "1.88"}],
        audits=[{"crimes_due": "1000", "crimes_recorded": str(crimes_recorded), "period_end": "2018-12-31"}],
    )
    found = [r for r in rows(ask(store, "recommendation", id="KENT-1"), "reopen") if r["what"].startswith("audit")]
    assert found[0]["baseline_pct"] == 83.8
    assert found[0]["verdict"].startswith("offered for reopening") is offered


def test_the_limit_in_the_offer_is_rounded_as_everywhere_else():
    assert "upper limit 85.5% is" in _verdict({"value_pct": 83.6, "upper_pct": 85.45}, 90.0)


def test_scenario_15_two_of_three_elements_are_not_answered_and_one_points_elsewhere(bundled_store):
    found = rows(ask(bundled_store, "recommendation", id="WMP-2017-1"), "elements")
    assert [e["coverage"].split(";")[0] for e in found] == ["answered", "not answered here", "not answered here"]
    assert "recommendation 3" in found[2]["answer_note"]


def test_scenario_17_nobody_enters_the_words_of_another(register):
    with pytest.raises(AccessRefused):
        enter(register, OFFICE, "KENT-1", "force_position", REJECTED)
    with pytest.raises(AccessRefused):
        enter(register, THE_FORCE, "KENT-1", "body_position", {"position": "supports the force"})


@pytest.mark.parametrize(
    ("as_at", "words"), [("2017-12-14", "due in 1 day"), ("2017-12-15", "due today"), ("2017-12-16", "1 day overdue")]
)
def test_scenario_18_due_today_and_the_day_after(loaded, as_at, words):
    source = {
        "source_id": "source-1",
        "publication_id": "publication-1",
        "title": "Report",
        "published_on": "2017-06-15",
        "published_precision": "day",
        "retrieved_on": "2017-06-15",
        "is_secondary": "no",
        "change_kind": "first",
    }
    store = loaded(sources=[source], recommendations=[DUE])
    assert row(store, as_at)["clock"].startswith(words)


def test_scenario_19_a_date_moved_twice_keeps_the_first_one_and_who_moved_it_and_why(register):
    enter(
        register,
        OFFICE,
        "KENT-1",
        "due_date",
        {"words": "31 March 2018"},
        happened="2018-01-01",
        reason="New system.",
        evidence=(LETTER,),
    )
    enter(
        register,
        INSPECTORATE,
        "KENT-1",
        "due_date",
        {"words": "by 30 June 2024"},
        reason="Re-inspection.",
        evidence=(LETTER,),
    )
    found = row(register, "2024-06-10")
    assert (found["due_latest"], found["due_original_latest"], found["due_changes"]) == (
        D("2024-06-30"),
        D("2017-12-15"),
        2,
    )
    assert found["slippage_days"] == (D("2024-06-30") - D("2017-12-15")).days
    assert (found["category"], found["days_overdue"]) == ("re-dated", None)
    assert found["days_overdue_original"] == (D("2024-06-10") - D("2017-12-15")).days
    assert "against the first date" in found["clock"]
    assert found["due_changed_by"] == "inspectorate, 1 June 2024"
    history = rows(ask(register, "recommendation", "2024-06-10", id="KENT-1"), "history")
    assert [(h["words"].split(";")[0], h["reason"], h["holder"]) for h in history] == [
        ("words: 31 March 2018", "New system.", "local policing body"),
        ("words: by 30 June 2024", "Re-inspection.", "issuer"),
    ]


def test_a_change_of_date_needs_a_reason_evidence_a_day_and_the_right_role(register):
    with pytest.raises(EntryRefused) as caught:
        enter(register, OFFICE, "KENT-1", "due_date", {"words": "soon"})
    assert [fault.place for fault in caught.value.faults] == ["reason", "evidence", "body.latest"]
    for person in (THE_FORCE, GROUP):
        with pytest.raises(AccessRefused):
            enter(register, person, "KENT-1", "due_date", {"words": "1 May 2025"}, reason="x", evidence=(LETTER,))
    with pytest.raises(EntryRefused, match="before the report"):
        enter(
            register,
            OFFICE,
            "KENT-1",
            "due_date",
            {"words": "x", "latest": "2001-01-01"},
            reason="x",
            evidence=(LETTER,),
        )
    with pytest.raises(EntryRefused, match=r"body\.latest is needed"):
        enter(register, OFFICE, "KENT-1", "due_date", {"words": "soon"}, reason="x")
    with pytest.raises(EntryRefused, match="reason is needed"):
        enter(register, OFFICE, "KENT-1", "due_date", {"words": "31 March 2018"})


def test_scenario_20_force_says_complete_counts_beside_and_only_a_sourced_closure_moves_it(register):
    enter(register, INSPECTORATE, "KENT-1", "issuer_status", {"status": "open"}, on="2024-05-01")
    enter(register, THE_FORCE, "KENT-1", "claim", {"progress": "force says complete", "words": "Done."})
    assert totals(register)["overdue"] == (1, 1)
    assert totals(register)["closed"] == (0, 0)
    for person in (THE_FORCE, OFFICE):
        with pytest.raises(AccessRefused):
            enter(register, person, "KENT-1", "issuer_status", {"status": "closed"}, evidence=(LETTER,))
    with pytest.raises(EntryRefused, match="evidence is needed"):
        enter(register, INSPECTORATE, "KENT-1", "issuer_status", {"status": "closed"})
    enter(
        register,
        INSPECTORATE,
        "KENT-1",
        "issuer_status",
        {"status": "closed", "route": "fieldwork"},
        on="2024-06-20",
        evidence=(LETTER,),
    )
    assert (totals(register, "2024-06-19")["closed"], totals(register, "2024-06-20")["closed"]) == ((0, 0), (1, 1))
    assert row(register)["assurance_route"] == "fieldwork"


def test_scenario_21_the_two_closures_of_the_register_281_and_261_days_late(bundled_store):
    late = {r["issuer_ref"]: r["clock"] for r in rows(ask(bundled_store, "recommendations"), "recommendations")}
    assert (late["7319"], late["6989"]) == ("complete 281 days late", "complete 261 days late")


def test_scenario_22_the_status_that_goes_back_within_a_day_keeps_its_order(loaded):
    events = [
        {"sequence": 1, "happened_on": "2017-06-15", "event": "issued"},
        {"sequence": 2, "happened_on": "2017-12-28", "event": "being progressed"},
        {"sequence": 3, "happened_on": "2017-12-28", "event": "awaiting review"},
    ]
    store = loaded(recommendations=[DUE], recommendation_events=events)
    history = rows(ask(store, "recommendation", id="KENT-1"), "history")
    assert [h["what"] for h in history] == ["issued", "being progressed", "awaiting review"]
    assert row(store, "2026-01-01")["issuer_status"] == "awaiting review"


def test_scenario_23_ninety_days_without_an_entry_is_stale_with_the_last_day(register):
    enter(register, THE_FORCE, "KENT-1", "claim", {"progress": "in progress", "words": "Begun."}, on="2024-06-01")
    said = {day: row(register, day) for day in ("2024-08-29", "2024-08-30")}
    assert {day: r["is_stale"] for day, r in said.items()} == {"2024-08-29": "no", "2024-08-30": "yes"}
    assert said["2024-08-30"]["last_update_on"] == D("2024-06-01")


def test_scenario_26_forty_one_items_of_an_internal_audit_sum_to_their_parts(loaded):
    store = loaded(local_policing_bodies=[BODY])
    for n in range(41):
        due = "2024-03-31" if n >= 9 else "2024-12-31"
        body = {
            "kind": "recommendation",
            "summary": "Check.",
            "issuer": "Internal audit",
            "report_title": "Audit",
            "published_on": "2024-01-31",
            "due_words": due,
        }
        enter(store, OFFICE, f"IA-{n}", "create", body, on="2024-02-01")
    for n in range(9, 36):
        enter(
            store, INSPECTORATE, f"IA-{n}", "issuer_status", {"status": "closed"}, on="2024-03-20", evidence=(LETTER,)
        )
    for n in range(36, 41):
        enter(
            store,
            OFFICE,
            f"IA-{n}",
            "due_date",
            {"words": "30 September 2024"},
            on="2024-04-02",
            reason="Late start.",
            evidence=(LETTER,),
        )
    found = {name: items for name, (items, _) in totals(store, "2024-05-01").items() if items}
    assert found == {"closed": 27, "not yet due": 9, "re-dated": 5}
    assert sum(found.values()) == 41


def test_the_categories_always_add_up_and_a_filter_keeps_its_own(bundled_store):
    view = ask(bundled_store, "recommendations")
    counts = {r["category"]: r["items"] for r in rows(view, "totals")}
    assert tuple(counts) == CATEGORIES
    assert sum(counts.values()) == len(rows(view, "recommendations"))
    for name, number in counts.items():
        assert len(rows(ask(bundled_store, "recommendations", due=name), "recommendations")) == number


def test_reopened_is_open_again_and_the_flow_shows_both(register):
    enter(
        register,
        INSPECTORATE,
        "KENT-1",
        "issuer_status",
        {"status": "closed"},
        on="2024-06-01",
        happened="2018-01-10",
        evidence=(LETTER,),
    )
    enter(
        register,
        INSPECTORATE,
        "KENT-1",
        "issuer_status",
        {"status": "reopened", "words": "Rates fell."},
        on="2024-06-02",
        happened="2019-02-01",
    )
    assert row(register)["category"] == "overdue"
    found = {r["quarter"]: r for r in rows(ask(register, "flow", "2024-06-30"), "flow")}
    assert (found["2018 Q1"]["closed"], found["2018 Q1"]["closing"]) == (1, 1)
    assert (found["2019 Q1"]["reopened"], found["2019 Q1"]["closing"]) == (1, 2)


def test_an_item_entered_by_the_office_stands_in_the_register_from_its_day(register):
    body = {
        "kind": "area for improvement",
        "summary": "=Improve <b>this</b>",
        "issuer": "HMICFRS",
        "report_title": "PEEL",
        "published_on": "2024-01-10",
        "due_words": "within three months",
        "owner": "Head of crime",
        "severity": "high",
    }
    enter(register, OFFICE, "K-24-1", "create", body)
    assert all(r["rec_id"] != "K-24-1" for r in rows(ask(register, "recommendations", "2024-05-31"), "recommendations"))
    found = row(register, rec_id="K-24-1", severity="HIGH")
    assert (found["due_latest"], found["owner"], found["summary"]) == (
        D("2024-04-10"),
        "Head of crime",
        "=Improve <b>this</b>",
    )
    enter(register, OFFICE, "K-24-1", "owner", {"owner": "Deputy chief constable"})
    assert row(register, rec_id="K-24-1")["owner"] == "Deputy chief constable"
    with pytest.raises(EntryRefused, match="there is no such recommendation"):
        enter(register, OFFICE, "K-24-2", "comment", {"words": "x"})


def test_mine_keeps_what_waits_for_that_role(register):
    enter(register, THE_FORCE, "KENT-1", "claim", {"progress": "force says complete", "words": "Done."})
    kept = {
        role: [r["rec_id"] for r in rows(ask(register, "recommendations", "2024-06-30", mine=role), "recommendations")]
        for role in ("inspectorate", "pcc_office", "working_group")
    }
    assert kept == {"inspectorate": ["KENT-1"], "pcc_office": ["KENT-1", "KENT-2"], "working_group": []}
    with pytest.raises(AccessRefused):
        enter(register, GROUP, "KENT-1", "comment", {"words": "x"})


def test_a_press_account_of_a_closure_is_shown_as_one_and_moves_nothing(bundled_store):
    view = ask(bundled_store, "recommendation", id="DYP-2021-C1")
    (item,) = rows(view, "item")
    assert (item["issuer_status"], item["category"]) == ("issued", "no date")
    assert "lifted the cause of concern" in item["reported"]
    assert item["reported_on"] == date(2022, 6, 23)
    told = rows(view, "axes")[-1]
    assert (told["holder"], told["source_id"]) == ("reported by others (secondary)", item["reported_source_id"])
    assert "by a secondary account of 23 June 2022 and not by the issuer" in view.statement
    assert rows(view, "history")[-1]["holder"] == "reported by others (secondary)"
    closed = ask(bundled_store, "recommendation", id="HER-2024-C1")  # its issuer's own letter
    assert rows(closed, "item")[0]["reported"] is None
    assert [a["holder"] for a in rows(closed, "axes")][-1] == "issuer, HMICFRS"
    assert rows(closed, "item")[0]["issuer_status"] == "closed"


def test_a_press_account_is_not_shown_before_its_day_nor_after_the_issuer_s_next_word(bundled_store):
    before = ask(bundled_store, "recommendation", "2022-06-22", id="DYP-2021-C1")
    assert rows(before, "item")[0]["reported"] is None
    press = {"event": "comment", "basis": "secondary", "event_words": "said to be lifted"}
    assert reported_by_others([press])["event_words"] == "said to be lifted"
    assert reported_by_others([press, {"event": "being progressed", "happened_on": None}]) is None
    assert reported_by_others([{**press, "basis": "as published"}]) is None


def test_a_cause_of_concern_that_the_press_calls_lifted_shows_the_conflict_on_page_and_in_the_register(bundled_store):
    found = row(bundled_store, "2026-11-23", "DYP-2021-C1")
    assert (found["issuer_status"], found["clock"]) == ("issued", "no date; reported otherwise on 23 June 2022")
    assert "lifted the cause of concern" in found["conflict"]
    for name, filters in (("recommendation", {"id": "DYP-2021-C1"}), ("recommendations", {"force": "Dyfed-Powys"})):
        notes = [n.text for n in ask(bundled_store, name, "2026-11-23", **filters).notes if n.kind == "conflict"]
        assert len(notes) == 1
        assert notes[0].startswith("Sources disagree about DYP-2021-C1: issuer's register: issued; ")
    assert row(bundled_store, "2022-06-22", "DYP-2021-C1")["conflict"] is None


def test_the_history_names_who_entered_and_the_evidence_with_its_days(register):
    enter(register, INSPECTORATE, "KENT-1", "issuer_status", {"status": "closed"}, evidence=(LETTER,))
    (entered,) = rows(ask(register, "recommendation", "2024-06-10", id="KENT-1"), "history")
    assert entered["actor"] == "inspectorate"
    assert entered["evidence"] == "Letter, https://example.org/letter, published 2017-09-01"


def test_scenario_16_what_several_forces_reject_stands_side_by_side_with_reason_and_the_body_s_view(loaded):
    west = {"body_id": "wm-pcc", "force_code": WEST_MIDLANDS, "name": "WM PCC", "kind": "c", "started_on": "2012-11-22"}
    store = loaded(
        local_policing_bodies=[BODY, west],
        recommendations=[{}, {"rec_id": "WM-1", "force_code": WEST_MIDLANDS}, {"rec_id": "KENT-2"}],
    )
    for code, name in ((KENT, "KENT-1"), (WEST_MIDLANDS, "WM-1")):
        enter(store, Person(Role.FORCE, code), name, "force_position", REJECTED)
        view = {
            "position": "supports the force",
            "explanation_type": "why no action is proposed",
            "words": f"View on {name}.",
        }
        enter(store, Person(Role.PCC_OFFICE, code), name, "body_position", view)
    found = rows(ask(store, "recommendations", "2024-06-30", disputed="yes"), "recommendations")
    assert [
        (r["force"], r["force_position"], r["force_reasons"], r["body_position"], r["body_words"]) for r in found
    ] == [
        ("Kent", "rejected", "cost", "supports the force", "View on KENT-1."),
        ("West Midlands", "rejected", "cost", "supports the force", "View on WM-1."),
    ]


@pytest.mark.parametrize(("months", "is_ready", "remain"), [(5, "no", 1), (6, "yes", 0), (0, "no", 6)])
def test_scenario_24_ready_to_ask_stays_off_until_six_months_lie_above_the_limit(loaded, months, is_ready, remain):
    audits = [
        {
            "audit_id": f"m{month}",
            "force_code": KENT,
            "audit_type": "incident to crime",
            "breakdown": "total",
            "period_start": f"2018-{month:02d}-01",
            "period_end": f"2018-{month:02d}-28",
            "crimes_due": 100,
            "crimes_recorded": 90 if month > 10 - months else 80,
        }
        for month in range(1, 11)
    ]
    store = loaded(
        recommendations=[DUE],
        inspections=[{}],
        inspection_measures=[{"recorded_pct": "83.8", "margin_pct": "1.88"}],
        force_audits=audits,
    )
    (row_,) = rows(ask(store, "recommendation", id="KENT-1"), "ready")
    assert (row_["ready"], row_["months_above"], row_["months_remaining"]) == (is_ready, months, remain)
    assert row_["limit_pct"] == pytest.approx(85.68)


@pytest.mark.parametrize(
    ("words", "goes_further"), [("16.2% unrecorded or incorrectly recorded", True), ("not recorded", False)]
)
def test_scenario_33_a_measure_keeps_the_source_s_definition_and_says_where_a_response_goes_further(
    loaded, words, goes_further
):
    store = loaded(
        recommendations=[DUE],
        inspections=[{}],
        inspection_measures=[{"recorded_pct": "83.8", "margin_pct": "1.88"}],
        recommendation_positions=[{"measures": f"83.8% of crime recorded, {words}"}],
    )
    (found,) = rows(ask(store, "recommendation", id="KENT-1"), "measures")
    assert found["definition"].startswith("reported crimes that were recorded; what is missing was not recorded at all")
    assert ("the response's words go further (incorrectly recorded)" in found["definition"]) is goes_further
    assert (found["lower_pct"], found["upper_pct"]) == (81.92, 85.68)
