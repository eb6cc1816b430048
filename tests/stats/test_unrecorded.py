"""Unrecorded crimes carry the limits of the rate, turned round, and refuse rates that cannot be."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.stats.unrecorded import implied_recorded, unrecorded_crimes


@given(st.integers(0, 10**7), st.floats(0.01, 0.99), st.floats(0, 0.2))
def test_limits_lie_round_the_estimate_and_the_formula_turns_back(recorded: int, rate: float, margin: float) -> None:
    estimate, lower, upper = unrecorded_crimes(recorded, rate, max(rate - margin, 0), rate + margin)
    assert 0 <= lower <= estimate <= upper
    assert float(implied_recorded(estimate, rate)) == pytest.approx(recorded, rel=1e-9)


def test_a_missing_limit_is_missing_and_a_limit_of_0_leaves_no_upper_bound() -> None:
    estimate, lower, upper = unrecorded_crimes([100, 100, 0], [0.5, 0.5, 0.5], [np.nan, 0, 0], [np.nan, 1.2, 0.9])
    assert estimate.tolist() == [100, 100, 0]
    assert np.isnan([lower[0], upper[0]]).all()
    assert (lower[1], upper[1]) == (0, np.inf)
    assert upper[2] == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (([-1], [0.9], [0.8], [0.95]), "recorded at position 0"),
        (([1, 1], [0.9, 0], [0.8, 0], [0.95, 0.1]), "rate at position 1 is not above 0"),
        (([1], [83.8], [82], [85]), "rate at position 0 is not between"),
        (([1], [0.9], [0.95], [0.99]), "lower at position 0"),
        (([1], [0.9], [0.8], [0.85]), "upper at position 0"),
    ],
)
def test_figures_that_cannot_be_are_refused(arguments: tuple[list[float], ...], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        unrecorded_crimes(*arguments)


def test_nothing_unrecorded_implies_nothing() -> None:
    with pytest.raises(ValueError, match="rate at position 0"):
        implied_recorded(100, 1)
