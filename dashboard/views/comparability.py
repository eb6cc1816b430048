"""What the register of events says about figures that stand side by side.  Every comparison and chart asks here."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from dashboard.domain.dates import british, first_day
from dashboard.domain.view_model import Caution, ChartMark
from dashboard.store.queries.facts import Record, facts
from dashboard.views.question import Question

NATIONAL = "National"
# Kinds of event that change how a figure of recorded crime or of the survey is made, as against remarks on it.
MAKING = frozenset({"Counting rules", "Survey change", "Collection change", "Law", "Method", "IT change", "Data gap"})
# Kinds of event that change how inspections measure or grade.
INSPECTING = frozenset({"Inspection rules"})


def events_between(
    question: Question,
    first: date | None,
    last: date | None,
    *,
    categories: Collection[str],
    force_code: str | None = None,
    series: Collection[str] = ("PRC", "CSEW", "Both"),
    offences: Collection[str] | None = None,
) -> list[Record]:
    """Events that fall inside a stretch of time and bear on what is compared there, oldest first.

    National events count, and those of `force_code`; `offences` keeps those that affect everything or one of these
    kinds of offence.  Events whose date is not known, and an empty stretch, give nothing.
    """
    if first is None or last is None:
        return []
    kept = []
    for event in facts(question.connection, "events", as_at=question.as_at):
        on = effective_on(event)
        if on is None or not first <= on <= last or event["category"] not in categories:
            continue
        if not (event["scope"] == NATIONAL or (force_code and event["force_code"] == force_code)):
            continue
        affected = {part.strip() for part in event["offences_affected"].split(";")}
        if event["series_affected"] in series and (offences is None or affected & {"all", *offences}):
            kept.append(event)
    return sorted(kept, key=lambda event: (str(effective_on(event)), event["event_id"]))


def for_totals(events: list[Record]) -> list[Record]:
    """Events as they bear on a total: one that moves offences between codes is marked, but breaks no total."""
    whole = "all"
    return [e if whole in e["offences_affected"].split(";") else {**e, "is_break": "no"} for e in events]


def effective_on(event: Record) -> date | None:
    """The day an event took effect: a change known to its month took effect on the first of it."""
    return first_day(event["happened_on"], event["happened_precision"]) if event["happened_on"] else None


def marks_of(events: list[Record]) -> tuple[ChartMark, ...]:
    """The events as numbered marks on a chart; one that is a break stops the lines."""
    return tuple(
        ChartMark(
            number=number,
            on=on,
            precision=event["happened_precision"],
            text=event["event"],
            is_break=event["is_break"] == "yes",
        )
        for number, (event, on) in enumerate(((e, effective_on(e)) for e in events), start=1)
        if on is not None
    )


def cautions_on_rules(events: list[Record]) -> tuple[Caution, ...]:
    """A caution for each change in how something is measured or graded, in the register's own words for its effect."""
    return tuple(
        Caution(
            f"{british(event['happened_on'], event['happened_precision'])}: {event['event']} "
            f"{event['expected_effect'] or 'Compare across it with care'}.".replace("..", "."),
            event_id=event["event_id"],
        )
        for event in events
    )


def cautions_on_stretch(
    question: Question, days: Iterable[date | None], *, everything: bool = True
) -> tuple[Caution, ...]:
    """A caution for each change of counting or of inspection rules between the first and the last of `days`.

    `everything` leaves out changes that bear on one kind of offence only.
    """
    held = [day for day in days if day]
    if not held:
        return ()
    found = events_between(
        question,
        min(held),
        max(held),
        categories=INSPECTING | {"Counting rules"},
        series=("PRC", "Both"),
        offences=() if everything else None,
    )
    return cautions_on_rules(found)


def cautions_of(events: list[Record]) -> tuple[Caution, ...]:
    """A caution for each event that is a break: what stands before it must not be compared with what comes after."""
    return tuple(
        Caution(
            f"{british(event['happened_on'], event['happened_precision'])}: {event['event']} "
            "Figures before and after must not be compared.",
            event_id=event["event_id"],
        )
        for event in events
        if event["is_break"] == "yes"
    )
