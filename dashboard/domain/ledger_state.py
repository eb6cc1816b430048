"""What a subject's entries come to: for each action the last one that stands, as at every day on which that changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from dashboard.domain.ledger import Held

KEPT_WORDS = 200  # characters of a text that a state carries; the entry itself has all of them
MOVES = "due_date"  # of which every one is carried: what ended is judged by the date of that day
State = dict[str, Any]


def state_of(entries: Sequence[Held]) -> State:
    """The state that entries in the order of the ledger come to; those that do not stand count for nothing.

    `latest` holds, by action, the last entry (body, happened_on, role, actor, entry_id); `first` the first one where there
    are several; `moves` every change of a due date; `counts` how many; `last_on` the newest day on which anything happened.
    """
    latest: dict[str, Any] = {}
    first: dict[str, Any] = {}
    counts: dict[str, int] = {}
    moves: list[dict[str, Any]] = []
    standing = [held for held in entries if held.stands]
    for held in sorted(standing, key=lambda h: (h.happened_on, h.entry_id)):
        counts[held.action] = counts.get(held.action, 0) + 1
        said = _said(held)
        if held.action in latest:
            first.setdefault(held.action, latest[held.action])
        latest[held.action] = said
        if held.action == MOVES:
            moves.append(said)
    return {
        "latest": latest,
        "first": first,
        "counts": counts,
        "moves": moves,
        "last_on": max((h.happened_on for h in standing), default=None),
        "last_entry_id": max((h.entry_id for h in entries), default=0),
    }


def _said(held: Held) -> dict[str, Any]:
    return {
        "body": {name: _short(value) for name, value in held.body.items()},
        "happened_on": held.happened_on,
        "role": held.role,
        "actor": held.actor,
        "entry_id": held.entry_id,
    }


def _short(value: Any) -> Any:
    return f"{value[:KEPT_WORDS]}…" if isinstance(value, str) and len(value) > KEPT_WORDS else value


def states_over_time(entries: Sequence[Held]) -> Iterator[tuple[date, date | None, State]]:
    """The state on each day on which entries became known, until the next such day (not included), or None.

    `entries` are all there are about one subject, whatever their day.
    """
    days = sorted({held.known_from for held in entries})
    for day, until in zip(days, [*days[1:], None], strict=True):
        yield day, until, state_of(known_by(entries, day))


def known_by(entries: Iterable[Held], day: date) -> list[Held]:
    """The entries known on a day, an undoing that came later left out of account."""
    known = [held for held in entries if held.known_from <= day]
    undone: Mapping[int, int] = {held.undoes: held.entry_id for held in known if held.undoes is not None}
    return [held.undone(undone.get(held.entry_id)) for held in known]
