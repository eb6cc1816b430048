"""The national picture at several dates."""

from __future__ import annotations

import pytest

from tests.views.asking import TODAY, ask, rows


def headlines(store, day=TODAY, **filters):
    view = ask(store, "overview", day, **filters)
    assert [h.code for h in view.headlines] == [row["code"] for row in rows(view, "headlines")]
    return {h.code: h for h in view.headlines}


@pytest.mark.parametrize("day", ["1990-01-01", "2015-01-31", "2019-06-01", TODAY])
def test_there_are_43_forces_in_the_order_of_their_names(bundled_store, day):
    names = [row["force"] for row in rows(ask(bundled_store, "overview", day), "forces")]
    assert len(set(names)) == 43
    assert names == sorted(names)


def test_today_every_headline_is_a_known_figure_with_its_source(bundled_store):
    found = headlines(bundled_store)
    assert found["national_accuracy"].value == 94.8
    assert found["comparable_ratio"].value == 1.63
    assert found["survey_headline"].value == 9600
    assert found["survey_headline"].unit == "thousand incidents"
    assert found["recorded_crime"].value == 5_200_000
    assert found["forces_without_rate"].value == 1
    assert found["actions_past_window"].unit == "actions"
    view = ask(bundled_store, "overview")
    for headline in view.headlines:
        assert headline.source_id == "" or view.source(headline.source_id), headline.code
        assert headline.sentence.endswith(".")


def test_early_in_2015_the_national_figure_was_the_one_of_2014_and_nothing_later_was_known(bundled_store):
    found = headlines(bundled_store, "2015-01-31")
    assert found["national_accuracy"].value == 81
    assert "about 81 %" in found["national_accuracy"].sentence
    counted = {"position_edition", "got_worse", "late", "monitoring", "sources_behind"}
    assert found.keys() - counted == {"national_accuracy", "forces_without_rate"}
    assert found["forces_without_rate"].value == 43


def test_the_day_before_the_2014_report_no_national_rate_was_known(bundled_store):
    assert "national_accuracy" not in headlines(bundled_store, "2014-04-01")


def test_in_1990_nothing_was_known_and_the_page_says_so(bundled_store):
    view = ask(bundled_store, "overview", "1990-01-01")
    assert view.statement.startswith("No national rate of recording accuracy was known on this date.")
    assert {row["rate_state"] for row in rows(view, "forces")} == {"no inspection held"}
    assert rows(view, "states") == [{"rate_state": "no inspection held", "forces": 43}]


def test_the_states_count_every_force_once(bundled_store):
    view = ask(bundled_store, "overview")
    assert sum(row["forces"] for row in rows(view, "states")) == 43


def test_a_force_whose_newest_audit_could_not_measure_has_no_usable_rate(bundled_store):
    forces = rows(ask(bundled_store, "overview", "2020-01-01"), "forces")
    (force,) = (f for f in forces if f["force"] == "West Midlands")
    assert (force["recorded_pct"], force["rate_state"]) == (None, "newest inspection: not measurable")
    assert force["judgement"] == "Inadequate", "the grade was published all the same"


@pytest.mark.parametrize(
    ("published", "state"),
    [
        ("2021-06-01", "rate published in the last three years"),
        ("2021-05-30", "rate published three to six years ago"),
        ("2018-06-01", "rate published three to six years ago"),
        ("2018-05-30", "rate published more than six years ago"),
    ],
)
def test_the_age_of_a_rate_is_counted_to_the_day_asked_about(loaded, published, state):
    store = loaded(
        inspections=[{"published_on": published}],
        inspection_measures=[{"recorded_pct": 90}],
    )
    (row,) = (r for r in rows(ask(store, "overview", "2024-05-31"), "forces") if r["force"] == "Kent")
    assert row["rate_state"] == state


@pytest.mark.parametrize(
    ("audit_end", "state"),
    [("2017-03-31", "rate published more than six years ago"), ("", "rate published three to six years ago")],
)
def test_a_rate_without_a_publication_date_ages_from_its_audit_or_from_the_day_it_was_known(loaded, audit_end, state):
    undated = {"published_on": "", "published_precision": "unknown", "audit_end": audit_end}
    store = loaded(inspections=[undated], inspection_measures=[{"recorded_pct": 90}])
    (row,) = (r for r in rows(ask(store, "overview", "2024-05-31"), "forces") if r["force"] == "Kent")
    assert (row["rate_state"], row["rate_published_on"]) == (state, None)


def test_a_sample_of_2014_is_never_a_forces_rate(loaded):
    store = loaded(inspections=[{"programme": "CDI2014"}], inspection_measures=[{"recorded_pct": 84.9}])
    assert {row["recorded_pct"] for row in rows(ask(store, "overview"), "forces")} == {None}


def test_a_region_keeps_its_forces(bundled_store):
    forces = rows(ask(bundled_store, "overview", region="wales"), "forces")
    assert {row["force"] for row in forces} == {"Dyfed-Powys", "Gwent", "North Wales", "South Wales"}


def test_the_newest_national_rate_answers_even_where_its_source_gives_no_day(bundled_store):
    told = {day: ask(bundled_store, "overview", day) for day in ("2015-01-01", "2024-06-01", "2026-11-23")}
    values = {day: next(h.value for h in view.headlines if h.code == "national_accuracy") for day, view in told.items()}
    assert values == {"2015-01-01": 81, "2024-06-01": 92.4, "2026-11-23": 94.8}


def test_a_total_that_leaves_a_force_out_says_so(bundled_store):
    view = ask(bundled_store, "overview", "2020-02-01")
    (told,) = (h for h in view.headlines if h.code == "recorded_crime")
    assert "without Greater Manchester" in told.sentence
    assert "part of England and Wales" in told.label
