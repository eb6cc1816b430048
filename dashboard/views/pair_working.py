"""The comparison of two years worked out step by step: every formula with its numbers, every figure with its edition."""

from __future__ import annotations

from datetime import date

import numpy as np

from dashboard.domain.dates import british
from dashboard.domain.view_model import Column
from dashboard.store.queries.facts import Record
from dashboard.views import columns as c
from dashboard.views.pair_change import RATIO, Compared, change_of, sides, split_of, value_of
from dashboard.views.pair_held import PairYear
from dashboard.views.pair_rows import basis_words, rounded

WORKING_COLUMNS = (
    Column("step", "Step"),
    Column("formula", "Formula"),
    Column("numbers", "With its numbers"),
    Column("result", "Result", "figure", missing="not worked out"),
    Column("unit", "Unit", missing="none"),
)
INPUT_COLUMNS = (
    Column("year_ending", "Survey year ending"),
    Column("side", "Input"),
    Column("name", "Code, total or survey type"),
    Column("value", "Value", "number"),
    Column("unit", "Unit"),
    Column("edition", "Edition", missing="not stated"),
    Column("known_from", "Known from", missing="not stated"),
    c.SOURCE_ID,
)


def working_rows(compared: Compared) -> list[Record]:
    """Every formula of the comparison with its numbers, in the order in which they are worked out."""
    before, after = compared.years()
    split = split_of(compared)
    steps: list[Record] = []

    def step(name: str, formula: str, numbers: str, result: float, unit: str = "") -> None:
        steps.append(
            {
                "step": name,
                "formula": formula,
                "numbers": numbers,
                "result": rounded(result) or float(f"{result:.3g}") if np.isfinite(result) else None,
                "unit": unit or None,
            }
        )

    for year in (before, after):
        end = british(year.year_ending, "month")
        recorded, estimate = sides(year)
        if year.recorded and len(year.recorded.values) > 1:
            added = " + ".join(f"{value:,.0f}" for value in year.recorded.values)
            step(
                f"recorded, {end}", "P = sum of the codes in force, in thousands", added, recorded, "thousand offences"
            )
        if compared.measure == RATIO and year.share is not None:
            numbers = f"{recorded:,.3f} / ({estimate:,.1f} x {year.share:.3f})"
            step(f"ratio, {end}", "R = P / (E x q)", numbers, value_of(compared, year), "ratio")
            cvs = f"root({_said(year.error.cv)}^2 + {_said(year.share_error.cv)}^2)"
            step(f"error, {end}", "CV(K) = root(CV(E)^2 + CV(q)^2)", cvs, year.cv, "of 1")
        else:
            numbers = f"{recorded:,.3f} / {estimate:,.1f}"
            step(f"plain index, {end}", "P / E", numbers, value_of(compared, year), "ratio")
            step(f"error, {end}", basis_words(year), f"CV(E) = {_said(year.error.cv)}", year.error.cv, "of 1")
    one, two = value_of(compared, before), value_of(compared, after)
    found = change_of(compared)
    step("change", "log R2 - log R1", f"log({two:.4f}) - log({one:.4f})", float(found.change), "log points")
    terms = f"{split.recorded:+.4f} {split.estimate:+.4f} {split.share:+.4f}"
    step("split", "d log P - d log E - d log q", terms, split.ratio, "log points")
    if not compared.overlap:
        step(
            "error of the change",
            "root(CV1^2 + CV2^2)",
            f"estimate {_said(split.estimate_error)}, share {_said(split.share_error)}",
            split.ratio_error,
            "log points",
        )
        step("lower limit", "lower limit of the change", "95 %", float(found.lower), "log points")
        step("upper limit", "upper limit of the change", "95 %", float(found.upper), "log points")
        # The column of results shows four places, in which a small p-value would read as nothing.
        small = " (p < 0.0001)" if found.p_value < 0.0001 else ""
        step("p-value", "two-sided", f"z = change / error, or bootstrap above 20 %{small}", float(found.p_value))
    return steps


def _said(error: float) -> str:
    return f"{error:.4f}" if np.isfinite(error) else "not known"


def input_rows(year: PairYear, labels: dict[str, str]) -> list[Record]:
    """Every figure of one year that went in, with the edition it stands in; `labels` are editions by source."""
    rows: list[Record] = []
    if year.recorded:
        figure = year.recorded
        side = f"recorded, year ending {british(year.recorded_ending, 'month')}"
        rows += [
            _input(year, side, name, value, "offences", figure.source_id, labels, figure.known_from)
            for name, value in zip(figure.names, figure.values, strict=True)
        ]
    if year.estimate:
        figure = year.estimate
        rows += [
            _input(
                year, "survey estimate", name, value, "thousand incidents", figure.source_id, labels, figure.known_from
            )
            for name, value in zip(figure.names, figure.values, strict=True)
        ]
        if year.error.is_known:
            source = year.error.source_id
            rows.append(
                _input(year, "error of the estimate", year.error.basis, 100 * year.error.cv, "%", source, labels)
            )
    if year.share is not None:
        rows.append(_input(year, "share known", year.offence_type, 100 * year.share, "%", year.share_source, labels))
        if year.share_error.is_known:
            source = year.share_error.source_id
            rows.append(
                _input(
                    year, "error of the share", year.share_error.basis, 100 * year.share_error.cv, "%", source, labels
                )
            )
    return rows


def _input(
    year: PairYear,
    side: str,
    name: str,
    value: float,
    unit: str,
    source_id: str,
    labels: dict[str, str],
    known_from: date | None = None,
) -> Record:
    return {
        "year_ending": year.year_ending,
        "side": side,
        "name": name,
        "value": rounded(value, 3),
        "unit": unit,
        "edition": labels.get(source_id),
        "known_from": known_from,
        "source_id": source_id or None,
    }
