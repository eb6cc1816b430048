"""A question asked again in one transaction: answered from memory, but never wrongly."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from dashboard.domain.asat import AsAt
from dashboard.store.engine import raise_version
from dashboard.store.once import once
from dashboard.store.queries.facts import facts

TODAY, EARLIER = AsAt(date(2026, 11, 23)), AsAt(date(2016, 1, 1))


def test_a_question_is_put_to_the_store_once_in_a_transaction(bundled_store):
    put = []
    sa.event.listen(bundled_store.engine, "before_cursor_execute", lambda *said: put.append(said[2]))
    with bundled_store.reading() as connection:
        first = facts(connection, "forces", as_at=TODAY, kind="territorial")
        before = len(put)
        assert facts(connection, "forces", as_at=TODAY, kind="territorial") == first
        assert len(put) == before
        assert facts(connection, "forces", as_at=TODAY, kind=["special"]) != first
        assert facts(connection, "inspections", as_at=EARLIER) != facts(connection, "inspections", as_at=TODAY)
    with bundled_store.reading() as connection:
        before = len(put)
        facts(connection, "forces", as_at=TODAY, kind="territorial")
        assert len(put) > before, "another transaction may see another moment"


def test_what_a_view_adds_to_a_record_stays_its_own(bundled_store):
    with bundled_store.reading() as connection:
        facts(connection, "forces", as_at=TODAY)[0]["name"] = "changed by a view"
        assert all(force["name"] != "changed by a view" for force in facts(connection, "forces", as_at=TODAY))


def test_whoever_writes_sees_their_own_change_at_once(store):
    version = once(lambda connection: [dict(row) for row in connection.execute(sa.text(SAYS)).mappings()])
    with store.writing() as connection:
        before = version(connection)
        raise_version(connection)
        assert version(connection) != before


SAYS = "select value from store_facts where name = 'version'"
