"""How much of the rise better recording can carry."""

from __future__ import annotations

import math

import pytest

from dashboard.stats.recording_share import if_all_recorded, recording_bound


def test_80_5_to_94_8_is_a_factor_of_1_18_where_1_8_is_needed():
    bound = recording_bound(0.805, 0.948, 0.9, 1.63)
    assert round(bound.factor, 2) == 1.18
    assert round(bound.ratio_factor, 2) == 1.81
    # log 1.177640 / log 1.811111 = 0.163513 / 0.593940
    assert bound.share_at_most == pytest.approx(0.27530, abs=1e-4)


def test_where_the_ratio_did_not_rise_there_is_nothing_to_explain():
    assert math.isnan(recording_bound(0.8, 0.9, 1.5, 1.4).share_at_most)


def test_recording_never_explains_more_than_all_nor_less_than_none():
    assert recording_bound(0.5, 1.0, 1.0, 1.5).share_at_most == 1
    assert recording_bound(0.9, 0.8, 1.0, 1.5).share_at_most == 0


def test_the_scenario_turns_the_limits_round():
    value, low, high = if_all_recorded(805.0, 0.805, 0.79, 0.82)
    assert float(value) == pytest.approx(1000)
    assert float(low) == pytest.approx(805 / 0.82)
    assert float(high) == pytest.approx(805 / 0.79)


@pytest.mark.parametrize("accuracy", [0, 1.01, -0.2])
def test_a_share_above_100_per_cent_is_refused(accuracy):
    with pytest.raises(ValueError, match="accuracy at position 0"):
        recording_bound(accuracy, 0.9, 1, 2)
    with pytest.raises(ValueError, match="accuracy at position 0"):
        if_all_recorded(100, accuracy, math.nan, math.nan)
