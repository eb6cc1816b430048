"""Boundaries of time: a mayor after a commissioner, and two forces that merge.  The past stays where it belongs."""

from __future__ import annotations

import pytest

from dashboard.commands.record import record
from dashboard.domain.access import Person, Role
from dashboard.domain.asat import AsAt
from dashboard.domain.errors import UnknownName
from dashboard.domain.ledger import AccessRefused, Entry
from dashboard.views.frame import frame_of
from tests.builders import FORCES, KENT, WEST_MIDLANDS, clock_at, source_row
from tests.views.asking import ask, rows

SOUTH = "E23999999"
MERGER = "2030-04-01"
OFFICES = [
    {"body_id": "kent-pcc", "name": "Kent Commissioner", "started_on": "2012-11-22", "ended_on": "2028-05-31"},
    {"body_id": "kent-mayor", "name": "Mayor of Kent", "started_on": "2028-06-01"},
]


@pytest.fixture
def with_a_mayor(loaded):
    offices = [{"force_code": KENT, "kind": "office", **office} for office in OFFICES]
    return loaded(local_policing_bodies=offices, recommendations=[{}], inspections=[{}])


def in_being(store, day):
    found = rows(ask(store, "force", day, force="Kent"), "bodies")
    return [b["name"] for b in found if b["state"] == "in being"]


def test_scenario_81_the_holder_s_name_changes_on_the_day_and_the_history_stays_with_the_force(with_a_mayor):
    assert in_being(with_a_mayor, "2028-05-31") == ["Kent Commissioner"]
    assert in_being(with_a_mayor, "2028-06-01") == ["Mayor of Kent"]
    before, after = (ask(with_a_mayor, "force", day, force="Kent") for day in ("2028-05-31", "2028-06-01"))
    assert rows(before, "record") == rows(after, "record") != []
    assert any("Local policing body: Kent Commissioner" in n.text for n in before.notes)
    assert any("Local policing body: Mayor of Kent" in n.text for n in after.notes)


def test_scenario_81_the_new_office_may_enter_from_its_day_only(with_a_mayor):
    mayor = Person(Role.PCC_OFFICE, KENT, body_id="kent-mayor")
    comment = Entry("recommendation", "KENT-1", "comment", {"words": "Looked at."})
    with pytest.raises(AccessRefused):
        record(with_a_mayor, clock_at("2028-05-31"), mayor, comment)
    assert record(with_a_mayor, clock_at("2028-06-01"), mayor, comment).entry_id


@pytest.fixture
def merged(loaded):
    """Kent and West Midlands become one force on 1 April 2030; announced in 2029."""
    old = [{**force, "ended_on": "2030-03-31", "ended_precision": "day"} for force in FORCES]
    new = {"force_code": SOUTH, "name": "South", "short_name": "South", "slug": "south", "region": "South East"}
    wm = {"inspection_id": "wm", "force_code": WEST_MIDLANDS}
    return loaded(
        record_date="2031-01-01",
        forces=[*old, {**new, "started_on": MERGER, "started_precision": "day"}],
        sources=[source_row(), source_row("order", "2029-10-01")],
        force_successions=[
            {
                "predecessor_code": code,
                "successor_code": SOUTH,
                "happened_on": MERGER,
                "how": "merger",
                "source_id": "order",
            }
            for code in (KENT, WEST_MIDLANDS)
        ],
        inspections=[{}, wm],
        inspection_measures=[
            {"recorded_pct": 83.6, "margin_pct": 1.85},
            {"inspection_id": "wm", "recorded_pct": 83.8, "margin_pct": 1.88},
        ],
    )


def test_scenario_82_before_the_merger_the_old_forces_are_there_and_the_new_one_is_not(merged):
    names = {r["force"] for r in rows(ask(merged, "overview", "2030-03-31"), "forces")}
    assert names == {"Kent", "West Midlands"}
    with pytest.raises(UnknownName):
        ask(merged, "force", "2030-03-31", force="South")


def test_scenario_82_after_the_merger_the_new_force_starts_fresh(merged):
    overview = ask(merged, "overview", MERGER)
    (row,) = rows(overview, "forces")
    assert (row["force"], row["recorded_pct"]) == ("South", None)
    view = ask(merged, "force", MERGER, force="South")
    assert rows(view, "inspections") == []
    assert view.statement.startswith("No usable rate of recording accuracy is held for South")


def test_scenario_82_the_old_forces_keep_their_record_and_say_that_they_ended(merged):
    view = ask(merged, "force", "2030-06-01", force="Kent")
    assert "83.6 % (81.8 to 85.5)" in view.statement
    assert view.statement.endswith("The force ended 31 March 2030; what is held stays with it.")
    (line,) = rows(view, "line")
    assert (line["relation"], line["force"], line["how"]) == ("went into", "South", "merger")


def test_scenario_82_past_rates_stand_as_separate_lines_and_no_combined_rate_is_made(merged):
    view = ask(merged, "force", "2030-06-01", force="South")
    lines = rows(view, "line")
    assert [(r["relation"], r["force"], r["rate"]) for r in lines] == [
        ("came from", "Kent", "83.6 % (81.8 to 85.5)"),
        ("came from", "West Midlands", "83.8 % (81.9 to 85.7)"),
    ]
    assert "83.7" not in str(view)
    assert rows(ask(merged, "force", "2029-09-30", force="Kent"), "line") == []


def test_a_force_that_ended_can_still_be_chosen_and_says_until_when(merged):
    forces = frame_of(merged, AsAt.parse("2030-06-01")).forces
    assert forces == {
        SOUTH: "South",
        KENT: "Kent (until 31 March 2030)",
        WEST_MIDLANDS: "West Midlands (until 31 March 2030)",
    }
