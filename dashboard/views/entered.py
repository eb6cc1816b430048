"""The entries that a view may show to whoever asks.  A view that repeats entries asks for them here."""

from __future__ import annotations

from typing import Any

from dashboard.domain.ledger import Held
from dashboard.domain.visible import PUBLISHES, seen_by
from dashboard.store.queries.ledger import entries
from dashboard.views.question import Question


def entries_seen(question: Question, **asked: Any) -> list[Held]:
    """As `dashboard.store.queries.ledger.entries`, each entry as the person who asks may read it."""
    found = entries(question.connection, as_at=question.as_at, **asked)
    responses = sorted({held.subject_id for held in found if held.subject_kind == "response"})
    published: frozenset[str] = frozenset()
    if responses:
        said = entries(
            question.connection,
            as_at=question.as_at,
            subject_kind="response",
            subject_ids=responses,
            actions=[PUBLISHES],
        )
        published = frozenset(held.subject_id for held in said if held.stands)
    return [seen_by(question.person, held, published) for held in found]
