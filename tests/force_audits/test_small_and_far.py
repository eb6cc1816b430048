"""Audits too small to judge, limits near an end, windows years apart, and samples larger than all there is."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom

from dashboard.charts.draw import draw
from dashboard.stats.control_charts import exact_p_chart, p_chart
from dashboard.stats.run_rules import leading_rule, run_rules
from tests.force_audits.conftest import audit
from tests.force_audits.test_views import inspected, monthly, rows, view


def test_an_audit_too_few_to_judge_is_shown_and_fires_no_rule(audited, send):
    send([*monthly(), audit(audit_id="small", period_start="2024-01-01", period_end="2024-01-31", crimes_due=20,
                            crimes_recorded=12, incidents_examined="")])  # fmt: skip
    found = view(audited, "audit_series", force="Kent")
    small = next(r for r in rows(found, "series") if r["audit_id"] == "small")
    assert (small["rate_pct"], small["judgeable"]) == (60.0, "too few to judge")
    assert [small[n] for n in ("rule", "direction", "limit_lower_pct", "limit_upper_pct", "centre_pct")] == [None] * 5
    assert "the latest audit is too few to judge" in found.statement
    assert "nothing is said of a change" in found.statement
    assert any("1 audit too few to judge" in note.text for note in found.notes)
    # The others are as they would be without it.
    assert {r["audit_id"] for r in rows(found, "series") if r["rule"]} == {"m08"}


def test_points_too_few_to_judge_do_not_count_towards_the_twelve_that_limits_need(audited, send):
    send(monthly(recorded=[18] * 12, due=[20] * 12))
    found = view(audited, "audit_series", force="Kent")
    assert "no limits are drawn until there are 12 more points" in found.statement
    assert {r["rule"] for r in rows(found, "series")} == {None}


def test_limits_near_100_are_binomial_and_said_to_be(audited, send):
    send(monthly(recorded=[38] * 11 + [33], due=[40] * 12))
    found = view(audited, "audit_series", force="Kent")
    shown = rows(found, "series")
    assert {r["chart_method"] for r in shown} == {"p-chart, exact binomial limits"}
    share = (38 * 11 + 33) / 480
    assert shown[0]["limit_lower_pct"] == pytest.approx(100 * binom.ppf(0.0013499, 40, share) / 40, abs=1e-3)
    assert any("exact binomial" in note.text for note in found.notes)


def test_the_exact_chart_and_its_rule_agree_and_large_points_are_as_before():
    passes, cases = np.array([39, 38, 40, 30, 39, 900]), np.array([40, 40, 40, 40, 40, 960])
    exact, normal = exact_p_chart(passes, cases), p_chart(passes, cases)
    assert exact.lower[-1] == normal.lower[-1]
    assert exact.sigma[-1] == normal.sigma[-1]
    assert (exact.lower[:-1] < exact.centre[:-1]).all()
    assert (exact.upper <= 1).all()
    signals = run_rules(exact.values, exact.centre, exact.sigma, edition="limits only")
    outside = (exact.values < exact.lower) | (exact.values > exact.upper)
    assert [rule is not None for rule in leading_rule(signals)[0]] == outside.tolist()
    assert outside.tolist() == [False, False, False, True, False, False]


def test_windows_years_apart_give_both_figures_and_no_gap(loaded, send_to):
    store = loaded(**inspected(audit_start="2018-10-01", audit_end="2019-01-31"))
    send_to(store, [audit(crimes_recorded=12, crimes_due=20, incidents_examined="")])
    found = view(store, "own_and_inspectorate", force="Kent")
    (pair,) = rows(found, "pairs")
    assert [pair[n] for n in ("gap", "gap_lower", "gap_upper")] == [None, None, None]
    assert (pair["own_pct"], pair["inspectorate_pct"]) == (60.0, 83.6)
    assert (pair["verdict"], pair["years_apart"]) == ("not comparable: windows 4.7 years apart", 4.7)
    assert found.statement.startswith("Kent: no own audit overlaps an inspection of the same crimes")
    assert "a gap of" not in found.statement
    assert "60.0 %" in found.statement
    assert "83.6 %" in found.statement
    assert any("more than 365 days apart" in note.text for note in found.notes)


def test_a_report_published_long_before_the_audit_began_is_too_far_as_well(loaded, send_to):
    store = loaded(**inspected(audit_start="", audit_end="", published_on="2017-09-07"))
    send_to(store, [audit(crimes_recorded=285, crimes_due=300, incidents_examined="")])
    (pair,) = rows(view(store, "own_and_inspectorate", force="Kent"), "pairs")
    assert pair["gap"] is None
    assert pair["verdict"].startswith("not comparable: windows at least 6.1 years apart")


def test_a_change_that_needs_more_crimes_than_there_are_is_said_to_be_out_of_reach(audited):
    found = view(audited, "sample_size", expected="90", alternative="95", population="400")
    assert "424 in each of two audits to find" not in found.statement
    assert "400 crimes are too few to find a change from 90 % to 95 %" in found.statement
    # Cohen's h of 0.1924 on 400 in each, by hand: 1.96 - 0.1924 * sqrt(200) = -0.76, so 0.78.
    assert "a chance of about 78 %" in found.statement
    change = rows(found, "sample_size")[1]
    assert (change["population"], change["enough"]) == (400, "no: only 400 crimes are due in all")
    enough = view(audited, "sample_size", expected="90", alternative="95", population="4000")
    assert "424 in each of two audits" in enough.statement
    assert rows(enough, "sample_size")[1]["enough"] == "yes"


def test_figures_nobody_published_are_not_called_as_published(audited, send):
    send([audit(), audit(audit_id="open", published="yes", link="https://example.org/audit")])
    said = {r["audit_id"]: (r["basis"], r["class"]) for r in rows(view(audited, "audits"), "audits")}
    assert said == {"2023-Q4": ("as sent in", "unpublished"), "open": ("as published", "management information")}


def test_an_axis_of_counts_has_no_halves(audited, send):
    send([audit(crimes_due=100, crimes_recorded=98, incidents_examined="", reason_know=1, reason_misc=1)])
    found = view(audited, "audit_reasons", force="Kent")
    drawn = str(draw(found.chart("totals"), found.table("totals")))
    assert "'tickMinStep': 1" in drawn
    assert "',.2f'" not in drawn
