"""Recorded crime in words: what is stated of the counts that answer, the notes and cautions, and the chart's own text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.domain.dates import british
from dashboard.domain.figures import count_of
from dashboard.domain.view_model import Caution, ChartSpec, Note, Value
from dashboard.store.queries.facts import Record
from dashboard.views.count_choice import Chosen
from dashboard.views.question import Question

MOST_CODES = 60_000  # single counts that are given without being asked for; more are summed to groups


@dataclass(frozen=True)
class Answer:
    """What answers, and whether its counts are summed to groups."""

    found: Chosen
    is_summed: bool


def _what(question: Question) -> str:
    parts = [question.wants("offence_group") or "All offences"]
    if code := question.wants("offence_code"):
        parts = [f"Offence {code}"]
    fraud = (
        ""
        if question.wants("offence_group") or question.wants("offence_code")
        else (" including fraud" if question.wants("include_fraud") == "yes" else " excluding fraud")
    )
    return parts[0] + fraud


def _whose(question: Question) -> str:
    if force := question.wants("force"):
        return question.force_names().get(force, force)
    return f"{question.wants('region')} region" if question.wants("region") else "forces in England and Wales"


def statement_of(question: Question, rows: Sequence[tuple[Value, ...]], totals: list[Record], answer: Answer) -> str:
    if not rows or not answer.found.periods:
        return "No count of recorded crime was known for this choice on this date."
    newest = totals[-1]
    some = [total for total in totals if total["offences"] is not None]
    if not some:
        return f"{_what(question)}, {_whose(question)}: no count was published for {count_of(len(totals), 'period')}."
    newest = some[-1]
    left_out = len(newest["missing"].split("; ")) if newest["missing"] else 0
    short = f"; {count_of(left_out, 'force')} left out, since no count of theirs is held" if left_out else ""
    return (
        f"{_what(question)}, {_whose(question)}: {newest['offences']:,} recorded in {newest['period']}{short}. "
        f"The table gives {answer.found.words}, {count_of(len(totals), 'period')}."
    )


def notes_of(question: Question, answer: Answer) -> tuple[Note, ...]:
    notes = [
        Note(
            "One kind of period answers at a time and its periods never overlap, so that no month is counted twice: the kind "
            "that covers most months between the dates asked for, the shorter where two cover as many; without dates the one "
            "that reaches furthest, from its newest period back. A part of a year never stands beside a whole one."
        ),
        Note(
            "Where several publications give a period, one answers: the one that states it in full, then one read at first hand, "
            "then the one with most forces, then the newest. Of an offence group its parts are given where they add up to it, else the whole."
        ),
        Note(
            "Negative counts are crimes reclassified or cancelled later; they stay, and belong to the sums.",
            "definition",
        ),
    ]
    if any(s.is_whole for s in answer.found.periods):
        notes.append(
            Note(
                "Of a count taken in with its whole publication the sheet is named here; `rcq place` with the edition, force, "
                "offence and last day of the period names the cell, from the file kept.",
                "definition",
            )
        )
    if answer.found.others:
        kinds = "; ".join(answer.found.others)
        notes.append(
            Note(f"Also held for this choice, and not in these figures: {kinds}. Dates choose among them.", "coverage")
        )
    if answer.is_summed and any(s.is_whole for s in answer.found.periods):
        notes.append(
            Note(
                f"More than {MOST_CODES:,} single counts answer; they are summed to offence groups. Choose a force, a group "
                "or dates for single codes, or detail code for all of them.",
                "coverage",
            )
        )
    if question.wants("include_fraud") != "yes" and not question.wants("offence_group"):
        notes.append(Note("Fraud and computer misuse are left out; include_fraud yes takes them in.", "coverage"))
    return tuple(notes)


def warnings_of(totals: list[Record], answer: Answer) -> tuple[Caution, ...]:
    short = [total for total in totals if total["missing"]]
    warnings = []
    if short:
        newest = short[-1]
        warnings.append(
            Caution(
                f"Missing is not zero. In {count_of(len(short), 'period')} forces are left out of the sum; "
                f"in {newest['period']}: {newest['missing']}."
            )
        )
    if len({stated.publication_id for stated in answer.found.periods}) > 1:
        warnings.append(
            Caution(
                "Several publications answer for different periods; where they meet, a change may be one of coverage."
            )
        )
    return tuple(warnings)


def charts_of(question: Question, totals: list[Record], answer: Answer) -> tuple[ChartSpec, ...]:
    shown = [total for total in totals if total["offences"] is not None]
    if len(shown) < 2 or not answer.found.periods:
        return ()
    kinds = answer.found.words
    first, last = shown[0], shown[-1]
    whose = _whose(question)
    return (
        ChartSpec(
            name="totals",
            kind="series",
            table="totals",
            title=f"{_what(question)}: {last['offences']:,} in {last['period']}, {whose}",
            subtitle=f"Offences recorded, {kinds}, {british(first['period_start'])} to {british(last['period_end'])}; {whose}",
            alt=f"Line of {count_of(len(shown), 'period')}, from {first['offences']:,} offences in {first['period']} to "
            f"{last['offences']:,} in {last['period']}. The table beside the chart holds the same figures.",
            roles={"date": "period_end", "value": "offences", "date_words": "period", "segment": "stretch"},
            options={"unit": "offences", "axis_title": "Offences recorded", "zero": True},
        ),
    )
