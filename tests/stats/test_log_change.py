"""Changes, equivalence and the split of a change, by hand and by simulation."""

from __future__ import annotations

import math

import numpy as np
import pytest

from dashboard.stats.flag_bounds import bound_on_change, cv_of_level
from dashboard.stats.log_change import (
    bootstrap_log_change,
    change_between,
    is_equivalent,
    log_change,
    split_of_change,
)

SIMULATED = 40_000


def test_a_rise_from_0_9_to_1_6_is_far_outside_an_eight_per_cent_error_and_a_fall_to_1_55_is_not():
    rise = log_change(0.9, 1.6, 0.08, 0.08)
    assert float(rise.change) == pytest.approx(0.575364, abs=1e-6)
    # z = 0.575364 / 0.113137 = 5.0856
    assert float(rise.p_value) == pytest.approx(3.66e-7, rel=0.01)
    fall = log_change(1.63, 1.55, 0.08, 0.08)
    assert float(fall.lower) < 0 < float(fall.upper)
    assert float(fall.p_value) == pytest.approx(0.6564, abs=1e-3)


def test_no_error_known_means_no_limits_and_no_p_value():
    found = change_between(1.0, 2.0, math.nan, 0.1)
    assert float(found.change) == pytest.approx(math.log(2))
    assert all(math.isnan(float(one)) for one in (found.lower, found.upper, found.p_value))


def test_a_wide_error_is_bootstrapped_and_the_same_each_time():
    first, second = (change_between(1.0, 2.0, 0.3, 0.08) for _ in range(2))
    assert [float(x) for x in first] == [float(x) for x in second]
    assert [float(x) for x in first] == [float(x) for x in bootstrap_log_change(1.0, 2.0, 0.3, 0.08)]
    assert float(first.lower) < math.log(2) < float(first.upper)
    assert float(bootstrap_log_change(1.0, 1.0, 0.3, 0.3).p_value) > 0.9


def test_changes_cover_95_per_cent_for_two_separate_years():
    generator = np.random.default_rng(21)
    one, two = (generator.normal(1.0, 0.08, SIMULATED) for _ in range(2))
    found = log_change(1 / one, 1.4 / two, 0.08 / one, 0.08 / two)
    covered = (found.lower <= math.log(1.4)) & (math.log(1.4) <= found.upper)
    assert 0.94 <= covered.mean() <= 0.96
    nothing = log_change(1 / one, 1 / two, 0.08 / one, 0.08 / two)
    assert 0.04 <= np.mean(nothing.p_value < 0.05) <= 0.06


def test_bootstrapped_changes_cover_95_per_cent_where_errors_are_wide():
    generator = np.random.default_rng(22)
    one = generator.gamma(1 / 0.3**2, 0.3**2, 2000)
    two = generator.gamma(1 / 0.25**2, 0.25**2, 2000)
    inside = [
        float(found.lower) <= 0 <= float(found.upper)
        for found in (bootstrap_log_change(1 / a, 1 / b, 0.3, 0.25, draws=2000) for a, b in zip(one, two, strict=True))
    ]
    assert 0.94 <= np.mean(inside) <= 0.96


def test_no_clear_change_is_not_yet_no_change():
    # margin log 1.1 = 0.09531; (0.01 - 0.09531) / 0.04 = -2.1328: p 0.01647; with error 0.1: z -0.8531, p 0.1968
    p_value, decided = is_equivalent([0.01, 0.01, 0.01], [0.04, 0.1, math.nan])
    assert p_value[:2] == pytest.approx([0.01647, 0.1968], abs=2e-4)
    assert decided[:2].tolist() == [1.0, 0.0]
    assert math.isnan(decided[2])
    with pytest.raises(ValueError, match="smallest"):
        is_equivalent(0.0, 0.1, smallest=0)


def test_the_parts_of_a_change_add_up_to_it():
    # Violence: share known from 42 % to 52 % alone moves log R by -0.2136.
    split = split_of_change((575.985, 831.346), (1956, 1468), (0.42, 0.52), estimate_cv=(0.08, 0.08))
    assert split.share == pytest.approx(-0.213574, abs=1e-6)
    assert split.recorded == pytest.approx(0.366957, abs=1e-5)
    assert split.estimate == pytest.approx(0.287001, abs=1e-5)
    assert split.ratio == pytest.approx(split.recorded + split.estimate + split.share)
    assert split.estimate_error == pytest.approx(0.113137, abs=1e-6)


def test_a_part_of_nothing_is_refused():
    with pytest.raises(ValueError, match="value at position"):
        split_of_change((1, 0), (1, 1), (1, 1), estimate_cv=(0.1, 0.1))


def test_flags_bound_the_error_of_a_change_in_violence():
    # Years ending March 2013 to 2020 against September 2022, as published in Table A1b.
    changes = np.array([-41.34, -27.3, -34.18, -22.63, -20.68, -20.36, -15.52, -8.3])
    flagged = np.array([True, True, True, True, False, False, False, False])
    bound = bound_on_change(np.log1p(changes / 100), flagged)
    assert (round(bound.at_least, 3), round(bound.at_most, 3)) == (0.118, 0.131)
    assert bound.safe == bound.at_most
    # Shared out between 34,000 and 20,980 interviews: 0.1309 x root(20980 / 54980)
    assert float(cv_of_level(bound.at_most, 34_000, 20_980)) == pytest.approx(0.0809, abs=1e-4)


def test_flags_that_contradict_each_other_leave_the_larger_error():
    bound = bound_on_change([0.3, 0.2], [False, True])
    assert bound.safe == bound.at_least > bound.at_most
    alone = bound_on_change([0.3], [False])
    assert math.isnan(alone.at_most)
    assert math.isnan(bound_on_change([0.3], [False]).at_most)
    assert bound_on_change([0.3], [True]).safe == pytest.approx(0.3 / 1.959964)
