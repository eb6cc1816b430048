"""The scripts in migrations/ make exactly the tables the code declares, and can take them away again."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from dashboard.domain.asat import AsAt
from dashboard.domain.kinds import BY_NAME
from dashboard.store import ledger, schema
from dashboard.store.migrate import alembic_config, downgrade, revision_of
from dashboard.store.queries.editions import held_counts
from tests.builders import add, kind_row, make_content

ENTRY = {
    **dict.fromkeys(("subject_kind", "subject_id", "action", "actor", "scope", "reason", "batch"), "x"),
    "role": "force",
    "body": {},
    "evidence": [],
    "happened_on": date(2020, 1, 1),
    "happened_precision": "day",
    "entered_at": datetime(2020, 1, 1, tzinfo=UTC),
    "known_from": date(2020, 1, 1),
}
REFUSAL = dict.fromkeys(("actor", "role", "force_code", "subject_kind", "subject_id", "action", "why"), "x")


def one_row_of_every_kind():
    """A row of each kind, with its dates as dates."""
    for kind in schema.FACTS:
        row = {**dict.fromkeys(BY_NAME[kind].keys, ""), **kind_row(kind)}
        del row["source_id"]
        for name, value in row.items():
            if isinstance(schema.FACTS[kind].c[name].type, sa.Date):
                row[name] = date.fromisoformat(value)
            elif isinstance(schema.FACTS[kind].c[name].type, sa.Text):
                row[name] = str(value)
        yield kind, row


def fill(store):
    with store.writing() as connection:
        add(connection, *(make_content(kind, [row], f"p-{kind}") for kind, row in one_row_of_every_kind()))
        ledger.add_entry(connection, ENTRY)
        ledger.add_refusal(connection, REFUSAL, ENTRY["entered_at"])


def test_a_fresh_store_is_what_the_code_declares(store):
    with store.reading() as connection:
        here = connection.dialect.name
        only_postgresql = {"ix_count_cells_series_id"}  # declared for it alone, which the comparison does not look at
        opts = {
            "compare_type": True,
            "include_object": lambda _, name, *_rest: here == "postgresql" or name not in only_postgresql,
        }
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, schema.metadata) == []


def test_the_code_expects_the_newest_script_and_there_is_only_one():
    assert ScriptDirectory.from_config(alembic_config()).get_heads() == [schema.HEAD_REVISION]


def test_every_script_can_go_back():
    for script in ScriptDirectory.from_config(alembic_config()).walk_revisions():
        assert callable(script.module.downgrade)
        assert script.doc, f"{script.revision} does not say what it does"


def test_back_to_nothing_and_up_again_with_rows_in_every_table(opening, store_url):
    store = opening(store_url)
    fill(store)
    with store.reading() as connection:
        held = held_counts(connection, as_at=AsAt(date(2026, 1, 1)))
    assert set(held.values()) == {1}, "a table was empty, so nothing was tried"
    downgrade(store.engine, to="base")
    with store.reading() as connection:
        assert set(sa.inspect(connection).get_table_names()) <= {"alembic_version"}
        assert revision_of(connection) is None
    again = opening(store_url)
    with again.reading() as connection:
        assert revision_of(connection) == schema.HEAD_REVISION
        assert set(held_counts(connection, as_at=AsAt(date(2026, 1, 1))).values()) == {0}
    assert again.identity != store.identity, "an emptied store is a new one to every cache"
    fill(again)


def test_opening_twice_makes_the_tables_once(opening, store_url):
    first = opening(store_url)
    second = opening(store_url)
    assert first.identity == second.identity


@pytest.mark.parametrize("kind", schema.FACTS)
def test_a_statement_cannot_be_made_twice_by_one_edition(kind):
    (unique,) = (c for c in schema.FACTS[kind].constraints if isinstance(c, sa.UniqueConstraint))
    assert {"edition_id", "known_from"} <= {column.name for column in unique.columns}
