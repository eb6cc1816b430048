"""The registered events that bear on one pair."""

from __future__ import annotations

from datetime import date

from dashboard.store.queries.facts import Record
from dashboard.views.comparability import MAKING, events_between, for_totals
from dashboard.views.pair_choice import Pair
from dashboard.views.question import Question

# A pair on which this many kinds of event bear is a total, in which moves between codes cancel out.
TOTAL_FROM = 4


def events_of(question: Question, pair: Pair | None, first: date = date.min, last: date = date.max) -> list[Record]:
    """Events within the stretch that change how either figure of the pair is made, oldest first."""
    if pair is None:
        return []
    kinds = pair.words("event_kinds")
    found = events_between(question, first, last, categories=MAKING, offences=kinds)
    return for_totals(found) if len(kinds) >= TOTAL_FROM else found
