"""The more of a population was audited, the less is left to chance; at a census nothing is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.stats.finite_population import (
    effective_trials,
    hypergeometric_interval,
    needs_finite_correction,
    standard_error_finite,
    wilson_interval_finite,
)
from dashboard.stats.intervals import wilson_interval
from dashboard.stats.stratified import stratified_rate

samples = st.integers(1, 300).flatmap(
    lambda population: st.integers(1, population).flatmap(
        lambda trials: st.tuples(st.integers(0, trials), st.just(trials), st.just(population))
    )
)


@given(samples)
def test_a_known_population_never_widens_the_interval(sample: tuple[int, int, int]) -> None:
    successes, trials, _ = sample
    plain_lower, plain_upper = wilson_interval(successes, trials)
    lower, upper = wilson_interval_finite(*sample)
    assert plain_lower - 1e-12 <= lower <= successes / trials <= upper <= plain_upper + 1e-12


@given(samples)
def test_exact_limits_are_whole_crimes_that_the_sample_allows(sample: tuple[int, int, int]) -> None:
    successes, trials, population = sample
    lower, upper = hypergeometric_interval(*sample)
    first, last = float(lower) * population, float(upper) * population
    assert first == pytest.approx(round(first), abs=1e-9)
    assert successes - 1e-9 <= first <= last + 1e-9
    assert last <= population - (trials - successes) + 1e-9


def test_the_exact_interval_holds_the_truth_at_least_as_often_as_it_says() -> None:
    random = np.random.default_rng(20)
    for true_total in (12, 40, 70, 79, 80):
        seen = random.hypergeometric(true_total, 80 - true_total, 57, size=4000)
        lower, upper = hypergeometric_interval(np.arange(58), 57, 80)
        held = (lower[seen] <= true_total / 80 + 1e-9) & (true_total / 80 <= upper[seen] + 1e-9)
        assert held.mean() >= 0.945


def test_close_to_a_census_one_unseen_failure_is_held_by_the_exact_interval_alone() -> None:
    assert float(hypergeometric_interval(10, 10, 11)[0]) == pytest.approx(10 / 11)
    assert float(wilson_interval_finite(10, 10, 11)[0]) > 10 / 11


def test_an_unknown_population_changes_nothing() -> None:
    assert effective_trials([139, 139], [np.nan, np.inf]).tolist() == [139, 139]
    np.testing.assert_allclose(wilson_interval_finite(118, 139, np.nan), wilson_interval(118, 139))


def test_the_correction_is_called_for_above_a_twentieth() -> None:
    assert needs_finite_correction([5, 6, 6], [100, 100, np.nan]).tolist() == [False, True, False]


def test_a_census_has_no_standard_error_even_of_a_single_case() -> None:
    assert standard_error_finite([49, 1], [57, 1], [57, 1]).tolist() == [0, 0]
    assert np.isnan(standard_error_finite([0, 1], [0, 1], [5, 9])).all()


@pytest.mark.parametrize(
    ("sample", "words"),
    [
        (([1, 1], [2, 5], [9, 4]), "trials at position 1 is larger than its population"),
        (([1], [2], [2.5]), "population at position 0"),
        (([3], [2], [9]), "successes at position 0"),
    ],
)
def test_more_cases_than_there_were_are_refused_with_their_position(
    sample: tuple[list[float], ...], words: str
) -> None:
    for method in (wilson_interval_finite, hypergeometric_interval, standard_error_finite):
        with pytest.raises(ValueError, match=words):
            method(*sample)


def test_the_exact_interval_needs_a_known_population() -> None:
    with pytest.raises(ValueError, match="population at position 0"):
        hypergeometric_interval(1, 2, np.nan)


def test_one_stratum_is_a_plain_sample_and_equal_strata_weigh_alike() -> None:
    alone = stratified_rate([118], [139], [10**9])
    assert alone.estimate == 118 / 139
    assert alone.effective_trials == pytest.approx(138, rel=1e-6)
    halves = stratified_rate([40, 50], [50, 100], [1000, 1000])
    assert halves.estimate == pytest.approx((0.8 + 0.5) / 2)


def test_strata_that_all_pass_still_have_an_interval_and_a_full_census_has_no_width() -> None:
    all_pass = stratified_rate([50, 60], [50, 60], [5000, 6000])
    assert all_pass.upper == 1
    assert 0.9 < all_pass.lower < 0.98
    census = stratified_rate([49, 8], [57, 10], [57, 10])
    assert census.lower == census.estimate == census.upper == pytest.approx(57 / 67)


@pytest.mark.parametrize(
    ("strata", "words"),
    [
        (([1, 0], [2, 0], [9, 9]), "trials at position 1 is too small"),
        (([1, 1], [2, 1], [9, 9]), "trials at position 1 is too small"),
        (([], [], []), "no stratum"),
        (([1], [9], [5]), "trials at position 0 is larger"),
    ],
)
def test_a_stratum_that_says_nothing_is_refused(strata: tuple[list[int], ...], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        stratified_rate(*strata)
