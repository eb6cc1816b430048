"""The reading of the evidence on one force: each rule finds what it says, and nothing where it cannot tell."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.commands.record import record
from dashboard.domain.access import Person, Role
from dashboard.domain.ledger import Entry
from dashboard.views import reading_rules as rules
from tests.builders import KENT, WEST_MIDLANDS, clock_at, source_row
from tests.views.asking import ask, rows

RATE = {
    "measure": "all_crime",
    "recorded_pct": 83.6,
    "margin_pct": 1.85,
    "lower_pct": 81.75,
    "upper_pct": 85.45,
    "audit_start": date(2016, 10, 1),
    "audit_end": date(2017, 3, 31),
    "published_on": date(2017, 6, 15),
    "published_precision": "day",
    "programme": "CDI2016-20",
    "judgement": None,
    "source_id": "inspection",
}
AUDIT = {
    "audited_by": "Force Crime Registrar",
    "audit_type": "incident to crime",
    "measure": "all_crime",
    "crimes_due": 300,
    "crimes_recorded": 285,
    "period_start": date(2017, 1, 1),
    "period_end": date(2017, 6, 30),
    "source_id": "own",
}


def findings(rule, *given):
    return [(f.reading, f.words) for f in rule(*given)]


def test_scenario_44_an_own_audit_above_the_inspectorate_s_interval_conflicts_and_warns():
    ((reading, words),) = findings(rules.own_audits, [AUDIT], [RATE])
    assert reading == "conflicts"
    assert "11.4 points above the inspectorate's rate of 83.6 % (81.8 to 85.5)" in words
    assert "(interval of the difference 8.3 to 14.5)" in words
    assert "false assurance" in words


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"crimes_recorded": 250}, ["agrees"]),
        ({"crimes_recorded": 200}, ["conflicts"]),
        ({"crimes_recorded": 300}, ["conflicts"]),
        ({"crimes_due": 0, "crimes_recorded": 0}, []),
        ({"crimes_recorded": None}, []),
        ({"audited_by": "HMICFRS"}, []),
        ({"measure": "rape"}, []),
        ({"period_start": date(2019, 1, 1), "period_end": date(2019, 3, 31)}, ["conflicts"]),
        ({"period_start": date(2019, 1, 1), "period_end": date(2019, 4, 1)}, []),
        ({"period_end": None}, []),
    ],
)
def test_an_own_audit_is_read_only_where_it_can_be_set_beside_the_rate(change, expected):
    assert [reading for reading, _ in findings(rules.own_audits, [{**AUDIT, **change}], [RATE])] == expected


def test_an_own_audit_below_the_rate_is_not_called_false_assurance():
    ((_, words),) = findings(rules.own_audits, [{**AUDIT, "crimes_recorded": 200}], [RATE])
    assert "points below" in words
    assert "false assurance" not in words


def years(*offences):
    return [
        {"period_end": date(2014 + n, 3, 31), "offences": count, "source_id": f"y{n}"}
        for n, count in enumerate(offences)
    ]


LIVE = {"system": "Niche RMS", "go_live_on": date(2017, 11, 30), "go_live_precision": "month", "source_id": "system"}


def test_the_largest_step_at_a_go_live_is_a_candidate_cause_and_not_the_cause():
    ((reading, words),) = findings(rules.go_live_steps, years(100, 102, 104, 106, 130), [LIVE])
    assert reading == "conflicts"
    assert "22.6 % higher in the year to March 2018" in words
    assert words.endswith("The go-live is a candidate cause, not the cause.")


@pytest.mark.parametrize(
    ("offences", "system"),
    [
        ((100, 140, 141, 142, 150), LIVE),
        ((100, 102, 130), {**LIVE, "go_live_on": date(2015, 11, 30)}),
        ((100, 102, 104, 106, 130), {**LIVE, "go_live_precision": "year"}),
        ((100, 102, 104, 106, 130), {**LIVE, "go_live_on": date(2019, 11, 30)}),
        ((100, 102, 104, 106, 130), {**LIVE, "go_live_on": None}),
    ],
)
def test_no_step_is_claimed_where_another_is_larger_or_too_little_is_held(offences, system):
    assert findings(rules.go_live_steps, years(*offences), [system]) == []


ITEM = {"rec_id": "KENT-1", "has_ended": False, "issuer_status": "issued", "source_id": "report"}


@pytest.mark.parametrize(
    ("ended", "progress", "found"),
    [(False, "force says complete", 1), (True, "force says complete", 0), (False, "in progress", 0)],
)
def test_a_claim_without_the_issuer_s_word_conflicts(ended, progress, found):
    claim = {"KENT-1": {"progress": progress, "known_from": date(2024, 6, 1)}}
    assert len(findings(rules.claims, [{**ITEM, "has_ended": ended}], claim)) == found


def event(on, **more):
    said = {"event_id": str(on), "category": "Counting rules", "happened_precision": "day", "event": "Rules changed."}
    return {**said, "happened_on": on, "source_id": "event", **more}


@pytest.mark.parametrize(
    ("events", "found"),
    [
        ([event(date(2017, 4, 1))], 1),
        ([event(date(2017, 3, 31))], 0),
        ([event(date(2018, 4, 30), category="Publication")], 0),
        ([event(date(2018, 4, 30)), event(date(2019, 4, 30))], 1),
    ],
)
def test_a_rate_is_older_than_rules_that_changed_after_its_audit(events, found):
    result = findings(rules.older_than_rules, RATE, events)
    assert len(result) == found
    if len(events) == 2:
        assert "2 times since" in result[0][1]


def test_a_day_of_publication_is_not_said_to_be_the_end_of_an_audit_whose_dates_are_not_held():
    undated = {**RATE, "audit_end": None}
    ((_, words),) = findings(rules.older_than_rules, undated, [event(date(2018, 4, 30))])
    assert "audit behind the newest rate are not held, and it was published 15 June 2017" in words
    assert "ended" not in words
    assert findings(rules.older_than_rules, undated, [event(date(2017, 4, 30))]) == []


def test_systems_named_differently_for_one_year_conflict():
    said = {"as_at_year": 2020, "status": "in use", "source_id": "a"}
    found = findings(rules.systems_in_conflict, [{**said, "system": "X"}, {**said, "system": "Y", "source_id": "b"}])
    assert found == [("conflicts", "For 2020, sources name X and Y.")]
    assert findings(rules.systems_in_conflict, [{**said, "system": "X"}, {**said, "system": "X"}]) == []


def test_a_report_without_an_answer_is_missing_only_since_the_duty_began():
    item = {"report_title": "R", "published_precision": "day", "source_id": "r"}
    items = [{**item, "published_on": day} for day in (date(2017, 5, 1), date(2017, 5, 2), date(2018, 1, 1))]
    answers = [{"report_published_on": date(2018, 1, 1)}]
    found = findings(rules.unanswered_reports, items, answers, date(2017, 5, 2))
    assert found == [("missing", "R, published 2 May 2017: no answer of the local policing body is held.")]


def test_every_finding_names_a_rule_that_is_written_out(bundled_store):
    for force in ("Kent", "West Midlands", "Devon and Cornwall", "City of London", "Greater Manchester"):
        view = ask(bundled_store, "force", force=force)
        reading = rows(view, "reading")
        assert {r["reading"] for r in reading} <= {"conflicts", "missing", "agrees"}
        assert all(r["rule_words"] == rules.RULES[r["rule"]] for r in reading)
        assert all(r["source_id"] or r["rule"] == "kind of evidence" for r in reading)


def test_west_midlands_rate_conflicts_with_the_audit_that_could_not_repeat_it(bundled_store):
    reading = rows(ask(bundled_store, "force", force="West Midlands"), "reading")
    (found,) = (r for r in reading if r["rule"] == "rate and later audit")
    assert "83.8 % (81.9 to 85.7) was published before the inspection published 15 January 2019" in found["words"]
    before = rows(ask(bundled_store, "force", "2018-01-15", force="West Midlands"), "reading")
    assert not any(r["rule"] == "rate and later audit" for r in before)


def test_a_claim_entered_by_the_force_is_read_from_its_day_on(loaded):
    store = loaded(recommendations=[{}])
    claim = Entry("recommendation", "KENT-1", "claim", {"progress": "force says complete", "words": "Done."})
    record(store, clock_at("2024-06-01"), Person(Role.FORCE, KENT), claim)
    before, after = (
        [r["rule"] for r in rows(ask(store, "force", day, force="Kent"), "reading")]
        for day in ("2024-05-31", "2024-06-01")
    )
    assert "claim without verification" not in before
    assert "claim without verification" in after


def test_what_changed_since_a_day_lists_new_changed_and_entered(loaded):
    store = loaded(
        sources=[source_row(published_on="2017-06-15"), source_row("source-2", "2019-01-15")],
        inspections=[{"judgement": "Good", "judgement_scale": "four-step"}],
        inspection_measures=[{"recorded_pct": 80}, {"recorded_pct": 82, "source_id": "source-2"}],
        recommendations=[{"source_id": "source-2"}],
    )
    comment = Entry("recommendation", "KENT-1", "comment", {"words": "Looked at."})
    record(store, clock_at("2024-06-01"), Person(Role.FORCE, KENT), comment)
    changes = rows(ask(store, "force", force="Kent", since="2019-01-15"), "changes")
    assert [(str(r["known_from"]), r["what"]) for r in changes] == [
        ("2019-01-15", "new"),
        ("2019-01-15", "changed"),
        ("2024-06-01", "entered"),
    ]
    assert "all crime: 82.0 % (before: all crime: 80.0 %)" in changes[1]["words"]
    assert len(rows(ask(store, "force", force="Kent", since="2019-01-16"), "changes")) == 1
    assert rows(ask(store, "force", force="Kent"), "changes") == []
    (revision,) = rows(ask(store, "force", force="Kent"), "revisions")
    assert (revision["before"], revision["after"]) == ("all crime: 80.0 %", "all crime: 82.0 %")


def two_forces(loaded, programme="CDI2016-20", audit_end="2017-03-31"):
    limits = [
        {"valid_from": "1900-01-01", "valid_until": "2014-12-31", "time_limit_hours": 72, "least_to_judge": 30},
        {"valid_from": "2015-01-01", "time_limit_hours": 24, "least_to_judge": 30},
    ]
    rules_change = {
        "event_id": "rules", "happened_on": "2018-04-01", "happened_precision": "day", "event": "Rules made anew.",
        "category": "Counting rules", "scope": "National", "is_break": "yes", "offences_affected": "all",
        "series_affected": "PRC",
    }  # fmt: skip
    other = {"inspection_id": "wm", "force_code": WEST_MIDLANDS, "programme": programme, "audit_end": audit_end}
    return loaded(
        audit_settings=limits,
        events=[rules_change],
        inspections=[{"audit_end": "2017-03-31"}, other],
        inspection_measures=[
            {"recorded_pct": 83.6, "margin_pct": 1.85},
            {"inspection_id": "wm", "recorded_pct": 83.8, "margin_pct": 1.88},
        ],
    )


def test_a_force_is_compared_with_those_chosen_where_they_were_audited_in_one_way(loaded):
    view = ask(two_forces(loaded), "force", force="Kent", compare="West Midlands")
    kent, west = rows(view, "comparison")
    assert kent["reading"] == "the force itself"
    assert (west["difference_pct"], west["reading"]) == (0.2, "no clear difference")
    assert round(west["difference_lower_pct"], 1) == -2.4
    assert view.chart("comparison")
    assert view.filters["compare"] == WEST_MIDLANDS


@pytest.mark.parametrize(
    ("programme", "audit_end", "why"),
    [
        ("PEEL2021-22", "2017-03-31", "not comparable: programme PEEL2021-22 here, CDI2016-20 there"),
        ("CDI-reinspection", "2017-03-31", "not comparable: programme CDI-reinspection here, CDI2016-20 there"),
        ("CDI2016-20", "2020-06-30", "not comparable: measured more than 3 years apart"),
        ("CDI2016-20", "", "not comparable: when one of the two was measured is not known"),
        ("CDI2016-20", "2014-12-31", "not comparable: time limit 72 hours here, 24 hours there"),
        (
            "CDI2016-20",
            "2018-06-30",
            "not comparable: the counting rules changed between the two (1 April 2018: Rules made anew)",
        ),
    ],
)
def test_scenario_45_a_comparison_that_would_mislead_is_refused_and_says_what_differs(
    loaded, programme, audit_end, why
):
    view = ask(two_forces(loaded, programme, audit_end), "force", force="Kent", compare="West Midlands")
    (west,) = (r for r in rows(view, "comparison") if r["force"] == "West Midlands")
    assert (west["difference_pct"], west["reading"]) == (None, why)
    assert "comparison" not in {chart.name for chart in view.charts}
