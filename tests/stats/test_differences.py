"""Differences agree with reference values, and "clear" means that the interval leaves out nothing-changed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.stats.differences import difference_from_margins, is_clear_change
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
