"""Limits follow the counts behind each month, and rules fire where they should and nowhere else."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.stats.control_charts import laney_chart, p_chart, points_still_needed, xmr_chart
from dashboard.stats.run_rules import EDITIONS, LATEST, Signals, leading_rule, run_rules
from dashboard.stats.spc_reading import Assurance, Variation, read_assurance, read_variation

BEFORE = "Making Data Count, before November 2023"
months = st.lists(
    st.integers(20, 200).flatmap(lambda trials: st.tuples(st.integers(0, trials), st.just(trials))),
    min_size=12,
    max_size=30,
)


@given(months)
def test_p_limits_stay_on_the_scale_round_the_pooled_rate(series: list[tuple[int, int]]) -> None:
    counts, totals = np.array(series).T
    found = p_chart(counts, totals)
    assert found.centre[0] == pytest.approx(counts.sum() / totals.sum())
    assert ((found.lower >= 0) & (found.lower <= found.centre)).all()
    assert ((found.upper <= 1) & (found.upper >= found.centre)).all()


def test_a_month_without_crimes_due_has_no_limits_and_breaks_nothing() -> None:
    found = p_chart([9, 0, 8, 7], [10, 0, 10, 10])
    assert np.isnan([found.values[1], found.lower[1], found.upper[1]]).all()
    assert found.centre[0] == pytest.approx(24 / 30)
    assert laney_chart([9, 0, 8, 7], [10, 0, 10, 10]).ratio > 0
    assert xmr_chart([0.9, np.nan, 0.8, 0.7]).sigma[0] == pytest.approx(2.66 * 0.1 / 3)


def test_a_baseline_alone_sets_the_centre() -> None:
    baseline = [True] * 3 + [False] * 3
    assert p_chart([8, 8, 8, 2, 2, 2], [10] * 6, baseline=baseline).centre[5] == pytest.approx(0.8)
    found = xmr_chart([0.8, 0.9, 0.8, 0.1, 0.1, 0.9], baseline=baseline)
    assert found.centre[5] == pytest.approx(2.5 / 3)
    assert found.sigma[5] == pytest.approx(2.66 * 0.1 / 3)


def test_months_that_differ_by_more_than_chance_widen_laneys_limits() -> None:
    random = np.random.default_rng(11)
    totals = np.full(400, 5000)
    steady, wild = np.full(400, 0.9), random.normal(0.9, 0.02, 400)
    assert laney_chart(random.binomial(totals, steady), totals).ratio == pytest.approx(1, abs=0.12)
    assert laney_chart(random.binomial(totals, wild), totals).ratio > 3


def test_one_wild_step_can_be_screened_from_the_ranges() -> None:
    values = [0.50, 0.51] * 10 + [0.95]
    assert xmr_chart(values, screen=True).sigma[0] < xmr_chart(values).sigma[0]
    assert xmr_chart(values, screen=True).sigma[0] == pytest.approx(2.66 * 0.01 / 3)


def test_a_scale_without_ends_is_not_cut() -> None:
    assert xmr_chart([95, 99, 95, 99], within=None).upper[0] > 100
    assert xmr_chart([95, 99, 95, 99], within=(0, 100)).upper[0] == 100


def test_a_short_series_is_told_how_many_points_it_needs() -> None:
    assert [points_still_needed(points) for points in (0, 11, 12, 40)] == [12, 1, 0, 0]


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (lambda: p_chart([1, 5], [2, 4]), "successes at position 1"),
        (lambda: p_chart([0, 0], [0, 0]), "no case"),
        (lambda: p_chart(1, 2), "one row"),
        (lambda: laney_chart([5, 0], [5, 0]), "neighbouring"),
        (lambda: xmr_chart([0.5]), "neighbouring"),
        (lambda: xmr_chart([0.5, np.inf]), "values at position 1"),
        (lambda: xmr_chart([0.5, 0.6], baseline=[True]), "baseline"),
    ],
)
def test_a_series_that_sets_no_limits_is_refused(draw: object, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        draw()  # type: ignore[operator]


def fired(values: list[float], edition: str = LATEST) -> Signals:
    """Rules on a chart whose centre is 0 and whose limits are 3 either way."""
    return run_rules(values, 0.0, 1.0, edition=edition)


def test_a_point_on_the_limit_is_inside_and_one_beyond_it_outside() -> None:
    assert fired([3.0, 3.001, -3.001]).outside.tolist() == [0, 1, -1]


def test_seven_on_one_side_are_a_shift_and_six_are_none() -> None:
    assert fired([0.5, 1] * 3).shift.tolist() == [0] * 6
    assert fired([-1, *[0.5, 1] * 3, 0.4, -1]).shift.tolist() == [0, *[1] * 7, 0]
    assert not fired([0.5, 1, 0.5, 0, 1, 0.5, 1, 0.5]).shift.any()


def test_seven_rising_points_are_a_trend_and_a_tie_ends_it() -> None:
    rising = [-0.3, -0.2, -0.1, 0.1, 0.2, 0.3, 0.4]
    assert fired(rising).trend.tolist() == [1] * 7
    assert fired([-one for one in rising]).trend.tolist() == [-1] * 7
    assert not fired(rising[:6]).trend.any()
    assert not fired([*rising[:3], rising[2], *rising[3:6]]).trend.any()


def test_a_missing_month_ends_a_run() -> None:
    assert not fired([0.5, 1, 0.5, np.nan, 1, 0.5, 1, 0.5]).shift.any()


def test_two_of_three_near_a_limit_need_all_three_on_one_side_and_mark_only_those_near() -> None:
    assert fired([2.5, 0.5, 2.5]).two_of_three.tolist() == [1, 0, 1]
    assert fired([-2.5, -2.5, -0.1]).two_of_three.tolist() == [-1, -1, 0]
    assert not fired([2.5, -0.5, 2.5]).two_of_three.any()
    assert not fired([2.5, -2.5, 0.5]).two_of_three.any()
    assert not fired([2.0, 2.0, 2.0]).two_of_three.any()


def test_the_edition_of_november_2023_also_counts_a_point_beyond_the_limit() -> None:
    series = [2.5, 3.5, 0.5]
    assert fired(series, BEFORE).two_of_three.tolist() == [0, 0, 0]
    assert fired(series).two_of_three.tolist() == [1, 1, 0]
    assert EDITIONS[LATEST].since is not None
    assert fired(series).edition.name == LATEST


def test_limits_alone_know_no_runs_and_an_unknown_edition_is_refused() -> None:
    quiet = fired([2.5] * 12, "limits only")
    assert not any(signs.any() for signs in quiet[:4])
    with pytest.raises(ValueError, match="Making Data Count"):
        fired([1.0], "house rules")


def test_the_first_rule_in_order_is_the_one_named() -> None:
    rules, directions = leading_rule(fired([0.1, 3.5, 0.2, -0.1]))
    assert rules == [None, "outside limits", None, None]
    assert directions.tolist() == [0, 1, 0, 0]
    rules, directions = leading_rule(fired([2.9, 2.8, 2.7, 2.6, 2.5, 2.4, 2.3]))
    assert (set(rules), set(directions.tolist())) == ({"trend"}, {-1})


def test_chance_alone_fires_the_rules_seldom() -> None:
    values = np.random.default_rng(2).normal(size=20_000)
    found = fired(list(values))
    assert (found.outside != 0).mean() == pytest.approx(0.0027, abs=0.0015)
    assert (leading_rule(found)[1] != 0).mean() < 0.08


@pytest.mark.parametrize(
    ("latest", "higher_is_better", "reading"),
    [
        (3.5, True, Variation.IMPROVEMENT),
        (3.5, False, Variation.CONCERN),
        (-3.5, True, Variation.CONCERN),
        (3.5, None, Variation.HIGH),
        (-3.5, None, Variation.LOW),
        (0.5, True, Variation.COMMON_CAUSE),
    ],
)
def test_the_latest_point_is_read_in_the_direction_that_is_better(
    latest: float, higher_is_better: bool | None, reading: Variation
) -> None:
    assert read_variation(fired([0.1, -0.1, latest]), higher_is_better=higher_is_better) is reading


def test_an_empty_series_has_no_reading() -> None:
    assert read_variation(fired([]), higher_is_better=True) is None


def test_a_target_is_met_missed_or_neither_by_where_the_limits_lie() -> None:
    assert read_assurance(0.7, 0.77, 0.97, higher_is_better=True) is Assurance.PASSES
    assert read_assurance(0.98, 0.77, 0.97, higher_is_better=True) is Assurance.FAILS
    assert read_assurance(0.98, 0.77, 0.97, higher_is_better=False) is Assurance.PASSES
    assert read_assurance(0.97, 0.77, 0.97, higher_is_better=True) is Assurance.HIT_AND_MISS
    assert read_assurance(None, 0.77, 0.97, higher_is_better=True) is None
    assert read_assurance(0.9, float("nan"), 0.97, higher_is_better=True) is None
    with pytest.raises(ValueError, match="lower"):
        read_assurance(0.9, 2, 1, higher_is_better=True)
