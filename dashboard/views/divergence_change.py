"""Change of each pair between two years: real, sampling error, or not to be said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard.domain.dates import british
from dashboard.domain.figures import count_of
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.view_model import Caution, Note, Table, View
from dashboard.store.queries.facts import Record, facts
from dashboard.views.edition_spread import holdings_by_edition
from dashboard.views.pair_change import (
    COMPARED_ANYWAY,
    Compared,
    cautions_between,
    compare,
    years_chosen,
    years_in_order,
)
from dashboard.views.pair_change_rows import CHANGE_COLUMNS, change_rows, held_to
from dashboard.views.pair_choice import (
    ANYWAY_FILTER,
    DEFAULT_OFFENCE,
    EDITION_FILTER,
    LAG_FILTER,
    SUBSET_FILTER,
    Pair,
    Pairs,
    as_of_edition,
    goes_anyway,
    lag_months,
    pairs_of,
    refusal,
)
from dashboard.views.pair_events import events_of
from dashboard.views.pair_held import PairYear, held_for
from dashboard.views.pair_model import MODEL_COLUMNS, model_rows
from dashboard.views.pair_scenarios import SCENARIO_COLUMNS, conclusion, conduct_total, scenario_rows
from dashboard.views.pair_small_charts import Small, small_multiples
from dashboard.views.pair_split import SPLIT_COLUMNS, split_chart, split_rows
from dashboard.views.pair_years import years_of
from dashboard.views.question import Question, ViewDefinition, filter_words, source_ids_of, sources_used


def build(question: Question) -> View:
    """Change between two years.

    Tables
        changes    one row a pair: values, change with limits, p-values adjusted for all rows, reading, refusal
        split      the parts of each pair's change, adding up to its row of log R
        scenarios  the chosen pair compared in other ways
        model      the chosen pair's series with breaks
        one table a pair, in the order of `changes`: what its small chart draws
    """
    asked, _ = as_of_edition(question)
    pairs, anyway = pairs_of(asked), goes_anyway(question)
    offence = question.wants("offence_type")
    refused = refusal(pairs, offence) if offence else ""
    shown = [pairs.pairs[offence]] if offence in pairs.pairs else [] if offence else _all(pairs)
    held = held_for(asked, [*shown, conduct_total()], shares_as_at=question.as_at)
    series = {pair.offence_type: years_of(pair, held, lag=lag_months(question)) for pair in shown}
    smallest = float(question.wants("smallest") or 10)
    events = {pair.offence_type: events_of(question, pair) for pair in shown}
    first, last = _years_chosen(question, offence, series, events)
    compared = [
        (p, compare(p.offence_type, series[p.offence_type], first, last, events[p.offence_type]))
        for p in shown
        if first and last
    ]
    ratings = facts(question.connection, "quality_ratings", as_at=question.as_at)
    rows = [
        {**row, "from_period": first, "to_period": last}
        for row in change_rows(compared, ratings, anyway=anyway, smallest=smallest)
    ]
    parts = {p.offence_type: split_rows(one, anyway=anyway) for p, one in compared}
    split = [row for found in parts.values() for row in found]
    detail = _detail(pairs, offence, rows) if shown else None
    scenarios, model = [], []
    if detail and first and last:
        editions = holdings_by_edition(question, detail, (first, last))
        scenarios = scenario_rows(detail, held, first, last, editions)
        model = model_rows(series.get(detail.offence_type, []), events.get(detail.offence_type, []))
        scenarios, model = held_to(rows, detail.offence_type, scenarios, model)
    change_of_pair = {row["offence_type"]: row for row in rows}
    small, charts = small_multiples(
        [
            Small(name, series[name], events[name], parts.get(name, ()), change_of_pair.get(name, {}))
            for name in (pair.offence_type for pair in shown)
        ],
        anyway=anyway,
    )
    charts += split_chart(
        split,
        title=f"Which part moved, {british(first, 'month')} to {british(last, 'month')}" if first and last else "",
        by_offence=True,
        warning=COMPARED_ANYWAY if any(row["warning"] for row in rows) else "",
    )
    name = detail.offence_type if detail else offence or DEFAULT_OFFENCE
    return View(
        name="divergence_change",
        title="Is the change real?",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=_statement(rows, refused, scenarios, name, first, last),
        tables=(
            Table.from_records(
                "changes",
                "Change by offence type",
                CHANGE_COLUMNS,
                rows,
                empty_message="No pair was known for this choice on this date. Choose another offence type or date.",
                page_columns=(
                    "offence_type",
                    "reading",
                    "change_pct",
                    "lower_pct",
                    "upper_pct",
                    "p_holm",
                    "value_from",
                    "value_to",
                    "measure",
                    "survey_rating",
                    "recorded_rating",
                    "source_id",
                ),
            ),
            Table.from_records(
                "split",
                "Which part moved, by offence type",
                SPLIT_COLUMNS,
                split,
                empty_message="No two years can be compared for this choice, so no change is split.",
                page_columns=("offence_type", "part", "change_log", "lower_log", "upper_log", "factor", "reading"),
            ),
            Table.from_records(
                "scenarios",
                f"{name}: the same change worked out in other ways",
                SCENARIO_COLUMNS,
                scenarios,
                empty_message="No other way of comparing can be worked out for this choice.",
            ),
            Table.from_records(
                "model",
                f"{name}: breaks in the series",
                MODEL_COLUMNS,
                model,
                empty_message="Fewer than eight years of this pair have a sampling error, so no line is fitted.",
            ),
            *small,
        ),
        charts=charts,
        notes=_notes(smallest),
        warnings=(
            *_warnings(refused, [one for _, one in compared], anyway=anyway),
            *cautions_between([(one, events[p.offence_type]) for p, one in compared if one.shown(anyway=anyway)]),
        ),
        sources=sources_used(
            question,
            source_ids_of(rows, split, scenarios, model, *(t.records() for t in small))
            | {r["recorded_source_id"] for r in rows if r.get("recorded_source_id")},
        ),
    )


def _all(pairs: Pairs) -> list[Pair]:
    """Sums first, then the pairs by name."""
    return sorted(pairs.pairs.values(), key=lambda pair: (not pair.parts, pair.offence_type))


def _detail(pairs: Pairs, offence: str, rows: Sequence[Record]) -> Pair | None:
    """The pair looked at more closely: the one asked for; otherwise the usual one, or the first that is not refused."""
    usual = pairs.pairs.get(offence or DEFAULT_OFFENCE)
    if offence:
        return usual
    open_to = [row["offence_type"] for row in rows if not row["refused"]]
    if not open_to or DEFAULT_OFFENCE in open_to:
        return usual
    clear = [row["offence_type"] for row in rows if row["offence_type"] in open_to and row["lower_pct"] is not None]
    return pairs.pairs[(clear or open_to)[0]]


def _years_chosen(
    question: Question, offence: str, series: dict[str, list[PairYear]], events: dict[str, list[Record]]
) -> tuple[date | None, date | None]:
    """The two years asked for.

    Where none were: of a single pair the newest years that may be compared, of all pairs the first and last years to
    March whose survey error is known.
    """
    if offence in series:
        return years_chosen(question, offence, series[offence], events[offence])
    whole = [y for years in series.values() for y in years if y.is_whole and not y.faults]
    known = [y for y in whole if y.error.is_known]
    every = sorted({y.year_ending for y in (known or whole)})
    march = [end for end in every if end.month == 3]
    offered = march if len(march) > 1 else every
    first, last = years_in_order(question)
    if not offered:
        return first, last
    return first or offered[0], last or offered[-1]


def _statement(
    rows: Sequence[Record],
    refused: str,
    scenarios: Sequence[Record],
    name: str,
    first: date | None,
    last: date | None,
) -> str:
    if refused:
        return refused
    if not rows or first is None or last is None:
        return "No pair has both sides in any year known on this date."
    clear = [r for r in rows if r["p_holm"] is not None and r["p_holm"] < 0.05]
    held_back = [r for r in rows if r["refused"]]
    silent = [r for r in rows if not r["refused"] and r["lower_pct"] is None]
    said = (
        f"From the year ending {british(first, 'month')} to {british(last, 'month')}: of {count_of(len(rows), 'pair')}, "
        f"{len(clear)} changed by more than sampling error when all comparisons are allowed for, "
        f"{len(held_back)} {'is' if len(held_back) == 1 else 'are'} refused, and for {len(silent)} no interval can be given."
    )
    if not scenarios:
        return said
    row = next((r for r in rows if r["offence_type"] == name), {})
    if row.get("refused"):
        more = f", and {count_of(row['refused_others'], 'more reason')}" if row["refused_others"] else ""
        return f"{said} {name}: refused: {row['refused_first']}{more}."
    warning = f" Warning: {row['warning']}." if row.get("warning") else ""
    return f"{said} {name}: {conclusion(scenarios)}{warning}"


def _warnings(refused: str, compared: Sequence[Compared], *, anyway: bool) -> tuple[Caution, ...]:
    """One caution for each reason that speaks against comparing, with the pairs it bears on and what was done."""
    told = [Caution(refused)] if refused else []
    reasons: dict[str, list[str]] = {}
    for one in compared:
        for why in (one.missing,) if one.missing else one.refusals:
            reasons.setdefault(why, []).append(one.offence_type)
    done = "compared anyway." if anyway else "refused. Set 'anyway' to yes to see it with this warning."
    missing = {one.missing for one in compared}
    told += [
        Caution(f"{', '.join(offences)}: {why}: {'refused.' if why in missing else done}")
        for why, offences in reasons.items()
    ]
    return tuple(told)


def _notes(smallest: float) -> tuple[Note, ...]:
    return (
        Note(
            "Change is worked out on the log scale: z = (log R2 - log R1) / root(CV1^2 + CV2^2), which holds for separate "
            "samples. Rolling years that overlap share interviews and are not tested. Where an error is above 20 % the "
            "limits are bootstrapped.",
        ),
        Note(
            "p-values are adjusted for all pairs on the page: Holm guards against one false alarm or more, "
            "Benjamini-Hochberg against a share of them.",
        ),
        Note(
            f"No clear change is not proof of none: a change is called too small to matter only where it lies within {smallest:g} % "
            "by two one-sided tests.",
        ),
        Note(
            "Limits bounded by published significance flags suppose much the same design and error from April 2012 on; they are "
            "the widest the flags allow, so a change beyond them is the safer to claim.",
        ),
        Note(
            "Ratings are those of the statisticians' data quality framework as far as they were read, second hand; none is "
            "worked out here.",
            "coverage",
        ),
    )


DIVERGENCE_CHANGE = ViewDefinition(
    name="divergence_change",
    title="Is the change real?",
    answers="Is a change between two years more than sampling error, and does it hold however it is worked out?",
    filters=(
        FilterDefinition("offence_type", "Offence type", "choice", choices_from="crosswalk.offence_type"),
        FilterDefinition("from", "From year ending", "text"),
        FilterDefinition("to", "To year ending", "text"),
        SUBSET_FILTER,
        LAG_FILTER,
        EDITION_FILTER,
        FilterDefinition("smallest", "Smallest change that matters, %", "number", default="10", least=0.1, most=1000),
        ANYWAY_FILTER,
    ),
    build=build,
)
