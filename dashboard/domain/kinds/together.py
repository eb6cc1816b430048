"""What no single cell shows: an end before its start, one force with two systems at once, one rating given twice.

Used where a file is taken in; what is stated by different publications may well disagree, and then both are kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import Any

from dashboard.domain.dates import add_months, british, first_day
from dashboard.domain.kinds.crosswalk_rules import crosswalk_faults_among

# Pairs of fields in which the second must not lie before the first.
SPANS = (
    ("period_start", "period_end"),
    ("audit_start", "audit_end"),
    ("started_on", "ended_on"),
    ("go_live_on", "ended_on"),
    ("happened_on", "ended_on"),
    ("used_from", "used_until"),
    ("due_earliest", "due_latest"),
)
# What a row says of a system that is, or was, the force's own; a plan, a contract or a first component is not.
USED = ("in use", "replaced")

# The longest time from an audit to the page about it among all inspections held is well under this.
MOST_MONTHS_AFTER = 18

Placed = tuple[str, dict[str, Any]]
Found = tuple[str, str]


def faults_together(kind_name: str, rows: Sequence[Placed], unsound: Sequence[Placed] = ()) -> Iterator[Found]:
    """The faults of a kind's rows, each given with its place; yields the place and what is wrong with the remedy.

    `unsound` rows have a cell that could not be read, which is None in them; what their other cells show is told all the
    same, so that nobody mends a file in stages.
    """
    every = [*rows, *unsound]
    yield from _ends_before_starts(every)
    of_a_force = [(place, row) for place, row in every if row.get("force_code")]
    if kind_name == "force_systems":
        yield from _two_systems_at_once([(place, row) for place, row in of_a_force if row.get("system_id")])
    if kind_name == "monitoring_stages":
        yield from _two_stages_at_once(of_a_force)
    if kind_name == "crosswalk":
        yield from ((place, f"column {column}: {what}") for place, column, what in crosswalk_faults_among(rows))
    if kind_name == "quality_ratings":
        yield from _ratings_given_twice(rows)


def doubts_together(kind_name: str, rows: Sequence[Placed]) -> Iterator[Found]:
    """What is no fault and still must be looked at before it is taken in; yields the place and what to check."""
    if kind_name == "inspections":
        yield from _page_long_after_its_audit(rows)


def _page_long_after_its_audit(rows: Sequence[Placed]) -> Iterator[Found]:
    """A later page often repeats the text of the inspection before, figures included, above what is new."""
    for place, row in rows:
        ended, published = row.get("audit_end"), row.get("published_on")
        if isinstance(ended, date) and isinstance(published, date) and published > add_months(ended, MOST_MONTHS_AFTER):
            yield (
                place,
                (
                    f"the page is of {british(published, row.get('published_precision') or 'day')}, and the audit window ended on {british(ended)}, "
                    f"more than {MOST_MONTHS_AFTER} months before; a later page may repeat an older figure: check which audit the "
                    "figure belongs to"
                ),
            )


def _ends_before_starts(rows: Sequence[Placed]) -> Iterator[Found]:
    for place, row in rows:
        for start, end in SPANS:
            first, last = row.get(start), row.get(end)
            if isinstance(first, date) and isinstance(last, date) and last < _earliest(row, start, first):
                yield place, f"{end} is {british(last)}, before {start} {british(first)}; correct one of the two"


def _earliest(row: dict[str, Any], name: str, day: date) -> date:
    return first_day(day, row.get(f"{name.removesuffix('_on')}_precision"))


def _two_systems_at_once(rows: Sequence[Placed]) -> Iterator[Found]:
    """Two systems of one force whose times surely overlap, as precisely as their dates are known."""
    used = [
        (place, row)
        for place, row in rows
        if row.get("go_live_on") and str(row.get("status") or "").casefold().startswith(USED)
    ]
    for (place, one), (other_place, other) in combinations(used, 2):
        if one["force_code"] != other["force_code"] or one["system_id"] == other["system_id"]:
            continue
        if _surely_before(one, other) or _surely_before(other, one):
            continue
        yield (
            other_place,
            f"{other['system_id']} overlaps {one['system_id']} of the same force ({place}); give ended_on of the one that was replaced",
        )


def _two_stages_at_once(rows: Sequence[Placed]) -> Iterator[Found]:
    """Two stretches of one force that overlap; two statements of one stretch, from its first day on, are no two."""
    begun = [(place, row) for place, row in rows if isinstance(row.get("started_on"), date)]
    for (place, one), (other_place, other) in combinations(begun, 2):
        is_same = all(one.get(name) == other.get(name) for name in ("stage", "started_on"))
        if one["force_code"] != other["force_code"] or is_same or _left_by(one, other) or _left_by(other, one):
            continue
        yield (
            other_place,
            f"{_stretch(other)} overlaps {_stretch(one)} of the same force ({place}); "
            "a force is in one stage at a time: give ended_on of the one that it left first",
        )


def _left_by(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether the first stage was left by the day the other began."""
    return one.get("ended_on") is not None and one["ended_on"] <= other["started_on"]


def _stretch(row: dict[str, Any]) -> str:
    until = f"to {british(row['ended_on'])}" if row.get("ended_on") else "with no end"
    return f"{row.get('stage') or 'a stage'} from {british(row['started_on'])} {until}"


def _surely_before(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether the first may have ended by the day the second began; unknown precision is read kindly."""
    ended = one.get("ended_on")
    return ended is not None and _earliest(one, "ended_on", ended) <= other["go_live_on"]


def _ratings_given_twice(rows: Sequence[Placed]) -> Iterator[Found]:
    seen: dict[tuple[Any, ...], str] = {}
    for place, row in rows:
        key = tuple(row.get(name) for name in ("framework_edition", "series", "offence_type"))
        if key in seen:
            yield place, f"rates {key[2]} ({key[1]}) in the edition {key[0]} a second time, after {seen[key]}; keep one"
        seen.setdefault(key, place)
