"""The acceptance scenarios on audits that are statistics alone, worked by hand, to the digits a reader sees."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from dashboard.stats.bands import band_of, bands_within
from dashboard.stats.control_charts import p_chart, points_still_needed
from dashboard.stats.differences import (
    difference_from_margins,
    is_clear_change,
    newcombe_difference,
    own_minus_published,
)
from dashboard.stats.finite_population import hypergeometric_interval, wilson_interval_finite
from dashboard.stats.intervals import wilson_interval
from dashboard.stats.multinomial import goodman_intervals
from dashboard.stats.multiplicity import expected_false_alarms
from dashboard.stats.power import sample_size_to_detect
from dashboard.stats.run_rules import leading_rule, run_rules
from dashboard.stats.sampling import sample_size_for_half_width
from dashboard.stats.stratified import stratified_rate
from dashboard.stats.unrecorded import implied_recorded, unrecorded_crimes

CUTS = [0.80, 0.90, 0.95]
MONTHLY = [88, 91, 85, 90, 87, 92, 89, 70, 93, 90, 94, 95]
MONTHLY_DUE = [100, 104, 98, 102, 99, 105, 101, 97, 106, 100, 103, 104]


def shown(*values: object, digits: int = 1) -> list[float]:
    """Proportions as per cent, rounded as a page shows them."""
    return [round(100 * float(value), digits) for value in values]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("passed", "due", "reads"),
    [(118, 139, [84.9, 78.0, 89.9]), (62, 63, [98.4, 91.5, 99.7]), (10, 10, [100.0, 72.2, 100.0])],
)
def test_35_to_37_the_rate_reads_with_its_interval_and_never_passes_100(
    passed: int, due: int, reads: list[float]
) -> None:
    assert shown(passed / due, *wilson_interval(passed, due)) == reads


def test_35_incidents_examined_are_not_crimes_due() -> None:
    assert shown(118 / 156) != shown(118 / 139) == [84.9]


def test_38_no_crimes_due_is_neither_nought_nor_a_hundred() -> None:
    assert np.isnan(wilson_interval(0, 0)).all()
    assert np.isnan(wilson_interval_finite(0, 0, 0)).all()
    assert band_of(float("nan"), CUTS) == -1


def test_39_excellent_on_the_rate_reaches_into_good_on_the_interval() -> None:
    lower, upper = wilson_interval([95, 285], [100, 300])
    assert shown(*lower, *upper) == [88.8, 91.9, 97.8, 96.9]
    assert band_of([95 / 100, 285 / 300], CUTS).tolist() == [3, 3]
    lowest, highest = bands_within(lower, upper, CUTS)
    # 88.8 lies below 90, so the smaller audit's interval reaches past Good into Fair as well.
    assert lowest.tolist() == [1, 2]
    assert highest.tolist() == [3, 3]


@pytest.mark.parametrize("method", [wilson_interval_finite, hypergeometric_interval])
def test_40_where_all_cases_were_audited_the_rate_is_exact(method: object) -> None:
    lower, upper = method([57, 49], [57, 57], [57, 57])  # type: ignore[operator]
    assert lower.tolist() == upper.tolist() == [1.0, 49 / 57]


def test_41_strata_weigh_by_their_population() -> None:
    found = stratified_rate([156, 94, 184], [200, 100, 200], [14000, 2000, 24000])
    assert shown(found.estimate, found.lower, found.upper) == [87.2, 83.9, 89.9]
    assert shown((156 + 94 + 184) / 500) == [86.8]


def test_42_a_rise_between_two_audits() -> None:
    difference, lower, upper = newcombe_difference(285, 300, 118, 139)
    assert shown(difference, lower, upper) == [10.1, 4.2, 17.3]
    assert is_clear_change(lower, upper)


def test_43_published_margins_tell_one_pair_apart_and_not_the_other() -> None:
    difference, lower, upper = difference_from_margins([91.0, 83.8], [1.67, 1.88], [87.5, 83.6], [1.81, 1.85])
    assert [[round(float(one), 1) for one in row] for row in zip(difference, lower, upper, strict=True)] == [
        [3.5, 1.0, 6.0],
        [0.2, -2.4, 2.8],
    ]
    assert is_clear_change(lower, upper).tolist() == [True, False]


def test_44_an_own_audit_far_above_the_inspectorate() -> None:
    gap, lower, upper = own_minus_published(285, 300, 0.836, 0.0185)
    assert shown(gap, lower, upper) == [11.4, 8.3, 14.5]


def test_47_about_two_of_43_forces_lie_outside_by_luck() -> None:
    assert [round(figure, 2) for figure in expected_false_alarms(43)] == [2.15, 0.89]
    assert round(expected_false_alarms(43, confidence=0.998)[0], 2) == 0.09


def test_48_month_8_alone_breaks_the_limits() -> None:
    limits = p_chart(MONTHLY, MONTHLY_DUE)
    assert shown(limits.values[7], limits.lower[7], limits.upper[7]) == [72.2, 77.1, 97.4]
    for edition in ("limits only", "Making Data Count, November 2023"):
        rules, directions = leading_rule(run_rules(limits.values, limits.centre, limits.sigma, edition=edition))
        fired = {month: rule for month, rule in enumerate(rules, start=1) if rule == "outside limits"}
        assert fired == {8: "outside limits"}
        assert directions[7] == -1


def test_48_the_run_of_seven_before_month_8_is_not_one() -> None:
    limits = p_chart(MONTHLY, MONTHLY_DUE)
    found = run_rules(limits.values, limits.centre, limits.sigma)
    # Month 3 (86.7) lies below the centre of 87.3, so no seven months lie on one side.
    assert not found.shift.any()
    assert not found.trend.any()
    assert not found.two_of_three.any()


def test_49_eleven_points_need_one_more() -> None:
    assert points_still_needed(11) == 1


def test_50_the_next_audit() -> None:
    assert sample_size_for_half_width(0.90, 0.03).needed == 385
    assert sample_size_for_half_width(0.90, 0.03, population=400).needed == 197
    assert sample_size_to_detect(0.84, 0.90).needed == 488


def test_52_three_three_and_two_overlap_so_far_that_no_order_stands() -> None:
    lower, upper = goodman_intervals([3, 3, 2])
    assert lower.max() < upper.min()
    assert (upper - lower).min() > 0.59


def test_53_unrecorded_crimes_of_a_year_carry_limits() -> None:
    recorded = implied_recorded(38_800, 0.838)
    figures = unrecorded_crimes(recorded, 0.838, 0.838 - 0.0188, 0.838 + 0.0188)
    assert [round(float(figure), -2) for figure in figures] == [38_800, 33_500, 44_300]


def test_the_command_line_is_not_slowed_by_what_few_statistics_need() -> None:
    code = (
        "import importlib, pkgutil, sys, dashboard.stats as stats\n"
        "[importlib.import_module(f'dashboard.stats.{one.name}') for one in pkgutil.iter_modules(stats.__path__)]\n"
        "print(sorted({'scipy.stats', 'scipy.optimize', 'pandas'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
