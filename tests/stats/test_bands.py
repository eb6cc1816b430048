"""Every rate has exactly one band, decided before any rounding."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.stats.bands import band_of, bands_within

CUTS = [0.80, 0.90, 0.95]
POOR, FAIR, GOOD, EXCELLENT = range(4)


@pytest.mark.parametrize(
    ("rate", "band"),
    [
        (0.95, EXCELLENT),
        (0.9495, GOOD),
        (0.90, GOOD),
        (0.89999, FAIR),
        (0.80, FAIR),
        (0.7995, POOR),
        (118 / 139, FAIR),
        (0.0, POOR),
        (1.0, EXCELLENT),
    ],
)
def test_a_rate_on_an_edge_belongs_to_the_band_above(rate: float, band: int) -> None:
    assert band_of(rate, CUTS) == band


@given(st.integers(1, 5000))
def test_a_quotient_of_counts_lands_on_the_cut_exactly(hundreds: int) -> None:
    assert band_of([95 * hundreds / (100 * hundreds), 9 * hundreds / (10 * hundreds)], CUTS).tolist() == [3, 2]


def test_no_rate_has_no_band_and_bad_cuts_are_refused() -> None:
    assert band_of([float("nan"), 0.9], CUTS).tolist() == [-1, GOOD]
    with pytest.raises(ValueError, match="cuts after the first at position 0 does not rise"):
        band_of(0.9, [0.9, 0.8])
    with pytest.raises(ValueError, match="rate at position 0"):
        band_of(95, CUTS)
    with pytest.raises(ValueError, match="lower at position 0"):
        bands_within(0.9, 0.8, CUTS)
