"""The ratio and its interval, against numbers worked by hand and against simulated surveys."""

from __future__ import annotations

import math

import numpy as np
import pytest

from dashboard.stats.survey_ratio import (
    bootstrap_interval,
    fieller_interval,
    known_cv,
    log_interval,
    method_of,
    ratio,
    ratio_interval,
)

SIMULATED = 40_000


def test_theft_from_the_person_in_the_year_ending_march_2024():
    # 347 thousand incidents, 25.9 % known, 131.584 thousand recorded: 131.584 / 89.873.
    assert ratio(131.584, 347, 0.259) == pytest.approx(1.46411, abs=1e-5)


def test_the_error_of_the_share_is_added_to_that_of_the_estimate():
    # 0.08^2 = 0.0064; 0.5 / (0.5 x 400) = 0.0025; root of 0.0089.
    assert known_cv(0.08, 0.5, 400) == pytest.approx(0.0943398, abs=1e-7)
    assert known_cv(0.08, 0.5, math.inf) == pytest.approx(0.08)
    assert math.isnan(known_cv(math.nan, 0.5, 400))


def test_an_eight_per_cent_error_is_fifteen_per_cent_either_way():
    low, high = log_interval(1.0, 0.08)
    assert (float(low), float(high)) == pytest.approx((0.85488, 1.16976), abs=1e-5)


def test_robbery_has_fieller_limits():
    # Standard error 0.855 of 2.9 per 1,000: cv 0.29483, 1.96 cv 0.57785, so 1 / 1.57785 and 1 / 0.42215.
    cv = 0.855 / 2.9
    low, high = ratio_interval(1.0, cv)
    assert (float(low), float(high)) == pytest.approx((0.633774, 2.368819), abs=1e-4)
    assert method_of(cv) == "Fieller"
    assert method_of(0.2) == "normal on the log scale"


def test_a_survey_error_of_half_and_more_sets_no_upper_limit():
    low, high = fieller_interval([1.0, 1.0], [0.52, math.nan])
    assert low[0] == pytest.approx(1 / (1 + 1.959964 * 0.52))
    assert math.isinf(high[0])
    assert math.isnan(high[1])


def test_no_error_means_no_interval_and_no_warning():
    low, high = ratio_interval([1.0, 2.0], [0.0, math.nan])
    assert (low[0], high[0]) == (1.0, 1.0)
    assert math.isnan(low[1])
    assert math.isnan(high[1])


@pytest.mark.parametrize(
    ("recorded", "estimate", "share", "said"),
    [
        (100, 0, 0.5, "estimate at position 0 is not above 0"),
        (100, 50, 1.2, "share at position 0 is not above 0 and at most 1: 1.2"),
        (100, 50, 0, "share at position 0"),
        (-1, 50, 0.5, "recorded at position 0"),
    ],
)
def test_what_cannot_be_a_ratio_is_refused_by_name(recorded, estimate, share, said):
    with pytest.raises(ValueError, match=said):
        ratio(recorded, estimate, share)


def test_log_limits_cover_95_per_cent_of_surveys_like_a_full_year_of_violence():
    """The stated design: an estimate with cv 8 %, its standard error known, and a share asked of 250 effective records."""
    generator = np.random.default_rng(11)
    true_share, base, error = 0.45, 250, 0.08
    estimates = generator.normal(1.0, error, SIMULATED)
    shares = generator.binomial(base, true_share, SIMULATED) / base
    found = ratio(np.full(SIMULATED, 0.9), estimates, shares)
    low, high = log_interval(found, known_cv(error / estimates, shares, base))
    covered = np.mean((low <= 0.9 / true_share) & (0.9 / true_share <= high))
    assert 0.94 <= covered <= 0.96


def test_fieller_limits_cover_95_per_cent_of_surveys_like_one_year_of_robbery():
    generator = np.random.default_rng(12)
    estimates = generator.normal(1.0, 0.3, SIMULATED)
    estimates = estimates[estimates > 0.05]  # a survey that finds next to nothing is one in two thousand
    low, high = fieller_interval(1 / estimates, 0.3 / estimates)
    assert 0.94 <= np.mean((low <= 1) & (high >= 1)) <= 0.96
    plain_low, plain_high = log_interval(1 / estimates, 0.3 / estimates)
    plain = np.mean((plain_low <= 1) & (plain_high >= 1))
    assert abs(plain - 0.95) > abs(np.mean((low <= 1) & (high >= 1)) - 0.95), "or Fieller would not earn its place"


def test_bootstrap_limits_cover_95_per_cent_where_the_error_is_a_matter_of_scale():
    generator = np.random.default_rng(13)
    estimates = generator.gamma(1 / 0.3**2, 0.3**2, SIMULATED)
    low, high = bootstrap_interval(1 / estimates, np.full(SIMULATED, 0.3))
    assert 0.94 <= np.mean((low <= 1) & (high >= 1)) <= 0.96


def test_the_bootstrap_is_the_same_each_time_and_near_the_log_limits_where_the_error_is_small():
    first, second = (bootstrap_interval(1.5, 0.05) for _ in range(2))
    assert np.array_equal(first, second)
    assert np.allclose(first, log_interval(1.5, 0.05), rtol=0.01)
    low, high = bootstrap_interval([1.5, 1.5], [0.0, math.nan])
    assert (low[0], high[0]) == (1.5, 1.5)
    assert math.isnan(low[1])
