"""The same comparison made in other ways: which conclusions hold in all of them, and which in some."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from dashboard.domain.dates import british
from dashboard.domain.figures import count_of
from dashboard.domain.view_model import Column
from dashboard.store.queries.facts import Record
from dashboard.store.queries.forces_added import ADDED_UP
from dashboard.views import columns as c
from dashboard.views.pair_change import PLAIN, Compared, change_of, value_of
from dashboard.views.pair_choice import ALL, Pair
from dashboard.views.pair_held import Figure, Held, PairYear
from dashboard.views.pair_rows import rounded
from dashboard.views.pair_years import RECORDED_GAP, REMEDY, missing_words, recorded_figure, years_of

CONDUCT = "Stalking and harassment"
WITH_CONDUCT = "with stalking and harassment added to the recorded side"
LACKING, ALL_FORCES = "recorded counts of editions that lacked a force", "recorded counts of all forces only"
NOT_WORKED_OUT, NOT_APPLIED = "cannot be worked out", "does not apply"
SCENARIO_COLUMNS = (
    Column("scenario", "Made how"),
    Column("value_from", "Earlier year", "ratio", missing="not held"),
    Column("value_to", "Later year", "ratio", missing="not held"),
    Column("change_pct", "Change", "%", missing="not worked out"),
    Column("lower_pct", "Lower limit", "%", missing="no interval can be given"),
    Column("upper_pct", "Upper limit", "%", missing="no interval can be given"),
    Column("direction", "Direction"),
    Column("note", "Note", missing="none"),
    c.SOURCE_ID,
)


@dataclass(frozen=True)
class Way:
    """One way of comparing: its years, or in `why_not` that it does not apply to the pair and why.

    `same` says why a row is left without figures where they are those of a row above it; "" keeps them all the same.
    """

    name: str
    years: Sequence[PairYear] = ()
    note: str = ""
    why_not: str = ""
    same: str = ""


def scenario_rows(pair: Pair, held: Held, first: date, last: date, editions: dict[str, Held]) -> list[Record]:
    """One row a way of comparing the two years, always on the plain index so that all rows measure one thing.

    Every way is listed; one that does not apply to the pair says why.
    """
    only = (first, last)
    found: list[Record] = []
    for way in _ways(pair, held, only):
        row = _row(way, first, last)
        if way.same and _figures(row) in [_figures(r) for r in found]:
            row = _not_applied(way.name, way.same)
        found.append(row)
    return found + _by_edition(pair, held, editions, only, found)


def _ways(pair: Pair, held: Held, only: tuple[date, date]) -> Iterator[Way]:
    plain = years_of(pair, held, only=only)
    name = pair.offence_type
    violent = "Violence" in (name, *pair.words("part_of"))
    left_out = "the pair leaves stalking and harassment out" if name in ("Violence", ALL) else ""
    yield Way("no lag", plain, left_out)
    yield Way("recorded year six months earlier", years_of(pair, held, lag=6, only=only))
    if name in ("Violence", ALL):
        conduct = _conduct_pair(pair)
        years = [_with_more(y, recorded_figure(conduct, held, y.recorded_ending)) for y in plain]
        yield Way(WITH_CONDUCT, years, "the survey type does not hold them")
    else:
        why = "they belong to violence as a whole and to none of its parts" if violent else "the pair holds no violence"
        yield Way(WITH_CONDUCT, why_not=why)
    if name == ALL:
        parts = tuple(part for part in pair.parts if "Violence" not in part.words("part_of"))
        yield Way("without violence", years_of(replace(pair, parts=parts), held, only=only))
    else:
        yield Way(
            "without violence",
            why_not="the pair is violence and nothing else" if violent else "the pair holds no violence",
        )
    missing = _only(held, "without")
    whole = "no edition of the counts of these two years lacks a force"
    for called, counts in ((LACKING, missing), (ALL_FORCES, _but(held, "without") if missing else None)):
        yield Way(called, years_of(pair, counts, only=only), same=whole) if counts else Way(called, why_not=whole)


def _by_edition(
    pair: Pair, held: Held, editions: dict[str, Held], only: tuple[date, date], above: Sequence[Record]
) -> list[Record]:
    """The two years as each edition had them, where it had other figures; else one row that says that none had."""
    seen, found = [_figures(row) for row in above], []
    for source_id, then in editions.items():
        row = _row(
            Way(f"as it stood in {source_id}", years_of(pair, replace(then, flags=held.flags), only=only)), *only
        )
        # The same figures in another edition are not one more way of comparing.
        if row["direction"] == NOT_WORKED_OUT or _figures(row) in seen:
            continue
        seen.append(_figures(row))
        found.append(row)
    return found or [_not_applied("by edition", "no edition held has other figures for both of these years")]


def _figures(row: Record) -> tuple[float | None, float | None]:
    return row.get("value_from"), row.get("value_to")


def _not_applied(name: str, why: str) -> Record:
    return {"scenario": name, "direction": NOT_APPLIED, "note": f"does not apply: {why}"}


def conduct_total() -> Pair:
    """The printed total of stalking and harassment, so that its counts are read with those of the pairs."""
    row = dict.fromkeys(
        ("survey_type", "share_types", "part_of", "event_kinds", "rating_types", "coverage_note", "reason"), ""
    )
    return Pair("", CONDUCT, ({**row, "offence_code": CONDUCT, "level": "printed total"},))


def _conduct_pair(pair: Pair) -> Pair:
    row = {**pair.rows[0], "offence_code": CONDUCT, "level": "printed total", "used_until": None}
    return Pair(pair.subset, CONDUCT, (row,))


def _with_more(year: PairYear, more: Figure | None) -> PairYear:
    if year.recorded is None or more is None:
        return replace(year, recorded=None)
    return replace(year, recorded=replace(year.recorded, thousands=year.recorded.thousands + more.thousands))


def _only(held: Held, word: str) -> Held | None:
    """The counts with those of an edition that lacked a force put first; None where no edition did."""
    lacking = {
        name: {key: row for key, row in rows.items() if word in (row["coverage"] or "").casefold()}
        for name, rows in held.counts.items()
    }
    keys = {(key[0], key[2]) for rows in lacking.values() for key in rows}
    if not keys:
        return None
    ends = {end for _, end in keys}
    counts = {
        name: {key: row for key, row in rows.items() if key[2] not in ends or key in lacking[name]}
        for name, rows in held.counts.items()
    }
    return replace(held, counts=counts)


def _but(held: Held, word: str) -> Held:
    counts = {
        name: {key: row for key, row in rows.items() if word not in (row["coverage"] or "").casefold()}
        for name, rows in held.counts.items()
    }
    return replace(held, counts=counts)


def _row(way: Way, first: date, last: date) -> Record:
    if way.why_not:
        return _not_applied(way.name, way.why_not)
    by_end = {year.year_ending: year for year in way.years}
    before, after = by_end.get(first), by_end.get(last)
    row: Record = {"scenario": way.name, "note": way.note or None, "direction": NOT_WORKED_OUT}
    if before is None or after is None or not before.is_whole or not after.is_whole:
        return {**row, "note": _why_missing(by_end, first, last)}
    row["note"] = "; ".join(filter(None, (way.note, *_remarks(before, after)))) or None
    plain = Compared("", replace(before, share=None), replace(after, share=None))
    assert plain.measure == PLAIN
    found = change_of(plain)
    low, high = (float(100 * np.expm1(one)) for one in (found.lower, found.upper))
    change = float(100 * np.expm1(found.change))
    clear = np.isfinite(low) and (low > 0 or high < 0)
    went = "up" if change > 0 else "down"
    return {
        **row,
        "value_from": rounded(value_of(plain, before)),
        "value_to": rounded(value_of(plain, after)),
        "change_pct": rounded(change, 2),
        "lower_pct": rounded(low, 2) if np.isfinite(low) else None,
        "upper_pct": rounded(high, 2) if np.isfinite(high) else None,
        "direction": f"{went}, {'clear' if clear else 'no interval' if not np.isfinite(low) else 'not clear'}",
        "source_id": after.estimate.source_id if after.estimate else None,
    }


def _why_missing(by_end: dict[date, PairYear], *ends: date) -> str:
    """Which input is not held, by year."""
    told = []
    for end in ends:
        year = by_end.get(end)
        if year is None:
            told.append(f"neither side is held for the year ending {british(end, 'month')}")
        elif not year.is_whole:
            told.append(missing_words(year))
    more = f". {REMEDY}" if any(RECORDED_GAP in words for words in told) else ""
    return "; ".join(dict.fromkeys(told)) + more


def _remarks(before: PairYear, after: PairYear) -> list[str]:
    """What sets these figures apart: editions, and forces left out or added up."""
    told = []
    for year in (before, after):
        coverage = year.recorded.coverage if year.recorded else ""
        if "without" in coverage.casefold() or ADDED_UP in coverage:
            told.append(f"recorded year ending {british(year.recorded_ending, 'month')}: {coverage}")
    figures = [f for year in (before, after) for f in (year.recorded, year.estimate) if f]
    if len({f.edition for f in figures}) > 1:
        told.append(f"mixed editions: {', '.join(dict.fromkeys(f.source_id for f in figures))}")
    return told


def conclusion(rows: Sequence[Record]) -> str:
    """Which direction holds in all ways of comparing that can be worked out, and which in some."""
    made = [row for row in rows if row["direction"] not in (NOT_WORKED_OUT, NOT_APPLIED)]
    if not made:
        return "No way of comparing the two years can be worked out."
    up = [row for row in made if row["direction"].startswith("up")]
    clear = [row for row in made if row["direction"].endswith("clear") and "not" not in row["direction"]]
    if len(made) == 1:
        went = made[0]["direction"].split(",")[0]
        told = "is clear of sampling error" if clear else "is not shown to be more than sampling error"
        return (
            f"Only one way of comparing can be worked out ({made[0]['scenario']}): in it recorded crime for each survey incident "
            f"went {went}, and the change {told}."
        )
    of = count_of(len(made), "way of comparing that can be worked out", "ways of comparing that can be worked out")
    if len(up) in (0, len(made)):
        said = f"Recorded crime for each survey incident went {'up' if up else 'down'} in all of {of}"
    else:
        said = f"Recorded crime for each survey incident went up in {len(up)} of {of}, and down in the others"
    return f"{said}; the change is clear of sampling error in {len(clear)}."
