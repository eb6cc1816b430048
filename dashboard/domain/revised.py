"""Which figures of a view as at a day have been published anew since: the view of then beside the view of now."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.domain.dates import british
from dashboard.domain.figures import count_of
from dashboard.domain.view_model import Column, Table, Value, View

# What an edition says about itself and not about the thing: a later one differs in it without revising anything.
OF_THE_EDITION = frozenset(
    {
        "known_from",
        "source_id",
        "edition",
        "published_on",
        "place",
        "note",
        "basis",
        "class",
        "coverage",
        "publication",
        "rating",
        "rating_source_id",
    }
)
NOT_PUBLISHED = ("days", "count", "level", "position")  # units of what is worked out or counted here
MOST_SAID = 20  # one by one; a page may hold thousands


@dataclass(frozen=True)
class Revised:
    """One figure that was published anew: the thing in words, the figure's label and unit, then, now and since when."""

    thing: str
    label: str
    unit: str
    then: float
    now: float | None
    since: date

    def words(self) -> str:
        """The figure in a line: the thing, then and now."""
        unit = f" {self.unit}" if self.unit else ""
        now = "withdrawn" if self.now is None else f"{self.now:,.10g}{unit}"
        return f"{self.thing}; {self.label}: {self.then:,.10g}{unit} then, {now} since {british(self.since)}"


def summary(found: Sequence[Revised], day: date) -> str:
    """How many figures of a page as at `day` were published anew."""
    return f"Revised since: {count_of(len(found), 'figure')} on this page published anew after {british(day)}"


def lines(found: Sequence[Revised]) -> list[str]:
    """The first of them in words, and how many more there are."""
    more = len(found) - MOST_SAID
    return [*(one.words() for one in found[:MOST_SAID]), *([f"and {more:,} more"] if more > 0 else [])]


def dates_of(then: View, takes: Collection[str]) -> dict[str, str]:
    """Dates to ask for today, so that the same periods answer as in an earlier view that was asked for none.

    Without dates a view gives the newest periods, which have moved on meanwhile.  `takes` names the view's filters; nothing
    is added to a view without dates among them, or asked for some.
    """
    if not {"from", "to"} <= set(takes) or {"from", "to"} & then.filters.keys():
        return {}
    rows = [row for table in then.tables for row in table.records()]
    starts, ends = (
        [day for row in rows if isinstance(day := row.get(name), date)] for name in ("period_start", "period_end")
    )
    return {"from": min(starts).isoformat(), "to": max(ends).isoformat()} if starts and ends else {}


def revised_since(then: View, now: View) -> tuple[Revised, ...]:
    """Figures of the earlier view that a later edition gives otherwise, in the order of the page.

    Only rows that say since when they have been known can be compared; a row of the later view is the same thing where
    everything in it that is neither a figure nor about its edition is equal.
    """
    found: dict[Revised, None] = {}
    tables = {table.name: table for table in now.tables}
    for table in then.tables:
        if table.name in tables and any(column.name == "known_from" for column in table.columns):
            found |= dict.fromkeys(_in_table(table, tables[table.name], then.as_at))
    return tuple(found)


def _in_table(then: Table, now: Table, day: date) -> list[Revised]:
    keys, figures = _parts(then)
    later = {
        tuple(row.get(name) for name in keys): row
        for row in now.records()
        if isinstance(row.get("known_from"), date) and row["known_from"] > day  # type: ignore[operator]
    }
    if not later:
        return []
    found = []
    for row in then.records():
        new = later.get(tuple(row[name] for name in keys))
        if new is None:
            continue
        for column in figures:
            before, after = row[column.name], new.get(column.name)
            if _is_figure(before) and before != after:
                since = new["known_from"]
                assert isinstance(since, date)
                found.append(
                    Revised(
                        _words(row, keys),
                        column.label,
                        column.unit,
                        float(before),  # type: ignore[arg-type]
                        float(after) if _is_figure(after) else None,  # type: ignore[arg-type]
                        since,
                    )
                )
    return found


def _parts(table: Table) -> tuple[list[str], list[Column]]:
    keys, figures = [], []
    for column in table.columns:
        if column.unit:
            if column.unit not in NOT_PUBLISHED:
                figures.append(column)
        elif column.name not in OF_THE_EDITION and not column.name.endswith(("_missing", "_precision")):
            keys.append(column.name)
    return keys, figures


def _is_figure(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _words(row: Mapping[str, Value], keys: list[str]) -> str:
    """The thing in words: its texts, without codes and days that others of them say already; an offence's code is its own."""
    said = [
        str(row[name])
        for name in keys
        if isinstance(row[name], str) and (name == "offence_code" or not name.endswith(("_code", "_id")))
    ]
    return ", ".join(dict.fromkeys(words for words in said if words))
