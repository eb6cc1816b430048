"""Kappa is 1 for full agreement, 0 for chance, and unknown where chance explains everything."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.stats.agreement import cohen_kappa

tables = st.lists(st.lists(st.integers(0, 60), min_size=3, max_size=3), min_size=3, max_size=3)


def test_kappa_worked_by_hand() -> None:
    # Agreed 0.70; by chance 0.5 * 0.6 + 0.5 * 0.4 = 0.5; (0.7 - 0.5) / 0.5.
    found = cohen_kappa([[20, 5], [10, 15]])
    assert found.observed_share == pytest.approx(0.7)
    assert found.expected_share == pytest.approx(0.5)
    assert found.kappa == pytest.approx(0.4)


def test_full_agreement_is_1_and_independence_is_0() -> None:
    assert cohen_kappa([[80, 0], [0, 20]])[:4] == (1, 1, 1, 0)
    assert cohen_kappa([[16, 4], [64, 16]]).kappa == pytest.approx(0)


@given(tables)
def test_it_does_not_matter_who_was_first(table: list[list[int]]) -> None:
    one, other = cohen_kappa(table), cohen_kappa(np.array(table).T)
    np.testing.assert_allclose(one, other, atol=1e-12)
    assert np.isnan(one.kappa) or -1 <= one.lower <= one.kappa <= one.upper <= 1


@pytest.mark.parametrize("table", [[[30, 0], [0, 0]], [[0, 0], [0, 0]]])
def test_one_answer_throughout_or_no_case_says_nothing(table: list[list[int]]) -> None:
    assert np.isnan(cohen_kappa(table)[:4]).all()


def test_the_limits_cover_the_true_kappa_as_often_as_they_say() -> None:
    shares = np.array([0.78, 0.06, 0.04, 0.12])
    chance = 0.84 * 0.82 + 0.16 * 0.18
    true = (0.90 - chance) / (1 - chance)
    draws = np.random.default_rng(5).multinomial(300, shares, size=1500)
    found = [cohen_kappa(draw.reshape(2, 2)) for draw in draws]
    assert np.mean([one.lower <= true <= one.upper for one in found]) == pytest.approx(0.95, abs=0.025)


@pytest.mark.parametrize("table", [[[1, 2, 3], [1, 2, 3]], [[1]], [1, 2], [[1, -1], [0, 1]], [[1, 0.5], [0, 1]]])
def test_a_table_of_another_shape_or_of_no_counts_is_refused(table: list[object]) -> None:
    with pytest.raises(ValueError, match="table"):
        cohen_kappa(table)
