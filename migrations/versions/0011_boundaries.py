"""Boundaries of police force areas.

Revision ID: 0011
Revises: 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "boundaries",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("force_code", sa.Text(), nullable=False),
        sa.Column("area_name", sa.Text(), nullable=True),
        sa.Column("vintage", sa.BigInteger(), nullable=True),
        sa.Column("geometry", sa.Text(), nullable=True),
        sa.Column("points", sa.BigInteger(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("figure_class", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f("fk_boundaries_publication_id")
        ),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.edition_id"], name=op.f("fk_boundaries_edition_id")),
        sa.ForeignKeyConstraint(["closed_by"], ["editions.edition_id"], name=op.f("fk_boundaries_closed_by")),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_boundaries")),
        sa.UniqueConstraint("edition_id", "force_code", "known_from", name="uq_boundaries_statement"),
        comment="Boundaries of police force areas",
    )
    op.create_index("ix_boundaries_key", "boundaries", ["publication_id", "force_code"])
    op.create_index("ix_boundaries_edition_id", "boundaries", ["edition_id"])


def downgrade() -> None:
    op.drop_index("ix_boundaries_edition_id", table_name="boundaries")
    op.drop_index("ix_boundaries_key", table_name="boundaries")
    op.drop_table("boundaries")
