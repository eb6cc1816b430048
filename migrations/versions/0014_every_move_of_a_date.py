"""States carry every change of a due date, so that what ended is judged by the date that was in force on that day

Revision ID: 0014
Revises: 0013
"""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    from dashboard.store.ledger_states import rebuild

    rebuild(op.get_bind())


def downgrade() -> None:
    """Nothing to take back: the older reading leaves the further changes out of account."""
