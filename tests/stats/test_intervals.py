"""Intervals agree with reference values, keep their order, and refuse impossible counts by position."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.stats.intervals import margin_interval, wilson_interval
from tests.stats.vectors_file import vectors

SIX_DECIMALS = 0.51e-6
counts = st.integers(0, 10**7).flatmap(lambda trials: st.tuples(st.integers(0, trials), st.just(trials)))


def test_there_are_reference_values_and_each_names_its_source() -> None:
    rows = vectors("wilson")
    assert len(rows) >= 15
    assert all(row["source"] for row in rows)


@pytest.mark.parametrize("row", vectors("wilson"), ids=lambda row: row["case_id"])
def test_wilson_agrees_with_the_reference_to_six_decimals(row: dict[str, str]) -> None:
    lower, upper = wilson_interval(int(row["successes"]), int(row["trials"]), confidence=float(row["confidence"]))
    assert float(lower) == pytest.approx(float(row["lower"]), abs=SIX_DECIMALS)
    assert float(upper) == pytest.approx(float(row["upper"]), abs=SIX_DECIMALS)


@given(counts, st.floats(0.5, 0.999))
def test_wilson_limits_stay_in_order_round_the_estimate(pair: tuple[int, int], confidence: float) -> None:
    successes, trials = pair
    lower, upper = wilson_interval(successes, trials, confidence=confidence)
    if trials == 0:
        assert math.isnan(lower)
        assert math.isnan(upper)
    else:
        assert 0 <= lower <= successes / trials <= upper <= 1


@given(counts)
def test_wilson_is_the_same_seen_from_the_failures(pair: tuple[int, int]) -> None:
    successes, trials = pair
    lower, upper = wilson_interval(successes, trials)
    other_lower, other_upper = wilson_interval(trials - successes, trials)
    np.testing.assert_allclose([lower, upper], [1 - other_upper, 1 - other_lower], atol=1e-12)


@given(counts.filter(lambda pair: pair[1] > 0))
def test_more_confidence_is_never_a_narrower_interval(pair: tuple[int, int]) -> None:
    narrow_lower, narrow_upper = wilson_interval(*pair, confidence=0.90)
    wide_lower, wide_upper = wilson_interval(*pair, confidence=0.99)
    assert wide_lower <= narrow_lower
    assert narrow_upper <= wide_upper


def test_wilson_takes_arrays_and_leaves_no_trials_undefined() -> None:
    lower, upper = wilson_interval([81, 0, 10], np.array([263, 0, 10]))
    assert lower.shape == upper.shape == (3,)
    assert np.isnan([lower[1], upper[1]]).all()
    assert upper[2] == 1


@pytest.mark.parametrize(
    ("successes", "trials", "words"),
    [
        ([5, -1], [10, 10], "successes at position 1"),
        ([1.5], [10], "successes at position 0"),
        ([1, 2, 11], [10, 10, 10], "successes at position 2 is larger"),
        ([1], [2.5], "trials at position 0"),
        ([float("nan")], [2], "successes at position 0"),
        (3, -2, "trials at position 0"),
    ],
)
def test_wilson_refuses_impossible_counts_and_says_where(successes: object, trials: object, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        wilson_interval(successes, trials)  # type: ignore[arg-type]


@pytest.mark.parametrize("confidence", [0, 1, -0.5, 95, float("nan")])
def test_wilson_refuses_a_level_outside_0_to_1(confidence: float) -> None:
    with pytest.raises(ValueError, match="confidence"):
        wilson_interval(1, 2, confidence=confidence)


def test_a_published_margin_is_not_cut_at_the_end_of_the_scale() -> None:
    lower, upper = margin_interval([99.0, 83.8], [1.5, np.nan])
    assert (lower[0], upper[0]) == (97.5, 100.5)
    assert np.isnan([lower[1], upper[1]]).all()


def test_a_negative_margin_is_refused() -> None:
    with pytest.raises(ValueError, match="margin at position 1"):
        margin_interval([90, 91], [1, -1])
