"""Which force came from which, so that a merger keeps the past where it belongs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TABLE = "force_successions"
KEYS = ("predecessor_code", "successor_code")


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        *(sa.Column(key, sa.Text(), nullable=False) for key in KEYS),
        sa.Column("happened_on", sa.Date(), nullable=True),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("how", "place", "basis", "figure_class", "note")),
        sa.ForeignKeyConstraint(["closed_by"], ["editions.edition_id"], name=op.f(f"fk_{TABLE}_closed_by")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.edition_id"], name=op.f(f"fk_{TABLE}_edition_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f(f"fk_{TABLE}_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("edition_id", *KEYS, "known_from", name=f"uq_{TABLE}_statement"),
        comment="Which force came from which",
    )
    op.create_index(f"ix_{TABLE}_edition_id", TABLE, ["edition_id"], unique=False)
    op.create_index(f"ix_{TABLE}_key", TABLE, ["publication_id", *KEYS], unique=False)


def downgrade() -> None:
    op.drop_index(f"ix_{TABLE}_key", table_name=TABLE)
    op.drop_index(f"ix_{TABLE}_edition_id", table_name=TABLE)
    op.drop_table(TABLE)
