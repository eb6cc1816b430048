"""Funnels narrow with size, flag as many by chance as they say, and admit real spread."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.stats.funnel import funnel_limits, funnel_limits_exact, funnel_p_values, funnel_position
from dashboard.stats.multiplicity import adjust_benjamini_hochberg, adjust_holm
from dashboard.stats.overdispersion import overdispersion


def test_limits_narrow_with_size_and_alarm_lies_outside_alert() -> None:
    sizes = np.arange(20, 2000, 20)
    for limits in (funnel_limits, funnel_limits_exact):
        lower, upper = limits(0.876, sizes)
        outer_lower, outer_upper = limits(0.876, sizes, confidence=0.998)
        assert (np.diff(lower) >= -1e-9).all()
        assert (np.diff(upper) <= 1e-9).all()
        assert (outer_lower < lower).all()
        assert (upper <= outer_upper).all()


def test_with_many_cases_both_kinds_of_limits_agree() -> None:
    np.testing.assert_allclose(funnel_limits(0.876, 10**6), funnel_limits_exact(0.876, 10**6), atol=1e-5)


def test_no_cases_are_never_beyond_a_limit() -> None:
    assert [float(limit) for limit in funnel_limits(0.9, 0)] == [0, 1]
    assert np.isnan(funnel_limits_exact(0.9, 0)).all()
    assert funnel_position([np.nan, 0.1], 0.9, [0, 1000]).tolist() == [0, -2]


def test_chance_flags_about_one_force_in_twenty() -> None:
    sizes = np.random.default_rng(1).integers(300, 3000, 20_000)
    rates = np.random.default_rng(2).binomial(sizes, 0.876) / sizes
    places = funnel_position(rates, 0.876, sizes)
    assert (places != 0).mean() == pytest.approx(0.05, abs=0.01)
    assert (np.abs(places) == 2).mean() == pytest.approx(0.002, abs=0.0015)


def test_forces_that_only_chance_separates_show_no_overdispersion() -> None:
    sizes = np.full(43, 800)
    counts = np.random.default_rng(4).binomial(sizes, 0.88)
    found = overdispersion(counts, sizes, 0.88)
    assert not found.is_beyond_chance
    assert found.scale == pytest.approx(1, abs=0.4)


def test_real_spread_is_found_and_widens_the_limits() -> None:
    random = np.random.default_rng(4)
    sizes = np.full(43, 2000)
    counts = random.binomial(sizes, np.clip(random.normal(0.88, 0.04, 43), 0, 1))
    found = overdispersion(counts, sizes, 0.88, winsorise=0)
    assert found.is_beyond_chance
    assert found.between_variance**0.5 == pytest.approx(0.04, abs=0.01)
    plain = funnel_limits(0.88, 2000)
    for wide in (
        funnel_limits(0.88, 2000, scale=found.scale),
        funnel_limits(0.88, 2000, between_variance=found.between_variance),
    ):
        assert wide[0] < plain[0]
        assert plain[1] < wide[1]
    assert overdispersion(counts, sizes, 0.88).scale <= found.scale


def test_p_values_are_small_where_the_exact_limits_are_passed() -> None:
    p = funnel_p_values([118, 100, 0], [139, 139, 0], 0.876)
    assert p[0] > 0.05 > p[1]
    assert np.isnan(p[2])
    assert np.isnan(adjust_holm(p)).tolist() == [False, False, True]
    assert (adjust_benjamini_hochberg(p)[:2] <= adjust_holm(p)[:2] + 1e-12).all()


@pytest.mark.parametrize("average", [0.0, 1.0, 87.6, float("nan")])
def test_an_average_at_or_past_the_ends_is_refused(average: float) -> None:
    for limits in (funnel_limits, funnel_limits_exact):
        with pytest.raises(ValueError, match="average at position 1"):
            limits([0.9, average], 100)


def test_one_force_a_wrong_share_and_a_negative_factor_are_refused() -> None:
    with pytest.raises(ValueError, match="fewer than two"):
        overdispersion([5, 0], [9, 0], 0.9)
    with pytest.raises(ValueError, match="winsorise"):
        overdispersion([5, 5], [9, 9], 0.9, winsorise=0.5)
    with pytest.raises(ValueError, match="scale"):
        funnel_limits(0.9, 100, scale=-1)
