"""Counts found by series on PostgreSQL, where a series of many editions was found by reading all counts through.

Revision ID: 0013
Revises: 0012
"""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.create_index("ix_count_cells_series_id", "count_cells", ["series_id"])


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_index("ix_count_cells_series_id", table_name="count_cells")
