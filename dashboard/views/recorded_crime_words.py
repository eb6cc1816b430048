"""Recorded crime in words: what is stated of the counts that answer, the notes and cautions, and the chart's own text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.domain.dates import british, period_words
from dashboard.domain.figures import count_of
from dashboard.domain.view_model import Caution, ChartSpec, Note, Value
from dashboard.store.queries.facts import Record
from dashboard.views.count_choice import QUARTERS, Chosen
from dashboard.views.question import Question

MOST_CODES = 60_000  # single counts that are given without being asked for; more are summed to groups


@dataclass(frozen=True)
class Answer:
    """What answers, whether its counts are summed to groups, and whether it is England and Wales as a whole."""

    found: Chosen
    is_summed: bool
    is_national: bool = False


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


def _whose(question: Question, answer: Answer) -> str:
    if answer.is_national:
        return "England and Wales as a whole"
    if force := question.wants("force"):
        return question.force_names().get(force, force)
    return f"{question.wants('region')} region" if question.wants("region") else "forces in England and Wales"


def statement_of(question: Question, rows: Sequence[tuple[Value, ...]], totals: list[Record], answer: Answer) -> str:
    if not rows or not answer.found.periods:
        return "No count of recorded crime was known for this choice on this date."
    some = [total for total in totals if total["offences"] is not None]
    if not some:
        return f"{_what(question)}, {_whose(question, answer)}: no count was published for {count_of(len(totals), 'period')}."
    about = f"{_what(question)}, {_whose(question, answer)}"
    newest = some[-1]
    given = f"The table gives {answer.found.words}, {count_of(len(totals), 'period')}."
    if is_whole_stretch(question, totals, answer):
        added = sum(total["offences"] for total in totals)
        over = period_words(totals[0]["period_start"], totals[-1]["period_end"])
        return f"{about}: {added:,} recorded in {over}, the sum of {count_of(len(totals), 'quarter')}{_short(totals)}. {given}"
    last = f", the last of {count_of(len(totals), 'period')}, which are not added" if len(totals) > 1 else ""
    return f"{about}: {newest['offences']:,} recorded in {newest['period']}{last}{_short([newest])}. {given}"


def is_whole_stretch(question: Question, totals: list[Record], answer: Answer) -> bool:
    """Whether quarters of one publication fill the stretch asked for from its first day to its last, so that they may be added."""
    periods = answer.found.periods
    return (
        answer.found.kind == QUARTERS
        and len(totals) > 1
        and question.wants("from") == periods[0].period_start.isoformat()
        and question.wants("to") == periods[-1].period_end.isoformat()
        and answer.found.stretches()[-1] == 1
        and len({one.publication_id for one in periods}) == 1
        and all(total["offences"] is not None for total in totals)
    )


def _short(totals: list[Record]) -> str:
    """Whose counts are not in the figure stated."""
    left_out = {name for total in totals if total["missing"] for name in total["missing"].split("; ")}
    if not left_out:
        return ""
    somewhere = " of some of them" if len(totals) > 1 else ""
    return f"; {count_of(len(left_out), 'force')} left out{somewhere}, since no count of theirs is held"


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
    if answer.is_national:
        notes.append(
            Note(
                "The counts are those published for England and Wales as a whole, with British Transport Police and, where "
                "fraud is asked for, the fraud bodies; they are no sum over forces and never stand beside them."
                + ("" if question.wants("force") else " No publication held gives this choice by force."),
                "coverage",
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
    whose = _whose(question, answer)
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
