"""Differences agree with reference values, and "clear" means that the interval leaves out nothing-changed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.stats.differences import (
    difference_from_margins,
    is_clear_change,
    newcombe_difference,
    own_minus_published,
)
from tests.stats.vectors_file import vectors

percents = st.floats(0, 100)
margins = st.floats(0, 20)


@pytest.mark.parametrize("row", vectors("difference_from_margins"), ids=lambda row: row["case_id"])
def test_difference_agrees_with_the_reference_to_six_decimals(row: dict[str, str]) -> None:
    inputs = [float(row[name]) for name in ("first", "first_margin", "second", "second_margin")]
    expected = [float(row[name]) for name in ("estimate", "lower", "upper")]
    assert [float(value) for value in difference_from_margins(*inputs)] == pytest.approx(expected, abs=0.51e-6)


def test_the_two_reference_pairs_are_one_clear_change_and_one_not() -> None:
    assert len(vectors("difference_from_margins")) == 2
    _, lower, upper = difference_from_margins([91.0, 83.8], [1.67, 1.88], [87.5, 83.6], [1.81, 1.85])
    assert is_clear_change(lower, upper).tolist() == [True, False]


@given(percents, margins, percents, margins)
def test_turning_a_difference_round_turns_its_interval_round(a: float, am: float, b: float, bm: float) -> None:
    difference, lower, upper = difference_from_margins(a, am, b, bm)
    turned, turned_lower, turned_upper = difference_from_margins(b, bm, a, am)
    assert lower <= difference <= upper
    np.testing.assert_allclose([turned, turned_lower, turned_upper], [-difference, -upper, -lower], atol=1e-12)


def test_a_missing_margin_leaves_the_difference_without_limits_and_never_clear() -> None:
    difference, lower, upper = difference_from_margins([90.0], [np.nan], [80.0], [1.0])
    assert difference.tolist() == [10.0]
    assert np.isnan([lower[0], upper[0]]).all()
    assert is_clear_change(lower, upper).tolist() == [False]


def test_an_interval_that_touches_zero_is_not_clear() -> None:
    assert is_clear_change([0.0, -2.0, 0.1], [3.0, 0.0, 3.0]).tolist() == [False, False, True]


def test_a_negative_margin_is_refused_by_name_and_position() -> None:
    with pytest.raises(ValueError, match="second_margin at position 1"):
        difference_from_margins([1, 1], [1, 1], [1, 1], [1, -1])


def test_limits_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(ValueError, match="position 0"):
        is_clear_change(2, 1)


audits = st.integers(1, 500).flatmap(lambda trials: st.tuples(st.integers(0, trials), st.just(trials)))


@given(audits, audits)
def test_turning_two_audits_round_turns_their_difference_round(one: tuple[int, int], two: tuple[int, int]) -> None:
    difference, lower, upper = newcombe_difference(*one, *two)
    assert -1 <= lower <= difference <= upper <= 1
    turned = newcombe_difference(*two, *one)
    np.testing.assert_allclose(turned, [-difference, -upper, -lower], atol=1e-12)


def test_newcombes_interval_covers_the_true_difference_as_often_as_it_says() -> None:
    random = np.random.default_rng(8)
    one, two = random.binomial(139, 0.85, 20_000), random.binomial(300, 0.95, 20_000)
    _, lower, upper = newcombe_difference(one, np.full_like(one, 139), two, np.full_like(two, 300))
    assert ((lower <= -0.10) & (upper >= -0.10)).mean() == pytest.approx(0.95, abs=0.01)


def test_an_audit_without_crimes_due_has_no_difference_and_the_one_at_fault_is_named() -> None:
    assert np.isnan(newcombe_difference([0], [0], [5], [9])).all()
    with pytest.raises(ValueError, match="second_successes at position 0 is larger than its second_trials"):
        newcombe_difference([1], [2], [3], [2])


def test_an_own_audit_that_found_nothing_wrong_still_has_an_error() -> None:
    gap, lower, upper = own_minus_published([300, 285], [300, 300], 0.836, 0.0185)
    assert gap[0] == pytest.approx(0.164)
    assert np.isnan([lower[0], upper[0]]).all()
    gap, lower, upper = own_minus_published([300, 285], [300, 300], 0.836, 0.0185, method="hybrid")
    assert 0.13 < lower[0] < gap[0] < upper[0] < 0.19
    assert (lower[1], upper[1]) == pytest.approx((0.0780, 0.1409), abs=1e-4)


def test_no_published_margin_is_no_interval_and_figures_in_per_cent_are_refused() -> None:
    gap, lower, upper = own_minus_published(285, 300, 0.836, np.nan)
    assert np.isfinite(gap)
    assert np.isnan([lower, upper]).all()
    with pytest.raises(ValueError, match="published at position 0"):
        own_minus_published(285, 300, 83.6, 1.85)
    with pytest.raises(ValueError, match="method"):
        own_minus_published(285, 300, 0.836, 0.02, method="exact")  # type: ignore[arg-type]
