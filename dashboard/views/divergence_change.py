"""Change of each pair between two years: real, sampling error, or not to be said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from dashboard.domain.dates import british
from dashboard.domain.figures import count_of
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.view_model import Caution, ChartSpec, Column, Note, Table, View
from dashboard.stats.multiplicity import adjust_benjamini_hochberg, adjust_holm
from dashboard.store.queries.facts import Record, facts
from dashboard.views import columns as c
from dashboard.views.comparability import MAKING, effective_on, events_between, for_totals
from dashboard.views.edition_spread import holdings_by_day
from dashboard.views.pair_change import change_row, compare, reading
from dashboard.views.pair_charts import BAND_COLUMNS, band_chart, band_rows
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
    year_wanted,
)
from dashboard.views.pair_model import MODEL_COLUMNS, model_rows
from dashboard.views.pair_scenarios import CONDUCT, SCENARIO_COLUMNS, conclusion, scenario_rows
from dashboard.views.pair_years import Held, PairYear, held_for, years_of
from dashboard.views.question import Question, ViewDefinition, filter_words, source_ids_of, sources_used

NEWEST_EDITIONS = 6
REFUSED = "refused"
CHANGE_COLUMNS = (
    Column("offence_type", "Offence type"),
    Column("measure", "Measure"),
    Column("from_period", "From year ending"),
    Column("to_period", "To year ending"),
    Column("value_from", "Earlier year", "ratio", missing="refused or not held"),
    Column("value_to", "Later year", "ratio", missing="refused or not held"),
    Column("change_pct", "Change", "%", missing="refused or not held"),
    Column("lower_pct", "Lower limit", "%", missing="no interval can be given"),
    Column("upper_pct", "Upper limit", "%", missing="no interval can be given"),
    Column("p_value", "p-value", "p", missing="no test"),
    Column("p_holm", "p-value, Holm", "p", missing="no test"),
    Column("p_bh", "p-value, Benjamini-Hochberg", "p", missing="no test"),
    Column("tests", "Comparisons on this page", "tests"),
    Column("equivalent", "Smaller than what matters", missing="no test"),
    Column("equivalence_p", "p-value of that test", "p", missing="no test"),
    Column("reading", "Reading"),
    Column("refused", "Refused because", missing="not refused"),
    Column("warning", "Warning", missing="none"),
    Column("change_log", "Change, log scale", "log points", missing="refused or not held"),
    Column("interval_basis", "What the limits rest on"),
    Column("survey_rating", "Rating of the survey", missing="not seen"),
    Column("recorded_rating", "Rating of recorded crime", missing="not seen"),
    Column("recorded_source_id", "Source of the recorded count", missing="none"),
    c.SOURCE_ID,
)


def build(question: Question) -> View:
    """Change between two years.

    Tables
        changes    one row a pair: values, change with limits, p-values adjusted for all rows, reading, refusal
        scenarios  the chosen pair compared in other ways
        model      the chosen pair's series with breaks
        one table a pair, in the order of `changes`: what its small chart draws
    """
    asked, _ = as_of_edition(question)
    pairs, anyway = pairs_of(asked), goes_anyway(question)
    offence = question.wants("offence_type")
    refused = refusal(pairs, offence) if offence else ""
    shown = [pairs.pairs[offence]] if offence in pairs.pairs else [] if offence else _all(pairs)
    held = held_for(asked, [*shown, _conduct()], shares_as_at=question.as_at)
    series = {pair.offence_type: years_of(pair, held, lag=lag_months(question)) for pair in shown}
    first, last = _years_chosen(question, series)
    smallest = float(question.wants("smallest") or 10)
    events = {pair.offence_type: _events(question, pair) for pair in shown}
    rows = _change_rows(question, shown, series, events, first, last, smallest)
    detail = pairs.pairs.get(offence or DEFAULT_OFFENCE) if shown else None
    scenarios, model = [], []
    if detail and first and last:
        editions = _edition_holdings(question, detail, (first, last))
        scenarios = scenario_rows(detail, held, first, last, editions)
        model = model_rows(series.get(detail.offence_type, []), events.get(detail.offence_type, []))
        scenarios, model = held_to(rows, detail.offence_type, scenarios, model)
    small, charts = _small_multiples(shown, series, events, anyway=anyway)
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
        warnings=_warnings(refused, rows),
        sources=sources_used(
            question,
            source_ids_of(rows, scenarios, model, *(t.records() for t in small))
            | {r["recorded_source_id"] for r in rows if r.get("recorded_source_id")},
        ),
    )


def held_to(
    rows: Sequence[Record], offence: str, scenarios: list[Record], model: list[Record]
) -> tuple[list[Record], list[Record]]:
    """The other tables of a pair under the verdict of its change: figures withheld where it is refused, else warned of."""
    row = next((r for r in rows if r["offence_type"] == offence), {})
    if why := row.get("refused"):
        words = f"Refused: {why}"
        kept = [{"scenario": r["scenario"], "direction": REFUSED, "note": words} for r in scenarios]
        return kept, [{"sort": r["sort"], "years": r["years"], "reading": words} for r in model]
    if warning := row.get("warning"):
        return (
            [{**r, "note": "; ".join(filter(None, (r["note"], warning)))} for r in scenarios],
            [{**r, "reading": f"{r['reading']} Warning: {warning}."} for r in model],
        )
    return scenarios, model


def _all(pairs: Pairs) -> list[Pair]:
    """Sums first, then the pairs by name."""
    return sorted(pairs.pairs.values(), key=lambda pair: (not pair.parts, pair.offence_type))


def _conduct() -> Pair:
    row = dict.fromkeys(
        ("survey_type", "share_types", "part_of", "event_kinds", "rating_types", "coverage_note", "reason"), ""
    )
    return Pair("", CONDUCT, ({**row, "offence_code": CONDUCT, "level": "printed total"},))


def _events(question: Question, pair: Pair) -> list[Record]:
    kinds = pair.words("event_kinds")
    found = events_between(question, date.min, date.max, categories=MAKING, offences=kinds)
    return for_totals(found) if len(kinds) > 3 else found


def _years_chosen(question: Question, series: dict[str, list[PairYear]]) -> tuple[date | None, date | None]:
    """The two years asked for; where none were, the first and last years to March whose survey error is known."""
    whole = {y.year_ending for years in series.values() for y in years if y.is_whole and not y.faults}
    known = {
        y.year_ending for years in series.values() for y in years if y.is_whole and y.error.is_known and not y.faults
    }
    offered = sorted(end for end in (known or whole) if end.month == 3)
    first, last = year_wanted(question, "from"), year_wanted(question, "to")
    if not offered:
        return first, last
    return first or offered[0], last or offered[-1]


def _change_rows(
    question: Question,
    shown: Sequence[Pair],
    series: dict[str, list[PairYear]],
    events: dict[str, list[Record]],
    first: date | None,
    last: date | None,
    smallest: float,
) -> list[Record]:
    if first is None or last is None:
        return []
    anyway = goes_anyway(question)
    ratings = facts(question.connection, "quality_ratings", as_at=question.as_at)
    rows = []
    for pair in shown:
        name = pair.offence_type
        row = change_row(compare(name, series[name], first, last, events[name]), anyway=anyway, smallest=smallest)
        rows.append({**row, "from_period": first, "to_period": last, **_ratings(pair, ratings)})
    p_values = np.array([np.nan if row.get("p_value") is None else row["p_value"] for row in rows], dtype=float)
    tests = int(np.isfinite(p_values).sum())
    holm, hochberg = adjust_holm(p_values), adjust_benjamini_hochberg(p_values)
    for row, one, two in zip(rows, holm, hochberg, strict=True):
        row["p_holm"] = float(f"{one:.3g}") if np.isfinite(one) else None
        row["p_bh"] = float(f"{two:.3g}") if np.isfinite(two) else None
        row["tests"] = tests
        row["reading"] = reading(row, tests, smallest)
    return rows


def _ratings(pair: Pair, ratings: Sequence[Record]) -> Record:
    """The newest rating of each source for the pair's offences; only ratings that were seen."""
    names = pair.words("rating_types")
    found: Record = {}
    for column, series in (("survey_rating", "CSEW"), ("recorded_rating", "PRC")):
        own = [
            r
            for r in ratings
            if r["series"] == series and r["offence_type"] in names and r["rating"] not in (None, "", "not seen")
        ]
        newest = max(own, key=lambda r: (r["known_from"], r["framework_edition"]), default=None)
        found[column] = (
            f"{newest['rating']} ({newest['offence_type']}; {newest['framework_edition']})" if newest else None
        )
    return found


def _edition_holdings(question: Question, pair: Pair, ends: tuple[date, date]) -> dict[str, Held]:
    """What was held of the two years on the newest days on which either side changed, by the edition that changed it."""
    found = holdings_by_day(question, pair, ends, 0)
    return {max(row["source_id"] for row in _changed(held, day)): held for day, held in found[-NEWEST_EDITIONS:]}


def _changed(held: Held, day: date) -> list[Record]:
    counts = [row for rows in held.counts.values() for row in rows.values()]
    estimates = [row for rows in held.estimates.values() for row in rows]
    return [row for row in (*counts, *estimates) if row["known_from"] == day]


def _small_multiples(
    shown: Sequence[Pair], series: dict[str, list[PairYear]], events: dict[str, list[Record]], *, anyway: bool
) -> tuple[list[Table], tuple[ChartSpec, ...]]:
    """One small chart a pair, all on one scale."""
    drawn: list[tuple[str, str, list[Record]]] = []
    for number, pair in enumerate(shown, start=1):
        breaks = [on for e in events[pair.offence_type] if e["is_break"] == "yes" and (on := effective_on(e))]
        rows = band_rows(series[pair.offence_type], breaks, anyway=anyway)
        if len(rows) >= 3:
            drawn.append((f"pair_{number}", pair.offence_type, rows))
    most = max((r["upper"] or r["recorded_per_estimate"] for _, _, rows in drawn for r in rows), default=1.0)
    top = float(np.ceil(most * 5) / 5)
    tables = [
        Table.from_records(name, f"{offence}: figures of its chart", BAND_COLUMNS, rows)
        for name, offence, rows in drawn
    ]
    charts = tuple(
        chart for name, offence, rows in drawn for chart in band_chart(rows, (), offence, "", name=name, top=top)
    )
    return tables, charts


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
    if why := row.get("refused"):
        return f"{said} {name}: refused: {why}."
    warning = f" Warning: {row['warning']}." if row.get("warning") else ""
    return f"{said} {name}: {conclusion(scenarios)}{warning}"


def _warnings(refused: str, rows: Sequence[Record]) -> tuple[Caution, ...]:
    told = [Caution(refused)] if refused else []
    told += [Caution(f"{r['offence_type']}: {r['warning']}.") for r in rows if r["warning"]]
    told += [
        Caution(f"{r['offence_type']}: refused: {r['refused']}. Set 'anyway' to yes to see it with this warning.")
        for r in rows
        if r["refused"]
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
