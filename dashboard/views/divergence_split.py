"""Which part moved: recorded crime, the survey estimate, or the share known, with every formula filled in."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.domain.dates import british
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.view_model import Caution, Note, Table, View
from dashboard.store.queries.facts import Record
from dashboard.views.divergence_change_words import instead_words
from dashboard.views.pair_change import RATIO, Compared, cautions_between, compare
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
)
from dashboard.views.pair_events import events_of
from dashboard.views.pair_held import PairYear, held_for
from dashboard.views.pair_span import latest_comparable, years_chosen
from dashboard.views.pair_split import PART_NAMES, SPLIT_COLUMNS, limits_words, split_chart, split_rows, split_words
from dashboard.views.pair_working import INPUT_COLUMNS, WORKING_COLUMNS, input_rows, working_rows
from dashboard.views.pair_years import years_of
from dashboard.views.question import Question, ViewDefinition, filter_words, source_ids_of, sources_used


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
    events = events_of(question, pair)
    first, last = years_chosen(question, offence, years, events)
    compared = compare(offence, years, first, last, events) if pair and first and last else None
    done = compared is not None and compared.shown(anyway=anyway)
    rows = split_rows(compared, anyway=anyway) if compared and done else []
    sources = sources_used(question, {y.share_source for y in years} | _figures(years))
    labels = {s.source_id: s.edition_label or s.title for s in sources}
    inputs = [row for y in (compared.before, compared.after) if y for row in input_rows(y, labels)] if compared else []
    return View(
        name="divergence_split",
        title="How the figures are worked out, and which part moved",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=_statement(
            offence, compared, rows, refused, "" if done else instead_words(latest_comparable(offence, years, events))
        ),
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
                working_rows(compared) if compared and done else [],
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
        charts=split_chart(
            rows,
            title=_finding(offence, rows),
            by_offence=False,
            warning=compared.short_warning() if compared else "",
        ),
        notes=_notes(pair),
        warnings=(
            *_warnings(compared, refused, anyway=anyway),
            *(cautions_between([(compared, events)]) if compared and done else ()),
        ),
        sources=sources_used(question, source_ids_of(rows, inputs)),
    )


def _figures(years: Sequence[PairYear]) -> set[str]:
    return {figure.source_id for y in years for figure in (y.recorded, y.estimate) if figure}


def _statement(offence: str, compared: Compared | None, rows: Sequence[Record], refused: str, instead: str) -> str:
    if refused:
        return refused
    if compared is None:
        return f"{offence}: no two years with both sides were known on this date."
    if not rows:
        why = compared.missing or "; ".join(compared.refusals)
        anyway_words = "" if compared.missing else " Set 'anyway' to yes to see it."
        return f"Refused: {offence}: {why}.{anyway_words}{instead}"
    before, after = compared.years()
    whole, *parts = rows
    named = "the ratio" if compared.measure == RATIO else "recorded crime for each survey incident"
    factors = " and ".join(
        f"{row['factor']:.2f} from {name}" for name, row in zip(PART_NAMES, parts, strict=False) if row["factor"]
    )
    marked = f" {warning}" if (warning := compared.short_warning()) else ""
    return (
        f"{offence}, years ending {british(before.year_ending, 'month')} and {british(after.year_ending, 'month')}: {named} was "
        f"multiplied by {whole['factor']:.2f}{limits_words(whole)}: by {factors}. {_claim(whole, parts)}{marked}"
    )


def _claim(whole: Record, parts: Sequence[Record]) -> str:
    """What may be said of the change and its parts, never more than the limits carry."""
    if whole["lower_log"] is None:
        return "No interval can be given, so nothing is claimed of a real change."
    if whole["lower_log"] <= 0 <= whole["upper_log"]:
        return "Sampling error alone can do that, so no change is claimed."
    same_way = [
        (name, row)
        for name, row in zip(PART_NAMES, parts, strict=False)
        if row["change_log"] * whole["change_log"] > 0 and row["lower_log"] * row["upper_log"] >= 0
    ]
    if not same_way:
        return "The change is more than sampling error; no single part is."
    name = max(same_way, key=lambda one: abs(float(one[1]["change_log"])))[0]
    return f"The change is more than sampling error; the largest part that is clear of it lies in {name}."


def _finding(offence: str, rows: Sequence[Record]) -> str:
    """The chart's title: what the split shows, with its limits."""
    if not rows:
        return offence
    return f"{offence}: {split_words(rows)}"


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
    name = compared.offence_type
    return (
        *(Caution(f"{name}: {why} ({done}).") for why in compared.refusals),
        *(Caution(f"{name}: {why}.") for why in compared.remarks),
    )


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
