"""A pooled rate admits the spread between audits, and the fixed-effect one is shown to be too sure."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from dashboard.stats.pooling import fixed_effect, random_effects, standard_error_of_margin

RATES = [83.8, 83.6, 80.4, 89.56, 87.5, 91.0, 90.7, 94.6]
ERRORS = standard_error_of_margin([1.88, 1.85, 1.75, 1.66, 1.81, 1.67, 1.78, 1.64])
studies = st.lists(st.tuples(st.floats(50, 100), st.floats(0.3, 4)), min_size=2, max_size=12)


def test_paule_and_mandels_variance_is_the_root_of_its_equation() -> None:
    found = random_effects(RATES, ERRORS, method="paule-mandel")
    weights = 1 / (ERRORS**2 + found.between_variance)
    assert float((weights * (np.array(RATES) - found.estimate) ** 2).sum()) == pytest.approx(7, abs=1e-9)
    assert found.between_variance == pytest.approx(21.5433566, abs=1e-7)


@given(studies)
def test_random_effects_are_never_surer_than_a_fixed_effect(pairs: list[tuple[float, float]]) -> None:
    values, errors = zip(*pairs, strict=True)
    fixed = fixed_effect(values, errors)
    for method in ("dersimonian-laird", "paule-mandel"):
        found = random_effects(values, errors, method=method)
        assert min(values) - 1e-9 <= found.estimate <= max(values) + 1e-9
        assert found.standard_error >= fixed.standard_error - 1e-12
        assert 0 <= found.i_squared < 1
        if len(values) > 2:
            assert found.prediction_lower <= found.lower
            assert found.upper <= found.prediction_upper


def test_audits_that_agree_pool_alike_by_every_method() -> None:
    fixed = fixed_effect([90, 90.5, 89.5], [2, 2, 2])
    for method in ("dersimonian-laird", "paule-mandel"):
        assert random_effects([90, 90.5, 89.5], [2, 2, 2], method=method)[:4] == pytest.approx(fixed[:4])


def test_two_audits_have_no_prediction_interval() -> None:
    assert np.isnan(random_effects([80, 90], [1, 1]).prediction_lower)


def test_the_knapp_hartung_interval_covers_the_mean_as_often_as_it_says() -> None:
    random = np.random.default_rng(9)
    held = []
    for _ in range(1500):
        errors = np.sqrt(chi2.rvs(20, size=8, random_state=random) / 20)
        found = random_effects(random.normal(random.normal(88, 4, 8), errors), errors, interval="hksj")
        held.append(found.lower <= 88 <= found.upper)
    assert np.mean(held) == pytest.approx(0.95, abs=0.02)


@pytest.mark.parametrize(
    ("values", "errors", "words"),
    [
        ([1.0], [1.0], "two estimates"),
        ([1.0, np.nan], [1.0, 1.0], "estimates at position 1"),
        ([1.0, 2.0], [1.0, 0.0], "standard_errors at position 1"),
    ],
)
def test_what_cannot_be_pooled_is_refused(values: list[float], errors: list[float], words: str) -> None:
    for pool in (fixed_effect, random_effects):
        with pytest.raises(ValueError, match=words):
            pool(values, errors)


def test_a_method_of_another_name_and_a_negative_margin_are_refused() -> None:
    with pytest.raises(ValueError, match="method"):
        random_effects([1, 2], [1, 1], method="reml")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="margin at position 0"):
        standard_error_of_margin(-1)
