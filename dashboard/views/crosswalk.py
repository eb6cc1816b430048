"""Which survey offence types are set beside which recorded codes, from when to when, and whose pairing it is."""

from __future__ import annotations

from dashboard.domain.dates import british
from dashboard.domain.figures import count_of
from dashboard.domain.filters import FilterDefinition
from dashboard.domain.kinds.crosswalk import INCLUDED
from dashboard.domain.view_model import Column, Note, Table, View
from dashboard.store.queries.facts import Record, facts
from dashboard.views import columns as c
from dashboard.views.question import Question, ViewDefinition, filter_words, source_ids_of, sources_used

OURS = "our raw pairing, not the ONS subset"
COLUMNS = (
    Column("subset", "Set of pairs"),
    Column("offence_type", "Pair"),
    Column("survey_type", "Survey offence type", missing="parts added up"),
    Column("offence_code", "Recorded code or total"),
    Column("offence_name", "Recorded offence"),
    Column("level", "Code or total"),
    Column("used_from", "From"),
    Column("used_until", "Until", missing="still in the pair"),
    Column("successor_codes", "Taken over by", missing="none"),
    Column("status", "Whose pairing"),
    Column("reason", "Why excluded, or why it ends", missing="none needed"),
    Column("part_of", "Counted in", missing="no sum"),
    Column("coverage_note", "Coverage", missing="nothing noted"),
    Column("share_types", "Names in the tables of shares", missing="none"),
    Column("event_kinds", "Kinds of event that bear on it", missing="none"),
    c.BASIS,
    c.NOTE,
    c.KNOWN_FROM,
    c.SOURCE_ID,
)


def build(question: Question) -> View:
    """The crosswalk.

    Tables
        crosswalk  one row a code (or printed total) and pair, with the days from and until it belongs to the pair
        excluded   pairs that are refused, with the reason
    """
    held = facts(question.connection, "crosswalk", as_at=question.as_at)
    subset, offence = question.wants("subset"), question.wants("offence_type")
    kept = [r for r in held if subset in ("", r["subset"]) and offence in ("", r["offence_type"])]
    kept.sort(key=lambda r: (r["subset"] != OURS, r["subset"], r["offence_type"], r["used_from"], r["offence_code"]))
    shown = [{**r, "survey_type": r["survey_type"] or None} for r in kept]
    included = [r for r in shown if r["status"] in INCLUDED]
    excluded = [r for r in shown if r["status"] not in INCLUDED]
    return View(
        name="crosswalk",
        title="Which offences are set beside each other",
        as_at=question.as_at.day,
        filters=filter_words(question),
        store_version=question.store_version,
        statement=_statement(included, excluded),
        tables=(
            Table.from_records(
                "crosswalk",
                "Codes in each pair",
                COLUMNS,
                included,
                empty_message="No pair was known for this choice on this date. Choose another set or offence type.",
                page_columns=(
                    "subset",
                    "offence_type",
                    "offence_code",
                    "offence_name",
                    "used_from",
                    "used_until",
                    "successor_codes",
                    "status",
                    "reason",
                    "coverage_note",
                ),
            ),
            Table.from_records(
                "excluded",
                "Pairs that are refused",
                COLUMNS,
                excluded,
                empty_message="No pair is refused in this choice.",
                page_columns=("subset", "offence_type", "offence_name", "status", "reason"),
            ),
        ),
        notes=(
            Note(
                "A code stands in one pair of a set at one time. Where a code ended, the pair follows its successor from the "
                "day after, and both are listed; the figures change there, which charts mark.",
                "definition",
            ),
            Note(
                "Pairs called ours were made for this product. They are not the comparable subset of the statisticians, "
                "which uses two subsets that the text read neither names nor lists.",
                "coverage",
            ),
            Note(
                "The crosswalk is a file to edit: `rcq crosswalk write` writes it, `check` names every fault with its place, and "
                "`load` takes it in as a new edition, which `rcq undo` takes out. Earlier dates go on showing what stood then.",
            ),
        ),
        sources=sources_used(question, source_ids_of(kept)),
    )


def _statement(included: list[Record], excluded: list[Record]) -> str:
    if not included and not excluded:
        return "No pair of survey and recorded offences was known for this choice on this date."
    pairs = {(r["subset"], r["offence_type"]) for r in included}
    ended = [r["used_until"] for r in included if r["used_until"]]
    last = f"; codes last changed hands on {british(max(ended))}" if ended else ""
    refused = f" {count_of(len(excluded), 'pair is', 'pairs are')} refused, with the reason." if excluded else ""
    return f"{count_of(len(pairs), 'pair')} of {count_of(len(included), 'code or total', 'codes and totals')}{last}.{refused}"


CROSSWALK = ViewDefinition(
    name="crosswalk",
    title="Which offences are set beside each other",
    answers="Which recorded codes are set beside which survey offence, from when until when, and whose pairing is it?",
    filters=(
        FilterDefinition("subset", "Set of pairs", "choice", choices_from="crosswalk.subset"),
        FilterDefinition("offence_type", "Pair", "choice", choices_from="crosswalk.offence_type"),
    ),
    build=build,
)
