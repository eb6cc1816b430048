"""The whole register as at one day, worked out once for each version of a store and kept for the filters that follow.

A register holds thousands of items; where each stands takes far longer to work out than to filter.  So where filters narrow
the choice, the database leaves out what cannot answer them, and only without them is every item worked out.  What is kept is a pure
function of the store's version and the day, so nothing is ever cleared by hand; only the days last asked for are kept.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from dashboard.store.queries.facts import Record
from dashboard.store.queries.narrowing import Condition, narrowing
from dashboard.store.queries.recommendations import recommendations
from dashboard.views.question import Question
from dashboard.views.recommendation_rows import RECOMMENDATION_COLUMNS, ended_ids, shown_recommendation

MOST_DAYS = 4
SEARCHED = ("rec_id", "issuer_ref", "summary", "report_title", "theme")
_NAMES = tuple(column.name for column in RECOMMENDATION_COLUMNS)
_Days = OrderedDict[tuple[int, int], "tuple[Item, ...]"]
_kept: WeakKeyDictionary[Any, _Days] = WeakKeyDictionary()  # by a store's engine: gone when the store is
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the register.  Shared between answers: to be read, never changed.

    `row` is it in the columns of the view, `words` what a search looks at (without case), `elements` its elements, and
    `source_ids` what is behind its positions and its status.
    """

    row: Record
    words: str
    elements: tuple[Record, ...]
    source_ids: frozenset[str]


def register(question: Question) -> tuple[Item, ...]:
    """The items as they were known on the day: at least all that answer the question's filters."""
    force = question.wants("force")
    engine, key = question.connection.engine, (question.store_version, question.as_at.day.toordinal())
    with _lock:
        days = _kept.setdefault(engine, OrderedDict())
        held = days.get(key)
        if held is not None:
            days.move_to_end(key)
    if held is not None:
        return tuple(item for item in held if not force or item.row["force_code"] == force)
    where = narrowing(question.filters.as_dict(), question.as_at.day)
    if force or where:  # few, and asked for by themselves; whoever asks looks at each again
        return _worked_out(question, force or None, where)
    made = _worked_out(question, None)
    with _lock:
        days[key] = made
        while len(days) > MOST_DAYS:
            days.popitem(last=False)
    return made


def _worked_out(question: Question, force: str | None, where: Sequence[Condition] = ()) -> tuple[Item, ...]:
    found = recommendations(question.connection, as_at=question.as_at, force_code=force, where=where)
    names, ended = question.force_names(), ended_ids(found)
    return tuple(_item(one, shown_recommendation(one, names, question.as_at.day, ended)) for one in found)


def _item(found: Record, shown: Record) -> Item:
    behind = [*found["positions"].values(), *found["register"]]
    return Item(
        row={name: shown.get(name) for name in _NAMES},
        words=" ".join(str(found[name] or "") for name in SEARCHED).casefold(),
        elements=tuple(found["elements"]),
        source_ids=frozenset(one["source_id"] for one in behind),
    )
