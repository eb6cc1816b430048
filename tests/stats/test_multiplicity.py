"""Adjusted p-values are never smaller than they were, keep their order, and hold false alarms down."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.stats.multiplicity import (
    adjust_benjamini_hochberg,
    adjust_bonferroni,
    adjust_holm,
    expected_false_alarms,
)

ADJUSTMENTS = [adjust_bonferroni, adjust_holm, adjust_benjamini_hochberg]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=43))
def test_each_guard_is_stricter_than_the_next_and_keeps_the_order(p_values: list[float]) -> None:
    plain = np.array(p_values)
    bonferroni, holm, hochberg = (adjust(p_values) for adjust in ADJUSTMENTS)
    assert (plain <= hochberg + 1e-12).all()
    assert (hochberg <= holm + 1e-12).all()
    assert (holm <= bonferroni + 1e-12).all()
    order = np.argsort(plain)
    for adjusted in (bonferroni, holm, hochberg):
        assert (np.diff(adjusted[order]) >= -1e-12).all()
        assert adjusted.max() <= 1


@pytest.mark.parametrize("adjust", ADJUSTMENTS)
def test_what_was_not_tested_counts_for_nothing(adjust: object) -> None:
    found = adjust([0.01, np.nan, 0.04])  # type: ignore[operator]
    np.testing.assert_allclose(found[[0, 2]], adjust([0.01, 0.04]))  # type: ignore[operator]
    assert np.isnan(found[1])
    assert adjust([]).size == 0  # type: ignore[operator]
    assert np.isnan(adjust([np.nan])).all()  # type: ignore[operator]


@pytest.mark.parametrize("adjust", ADJUSTMENTS)
def test_a_chance_past_1_is_refused(adjust: object) -> None:
    with pytest.raises(ValueError, match="p_values at position 1"):
        adjust([0.5, 1.5])  # type: ignore[operator]


def test_holm_keeps_one_false_alarm_or_more_to_its_level() -> None:
    p_values = np.random.default_rng(6).uniform(size=(4000, 43))
    assert np.mean([(adjust_holm(row) < 0.05).any() for row in p_values]) == pytest.approx(0.05, abs=0.012)
    assert np.mean([(row < 0.05).any() for row in p_values]) == pytest.approx(expected_false_alarms(43)[1], abs=0.02)


def test_no_comparison_gives_no_alarm_and_part_of_one_is_refused() -> None:
    assert expected_false_alarms(0) == (0, 0)
    with pytest.raises(ValueError, match="comparisons"):
        expected_false_alarms(-1)
