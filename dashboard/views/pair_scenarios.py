"""The same comparison made in other ways: which conclusions hold in all of them, and which in some."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from dashboard.domain.figures import count_of
from dashboard.domain.view_model import Column
from dashboard.store.queries.facts import Record
from dashboard.views import columns as c
from dashboard.views.pair_change import PLAIN, Compared, change_of, value_of
from dashboard.views.pair_choice import ALL, Pair
from dashboard.views.pair_held import Figure, Held, PairYear
from dashboard.views.pair_rows import rounded
from dashboard.views.pair_years import recorded_figure, years_of

CONDUCT = "Stalking and harassment"
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


def scenario_rows(pair: Pair, held: Held, first: date, last: date, editions: dict[str, Held]) -> list[Record]:
    """One row a way of comparing the two years, always on the plain index so that all rows measure one thing."""
    found: list[Record] = []
    for name, years, note, only_if_other in _ways(pair, held, editions, (first, last)):
        row = _row(name, years, first, last, note)
        figures = (row.get("value_from"), row.get("value_to"))
        # The same figures in another edition are not one more way of comparing.
        if only_if_other and any(figures == (r.get("value_from"), r.get("value_to")) for r in found):
            continue
        found.append(row)
    return found


def _ways(
    pair: Pair, held: Held, editions: dict[str, Held], only: tuple[date, date]
) -> Iterator[tuple[str, list[PairYear], str, bool]]:
    """Name, years, note, and whether the way counts only where its figures are other ones."""
    yield "no lag", years_of(pair, held, only=only), "", False
    late = "one or both recorded years may not be held"
    yield "recorded year six months earlier", years_of(pair, held, lag=6, only=only), late, False
    if pair.offence_type in ("Violence", ALL):
        conduct = _conduct_pair(pair)
        years = [
            _with_more(y, recorded_figure(conduct, held, y.recorded_ending)) for y in years_of(pair, held, only=only)
        ]
        unlike = "the survey type does not hold them"
        yield "with stalking and harassment added to the recorded side", years, unlike, False
    if pair.offence_type == ALL:
        parts = tuple(part for part in pair.parts if "Violence" not in part.words("part_of"))
        yield "without violence", years_of(replace(pair, parts=parts), held, only=only), "", False
    missing = _only(held, "without")
    if missing:
        yield "recorded counts of editions that lacked a force", years_of(pair, missing, only=only), "", True
        yield "recorded counts of all forces only", years_of(pair, _but(held, "without"), only=only), "", True
    for source_id, then in editions.items():
        yield f"as it stood in {source_id}", years_of(pair, replace(then, flags=held.flags), only=only), "", True


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


def _row(scenario: str, years: Sequence[PairYear], first: date, last: date, note: str) -> Record:
    by_end = {year.year_ending: year for year in years}
    before, after = by_end.get(first), by_end.get(last)
    row: Record = {"scenario": scenario, "note": note or None, "direction": "cannot be worked out"}
    if before is None or after is None or not before.is_whole or not after.is_whole:
        return row
    plain = Compared("", replace(before, share=None), replace(after, share=None))
    assert plain.measure == PLAIN
    found = change_of(plain)
    low, high = (float(100 * np.expm1(one)) for one in (found.lower, found.upper))
    change = float(100 * np.expm1(found.change))
    clear = np.isfinite(low) and (low > 0 or high < 0)
    way = "up" if change > 0 else "down"
    return {
        **row,
        "value_from": rounded(value_of(plain, before)),
        "value_to": rounded(value_of(plain, after)),
        "change_pct": rounded(change, 2),
        "lower_pct": rounded(low, 2) if np.isfinite(low) else None,
        "upper_pct": rounded(high, 2) if np.isfinite(high) else None,
        "direction": f"{way}, {'clear' if clear else 'no interval' if not np.isfinite(low) else 'not clear'}",
        "source_id": after.estimate.source_id if after.estimate else None,
    }


def conclusion(rows: Sequence[Record]) -> str:
    """Which direction holds in all ways of comparing that can be worked out, and which in some."""
    made = [row for row in rows if row["direction"] != "cannot be worked out"]
    if not made:
        return "No way of comparing the two years can be worked out."
    up = [row for row in made if row["direction"].startswith("up")]
    clear = [row for row in made if row["direction"].endswith("clear") and "not" not in row["direction"]]
    of = count_of(len(made), "way of comparing that can be worked out", "ways of comparing that can be worked out")
    if len(up) in (0, len(made)):
        said = f"Recorded crime for each survey incident went {'up' if up else 'down'} in all of {of}"
    else:
        said = f"Recorded crime for each survey incident went up in {len(up)} of {of}, and down in the others"
    return f"{said}; the change is clear of sampling error in {len(clear)}."
