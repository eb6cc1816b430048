"""Intervals keep their order, hold the truth as often as they say, and refuse impossible counts by position."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, binomtest

from dashboard.stats.exact_intervals import (
    clopper_pearson_interval,
    jeffreys_interval,
    mid_p_interval,
    zero_failures_bound,
)
from dashboard.stats.intervals import wilson_interval, wilson_interval_effective, wilson_lower_bound
from dashboard.stats.other_intervals import agresti_coull_interval, wilson_continuity_interval

Interval = Callable[..., Any]
INTERVALS = [
    wilson_interval,
    clopper_pearson_interval,
    jeffreys_interval,
    mid_p_interval,
    agresti_coull_interval,
    wilson_continuity_interval,
]
every_interval = pytest.mark.parametrize("interval", INTERVALS, ids=lambda one: one.__name__)
counts = st.integers(1, 2000).flatmap(lambda trials: st.tuples(st.integers(0, trials), st.just(trials)))


@every_interval
@given(pair=counts, confidence=st.floats(0.5, 0.999))
def test_limits_stay_within_0_and_1_and_turn_round_with_the_question(
    interval: Interval, pair: tuple[int, int], confidence: float
) -> None:
    successes, trials = pair
    lower, upper = interval(successes, trials, confidence=confidence)
    other_lower, other_upper = interval(trials - successes, trials, confidence=confidence)
    assert 0 <= lower <= upper <= 1
    np.testing.assert_allclose([lower, upper], [1 - other_upper, 1 - other_lower], atol=1e-9)


@every_interval
def test_one_more_success_never_lowers_a_limit(interval: Interval) -> None:
    lower, upper = interval(np.arange(41), 40)
    assert (np.diff(lower) >= 0).all()
    assert (np.diff(upper) >= 0).all()


@every_interval
def test_no_crimes_due_is_no_interval_among_others_that_have_one(interval: Interval) -> None:
    lower, upper = interval([0, 5], [0, 9])
    assert np.isnan([lower[0], upper[0]]).all()
    assert 0 < lower[1] < upper[1] < 1


@every_interval
@pytest.mark.parametrize(
    ("successes", "trials", "words"),
    [
        ([5, 11], [10, 10], "successes at position 1 is larger than its trials"),
        ([1, -1], [10, 10], "successes at position 1"),
        ([1, 2], [10, 2.5], "trials at position 1"),
        ([float("nan")], [10], "successes at position 0"),
    ],
)
def test_impossible_counts_are_refused_with_their_position(
    interval: Interval, successes: list[float], trials: list[float], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        interval(successes, trials)


@every_interval
def test_a_level_outside_0_to_1_is_refused(interval: Interval) -> None:
    with pytest.raises(ValueError, match="confidence"):
        interval(1, 2, confidence=95)


def coverage(interval: Interval, trials: int, rates: Any) -> Any:
    """Chance that the interval holds the true rate, summed over every count there could be."""
    seen = np.arange(trials + 1)
    lower, upper = interval(seen, trials)
    held = (lower[:, None] <= rates) & (rates <= upper[:, None])
    return (binom.pmf(seen[:, None], trials, rates) * held).sum(axis=0)


@pytest.mark.parametrize("trials", [10, 40, 139])
def test_each_interval_covers_the_truth_as_often_as_it_says(trials: int) -> None:
    rates = np.linspace(0.02, 0.98, 481)
    assert coverage(clopper_pearson_interval, trials, rates).min() >= 0.95
    for interval, worst in ((wilson_interval, 0.83), (jeffreys_interval, 0.83), (mid_p_interval, 0.90)):
        share = coverage(interval, trials, rates)
        assert share.mean() == pytest.approx(0.95, abs=0.02)
        assert share.min() > worst


def test_the_guaranteed_interval_holds_the_mid_p_one_for_every_count_up_to_sixty() -> None:
    trials = np.repeat(np.arange(1, 61), np.arange(1, 61) + 1)
    successes = np.concatenate([np.arange(n + 1) for n in range(1, 61)])
    wide_lower, wide_upper = clopper_pearson_interval(successes, trials)
    lower, upper = mid_p_interval(successes, trials)
    assert (wide_lower <= lower + 1e-9).all()
    assert (upper <= wide_upper + 1e-9).all()


@given(counts)
def test_the_guaranteed_interval_holds_the_mid_p_one(pair: tuple[int, int]) -> None:
    wide_lower, wide_upper = clopper_pearson_interval(*pair)
    lower, upper = mid_p_interval(*pair)
    assert wide_lower <= lower + 1e-9
    assert upper <= wide_upper + 1e-9


@pytest.mark.parametrize("pair", [(118, 139), (0, 20), (63, 63), (1, 2)])
def test_clopper_pearson_and_corrected_wilson_are_those_of_scipy(pair: tuple[int, int]) -> None:
    for method, interval in (("exact", clopper_pearson_interval), ("wilsoncc", wilson_continuity_interval)):
        expected = binomtest(*pair).proportion_ci(method=method)
        np.testing.assert_allclose(interval(*pair), [expected.low, expected.high], atol=1e-12)


def test_nothing_failed_in_n_is_solved_exactly_and_blank_for_none() -> None:
    bound = zero_failures_bound([30, 0, 1])
    assert (1 - bound[0]) ** 30 == pytest.approx(0.05)
    assert np.isnan(bound[1])
    assert bound[2] == pytest.approx(0.95)
    with pytest.raises(ValueError, match="trials at position 0"):
        zero_failures_bound(-1)


def test_the_one_sided_bound_is_above_the_two_sided_limit() -> None:
    assert wilson_lower_bound(118, 139) > wilson_interval(118, 139)[0]
    with pytest.raises(ValueError, match="confidence"):
        wilson_lower_bound(1, 2, confidence=0.5)


def test_a_design_effect_widens_and_a_census_leaves_no_width() -> None:
    share = 118 / 139
    lower, upper = wilson_interval_effective(share, [139 / 1.5, 139, np.inf, 0, np.nan])
    assert lower[0] < lower[1] < lower[2] == share == upper[2] < upper[1] < upper[0]
    assert np.isnan([*lower[3:], *upper[3:]]).all()
    with pytest.raises(ValueError, match="effective_trials at position 0"):
        wilson_interval_effective(0.5, -1)
    with pytest.raises(ValueError, match="share at position 1"):
        wilson_interval_effective([0.5, 1.2], 10)
