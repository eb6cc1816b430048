"""Change between two years: real, sampling error, refused, or not to be said; and which part moved."""

from __future__ import annotations

import math

import pytest

from dashboard.domain.errors import ReaderError
from tests.builders import publication_row, source_row
from tests.views.asking import ask, rows
from tests.views.test_divergence import CODE, ESTIMATE, PAIR, SHARE


def changes(view):
    """Rows of the table of changes by offence type."""
    return {r["offence_type"]: r for r in rows(view, "changes")}


def test_scenario_60_a_change_across_a_change_of_rules_needs_a_plain_yes(bundled_store):
    asked = {"offence_type": "Violence", "from_": "2014", "to": "2020"}
    refused = ask(bundled_store, "divergence_change", **asked)
    row = changes(refused)["Violence"]
    assert row["change_pct"] is None
    assert "across a change of rules: April 2015, Two harassment-type offences" in row["refused"]
    assert row["reading"].startswith("Refused: across a change of rules")
    assert any("Set 'anyway' to yes" in w.text for w in refused.warnings)
    anyway = ask(bundled_store, "divergence_change", **asked, anyway="yes")
    row = changes(anyway)["Violence"]
    # 1271.249 / 1238.622 over 570.978 / 1562
    assert row["change_pct"] == pytest.approx(100 * (1271.249 / 1238.622 / (570.978 / 1562) - 1), abs=0.05)
    assert row["warning"].startswith("compared anyway: across a change of rules")
    assert any("compared anyway" in w.text for w in anyway.warnings)


def test_a_pair_across_a_break_says_that_it_is_one(bundled_store):
    view = ask(bundled_store, "divergence_change", offence_type="Domestic burglary", from_="2014", to="2020")
    assert "across a break: April 2017, Burglary reclassified" in changes(view)["Domestic burglary"]["refused"]


def test_a_change_where_no_rule_changed_is_worked_out_with_its_interval(bundled_store):
    view = ask(bundled_store, "divergence_change", offence_type="Bicycle theft", from_="2014", to="2020")
    row = changes(view)["Bicycle theft"]
    change = math.log(88.321 / 271.272 / (97.686 / 375))
    assert row["refused"] is None
    assert row["change_log"] == pytest.approx(change, abs=1e-3)
    assert row["lower_pct"] < row["change_pct"] < row["upper_pct"]
    assert row["tests"] == 1
    assert row["p_holm"] == row["p_value"]
    assert row["interval_basis"].startswith("bound: at most")


def test_p_values_are_adjusted_for_every_pair_on_the_page(bundled_store):
    found = changes(ask(bundled_store, "divergence_change", from_="2014", to="2020", anyway="yes"))
    tested = [r for r in found.values() if r["p_value"] is not None]
    assert {r["tests"] for r in found.values()} == {len(tested)}
    smallest = min(tested, key=lambda r: r["p_value"])
    assert smallest["p_holm"] == pytest.approx(min(1, smallest["p_value"] * len(tested)), rel=0.01)
    assert all(r["p_holm"] >= r["p_bh"] >= r["p_value"] * 0.99 for r in tested)


def test_without_an_error_nothing_is_claimed(bundled_store):
    view = ask(bundled_store, "divergence_change", offence_type="Robbery (personal)", from_="2014", to="2020")
    row = changes(view)["Robbery (personal)"]
    assert row["change_pct"] is not None
    assert (row["lower_pct"], row["p_value"]) == (None, None)
    assert "nothing is claimed of a real change" in row["reading"]


def test_a_missing_year_is_named(bundled_store):
    view = ask(bundled_store, "divergence_change", offence_type="Violence", from_="2020", to="2021", anyway="yes")
    assert "no survey value for the year ending March 2021" in changes(view)["Violence"]["refused"]


def test_the_quality_rating_of_each_source_stands_beside_the_change(bundled_store):
    row = changes(ask(bundled_store, "divergence_change"))["Robbery (personal)"]
    assert row["recorded_rating"].startswith("good (Robbery; User guide, coronavirus edition")
    assert row["survey_rating"] is None, "no rating of the survey by offence was seen, and none is made up"


def test_the_scenarios_say_what_holds_in_all_and_what_in_some(bundled_store):
    view = ask(
        bundled_store, "divergence_change", offence_type="All paired offences", from_="2014", to="2020", anyway="yes"
    )
    found = {r["scenario"]: r for r in rows(view, "scenarios")}
    assert found["no lag"]["value_to"] > found["without violence"]["value_to"]
    assert (
        found["with stalking and harassment added to the recorded side"]["change_pct"] > found["no lag"]["change_pct"]
    )
    assert found["recorded year six months earlier"]["direction"] == "cannot be worked out"
    assert "in all of" in view.statement


def test_a_searched_break_is_marked_as_exploratory_and_has_its_own_critical_value(bundled_store):
    found = rows(ask(bundled_store, "divergence_change", offence_type="Violence", anyway="yes"), "model")
    searched = [r for r in found if r["sort"] == "exploratory: searched"]
    assert len(searched) == 1
    assert searched[0]["critical_5pct"] == 5.86
    assert searched[0]["reading"].startswith("Exploratory")
    fixed = [r for r in found if r["sort"].startswith("fixed in advance")]
    assert fixed
    assert all(r["events"] for r in fixed)


def test_small_charts_share_one_scale(bundled_store):
    view = ask(bundled_store, "divergence_change")
    small = [chart for chart in view.charts if chart.kind == "series"]
    tops = {chart.options["y_max"] for chart in small}
    assert len(small) > 5
    assert len(tops) == 1


def test_the_split_stands_beside_the_small_charts_with_the_ratings(bundled_store):
    view = ask(bundled_store, "divergence_change")
    by_offence = {}
    for row in rows(view, "split"):
        by_offence.setdefault(row["offence_type"], []).append(row)
    whole, recorded, estimate = by_offence["Bicycle theft"]
    before, after = ({r["year_ending"].year: r for r in rows(view, "pair_3")}[year] for year in (2013, 2022))
    assert whole["change_log"] == pytest.approx(
        math.log(after["recorded_per_estimate"] / before["recorded_per_estimate"]), abs=5e-4
    )
    assert recorded["change_log"] + estimate["change_log"] == pytest.approx(whole["change_log"], abs=2e-4)
    assert recorded["lower_log"] == recorded["upper_log"] == recorded["change_log"], (
        "a full count has no sampling error"
    )
    assert estimate["lower_log"] < estimate["change_log"] < estimate["upper_log"]
    asked_across = ask(bundled_store, "divergence_change", from_="2013", to="2020")
    (refused,) = (r for r in rows(asked_across, "split") if r["offence_type"] == "Violence")
    assert (refused["state"], refused["change_log"]) == ("refused", None)
    assert "across a change of rules" in refused["reading"]
    (chart,) = (c for c in view.charts if c.title.startswith("Bicycle theft: 0.33 (0.26 to 0.42)"))
    assert f"x{whole['factor']:.2f}" in chart.subtitle
    assert "Rated: survey not seen; recorded moderate" in chart.subtitle
    assert view.chart("split").roles["group"] == "offence_type"


def test_asked_of_one_pair_the_newest_years_that_may_be_compared_are_taken(bundled_store):
    row = changes(ask(bundled_store, "divergence_change", offence_type="Violence"))["Violence"]
    assert (row["refused"], row["from_period"].year, row["to_period"].year) == (None, 2018, 2020)
    # 1271.249 / 1238.622 over 1101.14 / 1426
    assert row["change_log"] == pytest.approx(math.log(1271.249 / 1238.622 / (1101.141 / 1426)), abs=2e-3)
    split = ask(bundled_store, "divergence_split")
    assert rows(split, "split")[0]["from_period"].year == 2018


def two_years(loaded, ends=("2019-03-31", "2020-03-31"), *, counts=(88000, 99000), shares=(50, 50)):
    """A store with one pair in two years, whose estimates have published limits of about 5 % either way."""
    starts = [f"{int(end[:4]) - 1}{'-04-01' if end[5:7] == '03' else '-07-01'}" for end in ends]
    pieces = list(zip(starts, ends, counts, shares, strict=True))
    return loaded(
        crosswalk=[PAIR],
        recorded_crime=[
            {**CODE, "period_start": a, "period_end": b, "offence_code": "44", "offences": n} for a, b, n, _ in pieces
        ],
        survey_estimates=[
            {**ESTIMATE, "period_start": a, "period_end": b, "lower": 190.2, "upper": 209.8} for a, b, _, _ in pieces
        ],
        survey_shares=[
            {**SHARE, "year_ending": b, "known_pct": q, "lower_pct": q - 4.9, "upper_pct": q + 4.9}
            for _, b, _, q in pieces
        ],
    )


def test_the_ratio_is_compared_where_both_years_have_a_share(loaded):
    store = two_years(loaded)
    row = changes(ask(store, "divergence_change", offence_type="Bicycle theft", from_="2019", to="2020"))[
        "Bicycle theft"
    ]
    assert row["measure"] == "ratio"
    assert (row["value_from"], row["value_to"]) == (0.88, 0.99)
    # CV(E) 9.8 / 1.96 / 200 = 2.5 %, CV(q) 4.9 / 1.96 / 50 = 5 %: 5.59 % a year, 7.906 % for the change
    half = 1.959964 * math.sqrt(2 * (0.025**2 + 0.05**2))
    assert row["lower_pct"] == pytest.approx(100 * math.expm1(math.log(1.125) - half), abs=0.05)
    assert row["reading"].startswith("No clear change")


@pytest.mark.parametrize(
    ("first", "last", "said"), [("2020", "2014", "lies after"), ("2020", "2020", "is the same year as")]
)
@pytest.mark.parametrize("name", ["divergence_change", "divergence_split"])
def test_years_the_wrong_way_round_are_refused_with_the_remedy(bundled_store, name, first, last, said):
    with pytest.raises(ReaderError, match=f"{said} the filter to .* give the earlier year as from"):
        ask(bundled_store, name, offence_type="Bicycle theft", from_=first, to=last)


def test_a_change_of_the_survey_between_the_years_is_said_and_no_reason_to_refuse(bundled_store):
    view = ask(bundled_store, "divergence_change", offence_type="Bicycle theft", from_="2020", to="2022-09-30")
    assert changes(view)["Bicycle theft"]["refused"] is None
    told = [w.text for w in view.warnings]
    assert any(
        text.startswith("Between the two years: October 2021, Face-to-face interviewing restarted") for text in told
    )


def test_rolling_years_that_overlap_are_refused_and_have_no_test_even_anyway(loaded):
    store = two_years(loaded, ends=("2019-06-30", "2020-03-31"))
    asked = {"offence_type": "Bicycle theft", "from_": "2019-06-30", "to": "2020-03-31"}
    assert (
        "overlap and share interviews" in changes(ask(store, "divergence_change", **asked))["Bicycle theft"]["refused"]
    )
    row = changes(ask(store, "divergence_change", **asked, anyway="yes"))["Bicycle theft"]
    assert row["change_pct"] is not None
    assert (row["p_value"], row["lower_pct"]) == (None, None)
    assert "nothing is claimed" in row["reading"]


def test_mixed_editions_are_refused_or_compared_with_the_warning_kept(loaded):
    store = two_years_of_two_publications(loaded)
    asked = {"offence_type": "Bicycle theft", "from_": "2019", "to": "2020"}
    refused = changes(ask(store, "divergence_change", **asked))["Bicycle theft"]
    assert "mixed editions: the recorded counts come from source-1 and source-2" in refused["refused"]
    row = changes(ask(store, "divergence_change", **asked, anyway="yes"))["Bicycle theft"]
    assert "mixed editions" in row["warning"]


def two_years_of_two_publications(loaded):
    """The same two years, each from a publication of its own."""
    return loaded(
        publications=[publication_row(), publication_row("publication-2")],
        sources=[source_row(), source_row("source-2", publication_id="publication-2")],
        crosswalk=[PAIR],
        recorded_crime=[
            {**CODE, "period_start": a, "period_end": b, "offence_code": "44", "offences": 88000, "source_id": s}
            for a, b, s in (("2018-04-01", "2019-03-31", "source-1"), ("2019-04-01", "2020-03-31", "source-2"))
        ],
        survey_estimates=[
            {**ESTIMATE, "period_start": a, "period_end": b}
            for a, b in (("2018-04-01", "2019-03-31"), ("2019-04-01", "2020-03-31"))
        ],
    )


def test_the_parts_of_a_change_add_up_and_every_step_has_its_numbers(bundled_store):
    view = ask(bundled_store, "divergence_split", from_="2016", to="2017", anyway="yes")
    whole, *parts = rows(view, "split")
    assert sum(p["change_log"] for p in parts) == pytest.approx(whole["change_log"], abs=3e-4)
    share = next(p for p in parts if p["part"].startswith("share known"))
    assert share["change_log"] == pytest.approx(-math.log(43 / 52), abs=1e-4)
    steps = {r["step"]: r for r in rows(view, "working")}
    assert steps["ratio, March 2016"]["numbers"] == "831.346 / (1,468.0 x 0.520)"
    assert steps["ratio, March 2016"]["result"] == pytest.approx(1.0891, abs=1e-4)
    inputs = rows(view, "inputs")
    assert {r["name"] for r in inputs if r["side"].startswith("recorded")} >= {"8N", "105A"}
    assert all(r["source_id"] and r["edition"] for r in inputs)
    assert "Compared anyway" in view.chart("split").subtitle, "the warning stays on the chart"
    assert "mixed editions: the shares known" in " ".join(w.text for w in view.warnings)


def test_a_split_that_is_refused_says_why_and_shows_nothing(bundled_store):
    view = ask(bundled_store, "divergence_split", from_="2014", to="2020")
    assert view.statement.startswith("Refused: Violence: across a change of rules")
    assert rows(view, "split") == []
    assert view.charts == ()


def test_scenario_62_events_of_a_force_stand_beside_its_change_and_are_not_its_cause(bundled_store):
    view = ask(bundled_store, "divergence_forces", force="Devon and Cornwall")
    (row,) = rows(view, "forces")
    assert "November 2022: Niche went live" in row["events"]
    assert any("never as its cause" in n.text for n in view.notes)
    assert row["recorded_change_pct"] is None
    assert "changes of rules between; set 'anyway' to yes" in row["recorded_change_pct_missing"]
    assert "ratio" not in {c.name for c in view.table("forces").columns}
    anyway = ask(bundled_store, "divergence_forces", force="Devon and Cornwall", anyway="yes")
    assert rows(anyway, "forces")[0]["recorded_change_pct"] == pytest.approx(44.3, abs=0.1)
    assert any("compare anyway" in w.text for w in anyway.warnings)


def test_recording_explains_at_most_a_part_of_the_rise(bundled_store):
    view = ask(bundled_store, "recording_scenario")
    row = rows(view, "bound")[0]
    assert list(row)[:7] == [
        "from_period",
        "to_period",
        "accuracy_from_pct",
        "accuracy_to_pct",
        "factor",
        "ratio_factor",
        "share_explained_at_most",
    ]
    assert (row["accuracy_from_pct"], row["accuracy_to_pct"]) == (80.5, 94.8)
    assert round(row["factor"], 2) == 1.18
    assert round(row["ratio_factor"], 1) == 1.8
    assert row["share_explained_at_most"] == pytest.approx(0.2753, abs=1e-4)
    assert row["class"] == "analysis of this product, not a statistic"
    assert "on the log scale" in view.statement.casefold()
    later = [r for r in rows(view, "bound") if r["to_period"].startswith("about 2021")]
    assert all(r["share_explained_at_most"] is None for r in later), "no ratio is published near that audit"


def test_the_scenario_divides_counts_by_audited_accuracy_inside_its_scope(bundled_store):
    found = rows(ask(bundled_store, "recording_scenario"), "scenario")
    row = next(r for r in found if r["year_ending"].isoformat() == "2025-03-31")
    assert row["if_all_recorded"] == pytest.approx(row["recorded"] / 0.948, abs=0.06)
    assert row["if_all_lower"] is None, "no interval was published"
    pooled = [r for r in found if r["accuracy_basis"].startswith("pooled over 37")]
    assert {r["year_ending"].year for r in pooled} == {2016, 2017, 2018, 2019, 2020}
    assert all(r["if_all_lower"] < r["if_all_recorded"] < r["if_all_upper"] for r in pooled)


def test_the_bound_was_not_known_before_its_audits_were_published(bundled_store):
    assert rows(ask(bundled_store, "recording_scenario", "2025-08-30"), "bound") != rows(
        ask(bundled_store, "recording_scenario", "2025-09-01"), "bound"
    )


def test_the_recorded_total_of_a_year_is_the_one_known_last(bundled_store):
    view = ask(bundled_store, "recording_scenario")
    found = {r["year_ending"].isoformat(): r for r in rows(view, "scenario") if r["scope"].startswith("All crime")}
    assert (found["2019-03-31"]["recorded"], found["2018-03-31"]["recorded"]) == (5266.17, 4890.425)
    assert found["2019-03-31"]["source_id"] == "ons-appendix-parsed-2026-03"
    (mixed,) = [w.text for w in view.warnings if "not all of one edition" in w.text]
    assert "ons-appendix-parsed-2026-03 (apparently year ending September 2025): years ending" in mixed
    before = ask(bundled_store, "recording_scenario", "2020-01-01")
    drawn = {r["year_ending"].isoformat(): r for r in rows(before, "scenario") if r["scope"].startswith("All crime")}
    assert drawn["2019-03-31"]["recorded"] == 5257.081, "the newer edition was not known on that day"


def test_a_refused_change_is_refused_in_every_table_and_in_the_statement(bundled_store):
    asked = {"offence_type": "Violence", "from_": "2014", "to": "2020"}
    refused = ask(bundled_store, "divergence_change", **asked)
    for name, words in (("scenarios", "note"), ("model", "reading")):
        shown = rows(refused, name)
        assert shown
        assert all(r[words].startswith("Refused: across a change of rules") for r in shown)
        assert {r.get(column) for r in shown for column in ("change_pct", "value_to", "step_pct", "f_value")} == {None}
    assert "Violence: refused: across a change of rules" in refused.statement
    assert "went up" not in refused.statement
    anyway = ask(bundled_store, "divergence_change", **asked, anyway="yes")
    applied = [r for r in rows(anyway, "scenarios") if r["direction"] != "does not apply"]
    assert len(applied) > 2
    assert all("compared anyway" in r["note"] for r in applied)
    assert all("compared anyway" in r["reading"] for r in rows(anyway, "model"))
    assert "Warning: compared anyway" in anyway.statement


def test_changes_of_rules_are_marked_on_the_scenario_too(bundled_store):
    view = ask(bundled_store, "recording_scenario")
    marks = view.chart("scenario").marks
    assert any(mark.text.startswith("Policing minister announced looser rules") for mark in marks)
    assert not any("fraud" in mark.text for mark in marks), "fraud is not in the total drawn"
    assert any("is not better recording" in w.text for w in view.warnings)
    drawn = {r["year_ending"].year: r for r in rows(view, "chart") if r["series"].startswith("Recorded")}
    assert drawn[2025]["source_id"] != drawn[2026]["source_id"]
    assert drawn[2025]["segment"] != drawn[2026]["segment"], "no line from one edition to another"


@pytest.mark.parametrize("asked", [{"offence_type": "Robbery (personal)"}, {"lag": "6"}])
def test_two_different_years_are_compared_even_where_one_has_an_error(bundled_store, asked):
    found = rows(ask(bundled_store, "divergence_change", **asked), "changes")
    assert found
    assert all(row["from_period"] < row["to_period"] for row in found if row["from_period"])
