"""How each method named in the reference values is called: row in, the row's figures out."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from dashboard.stats import (
    agreement,
    control_charts,
    differences,
    exact_intervals,
    finite_population,
    funnel,
    intervals,
    multinomial,
    multiplicity,
    other_intervals,
    pooling,
    power,
    sampling,
    significance,
    stratified,
    unrecorded,
)
from tests.stats.vectors_file import audit_vectors

Row = dict[str, str]
Figures = dict[str, Any]
POOLED_ROW = "pool8_dersimonian_laird"


def params(row: Row) -> dict[str, Any]:
    return json.loads(row["params"]) if row["params"] else {}


def number(row: Row, name: str) -> float:
    return float(row[name])


def level(row: Row) -> float:
    return float(row["level"])


def proportion(interval: Callable[..., Any]) -> Callable[[Row], Figures]:
    def figures(row: Row) -> Figures:
        lower, upper = interval(int(row["x"]), int(row["n"]), confidence=level(row))
        return {"estimate": int(row["x"]) / int(row["n"]), "lower": lower, "upper": upper}

    return figures


def wald(row: Row) -> Figures:
    """The interval the product must never give, worked out here and nowhere else."""
    share = int(row["x"]) / int(row["n"])
    half = intervals.normal_quantile(level(row)) * (share * (1 - share) / int(row["n"])) ** 0.5
    return {"estimate": share, "lower": max(share - half, 0), "upper": min(share + half, 1)}


def one_sided(row: Row) -> Figures:
    bound = intervals.wilson_lower_bound(int(row["x"]), int(row["n"]), confidence=level(row))
    return {"estimate": int(row["x"]) / int(row["n"]), "lower": bound, "z": intervals.normal_quantile(0.9)}


def zero_failures(row: Row) -> Figures:
    return {
        "estimate": 0.0,
        "upper": exact_intervals.zero_failures_bound(int(row["n"]), confidence=level(row)),
        "rule_of_three": 3 / int(row["n"]),
    }


def finite(row: Row) -> Figures:
    counts = int(row["x"]), int(row["n"]), int(row["N"])
    lower, upper = finite_population.wilson_interval_finite(*counts, confidence=level(row))
    effective = float(finite_population.effective_trials(*counts[1:]))
    figures = {"estimate": counts[0] / counts[1], "lower": lower, "upper": upper}
    return figures | {"n_effective": "inf" if np.isinf(effective) else effective}


def finite_standard_error(*, unbiased: bool) -> Callable[[Row], Figures]:
    def figures(row: Row) -> Figures:
        counts = int(row["x"]), int(row["n"]), int(row["N"])
        error = float(finite_population.standard_error_finite(*counts, unbiased=unbiased))
        return symmetric(counts[0] / counts[1], error, level(row))

    return figures


def symmetric(estimate: float, error: float, confidence: float) -> Figures:
    half = intervals.normal_quantile(confidence) * error
    return {"estimate": estimate, "lower": estimate - half, "upper": estimate + half, "se": error}


def hypergeometric(row: Row) -> Figures:
    counts = int(row["x"]), int(row["n"]), int(row["N"])
    lower, upper = finite_population.hypergeometric_interval(*counts, confidence=level(row))
    figures = {"estimate": counts[0] / counts[1], "lower": lower, "upper": upper}
    return figures | {"M_lower": lower * counts[2], "M_upper": upper * counts[2]}


def strata(row: Row) -> stratified.StratifiedRate:
    given = params(row)
    return stratified.stratified_rate(given["x"], given["n"], given["N"], confidence=level(row))


def stratified_wilson(row: Row) -> Figures:
    found = strata(row)
    return {**found._asdict(), "se": found.standard_error, "n_effective": found.effective_trials}


def stratified_standard_error(row: Row) -> Figures:
    found = strata(row)
    return symmetric(found.estimate, found.standard_error, level(row))


def half_width(row: Row) -> Figures:
    expected, width = number(row, "estimate"), number(row, "estimate") - number(row, "lower")
    population = float(row["N"]) if row["N"] else np.inf
    size = sampling.sample_size_for_half_width(expected, width, population=population, confidence=level(row))
    figures = {"n": size.needed, "n0": size.uncorrected, "n_before_ceiling": size.exact}
    return figures | {"estimate": expected, "lower": expected - width, "upper": expected + width}


def two_samples(row: Row) -> Figures:
    before, after = number(row, "lower"), number(row, "upper")
    size = power.sample_size_to_detect(before, after, power=params(row)["power"], confidence=level(row))
    return {
        "n": size.needed,
        "n_before_ceiling": size.exact,
        "lower": before,
        "upper": after,
        "cohen_h": 2 * np.arcsin(after**0.5) - 2 * np.arcsin(before**0.5),
    }


def two_audits(row: Row) -> tuple[int, int, int, int]:
    return int(row["x"]), int(row["n"]), params(row)["x2"], params(row)["n2"]


def newcombe(row: Row) -> Figures:
    found = differences.newcombe_difference(*two_audits(row), confidence=level(row))
    return dict(zip(("estimate", "lower", "upper"), found, strict=True))


def p_values(row: Row) -> Figures:
    z, p = significance.pooled_z_test(*two_audits(row))
    exact = significance.fisher_test(*two_audits(row))
    difference, _, _ = differences.newcombe_difference(*two_audits(row))
    return {"estimate": difference, "z_pooled": z, "p_z_pooled": p, "p_fisher": exact}


def published_margins(row: Row) -> Figures:
    given = params(row)
    figures = given["p1"], given["margin1"], given["p2"], given["margin2"]
    estimate, lower, upper = differences.difference_from_margins(*figures)
    z, p = significance.margins_z_test(*figures, confidence=level(row))
    return {"estimate": estimate, "lower": lower, "upper": upper, "z": z, "p": p, "se": estimate / z}


def own(row: Row) -> Figures:
    given = params(row)
    estimate, lower, upper = differences.own_minus_published(
        int(row["x"]), int(row["n"]), given["hmicfrs_rate"], given["hmicfrs_margin"], confidence=level(row)
    )
    error = (upper - lower) / 2 / intervals.normal_quantile(level(row))
    return {"estimate": estimate, "lower": lower, "upper": upper, "z": estimate / error}


def published(row: Row) -> Figures:
    rate, margin = number(row, "estimate"), params(row)["margin_pp"] / 100
    lower, upper = intervals.margin_interval(rate, margin)
    implied = sampling.implied_sample_size(rate, margin, confidence=level(row))
    return {"estimate": rate, "lower": lower, "upper": upper, "implied_srs_n": implied, "margin_pp": margin * 100}


def unrecorded_estimate(row: Row) -> Figures:
    rate = params(row)["recording_rate"]
    (rates,) = (one for one in audit_vectors() if one["case_id"] == row["case_id"].replace("unrecorded", "published"))
    recorded = unrecorded.implied_recorded(number(row, "estimate"), rate)
    found = unrecorded.unrecorded_crimes(recorded, rate, float(rates["lower"]), float(rates["upper"]))
    return dict(zip(("estimate", "lower", "upper"), found, strict=True)) | {"implied_recorded_12m": recorded}


@cache
def eight_audits() -> tuple[list[float], Any]:
    (row,) = (one for one in audit_vectors() if one["case_id"] == POOLED_ROW)
    return params(row)["effects_pp"], pooling.standard_error_of_margin(params(row)["margins_pp"])


def pooled(**options: Any) -> Callable[[Row], Figures]:
    def figures(row: Row) -> Figures:
        found = pooling.random_effects(*eight_audits(), confidence=level(row), **options)
        return pooled_figures(found) | {"tau2": found.between_variance}

    return figures


def pooled_figures(found: pooling.Pooled) -> Figures:
    limits = [found.prediction_lower, found.prediction_upper]
    return {
        **found._asdict(),
        "se": found.standard_error,
        "I2": found.i_squared,
        "Q": found.q,
        "prediction_interval": limits,
    }


def fixed(row: Row) -> Figures:
    return pooled_figures(pooling.fixed_effect(*eight_audits(), confidence=level(row)))


def funnel_with(limits: Callable[..., Any], **options: Any) -> Callable[[Row], Figures]:
    def figures(row: Row) -> Figures:
        average = number(row, "estimate")
        lower, upper = limits(average, int(row["n"]), confidence=level(row), **options)
        return {"estimate": average, "lower": lower, "upper": upper, "tail_prob": (1 - level(row)) / 2}

    return figures


def funnel_significance(row: Row) -> Figures:
    average, trials = params(row)["average"], int(row["n"])
    rate = int(row["x"]) / trials
    lower, upper = funnel.funnel_limits(average, trials, confidence=level(row), clip=False)
    place = int(funnel.funnel_position(rate, average, trials))
    label = {2: "High (0.001)", 1: "High (0.025)", 0: "Not significant", -1: "Low (0.025)", -2: "Low (0.001)"}[place]
    return {"estimate": rate, "lower": lower, "upper": upper, "label": label}


@cache
def twelve_months() -> tuple[list[int], list[int]]:
    rows = audit_vectors("p_chart_3sigma")
    return [int(row["x"]) for row in rows], [int(row["n"]) for row in rows]


def chart(draw: Callable[..., control_charts.ChartLimits]) -> Callable[[Row], Figures]:
    def figures(row: Row) -> Figures:
        limits, month = draw(*twelve_months()), int(row["case_id"][-2:]) - 1
        value, lower, upper = limits.values[month], limits.lower[month], limits.upper[month]
        signal = not lower <= value <= upper
        found = {"estimate": value, "lower": lower, "upper": upper, "pbar": limits.centre[month], "signal": signal}
        return found | {"sigma_z": limits.ratio}

    return figures


def xmr(row: Row) -> Figures:
    counts, totals = twelve_months()
    found = control_charts.xmr_chart(np.array(counts) / totals)
    ranges = found.sigma[0] * 3 / control_charts.XMR_FACTOR
    return {
        "n": found.values.size,
        "estimate": found.centre[0],
        "lower": found.lower[0],
        "upper": found.upper[0],
        "mean_moving_range": ranges,
    }


def adjusted(adjust: Callable[..., Any]) -> Callable[[Row], Figures]:
    return lambda row: {"adjusted": adjust(params(row)["p"]).tolist()}


def false_alarms(row: Row) -> Figures:
    expected, one_or_more = multiplicity.expected_false_alarms(int(row["n"]), confidence=level(row))
    return {"estimate": expected, "prob_at_least_one": one_or_more}


def reasons(method: str, interval: Callable[..., Any]) -> Callable[[Row], Figures]:
    def figures(row: Row) -> Figures:
        rows = audit_vectors(method)
        lower, upper = interval([int(one["x"]) for one in rows], confidence=level(row))
        place = [one["case_id"] for one in rows].index(row["case_id"])
        return {"estimate": int(row["x"]) / int(row["n"]), "lower": lower[place], "upper": upper[place]}

    return figures


def kappa(row: Row) -> Figures:
    found = agreement.cohen_kappa(params(row)["table"], confidence=level(row))
    return {**found._asdict(), "estimate": found.kappa}


def undefined(row: Row) -> Figures:
    """No rate and no interval, by any method: figures are given only if there should be none."""
    methods = (
        intervals.wilson_interval,
        exact_intervals.clopper_pearson_interval,
        exact_intervals.jeffreys_interval,
        exact_intervals.mid_p_interval,
        other_intervals.agresti_coull_interval,
        other_intervals.wilson_continuity_interval,
    )
    limits = np.array([method(int(row["x"]), int(row["n"])) for method in methods])
    return {} if np.isnan(limits).all() else {"lower": limits, "upper": limits}


METHODS: dict[str, Callable[[Row], Figures]] = {
    "wilson": proportion(intervals.wilson_interval),
    "clopper_pearson": proportion(exact_intervals.clopper_pearson_interval),
    "jeffreys": proportion(exact_intervals.jeffreys_interval),
    "mid_p": proportion(exact_intervals.mid_p_interval),
    "agresti_coull": proportion(other_intervals.agresti_coull_interval),
    "wilson_cc": proportion(other_intervals.wilson_continuity_interval),
    "wald": wald,
    "wilson_one_sided_lower": one_sided,
    "zero_failure_upper_one_sided": zero_failures,
    "wilson_fpc_effective_n": finite,
    "wald_fpc_unbiased_var": finite_standard_error(unbiased=True),
    "wald_fpc_n": finite_standard_error(unbiased=False),
    "hypergeometric_exact": hypergeometric,
    "stratified_wilson_effective_n": stratified_wilson,
    "stratified_wald_fpc": stratified_standard_error,
    "wilson_naive_pooled_WRONG": proportion(intervals.wilson_interval),
    "sample_size_half_width": half_width,
    "sample_size_per_audit_two_sample": two_samples,
    "difference_newcombe_hybrid_score": newcombe,
    "difference_p_values": p_values,
    "difference_from_published_margins": published_margins,
    "own_minus_inspectorate": own,
    "published_symmetric_margin": published,
    "unrecorded_estimate": unrecorded_estimate,
    "random_effects_dersimonian_laird": pooled(),
    "random_effects_dl_hksj": pooled(interval="hksj"),
    "random_effects_paule_mandel": pooled(method="paule-mandel"),
    "fixed_effect": fixed,
    "funnel_limits_phe": funnel_with(funnel.funnel_limits, clip=False),
    "funnel_limits_normal": funnel_with(funnel.funnel_limits),
    "funnel_limits_exact_binomial_interpolated": funnel_with(funnel.funnel_limits_exact),
    "funnel_significance_phe": funnel_significance,
    "p_chart_3sigma": chart(control_charts.p_chart),
    "laney_p_prime_3sigma": chart(control_charts.laney_chart),
    "xmr_limits": xmr,
    "adjust_p_bonferroni": adjusted(multiplicity.adjust_bonferroni),
    "adjust_p_holm": adjusted(multiplicity.adjust_holm),
    "adjust_p_fdr_bh": adjusted(multiplicity.adjust_benjamini_hochberg),
    "expected_false_alarms": false_alarms,
    "multinomial_goodman": reasons("multinomial_goodman", multinomial.goodman_intervals),
    "multinomial_sison-glaz": reasons("multinomial_sison-glaz", multinomial.sison_glaz_intervals),
    "cohen_kappa": kappa,
    "undefined": undefined,
}
