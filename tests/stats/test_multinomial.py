"""Intervals for reasons hold together, and say so where they cannot."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.stats.intervals import wilson_interval
from dashboard.stats.multinomial import goodman_intervals, sison_glaz_intervals


@given(st.lists(st.integers(0, 80), min_size=2, max_size=9))
def test_limits_stay_within_0_and_1_round_each_share(counts: list[int]) -> None:
    total = sum(counts)
    for lower, upper in (goodman_intervals(counts), sison_glaz_intervals(counts)):
        if np.isnan(lower).any():
            assert np.isnan([lower, upper]).all()
        else:
            shares = np.array(counts) / total
            assert (lower >= 0).all()
            assert (lower <= shares).all()
            assert (shares <= upper).all()
            assert (upper <= 1).all()
    assert np.isnan(goodman_intervals(counts)[0]).any() == (total == 0)


def test_joint_limits_are_wider_than_one_by_one() -> None:
    lower, upper = goodman_intervals([30, 20, 10])
    alone_lower, alone_upper = wilson_interval([30, 20, 10], 60)
    assert (lower < alone_lower).all()
    assert (upper > alone_upper).all()


@pytest.mark.parametrize("method", [goodman_intervals, sison_glaz_intervals])
def test_all_reasons_at_once_are_covered_as_often_as_said(method: object) -> None:
    shares = np.array([0.3, 0.2, 0.15, 0.12, 0.1, 0.08, 0.05])
    draws = np.random.default_rng(3).multinomial(400, shares, size=200)
    limits = [method(draw) for draw in draws]  # type: ignore[operator]
    held = [((lower <= shares) & (shares <= upper)).all() for lower, upper in limits]
    assert np.mean(held) >= 0.92


def test_seven_categories_agree_with_the_r_package_multinomialci() -> None:
    # The first example of Sison and Glaz 1995; rounding in the series leaves four decimals to compare.
    lower, upper = sison_glaz_intervals([56, 72, 73, 59, 62, 87, 58])
    np.testing.assert_allclose(lower[[0, 1, 5]], [0.07922912, 0.11349036, 0.14561028], atol=5e-5)
    np.testing.assert_allclose(upper[[0, 1, 5]], [0.1643361, 0.1985973, 0.2307172], atol=5e-5)


@pytest.mark.parametrize("counts", [[8, 0], [1, 1], [1000, 1, 0]])
def test_where_the_approximation_breaks_down_there_is_no_interval(counts: list[int]) -> None:
    assert np.isnan(sison_glaz_intervals(counts)).all()


@pytest.mark.parametrize("counts", [[5], [[1, 2]], [1, -1], [1, 0.5]])
def test_a_single_reason_or_no_counts_are_refused(counts: list[object]) -> None:
    for method in (goodman_intervals, sison_glaz_intervals):
        with pytest.raises(ValueError, match="counts"):
            method(counts)
