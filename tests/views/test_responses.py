"""Answers to reports: the real cases of the record, and what an office enters."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.domain.ledger import EntryRefused
from tests.builders import KENT
from tests.views.asking import ask, rows
from tests.views.entering import BODY, INSPECTORATE, LETTER, OFFICE, THE_FORCE, enter

D = date.fromisoformat


def reports(view):
    return rows(view, "responses")


def one(store, published, force, as_at="2026-11-23"):
    found = [r for r in reports(ask(store, "responses", as_at, force=force)) if r["published_on"] == D(published)]
    (row,) = found
    return row


@pytest.mark.parametrize(
    ("force", "published", "state", "answered", "day", "hand", "late"),
    [
        ("Kent", "2019-01-15", "published", "2019-03-08", 53, 3, 0),
        ("Kent", "2019-05-02", "late", "2019-07-26", 86, None, 30),
        ("Kent", "2019-04-02", "late", "2019-07-11", 101, None, 45),
        ("West Midlands", "2017-09-07", "unknown", None, None, None, None),
        ("Thames Valley", "2018-02-15", "unknown", None, None, None, None),  # a panel meeting, not an answer
        (
            "Derbyshire",
            "2019-03-07",
            "unknown",
            None,
            None,
            None,
            None,
        ),  # the force's statement, not the commissioner's
        ("Hampshire", "2016-11-03", "no_duty", None, None, None, None),  # an impossible date at source
        ("Hampshire", "2017-03-02", "no_duty", "2017-04-03", None, None, None),
    ],
)
def test_the_real_cases(bundled_store, force, published, state, answered, day, hand, late):
    row = one(bundled_store, published, force)
    found = (row["state"], row["response_published_on"], row["day_of_56"], row["days_in_hand"], row["days_late"])
    assert found == (state, answered and D(answered), day, hand, late)


@pytest.mark.parametrize(
    ("as_at", "state", "day", "words"),
    [
        ("2017-09-06", None, None, None),
        ("2017-09-07", "open", 1, "day 1 of 56, 55 days left"),
        ("2017-11-01", "open", 56, "day 56 of 56, last day today"),
        (
            "2017-11-02",
            "unknown",
            None,
            "deadline 1 November 2017; publication of the answer not recorded; 1 day late unless",
        ),
        ("2018-06-01", "unknown", None, "deadline 1 November 2017; publication of the answer not recorded"),
    ],
)
def test_scenarios_1_and_4_west_midlands_as_at_each_day(bundled_store, as_at, state, day, words):
    view = ask(bundled_store, "responses", as_at, force="West Midlands")
    found = [r for r in reports(view) if r["published_on"] == D("2017-09-07")]
    if state is None:
        assert found == []
        return
    assert (found[0]["state"], found[0]["day_of_56"]) == (state, day)
    assert found[0]["clock"].startswith(words)


def test_scenario_4_an_unknown_day_is_counted_as_unknown_only(bundled_store):
    view = ask(bundled_store, "responses")
    whole = reports(view)
    states = {r["state"]: r["reports"] for r in rows(view, "states")}
    assert sum(states.values()) == len(whole)
    assert states["unknown"] == sum(
        r["last_day"] is None or r["response_published_on"] is None for r in whole if r["state"] == "unknown"
    )
    parts = [reports(ask(bundled_store, "responses", state=state)) for state in states]
    assert sum(map(len, parts)) == len(whole)


def test_every_force_with_a_report_since_the_duty_began_has_its_clock(bundled_store):
    with_report = {
        r["force_code"]
        for r in rows(ask(bundled_store, "inspections"), "results")
        if r["published_on"] and r["published_on"] >= D("2017-05-02")
    }
    with_clock = {r["force_code"] for r in reports(ask(bundled_store, "responses")) if r["duty_applies"] == "yes"}
    assert with_report - {"BTP"} <= with_clock


REPORT = {"published_on": "2024-03-01"}
NAME = "kent-2024-03-01-crime-data-integrity-inspection"


@pytest.fixture
def office(loaded):
    """A report of 1 March 2024 with four recommendations and an area for improvement; last day 25 April 2024."""
    items = [{"rec_id": f"R{n}", **REPORT} for n in (1, 2, 3, 4)]
    area = {"rec_id": "A1", "kind": "area for improvement", **REPORT}
    return loaded(
        sources=[
            {
                "source_id": "source-1",
                "publication_id": "publication-1",
                "title": "Report",
                "url": "https://example.org",
                "published_on": "2024-03-01",
                "published_precision": "day",
                "retrieved_on": "2024-03-01",
                "is_secondary": "no",
                "change_kind": "first",
            }
        ],
        record_date=D("2024-03-02"),
        local_policing_bodies=[BODY],
        recommendations=[*items, area],
    )


def explain(*recs, why="action taken or proposed", words="New checks are in place."):
    return [{"rec_id": rec, "explanation_type": why, "words": words} for rec in recs]


def answer_with(explanations, kind="answer to the recommendations", published="2024-04-20"):
    return {"published_on": published, "kind": kind, "explanations": explanations}


def enter_response(store, action, body, on="2024-04-20", **more):
    return enter(store, OFFICE, NAME, action, body, on=on, kind="response", **more)


def test_scenario_5_an_answer_with_a_blank_point_is_refused_and_names_it(office):
    with pytest.raises(EntryRefused) as refused:
        enter_response(office, "publish", answer_with(explain("R1", "R2", "R4")))
    assert [str(f) for f in refused.value.faults] == [
        "body.explanations is blank for R3: say what is done or proposed, or why nothing is"
    ]
    enter_response(office, "explanation", explain("R3")[0], on="2024-04-19")
    enter_response(office, "publish", answer_with(explain("R1", "R2", "R4")))
    row = one(office, "2024-03-01", "Kent", "2024-05-01")
    assert (row["state"], row["day_of_56"], row["asked"], row["explained"]) == ("published", 51, 4, 4)


def test_two_explanations_of_one_point_and_one_of_a_point_not_asked_are_refused(office):
    with pytest.raises(EntryRefused) as refused:
        enter_response(office, "publish", answer_with(explain("R1", "R1", "R2", "R3", "R4", "R9")))
    said = " ".join(map(str, refused.value.faults))
    assert "holds 2 explanations of R1" in said
    assert "explanations[5].rec_id is 'R9'" in said


def test_scenario_6_no_action_with_reasons_is_a_complete_answer_and_not_a_missing_one(office):
    given = [*explain("R1", "R2", "R3"), *explain("R4", why="why no action is proposed", words="Not feasible.")]
    enter_response(office, "publish", answer_with(given))
    row = one(office, "2024-03-01", "Kent", "2024-05-01")
    assert (row["state"], row["unexplained"]) == ("published", None)


def test_scenario_7_comments_that_have_not_come_after_21_days_are_waited_for(office):
    enter_response(office, "invite", {"invited_on": "2024-03-04", "due_on": "2024-03-29"}, on="2024-03-04")
    waiting = {
        day: [w["waits_for"] for w in rows(ask(office, "responses", day), "waiting") if "force" in w["waits_for"]]
        for day in ("2024-03-21", "2024-03-22")
    }
    assert waiting == {"2024-03-21": [], "2024-03-22": ["the force: the chief officer's comments"]}
    (row,) = (w for w in rows(ask(office, "responses", "2024-03-22"), "waiting") if "force:" in w["waits_for"])
    assert row["asked_by"] == D("2024-03-29")
    enter_response(office, "comments", {"received_on": "2024-03-25"}, on="2024-03-25")
    assert not any("force:" in w["waits_for"] for w in rows(ask(office, "responses", "2024-03-30"), "waiting"))


def test_scenario_10_published_and_not_yet_copied_leaves_two_steps(office):
    enter_response(office, "publish", answer_with(explain("R1", "R2", "R3", "R4")))
    view = ask(office, "responses", "2024-04-21")
    assert sum("a copy to" in w["waits_for"] for w in rows(view, "waiting")) == 2
    enter_response(office, "copy_to_inspectorate", {"sent_on": "2024-04-22"}, on="2024-04-22")
    enter_response(office, "copy_to_secretary_of_state", {"sent_on": "2024-04-23"}, on="2024-04-23")
    assert rows(ask(office, "responses", "2024-04-23"), "waiting") == []
    row = one(office, "2024-03-01", "Kent", "2024-04-23")
    assert (row["copied_to_inspectorate_on"], row["copied_to_secretary_of_state_on"]) == (
        D("2024-04-22"),
        D("2024-04-23"),
    )


def test_scenario_1_an_office_that_keeps_its_answer_here_is_late_the_day_after(office):
    enter_response(office, "invite", {"invited_on": "2024-03-04"}, on="2024-03-04")
    states = {
        day: (row["state"], row["days_late"], row["day_of_56"])
        for day in ("2024-04-25", "2024-04-26")
        for row in [one(office, "2024-03-01", "Kent", day)]
    }
    assert states == {"2024-04-25": ("open", None, 56), "2024-04-26": ("late", 1, None)}


NATIONAL = {"title": "The national report", "published_on": "2024-03-05", "kind": "national report"}


@pytest.fixture
def national(office):
    """The office's report, and a national one of four days later that the inspectorate has entered."""
    enter(office, INSPECTORATE, "national-1", "report", NATIONAL, on="2024-03-06", kind="report")
    return office


def owed(store, force, as_at="2024-04-22", **filters):
    return {r["report_title"]: r for r in reports(ask(store, "responses", as_at, force=force, **filters))}


def test_scenario_8_a_national_report_covered_by_the_force_s_answer_leaves_the_list_with_the_link_both_ways(national):
    own = owed(national, "Kent")["The national report"]
    assert (own["state"], own["force"], own["last_day"], own["is_national"]) == ("open", "Kent", D("2024-04-29"), "yes")
    enter_response(national, "publish", answer_with(explain("R1", "R2", "R3", "R4")))
    body = {"published_on": "2024-04-20", "kind": "covered by another response", "covered_by": NAME}
    for wrong in (
        {**body, "covered_by": ""},
        {**body, "covered_by": "no-such"},
        {**body, "covered_by": own["response_id"]},
    ):
        with pytest.raises(EntryRefused, match="covered_by is"):
            enter(national, OFFICE, own["response_id"], "publish", wrong, on="2024-04-20", kind="response")
    enter(national, OFFICE, own["response_id"], "publish", body, on="2024-04-20", kind="response")
    found = owed(national, "Kent")
    covered, covering = found["The national report"], found["Crime Data Integrity inspection"]
    assert (covered["state"], covered["covered_by"], covering["covers"]) == ("published", NAME, covered["response_id"])
    assert "covered by the answer to “Crime Data Integrity inspection”" in covered["clock"]
    assert "also covers “The national report”" in covering["clock"]
    assert "The national report" not in owed(national, "Kent", state="open")
    assert {w["response_id"] for w in rows(ask(national, "responses", "2024-04-22"), "waiting")} == {NAME}  # its copies


def test_a_national_report_is_owed_by_each_body_and_an_answer_of_one_counts_for_no_other(national):
    assert owed(national, "West Midlands")["The national report"]["state"] == "no_duty"  # no body is held for it here
    whole = reports(ask(national, "responses", "2024-04-22"))
    assert [r["force"] for r in whole if r["report_title"] == "The national report"] == ["each force"]
    own = owed(national, "Kent")["The national report"]["response_id"]
    body = answer_with([], kind="no recommendation for this force", published="2024-04-10")
    enter(national, OFFICE, own, "publish", body, on="2024-04-11", kind="response")
    found = [r for r in reports(ask(national, "responses", "2024-04-22")) if r["report_title"] == "The national report"]
    assert {(r["force"], r["state"]) for r in found} == {("each force", "open"), ("Kent", "published")}


def test_the_record_s_national_reports_stand_in_every_body_s_list(bundled_store):
    found = owed(bundled_store, "Norfolk", "2026-11-23")
    stalking = next(r for title, r in found.items() if title.startswith("Stalking and harassment"))
    assert (stalking["unexplained"], stalking["last_day"]) == ("NAT-2019-01, NAT-2019-03", D("2019-06-04"))
    assert found["Fraud: Time to choose (national report)"]["on_record"] == "nothing recorded, last day past"
    assert owed(bundled_store, "Kent", "2026-11-23")["Fraud: Time to choose (national report)"]["state"] == "late"


def test_past_the_last_day_with_nothing_recorded_is_a_state_of_its_own_beside_unknown(bundled_store):
    view = ask(bundled_store, "responses")
    whole = reports(view)
    past = reports(ask(bundled_store, "responses", on_record="nothing recorded, last day past"))
    assert {r["response_id"] for r in past} == {
        r["response_id"] for r in whole if r["state"] == "unknown" and r["last_day"] and not r["response_published_on"]
    }
    assert all(r["days_past_last_day"] == (D("2026-11-23") - r["last_day"]).days for r in past)
    assert {r["state_words"] for r in past} == {"? nothing recorded, last day past"}
    undated = {r["on_record"] for r in whole if r["state"] == "unknown" and not r["last_day"]}
    assert "day of the report not known" in undated


def test_scenario_11_no_recommendation_for_this_force_is_for_reports_without_one(office):
    with pytest.raises(EntryRefused, match="this report asks the force R1"):
        enter_response(office, "publish", answer_with([], kind="no recommendation for this force"))
    enter(
        office,
        OFFICE,
        "kent-national",
        "report",
        {"title": "A national report", "published_on": "2024-04-01", "kind": "national report"},
        on="2024-04-02",
        kind="report",
    )
    row = one(office, "2024-04-01", "Kent", "2024-04-03")
    body = answer_with([], kind="no recommendation for this force", published="2024-04-10")
    enter(office, OFFICE, row["response_id"], "publish", body, on="2024-04-11", kind="response")
    assert one(office, "2024-04-01", "Kent", "2024-04-12")["state"] == "published"


def test_a_comment_of_the_force_does_not_say_that_the_office_keeps_its_answer_here(office):
    enter(office, THE_FORCE, NAME, "comment", {"words": "Comments sent."}, on="2024-03-20", kind="response")
    assert one(office, "2024-03-01", "Kent", "2024-05-30")["state"] == "unknown"


@pytest.mark.parametrize(
    ("published", "fault"), [("2024-02-29", "before the report"), ("2024-04-21", "has not come yet")]
)
def test_a_response_before_its_report_or_in_the_future_is_refused(office, published, fault):
    with pytest.raises(EntryRefused, match=fault):
        enter_response(office, "publish", answer_with(explain("R1", "R2", "R3", "R4"), published=published))


def test_scenario_9_an_early_cause_of_concern_starts_a_clock_of_its_own(loaded):
    early = {"title": "Accelerated cause of concern", "published_on": "2024-01-10", "kind": "early cause of concern"}
    store = loaded(local_policing_bodies=[BODY])
    enter(store, OFFICE, "kent-early", "report", early, on="2024-01-11", kind="report")
    enter(
        store,
        OFFICE,
        "kent-full",
        "report",
        {"title": "Full report", "published_on": "2024-02-20"},
        on="2024-02-21",
        kind="report",
        evidence=(LETTER,),
    )
    last = {r["report_title"]: r["last_day"] for r in reports(ask(store, "responses", "2024-02-22", force=KENT))}
    assert last == {"Accelerated cause of concern": D("2024-03-05"), "Full report": D("2024-04-15")}


@pytest.mark.parametrize(
    ("as_at", "title", "day"),
    [
        ("2019-05-20", "PEEL assessment 2018/19 (Kent)", 19),
        ("2019-05-20", "Fraud: Time to choose (national report)", 49),
    ],
)
def test_a_report_is_open_from_its_own_day_though_its_answer_was_known_later(bundled_store, as_at, title, day):
    (row,) = (r for r in reports(ask(bundled_store, "responses", as_at, force="Kent")) if r["report_title"] == title)
    assert (row["state"], row["day_of_56"], row["response_published_on"]) == ("open", day, None)
    assert row["source_id"].startswith("kent-pcc-letter")
    assert row["note"].startswith("The report itself, known on its day")
    before = reports(ask(bundled_store, "responses", "2019-04-01", force="Kent"))
    assert title not in {r["report_title"] for r in before}
    view = ask(bundled_store, "responses", force="Kent")
    (late,) = (r for r in reports(view) if r["report_title"] == title)
    assert late["state"] == "late"
    assert not any(s["response_date_kind"] == "report's own publication" for s in rows(view, "statements"))
