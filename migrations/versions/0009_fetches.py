"""Looks at release pages.

Revision ID: 0009
Revises: 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "fetches",
        sa.Column("fetch_id", sa.Integer(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("fetch_id", name=op.f("pk_fetches")),
        comment="Each look at a release page and what it brought",
    )
    op.create_index(op.f("ix_fetches_publication_id"), "fetches", ["publication_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_fetches_publication_id"), table_name="fetches")
    op.drop_table("fetches")
