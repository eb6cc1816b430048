"""Puts the statisticians' reliability rating of an offence beside every figure on it, in every table of every view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from dashboard.domain.view_model import Column, Note, Table, Value, View
from dashboard.views.question import Question, sources_used
from dashboard.views.ratings import RATING, RATING_SOURCE, Ratings

# Columns that name an offence, the closest name first: a rating of a group holds for what is counted in it.
OFFENCE_COLUMNS = ("offence_subgroup", "offence_type", "offence_group", "measure")
# Units of figures that are not about offences, though the table may name some.
NOT_FIGURES = frozenset({"", "count", "year", "years", "position", "days", "day", "months"})
# Views of names, and the ratings themselves.
# Columns of a page that say in words what others name, the offence among it.
NAMING = frozenset({"about"})
LEFT_ALONE = frozenset({"quality_ratings", "crosswalk", "events", "timeline", "ndqis", "coverage"})
DOUBT = "read from a transcription of an earlier edition, and not from the guide itself"


def with_ratings(question: Question, view: View) -> View:
    """The view with two columns more in each table of figures by offence, where a rating was known on the day."""
    if view.name in LEFT_ALONE or not any(_names_of(table) for table in view.tables):
        return view
    ratings = Ratings(question)
    if not ratings.are_known:
        return view
    view = replace(view, tables=tuple(_rated(table, ratings) for table in view.tables))
    if not ratings.used:
        return view
    held = {source.source_id for source in view.sources}
    more = sources_used(question, ratings.used - held)
    secondary = (
        f"; {DOUBT}" if any(s.is_secondary for s in (*view.sources, *more) if s.source_id in ratings.used) else ""
    )
    note = Note(
        "The rating beside an offence is the statisticians' own of how reliable figures of recorded crime on it are, on three "
        f"points: good, moderate, poor{secondary}. It rates the offence, and neither a force nor the figure beside it.",
        "definition",
    )
    return replace(view, notes=(*view.notes, note), sources=(*view.sources, *more))


def _names_of(table: Table) -> list[str]:
    """The columns of a table of figures that name an offence."""
    if not any(column.unit not in NOT_FIGURES for column in table.columns):
        return []
    names = {column.name for column in table.columns}
    return [name for name in OFFENCE_COLUMNS if name in names]


def _rated(table: Table, ratings: Ratings) -> Table:
    names = _names_of(table)
    if not names:
        return table
    places = [[column.name for column in table.columns].index(name) for name in names]
    pairs = _pairs(ratings)
    found = [pairs(tuple(row[place] for place in places)) for row in table.rows]
    # The columns do not depend on what is chosen; a page shows them only where there is something in them.
    shown = any(rating for rating, _ in found)
    return replace(
        table,
        columns=(*table.columns, RATING, RATING_SOURCE),
        rows=tuple((*row, *pair) for row, pair in zip(table.rows, found, strict=True)),
        page_columns=_beside(table.page_columns, names, RATING) if shown else table.page_columns,
    )


def _pairs(ratings: Ratings) -> Callable[[tuple[Value, ...]], tuple[Value, Value]]:
    """Rating and source for the names of a row, worked out once for each combination of names."""
    known: dict[tuple[Value, ...], tuple[Value, Value]] = {}

    def pair(names: tuple[Value, ...]) -> tuple[Value, Value]:
        if names not in known:
            rating = next((r for name in names if name and (r := ratings.of(str(name)))), None)
            known[names] = (rating["rating"], rating["source_id"]) if rating else (None, None)
        return known[names]

    return pair


def _beside(shown: Sequence[str], names: list[str], rating: Column) -> tuple[str, ...]:
    """The columns of a page with the rating after the last of those that name the offence."""
    placed = [n for n in shown if n in names or n in NAMING]
    if not placed:
        return tuple(shown)
    at = max(shown.index(name) for name in placed) + 1
    return (*shown[:at], rating.name, *shown[at:])
