"""Change of each pair between two years: real, sampling error, or not to be said."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.domain.filters import FilterDefinition
from dashboard.domain.view_model import Table, View
from dashboard.store.queries.facts import Record, facts
from dashboard.views.divergence_change_words import (
    change_notes,
    change_statement,
    change_warnings,
    ends_words,
    instead_words,
)
from dashboard.views.edition_spread import holdings_by_edition
from dashboard.views.pair_change import (
    Compared,
    cautions_between,
    compare,
    short_warning,
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
from dashboard.views.pair_scenarios import SCENARIO_COLUMNS, conduct_total, scenario_rows
from dashboard.views.pair_small_charts import Small, small_multiples
from dashboard.views.pair_span import latest_comparable, why_no_two_years, years_chosen
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
    compared = [
        (p, one)
        for p in shown
        if (one := _compared(question, p.offence_type, series[p.offence_type], events[p.offence_type])).ends
        or series[p.offence_type]
    ]
    ratings = facts(question.connection, "quality_ratings", as_at=question.as_at)
    rows = [
        _with_years(row, one, series[p.offence_type], events[p.offence_type])
        for row, (p, one) in zip(
            change_rows(compared, ratings, anyway=anyway, smallest=smallest), compared, strict=True
        )
    ]
    parts = {p.offence_type: split_rows(one, anyway=anyway) for p, one in compared}
    split = [row for found in parts.values() for row in found]
    detail = _detail(pairs, offence, rows) if shown else None
    scenarios, model = [], []
    of_detail = next((one for p, one in compared if p is detail), None)
    if detail and of_detail and of_detail.ends:
        editions = holdings_by_edition(question, detail, of_detail.ends)
        scenarios = scenario_rows(detail, held, *of_detail.ends, editions)
        model = model_rows(series.get(detail.offence_type, []), events.get(detail.offence_type, []))
        scenarios, model = held_to(rows, detail.offence_type, scenarios, model)
    change_of_pair = {row["offence_type"]: row for row in rows}
    small, charts = small_multiples(
        [
            Small(
                one.offence_type,
                series[one.offence_type],
                events[one.offence_type],
                parts[one.offence_type],
                change_of_pair[one.offence_type],
                one.short_warning() if one.shown(anyway=anyway) else "",
            )
            for _, one in compared
        ],
        anyway=anyway,
    )
    charts += split_chart(
        split,
        title=_split_title(rows),
        by_offence=True,
        warning=short_warning(
            [
                f"{one.offence_type}: {why}"
                for _, one in compared
                if one.shown(anyway=True) and anyway
                for why in one.refusals[:1]
            ]
        ),
    )
    name = detail.offence_type if detail else offence or DEFAULT_OFFENCE
    return View(
        name="divergence_change",
        title="Is the change real?",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=change_statement(rows, refused, scenarios, name),
        tables=(
            Table.from_records(
                "changes",
                "Change by offence type",
                CHANGE_COLUMNS,
                rows,
                empty_message="No pair was known for this choice on this date. Choose another offence type or date.",
                page_columns=(
                    "offence_type",
                    "from_period",
                    "to_period",
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
        notes=change_notes(smallest),
        warnings=(
            *change_warnings(refused, [one for _, one in compared], anyway=anyway),
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


def _compared(question: Question, offence: str, years: Sequence[PairYear], events: Sequence[Record]) -> Compared:
    first, last = years_chosen(question, offence, years, events)
    if first is None or last is None:
        return Compared(offence, None, None, missing=why_no_two_years(years))
    return compare(offence, years, first, last, events)


def _with_years(row: Record, one: Compared, years: Sequence[PairYear], events: Sequence[Record]) -> Record:
    """The row with its two years, and where it is refused with those that may be compared instead."""
    first, last = one.ends or (None, None)
    row = {**row, "from_period": first, "to_period": last}
    if not row["refused"] or not one.ends:
        return row
    instead = instead_words(latest_comparable(one.offence_type, years, events))
    return {**row, "instead": instead, "reading": f"{row['reading']}{instead}"}


def _split_title(rows: Sequence[Record]) -> str:
    spans = {(row["from_period"], row["to_period"]) for row in rows if row["from_period"] and not row["refused"]}
    if len(spans) == 1:
        return f"Which part moved, {ends_words(*spans.pop())}"
    return "Which part moved, each offence type between its own two years"


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
