"""What of a state can be asked of the database, so that thousands of items are filtered before they are read

Revision ID: 0012
Revises: 0011
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TEXTS = (
    "issuer",
    "kind",
    "parent_rec_id",
    "issuer_status",
    "force_position",
    "body_position",
    "force_claim",
    "reported_claim",
)
DATES = ("last_on", "due_latest", "due_original")


def upgrade() -> None:
    for name in TEXTS:
        op.add_column("ledger_states", sa.Column(name, sa.Text(), nullable=True))
    for name in DATES:
        op.add_column("ledger_states", sa.Column(name, sa.Date(), nullable=True))
    # The product's own working out, so that a store with entries in it comes to the same states as one filled afterwards.
    from dashboard.store.ledger_states import rebuild

    rebuild(op.get_bind())


def downgrade() -> None:
    for name in (*TEXTS, *DATES):
        op.drop_column("ledger_states", name)
