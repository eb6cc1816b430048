"""Coverage, systems, service, ratings, timeline, stages and bodies, on small records worked by hand and on the real one."""

from __future__ import annotations

import pytest

from tests.builders import KENT, source_row
from tests.views.asking import ask, rows

MET = "E23000001"


def cell(view, force, evidence):
    (row,) = (r for r in rows(view, "coverage") if (r["force"], r["evidence_code"]) == (force, evidence))
    return row


def test_every_force_and_kind_of_evidence_has_a_row_whether_anything_is_held_or_not(bundled_store):
    view = ask(bundled_store, "coverage")
    found = rows(view, "coverage")
    assert len({r["force"] for r in found}) == 43
    kinds = {r["evidence_code"] for r in found}
    assert len(found) == 43 * len(kinds)
    assert all((r["state"] == "none held") == (r["rows"] == 0) == (r["source_id"] is None) for r in found)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2020-06-14", "up to three years old"),
        ("2020-06-15", "three to six years old"),
        ("2023-06-14", "three to six years old"),
        ("2023-06-15", "more than six years old"),
    ],
)
def test_the_age_of_evidence_turns_on_the_day_in_whole_months(loaded, day, state):
    store = loaded(inspections=[{}], inspection_measures=[{"recorded_pct": 90}])
    row = cell(ask(store, "coverage", day), "Kent", "rate")
    assert (row["state"], row["rows"], str(row["newest_on"])) == (state, 1, "2017-06-15")
    assert cell(ask(store, "coverage", day), "West Midlands", "rate")["state"] == "none held"


def test_evidence_without_a_date_is_held_and_has_no_age(loaded):
    store = loaded(audits=[{"crimes_due": 10, "crimes_recorded": 9}])
    row = cell(ask(store, "coverage"), "Kent", "audit")
    assert (row["state"], row["age_years"], row["age_years_missing"]) == (
        "held, date not known",
        None,
        "date not known",
    )


def test_coverage_of_systems_counts_forces_and_names_the_oldest_year(bundled_store):
    view = ask(bundled_store, "recording_systems")
    assert "33 of 43 forces, oldest 2012" in view.statement
    known = rows(view, "knowledge")
    assert len(known) == 43
    assert sum(r["system"] is None for r in known) == 10
    assert all(r["status"] for r in known if r["system"])


def test_a_system_that_was_replaced_is_not_the_force_s_newest(bundled_store):
    (known,) = (r for r in rows(ask(bundled_store, "recording_systems"), "knowledge") if r["force_code"] == MET)
    assert known["system"] == "CONNECT"
    (old,) = (r for r in rows(ask(bundled_store, "recording_systems"), "systems") if r["status"] == "replaced")
    assert (old["force_code"], old["go_live_on"].year, old["ended_on"].year) == (MET, 1995, 2024)


def test_nothing_recalled_from_memory_is_among_the_systems(bundled_store):
    forces = {r["force"] for r in rows(ask(bundled_store, "recording_systems"), "systems")}
    assert forces.isdisjoint({"Avon and Somerset", "Hampshire", "Thames Valley", "Northumbria", "Staffordshire"})


def test_scenario_25_engage_is_current_within_its_stretch_and_left_after_it(bundled_store):
    view = ask(bundled_store, "monitoring_stages", "2024-01-01", force="Metropolitan Police")
    (row,) = rows(view, "stages")
    assert (row["stage"], str(row["started_on"]), row["ended_on"], row["current"]) == (
        "Engage",
        "2022-06-28",
        None,
        "in this stage",
    )
    assert view.source(row["source_id"]).url
    (later,) = rows(ask(bundled_store, "monitoring_stages", force="Metropolitan Police"), "stages")
    assert (str(later["ended_on"]), later["days"], later["current"]) == ("2025-01-23", 940, "left")
    assert rows(ask(bundled_store, "monitoring_stages", "2022-06-27"), "stages") == []


@pytest.mark.parametrize(("day", "current"), [("2025-01-22", "in this stage"), ("2025-01-23", "left")])
def test_a_stage_ends_on_the_day_it_was_left(loaded, day, current):
    stage = {"force_code": KENT, "stage": "Engage", "started_on": "2022-06-28", "ended_on": "2025-01-23"}
    store = loaded(monitoring_stages=[stage], sources=[source_row(published_on="2022-06-28")])
    (row,) = rows(ask(store, "monitoring_stages", day), "stages")
    assert row["current"] == current


def test_the_service_has_four_collections_and_says_what_is_not_known(bundled_store):
    view = ask(bundled_store, "ndqis")
    assert len(rows(view, "collections")) == 4
    assert "1 with a year of start; start dates are held for 0 forces" in view.statement
    assert view.table("error_rates").empty_message.startswith("No error rate has been published")
    assert [r["category"] for r in rows(view, "breaks")] == ["Method"]


def test_a_start_of_a_force_on_the_service_is_listed_when_a_source_states_it(loaded):
    said = {"collection": "Knives", "attribute": "start", "statement": "1", "value": "2019", "forces_covered": "Kent"}
    (row,) = rows(ask(loaded(ndqis=[said]), "ndqis"), "starts")
    assert (row["forces_covered"], row["value"]) == ("Kent", "2019")


def test_a_rating_that_changed_between_two_editions_is_shown_with_both(loaded):
    rating = {"series": "PRC", "offence_type": "Robbery", "rating": "good", "framework_edition": "2023"}
    store = loaded(
        sources=[source_row(published_on="2023-12-31"), source_row("source-2", "2024-01-15")],
        quality_ratings=[rating, {**rating, "framework_edition": "2024", "rating": "poor", "source_id": "source-2"}],
    )
    view = ask(store, "quality_ratings", "2024-06-01")
    (change,) = rows(view, "changes")
    assert (change["from_rating"], change["to_rating"], change["to_edition"]) == ("good", "poor", "2024")
    assert [(r["rating"], r["offence_types"]) for r in rows(view, "counts")] == [("poor", 1)]
    assert rows(ask(store, "quality_ratings", "2024-01-14"), "changes") == []


def test_the_ratings_as_transcribed(bundled_store):
    rated = {r["offence_type"]: r["rating"] for r in rows(ask(bundled_store, "quality_ratings"), "ratings")}
    assert (rated["Homicide"], rated["Burglary"], rated["Fraud"]) == ("good", "moderate", "poor")


def test_a_force_s_timeline_holds_its_own_events_and_the_national_ones(bundled_store):
    found = rows(ask(bundled_store, "timeline", force="Greater Manchester"), "timeline")
    assert {r["scope"] for r in found} == {"National", "Greater Manchester"}
    only = rows(ask(bundled_store, "timeline", force="Greater Manchester", scope="force"), "timeline")
    assert {r["scope"] for r in only} == {"Greater Manchester"}
    assert [r["happened_on"] for r in found] == sorted(r["happened_on"] for r in found)


def test_a_row_from_memory_is_not_in_the_timeline(bundled_store):
    assert not any("2023-05" in str(r["happened_on"]) for r in rows(ask(bundled_store, "timeline"), "timeline"))


def test_bodies_name_what_they_belong_to(bundled_store):
    found = {r["body_id"]: r for r in rows(ask(bundled_store, "bodies"), "bodies")}
    assert found["ncrssg"]["parent"] == "National Policing Board"
    assert found["fcr-technical-working-group"]["parent"] == found["ncrssg"]["name"]
    west = {r["body_id"] for r in rows(ask(bundled_store, "bodies", force="Kent"), "bodies")}
    assert "wmp-simb" not in west
    assert "home-office" in west


def test_a_body_is_not_shown_before_it_was_known_or_began(bundled_store):
    assert ask(bundled_store, "bodies", "2000-01-01").statement.startswith("No body or forum")


def rate(inspection, force, pct, **more):
    said = {"inspection_id": inspection, "force_code": force, "audit_end": "2018-03-31", **more}
    return said, {"inspection_id": inspection, "recorded_pct": pct, "margin_pct": 2}


def many(loaded, number, **system):
    """`number` forces with one rate each and one system in use."""
    forces = [
        {"force_code": f"F{n}", "name": f"Force {n}", "short_name": f"F{n}", "slug": f"f{n}", "region": "East"}
        for n in range(number)
    ]
    pairs = [rate(f"i{n}", f"F{n}", 90 + n) for n in range(number)]
    stated = {"system_id": "a", "status": "in use", "as_at_year": 2016, **system}
    return loaded(
        forces=forces,
        inspections=[p[0] for p in pairs],
        inspection_measures=[p[1] for p in pairs],
        recording_systems=[{"system_id": "a", "name": "System A", "family": "Family A"}],
        force_systems=[{"force_code": f"F{n}", **stated} for n in range(number)],
    )


def test_five_forces_are_pooled_and_four_are_only_counted(loaded, tmp_path):
    (family,) = rows(ask(many(loaded, 5), "system_effects"), "families")
    assert (family["forces"], family["judged"], family["pooled_pct"]) == (5, "yes", 92.0)
    assert family["lower_pct"] < 92 < family["upper_pct"]


def test_fewer_forces_are_counted_and_not_judged(loaded):
    view = ask(many(loaded, 4), "system_effects")
    (family,) = rows(view, "families")
    assert (family["forces"], family["pooled_pct"], family["judged"]) == (4, None, "too few to judge")
    assert view.charts == ()
    assert "association and not effect" in view.statement


@pytest.mark.parametrize(
    ("system", "forces"),
    [
        ({"as_at_year": 2019}, 0),
        ({"as_at_year": 2018}, 2),
        ({"status": "contract signed"}, 0),
        ({"go_live_on": "2018-04-30", "go_live_precision": "month"}, 0),
        ({"go_live_on": "2018-02-28", "go_live_precision": "month", "as_at_year": 2025}, 2),
        ({"ended_on": "2017-12-31", "ended_precision": "year"}, 0),
    ],
)
def test_a_rate_counts_for_a_system_only_where_it_was_in_use_by_then(loaded, system, forces):
    assert len(rows(ask(many(loaded, 2, **system), "system_effects"), "rates")) == forces


def test_before_and_after_a_go_live_stand_within_the_window_and_one_programme(loaded):
    before, first = rate("before", KENT, 80, audit_end="2017-03-31", published_on="2017-06-15")
    after, second = rate("after", KENT, 90, audit_start="2018-06-01", audit_end="2018-12-31", published_on="2019-06-15")
    store = loaded(
        inspections=[before, after],
        inspection_measures=[first, second],
        recording_systems=[{"system_id": "a", "name": "A", "family": "A"}],
        force_systems=[
            {
                "force_code": KENT,
                "system_id": "a",
                "status": "in use",
                "go_live_on": "2018-03-31",
                "go_live_precision": "month",
            }
        ],
    )
    (line,) = rows(ask(store, "system_effects"), "go_lives")
    assert (line["before_pct"], line["after_pct"], line["difference_pct"]) == (80, 90, 10)
    assert line["reading"].startswith("higher after the go-live; what else changed")
    (narrow,) = rows(ask(store, "system_effects", window_years="1"), "go_lives")
    assert narrow["before_pct"] is not None
