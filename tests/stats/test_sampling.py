"""A planned sample is large enough, no larger than it need be, and shared out to the last record."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.stats.allocation import allocate
from dashboard.stats.power import detectable_rates, power_to_detect, sample_size_to_detect
from dashboard.stats.sampling import implied_sample_size, sample_size_for_half_width

rates = st.floats(0.02, 0.98)


@given(rates, st.floats(0.01, 0.2), st.integers(1, 10**6))
def test_a_known_population_never_asks_for_more(expected: float, width: float, population: int) -> None:
    endless = sample_size_for_half_width(expected, width)
    known = sample_size_for_half_width(expected, width, population=population)
    assert 1 <= known.needed <= min(float(endless.needed), population)


@given(rates, rates)
def test_the_size_advised_has_the_power_asked_for_and_one_record_fewer_has_not(before: float, after: float) -> None:
    if abs(before - after) < 0.01:
        return
    needed = float(sample_size_to_detect(before, after).needed)
    assert power_to_detect(before, after, needed) >= 0.8 - 1e-9
    assert needed == 1 or power_to_detect(before, after, needed - 1) < 0.8 + 1e-9


def test_the_power_is_that_of_the_test_on_simulated_audits() -> None:
    random = np.random.default_rng(7)
    one, two = random.binomial(488, 0.84, 20_000) / 488, random.binomial(488, 0.90, 20_000) / 488
    pooled = (one + two) / 2
    found = np.abs(one - two) > 1.959964 * np.sqrt(2 * pooled * (1 - pooled) / 488)
    assert found.mean() == pytest.approx(float(power_to_detect(0.84, 0.90, 488)), abs=0.02)


def test_without_a_change_only_false_alarms_are_found_even_at_a_census() -> None:
    np.testing.assert_allclose(power_to_detect(0.9, 0.9, [100, 400], population=400), 0.05)
    assert power_to_detect(0.9, 0.91, 400, population=400) == 1


def test_what_a_sample_can_tell_apart_is_what_needs_that_sample() -> None:
    below, above = detectable_rates(0.84, 488)
    assert above == pytest.approx(0.9, abs=1e-4)
    assert sample_size_to_detect(0.84, float(below)).exact == pytest.approx(488)
    assert np.isnan(detectable_rates(0.84, 5)[1])
    assert np.isnan(detectable_rates(0.84, 0)).all()


def test_clustered_crimes_need_a_larger_sample() -> None:
    assert sample_size_for_half_width(0.9, 0.03, design_effect=1.5).needed == 577
    with pytest.raises(ValueError, match="design_effect"):
        sample_size_for_half_width(0.9, 0.03, design_effect=0.5)


@pytest.mark.parametrize("bad", [0.0, 1.0, 90.0, float("nan")])
def test_a_plan_that_cannot_be_is_refused_with_its_position(bad: float) -> None:
    with pytest.raises(ValueError, match="expected at position 1"):
        sample_size_for_half_width([0.9, bad], 0.03)
    with pytest.raises(ValueError, match="after at position 0"):
        sample_size_to_detect(0.9, bad)


def test_equal_rates_an_empty_population_and_a_power_out_of_range_are_refused() -> None:
    with pytest.raises(ValueError, match="after at position 0 is the same"):
        sample_size_to_detect(0.9, 0.9)
    with pytest.raises(ValueError, match="population at position 0"):
        sample_size_for_half_width(0.9, 0.03, population=0)
    with pytest.raises(ValueError, match="power"):
        sample_size_to_detect(0.8, 0.9, power=0.05)


def test_an_implied_size_gives_the_margin_back_and_none_without_a_margin() -> None:
    sizes = implied_sample_size([0.838, 0.9], [0.0188, np.nan])
    assert sizes[0] == pytest.approx(1475.5, abs=0.05)
    assert np.isnan(sizes[1])
    with pytest.raises(ValueError, match="margin at position 0"):
        implied_sample_size(0.9, 0)


@given(st.lists(st.integers(0, 500), min_size=1, max_size=8), st.integers(0, 60), st.data())
def test_shares_add_up_and_stay_within_each_stratum(populations: list[int], minimum: int, data: st.DataObject) -> None:
    floors = [min(minimum, one) for one in populations]
    total = data.draw(st.integers(sum(floors), sum(populations)))
    expected = data.draw(st.none() | st.lists(rates, min_size=len(populations), max_size=len(populations)))
    sizes = allocate(total, populations, expected=expected, minimum=minimum)
    assert sizes.sum() == total
    assert all(low <= size <= high for low, size, high in zip(floors, sizes, populations, strict=True))


def test_shares_follow_size_and_then_how_much_a_stratum_may_vary() -> None:
    assert allocate(500, [14000, 2000, 24000]).tolist() == [175, 25, 300]
    assert allocate(500, [14000, 2000, 24000], minimum=100).tolist() == [147, 100, 253]
    assert allocate(100, [1000, 1000], expected=[0.5, 0.9]).tolist() == [63, 37]  # as 0.5 to 0.3
    assert allocate(2, [5, 5, 5]).tolist() == [1, 1, 0]


def test_more_records_than_there_are_or_fewer_than_the_minimum_are_refused() -> None:
    with pytest.raises(ValueError, match="between 2 and 10"):
        allocate(11, [5, 5], minimum=1)
    with pytest.raises(ValueError, match="populations at position 1"):
        allocate(3, [5, -1])
    with pytest.raises(ValueError, match="expected at position 0"):
        allocate(3, [5, 5], expected=[1.0, 0.5])
