"""The same question asked once in a transaction: a page's views ask for the forces, say, seven times over.

What a reading transaction sees does not change while it lasts, so its answers may be kept as long as it does.  Whoever
writes, or tries a load, sees their own changes and is asked anew each time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from functools import wraps
from typing import Any, ParamSpec
from weakref import WeakKeyDictionary

import sqlalchemy as sa

Asked = ParamSpec("Asked")
Records = list[dict[str, Any]]

_answers: WeakKeyDictionary[sa.RootTransaction, dict[Hashable, Records]] = WeakKeyDictionary()


def once(question: Callable[Asked, Records]) -> Callable[Asked, Records]:
    """The question, whose first argument is the connection, answered from memory where its transaction has asked it before.

    Each caller gets records of its own: views add to them.
    """

    @wraps(question)
    def asked(*args: Asked.args, **kwargs: Asked.kwargs) -> Records:
        connection, *rest = args
        assert isinstance(connection, sa.Connection), "a question is put to an open connection"
        transaction = connection.get_transaction()
        options = connection.get_execution_options()
        if transaction is None or options.get("rcq_writing") or options.get("rcq_trying"):
            return question(*args, **kwargs)
        kept = _answers.setdefault(transaction, {})
        named = ((name, _plain(value)) for name, value in sorted(kwargs.items()))
        key = (question, *(_plain(value) for value in rest), *named)
        if key not in kept:
            kept[key] = question(*args, **kwargs)
        return [dict(record) for record in kept[key]]

    return asked


def _plain(value: object) -> Hashable:
    """The value as a part of a key: a collection by what is in it."""
    if isinstance(value, Collection) and not isinstance(value, str):
        return (type(value).__name__, tuple(value))
    assert isinstance(value, Hashable), "a question is asked with plain values"
    return value
