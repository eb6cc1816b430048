"""The ledger of entries, append-only by trigger, and the log of refusals.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = ("ledger", "refusals")
WORDS = "is append-only: put a mistake right with a further entry"


def upgrade() -> None:
    op.create_table(
        "ledger",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("happened_precision", sa.Text(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("expects", sa.Integer(), nullable=True),
        sa.Column("idempotency_key", sa.Text(), nullable=True),
        sa.Column("batch", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "role in ('pcc_office', 'force', 'working_group', 'inspectorate', 'administrator')",
            name=op.f("ck_ledger_role"),
        ),
        sa.CheckConstraint(
            "role not in ('pcc_office', 'force') or scope <> ''", name=op.f("ck_ledger_scope_of_one_force")
        ),
        sa.CheckConstraint("role <> 'working_group' or scope = ''", name=op.f("ck_ledger_scope_national")),
        sa.CheckConstraint("action <> 'issuer_status' or role = 'inspectorate'", name=op.f("ck_ledger_issuer_only")),
        sa.ForeignKeyConstraint(["undoes"], ["ledger.entry_id"], name=op.f("fk_ledger_undoes")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_ledger")),
        sa.UniqueConstraint("undoes", name=op.f("uq_ledger_undoes")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_ledger_idempotency_key")),
        comment="Everything people entered, in the order they entered it",
    )
    op.create_index("ix_ledger_subject", "ledger", ["subject_kind", "subject_id", "happened_on", "entry_id"])
    op.create_index("ix_ledger_known", "ledger", ["known_from", "entry_id"])
    op.create_table(
        "refusals",
        sa.Column("refusal_id", sa.Integer(), nullable=False),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("force_code", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("refusal_id", name=op.f("pk_refusals")),
        comment="Entries that a person was not allowed to make; what they would have said is not kept",
    )
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgres()
    else:
        _guard_sqlite()


def _guard_sqlite() -> None:
    for table in TABLES:
        for event in ("update", "delete"):
            op.execute(
                f"create trigger {table}_no_{event} before {event} on {table} "
                f"begin select raise(abort, 'the table {table} {WORDS}'); end"
            )


def _guard_postgres() -> None:
    op.execute(
        "create function refuse_change() returns trigger language plpgsql as "
        f"$$ begin raise exception 'the table % {WORDS}', tg_table_name using errcode = 'integrity_constraint_violation'; "
        "end $$"
    )
    for table in TABLES:
        op.execute(
            f"create trigger {table}_no_change before update or delete or truncate on {table} "
            "for each statement execute function refuse_change()"
        )


def downgrade() -> None:
    # Going back is an administrator's decision about the whole store, and takes the entries with it.
    op.drop_table("refusals")
    op.drop_index("ix_ledger_known", table_name="ledger")
    op.drop_index("ix_ledger_subject", table_name="ledger")
    op.drop_table("ledger")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("drop function refuse_change()")
