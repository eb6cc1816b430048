"""Which part moved: recorded crime, the survey estimate, or the share known, with every formula filled in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from dashboard.domain.dates import british
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.view_model import Caution, ChartSpec, Column, Note, Table, View
from dashboard.stats.log_change import Split
from dashboard.store.queries.facts import Record
from dashboard.views import columns as c
from dashboard.views.comparability import MAKING, events_between, for_totals
from dashboard.views.pair_change import RATIO, Compared, change_of, compare, sides, split_of, value_of
from dashboard.views.pair_choice import (
    ANYWAY_FILTER,
    EDITION_FILTER,
    LAG_FILTER,
    OFFENCE_FILTER,
    SUBSET_FILTER,
    Pair,
    as_of_edition,
    goes_anyway,
    lag_months,
    pairs_of,
    refusal,
    year_wanted,
)
from dashboard.views.pair_error import Z
from dashboard.views.pair_rows import basis_words, rounded
from dashboard.views.pair_years import PairYear, held_for, years_of
from dashboard.views.question import Question, ViewDefinition, filter_words, source_ids_of, sources_used

SPLIT_COLUMNS = (
    Column("offence_type", "Offence type"),
    Column("from_period", "From year ending"),
    Column("to_period", "To year ending"),
    Column("part", "Part"),
    Column("change_log", "Moves log R by", "log points"),
    Column("lower_log", "Lower limit", "log points", missing="no interval can be given"),
    Column("upper_log", "Upper limit", "log points", missing="no interval can be given"),
    Column("factor", "Multiplies R by", "ratio"),
    Column("share_of_change_pct", "Part of the whole change", "%", missing="not worked out"),
    Column("reading", "Reading"),
    c.SOURCE_ID,
)
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


def build(question: Question) -> View:
    """The split of a change.

    Tables
        split    one row a part, adding up to the change of log R
        working  every formula with its numbers
        inputs   every figure that went in: codes of the pair, estimates, shares, each with its edition
    """
    asked, _ = as_of_edition(question)
    pairs, anyway = pairs_of(asked), goes_anyway(question)
    offence = question.wants("offence_type")
    pair, refused = pairs.pairs.get(offence), refusal(pairs, offence)
    years = (
        years_of(pair, held_for(asked, [pair], shares_as_at=question.as_at), lag=lag_months(question)) if pair else []
    )
    first, last = _years_chosen(question, years)
    compared = compare(offence, years, first, last, _events(question, pair)) if pair and first and last else None
    done = compared is not None and compared.shown(anyway=anyway)
    split = split_of(compared) if compared and done else None
    rows = _split_rows(compared, split, first, last) if compared and split else []
    sources = sources_used(question, {y.share_source for y in years} | _figures(years))
    labels = {s.source_id: s.edition_label or s.title for s in sources}
    inputs = [row for y in (compared.before, compared.after) if y for row in _inputs(y, labels)] if compared else []
    return View(
        name="divergence_split",
        title="How the figures are worked out, and which part moved",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=_statement(offence, compared, split, refused, anyway=anyway),
        tables=(
            Table.from_records(
                "split",
                f"{offence}: which part moved",
                SPLIT_COLUMNS,
                rows,
                empty_message="No change is split for this choice: the two years are refused or not held.",
                page_columns=(
                    "part",
                    "change_log",
                    "lower_log",
                    "upper_log",
                    "factor",
                    "share_of_change_pct",
                    "reading",
                ),
            ),
            Table.from_records(
                "working",
                f"{offence}: every formula with its numbers",
                WORKING_COLUMNS,
                _working(compared, split) if compared and split else [],
                empty_message="Nothing was worked out for this choice.",
            ),
            Table.from_records(
                "inputs",
                f"{offence}: every figure that went in",
                INPUT_COLUMNS,
                inputs,
                empty_message="No figure of these two years is held.",
            ),
        ),
        charts=_charts(offence, rows, is_forced=bool(compared and compared.refusals)),
        notes=_notes(pair),
        warnings=_warnings(compared, refused, anyway=anyway),
        sources=sources_used(question, source_ids_of(rows, inputs)),
    )


def _events(question: Question, pair: Pair | None) -> list[Record]:
    if pair is None:
        return []
    kinds = pair.words("event_kinds")
    found = events_between(question, date.min, date.max, categories=MAKING, offences=kinds)
    return for_totals(found) if len(kinds) > 3 else found


def _years_chosen(question: Question, years: Sequence[PairYear]) -> tuple[date | None, date | None]:
    """The years asked for; where none were, the last two that have both sides and may be compared in principle."""
    whole = [y.year_ending for y in years if y.is_whole and not y.faults]
    first, last = year_wanted(question, "from"), year_wanted(question, "to")
    known = [y.year_ending for y in years if y.is_whole and y.error.is_known and not y.faults]
    offered = known or whole
    if not offered:
        return first, last
    return first or offered[0], last or offered[-1]


def _figures(years: Sequence[PairYear]) -> set[str]:
    return {figure.source_id for y in years for figure in (y.recorded, y.estimate) if figure}


def _split_rows(compared: Compared, split: Split, first: date | None, last: date | None) -> list[Record]:
    _, after = compared.years()
    named = "ratio" if compared.measure == RATIO else "recorded for each survey incident"
    errors = float("nan") if compared.overlap else 1.0
    parts = [
        (f"log R: {named}", split.ratio, split.ratio_error * errors, after.estimate),
        ("recorded crime", split.recorded, 0.0, after.recorded),
        ("survey estimate (a fall raises R)", split.estimate, split.estimate_error * errors, after.estimate),
    ]
    if compared.measure == RATIO:
        parts.append(("share known (a rise lowers R)", split.share, split.share_error * errors, None))
    rows = []
    for number, (part, moved, error, figure) in enumerate(parts):
        known = bool(np.isfinite(error))
        rows.append(
            {
                "offence_type": compared.offence_type,
                "from_period": first,
                "to_period": last,
                "part": part,
                "change_log": rounded(moved),
                "lower_log": rounded(moved - Z * error) if known else None,
                "upper_log": rounded(moved + Z * error) if known else None,
                "factor": rounded(float(np.exp(moved))),
                "share_of_change_pct": rounded(100 * moved / split.ratio, 1) if number and split.ratio else None,
                "reading": _part_reading(moved, error, is_count=number == 1),
                "source_id": figure.source_id if figure else after.share_source or None,
            }
        )
    return rows


def _part_reading(moved: float, error: float, *, is_count: bool) -> str:
    way = "raises R" if moved > 0 else "lowers R"
    if is_count:
        return f"{way}; a full count, without sampling error"
    if not np.isfinite(error):
        return "no interval can be given, so nothing is claimed"
    return way if abs(moved) > Z * error else "not clear of sampling error"


def _working(compared: Compared, split: Split) -> list[Record]:
    before, after = compared.years()
    steps: list[Record] = []

    def step(name: str, formula: str, numbers: str, result: float, unit: str = "") -> None:
        steps.append(
            {
                "step": name,
                "formula": formula,
                "numbers": numbers,
                "result": rounded(result) if np.isfinite(result) else None,
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
        step("p-value", "two-sided", "z = change / error, or bootstrap above 20 %", float(found.p_value))
    return steps


def _said(error: float) -> str:
    return f"{error:.4f}" if np.isfinite(error) else "not known"


def _inputs(year: PairYear, labels: dict[str, str]) -> list[Record]:
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


def _statement(offence: str, compared: Compared | None, split: Split | None, refused: str, *, anyway: bool) -> str:
    if refused:
        return refused
    if compared is None:
        return f"{offence}: no two years with both sides were known on this date."
    if split is None:
        why = compared.missing or "; ".join(compared.refusals)
        return f"Refused: {offence}: {why}." + ("" if compared.missing else " Set 'anyway' to yes to see it.")
    before, after = compared.years()
    named = "the ratio" if compared.measure == RATIO else "recorded crime for each survey incident"
    biggest = max(
        (("recorded crime", split.recorded), ("the survey estimate", split.estimate), ("the share known", split.share)),
        key=lambda one: abs(one[1]),
    )[0]
    marked = " Compared anyway: see the warnings." if anyway and compared.refusals else ""
    return (
        f"{offence}, years ending {british(before.year_ending, 'month')} and {british(after.year_ending, 'month')}: {named} was "
        f"multiplied by {np.exp(split.ratio):.2f}: by {np.exp(split.recorded):.2f} from recorded crime, "
        f"{np.exp(split.estimate):.2f} from the survey estimate"
        + (f" and {np.exp(split.share):.2f} from the share known" if compared.measure == RATIO else "")
        + f". Most of it lies in {biggest}.{marked}"
    )


def _charts(offence: str, rows: Sequence[Record], *, is_forced: bool) -> tuple[ChartSpec, ...]:
    if not rows:
        return ()
    said = "; ".join(f"{r['part']} {r['change_log']:+.2f}" for r in rows)
    return (
        ChartSpec(
            name="split",
            kind="interval_dots",
            table="split",
            title=f"{offence}: which part moved the figure",
            subtitle="Change on the log scale; 0.1 is about 10 %. Parts add up to the first row. Bars: 95 % limits where known."
            + (" Compared anyway: see the warnings." if is_forced else ""),
            alt=f"Parts of the change of log R for {offence.lower()}: {said}.",
            roles={"value": "change_log", "lower": "lower_log", "upper": "upper_log", "label": "part"},
            options={"zero": True, "unit": "log points", "decimals": 2},
        ),
    )


def _notes(pair: Pair | None) -> tuple[Note, ...]:
    coverage = tuple(dict.fromkeys(r["coverage_note"] for r in pair.rows if r["coverage_note"])) if pair else ()
    return (
        Note(
            "P is the recorded count, E the survey estimate, q the share known to the police: R = P / (E x q), and the change of "
            "log R is that of log P less those of log E and log q.",
            "definition",
        ),
        Note("A rise of the ratio can come from recording, from survey coverage, or from people reporting less."),
        *(Note(words, "coverage") for words in coverage),
    )


def _warnings(compared: Compared | None, refused: str, *, anyway: bool) -> tuple[Caution, ...]:
    if refused:
        return (Caution(refused),)
    if compared is None:
        return ()
    done = "compared anyway" if anyway else "refused; set 'anyway' to yes to see it with this warning"
    return tuple(Caution(f"{compared.offence_type}: {why} ({done}).") for why in compared.refusals)


DIVERGENCE_SPLIT = ViewDefinition(
    name="divergence_split",
    title="How the figures are worked out, and which part moved",
    answers="Which part of a change moved, and how is every figure of the comparison worked out?",
    filters=(
        OFFENCE_FILTER,
        FilterDefinition("from", "From year ending", "text"),
        FilterDefinition("to", "To year ending", "text"),
        SUBSET_FILTER,
        LAG_FILTER,
        EDITION_FILTER,
        ANYWAY_FILTER,
    ),
    build=build,
)
