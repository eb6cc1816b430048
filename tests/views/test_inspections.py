"""Inspection results, worked by hand."""

from __future__ import annotations

import pytest

from tests.builders import KENT, WEST_MIDLANDS
from tests.views.asking import ask, rows

KENT_2017 = {"inspections": [{"judgement": "Inadequate", "judgement_scale": "four-step"}]}


def test_a_published_margin_gives_limits_about_the_rate(loaded):
    store = loaded(**KENT_2017, inspection_measures=[{"recorded_pct": 83.6, "margin_pct": 1.85}])
    (row,) = rows(ask(store, "inspections"), "results")
    assert (row["recorded_pct"], row["margin_pct"], row["lower_pct"], row["upper_pct"]) == (83.6, 1.85, 81.75, 85.45)
    assert row["recorded_pct_missing"] is None
    assert row["interval_basis"].startswith("published margin")


def test_no_published_margin_gives_no_limits_and_says_so(loaded):
    store = loaded(**KENT_2017, inspection_measures=[{"recorded_pct": 94, "approximate": "yes"}])
    view = ask(store, "inspections", force="Kent")
    (row,) = rows(view, "results")
    assert (row["lower_pct"], row["upper_pct"], row["approximate"]) == (None, None, True)
    assert row["interval_basis"] == "not published"
    assert "about 94 % (interval not published)" in view.headlines[0].sentence


@pytest.mark.parametrize("status", ["not published", "not measurable"])
def test_a_missing_rate_says_why(loaded, status):
    store = loaded(**KENT_2017, inspection_measures=[{"value_status": status}])
    view = ask(store, "inspections")
    (row,) = rows(view, "results")
    assert (row["recorded_pct"], row["recorded_pct_missing"]) == (None, status)
    assert view.charts == (), "a chart without one rate would be empty"


def test_an_estimate_of_unrecorded_crimes_alone_is_not_called_a_published_rate(loaded):
    store = loaded(**KENT_2017, inspection_measures=[{"estimated_unrecorded_per_year": 8300}])
    (row,) = rows(ask(store, "inspections"), "results")
    assert (row["estimated_unrecorded_per_year"], row["recorded_pct_missing"]) == (8300, "not published")


@pytest.mark.parametrize("rate", [99.9, 83.6, 40.0])
def test_no_grade_is_worked_out_from_a_rate(loaded, rate):
    store = loaded(inspections=[{}], inspection_measures=[{"recorded_pct": rate, "margin_pct": 1}])
    view = ask(store, "inspections")
    (row,) = rows(view, "results")
    assert (row["judgement"], row["judgement_scale"]) == (None, None)
    assert rows(ask(store, "overview"), "forces")[0]["judgement"] is None


def test_grades_of_two_scales_together_bring_a_warning_and_of_one_scale_none(loaded, tmp_path):
    two = [
        {"judgement": "Good", "judgement_scale": "four-step"},
        {"inspection_id": "b", "force_code": WEST_MIDLANDS, "judgement": "Good", "judgement_scale": "five-step"},
    ]
    store = loaded(
        inspections=two,
        inspection_measures=[{"recorded_pct": 90}, {"inspection_id": "b", "recorded_pct": 91}],
    )
    assert any("two scales" in warning.text for warning in ask(store, "inspections").warnings)
    assert not any("two scales" in warning.text for warning in ask(store, "inspections", force="Kent").warnings)


def test_rates_of_two_programmes_never_stand_in_one_chart_of_forces(bundled_store):
    view = ask(bundled_store, "inspections")
    charted = {(r["label"], r["audit_start"], r["recorded_pct"]) for r in rows(view, "rates")}
    programmes = {
        r["programme"]
        for r in rows(view, "results")
        if (r["force"], r["audit_start"], r["recorded_pct"]) in charted and r["measure"] == "all_crime"
    }
    assert len(programmes) == 1
    assert any("within one programme" in " ".join(w.text.split()) for w in view.warnings)


@pytest.mark.parametrize(
    ("filters", "field", "value"),
    [
        ({"force": "kent"}, "force_code", KENT),
        ({"region": "south east"}, "region", "South East"),
        ({"programme": "cdi2016-20"}, "programme", "CDI2016-20"),
        ({"judgement": "inadequate"}, "judgement", "Inadequate"),
        ({"measure": "all crime"}, "measure", "all_crime"),
    ],
)
def test_a_filter_keeps_every_row_that_matches_and_no_other(bundled_store, filters, field, value):
    everything = rows(ask(bundled_store, "inspections"), "results")
    kept = rows(ask(bundled_store, "inspections", **filters), "results")
    assert kept == [row for row in everything if row[field] == value]
    assert 0 < len(kept) < len(everything)


def test_the_dates_from_and_to_are_included_and_rows_without_a_date_are_counted(loaded):
    dated = [("a", "2017-01-01"), ("b", "2017-06-30"), ("c", "2017-12-31")]
    inspections = [{"inspection_id": name, "published_on": day} for name, day in dated]
    inspections.append({"inspection_id": "d", "published_on": "", "published_precision": "unknown"})
    measures = [{"inspection_id": i["inspection_id"], "recorded_pct": 90} for i in inspections]
    store = loaded(inspections=inspections, inspection_measures=measures)
    view = ask(store, "inspections", from_="2017-01-01", to="30 June 2017")
    assert [row["inspection_id"] for row in rows(view, "results")] == ["a", "b"]
    assert any(note.text.startswith("1 row left out") for note in view.notes)


def test_the_whole_record_shows_all_105_inspections(bundled_store):
    results = rows(ask(bundled_store, "inspections"), "results")
    assert len({row["inspection_id"] for row in results}) == 105
    assert all(row["force"] and row["source_id"] and row["class"] for row in results)
    assert all((row["recorded_pct"] is None) == bool(row["recorded_pct_missing"]) for row in results)


def test_scenario_54_west_midlands_2017_had_its_published_interval_and_2019_no_rate(bundled_store):
    results = rows(ask(bundled_store, "inspections", force="West Midlands", measure="all_crime"), "results")
    by_day = {str(row["published_on"]): row for row in results}
    first, second = by_day["2017-09-07"], by_day["2019-01-15"]
    assert (first["recorded_pct"], first["lower_pct"], first["upper_pct"]) == (83.8, 81.92, 85.68)
    assert (second["recorded_pct"], second["recorded_pct_missing"]) == (None, "not measurable")


def test_scenario_29_a_grade_given_anew_shows_from_its_day_and_the_overall_grade_stays(bundled_store):
    def judged(day):
        view = ask(bundled_store, "inspections", as_at=day, force="Greater Manchester", programme="CDI2016-20")
        (row,) = (r for r in rows(view, "results") if r["measure"] == "all_crime")
        return row["judgement"], row["published_on"].isoformat(), "Judged again" in (row["note"] or "")

    assert judged("2016-12-15") == ("Inadequate", "2016-08-25", False)
    assert judged("2017-03-15") == ("Inadequate", "2016-08-25", True)
