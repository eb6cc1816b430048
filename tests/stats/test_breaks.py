"""Breaks fixed in advance and breaks found by looking."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.stats import breaks
from dashboard.stats.breaks import CRITICAL_VALUES, piecewise, searched_break

YEARS = np.arange(2003.25, 2021.0)


def test_a_series_made_of_two_lines_is_found_again():
    step, slope = 0.3, 0.05
    after = YEARS >= 2014.25
    log_ratio = -0.2 - 0.02 * (YEARS - YEARS[0]) + after * (step + slope * (YEARS - 2014.25))
    noise = np.random.default_rng(1).normal(0, 0.001, YEARS.size)
    found = piecewise(YEARS, log_ratio + noise, np.full(YEARS.size, 0.08), [2014.25])
    assert found.level_steps[0] == pytest.approx(step, abs=0.01)
    assert found.slope_changes[0] == pytest.approx(slope, abs=0.002)
    assert found.degrees == (2, YEARS.size - 4)
    assert found.p_value < 1e-6


def test_equal_weights_make_it_the_straight_line_of_the_textbook():
    log_ratio = np.array([0.0, 0.1, 0.15, 0.4, 0.42, 0.5])
    found = piecewise(np.arange(6.0), log_ratio, np.full(6, 0.1), [3.0])
    # Two separate lines through three points each: slopes 0.075 and 0.05; values at 3: 0.23333 and 0.39.
    assert found.slope_changes[0] == pytest.approx(-0.025)
    assert found.level_steps[0] == pytest.approx(0.39 - 0.233333, abs=1e-5)


def test_it_is_the_weighted_regression_of_another_program():
    from statsmodels.regression.linear_model import WLS

    errors = np.linspace(0.05, 0.12, YEARS.size)
    log_ratio = np.random.default_rng(4).normal(0, 0.1, YEARS.size)
    found = piecewise(YEARS, log_ratio, errors, [2008.25, 2014.25])
    columns = [np.ones_like(YEARS), YEARS - YEARS[0]]
    for at in (2008.25, 2014.25):
        columns += [(at <= YEARS) * 1.0, (at <= YEARS) * (YEARS - at)]
    fit = WLS(log_ratio, np.column_stack(columns), weights=1 / errors**2).fit()
    joint = fit.f_test(np.eye(6)[2:])
    assert found.level_errors == pytest.approx(fit.bse[2::2])
    assert found.slope_changes == pytest.approx(fit.params[3::2])
    assert (found.f_value, found.p_value) == pytest.approx((float(joint.fvalue), float(joint.pvalue)))


def test_a_stretch_with_one_point_cannot_have_a_line():
    with pytest.raises(ValueError, match="too few points for 1 breaks: 6 in all, 1 in the shortest stretch"):
        piecewise(np.arange(6.0), np.zeros(6), np.full(6, 0.1), [5.0])


def test_the_simulation_gives_andrews_values_where_there_is_no_trend():
    equal = tuple(np.ones(200))
    largest = breaks._null_largest(tuple(np.linspace(0, 1, 200)), equal, trend=False, draws=4000, seed=5)
    assert np.quantile(largest, [0.9, 0.95]) == pytest.approx(CRITICAL_VALUES[1][:2], rel=0.04)


def test_a_series_without_a_break_is_called_broken_no_more_often_than_stated():
    generator = np.random.default_rng(7)
    errors = np.full(YEARS.size, 0.08)
    p_values = [searched_break(YEARS, generator.normal(0, 0.08, YEARS.size), errors).simulated_p for _ in range(600)]
    assert 0.025 <= np.mean(np.array(p_values) < 0.05) <= 0.08


def test_a_plain_break_is_found_where_it_is():
    log_ratio = np.where(YEARS >= 2013, 0.6, 0.0) + np.random.default_rng(3).normal(0, 0.02, YEARS.size)
    found = searched_break(YEARS, log_ratio, np.full(YEARS.size, 0.08))
    assert YEARS[found.after] == 2013.25
    assert found.sup_f > found.critical_5pct == 5.86
    assert found.simulated_p < 0.001


@pytest.mark.parametrize(
    ("years", "values", "cv", "said"),
    [
        ([1, 2], [0, 0], [0.1, 0.1], "fewer than 8"),
        ([2, 1] * 5, [0] * 10, [0.1] * 10, "must rise"),
        (range(9), [0] * 9, [0] * 9, "cv at position 0"),
    ],
)
def test_a_series_that_cannot_be_searched_is_refused(years, values, cv, said):
    with pytest.raises(ValueError, match=said):
        searched_break(list(years), values, cv)
