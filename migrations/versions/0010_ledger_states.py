"""What the entries of the ledger come to, kept beside it.

Revision ID: 0010
Revises: 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ledger_states",
        sa.Column("state_id", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("state_id", name=op.f("pk_ledger_states")),
        comment="What the entries of the ledger come to on each day, worked out from them and from nothing else",
    )
    op.create_index("ix_ledger_states_subject", "ledger_states", ["subject_kind", "subject_id"])
    op.create_index("ix_ledger_states_known", "ledger_states", ["subject_kind", "known_from", "known_until"])
    op.create_index("ix_ledger_states_scope", "ledger_states", ["subject_kind", "scope", "known_from"])
    # Filled by the migration that gives it its last columns: every row is worked out from the ledger again.


def downgrade() -> None:
    op.drop_table("ledger_states")
