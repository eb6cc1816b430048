"""Tests of no difference agree with one another where they should, and say nothing where there is nothing."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.stats.significance import fisher_test, has_small_cell, margins_z_test, pooled_z_test


def test_with_many_cases_the_exact_and_the_normal_test_agree() -> None:
    audits = [840], [1000], [880], [1000]
    assert fisher_test(*audits)[0] == pytest.approx(pooled_z_test(*audits)[1][0], abs=0.002)


def test_fisher_is_the_tea_taster_by_hand() -> None:
    # Four cups of eight with milk first, three of them found: (16 + 1) tables of 70 on either side.
    assert float(fisher_test(3, 4, 1, 4)) == pytest.approx(34 / 70)


def test_small_cells_are_seen_among_passed_and_failed() -> None:
    assert has_small_cell([62, 80, 80], [63, 100, 100], [49, 80, 4], [57, 100, 100]).tolist() == [True, False, True]


def test_an_audit_without_crimes_due_is_not_tested() -> None:
    assert np.isnan(fisher_test([0, 3], [0, 4], [1, 1], [4, 4])).tolist() == [True, False]
    z, p = pooled_z_test([0, 4], [0, 4], [1, 4], [4, 4])
    assert np.isnan([z, p]).all()


def test_margins_of_nothing_or_none_give_no_test() -> None:
    z, p = margins_z_test([90, 90], [0, np.nan], [80, 80], [0, 1])
    assert np.isnan([z, p]).all()


def test_the_audit_at_fault_is_named() -> None:
    with pytest.raises(ValueError, match="second_successes at position 1"):
        fisher_test([1, 1], [2, 2], [1, 3], [2, 2])
