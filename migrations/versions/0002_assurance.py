"""Bodies and forums, the levels of assurance wanted, and what is known of a system's end, sharing and family."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BODY_TEXTS = ("name", "aliases", "kind", "place_in_field", "parent_id", "force_code")
SYSTEM_COLUMNS = (("ended_on", sa.Date), ("ended_precision", sa.Text), ("shared_instance", sa.Text))


def upgrade() -> None:
    _make(
        "oversight_bodies",
        ["body_id"],
        [
            *(sa.Column(name, sa.Text(), nullable=True) for name in BODY_TEXTS),
            sa.Column("started_on", sa.Date(), nullable=True),
            sa.Column("started_precision", sa.Text(), nullable=True),
            sa.Column("ended_on", sa.Date(), nullable=True),
            sa.Column("ended_precision", sa.Text(), nullable=True),
            sa.Column("task", sa.Text(), nullable=True),
            sa.Column("public_papers_url", sa.Text(), nullable=True),
        ],
        comment="Bodies, groups and forums",
    )
    _make(
        "qaad_risk_profile",
        ["risk_of_quality_concerns", "public_interest_profile"],
        [sa.Column("levels_wanted", sa.Text(), nullable=True)],
        comment="Levels of assurance wanted, by risk and public interest",
    )
    for name, type_ in SYSTEM_COLUMNS:
        op.add_column("force_systems", sa.Column(name, type_(), nullable=True))
    op.add_column("recording_systems", sa.Column("family", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("recording_systems", "family")
    for name, _ in reversed(SYSTEM_COLUMNS):
        op.drop_column("force_systems", name)
    for table in ("qaad_risk_profile", "oversight_bodies"):
        op.drop_index(f"ix_{table}_key", table_name=table)
        op.drop_index(f"ix_{table}_edition_id", table_name=table)
        op.drop_table(table)


def _make(table: str, keys: list[str], values: list[sa.Column[object]], *, comment: str) -> None:
    """A table of facts: where a row came from, when it was known, what it is about, and what it says."""
    op.create_table(
        table,
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        *(sa.Column(key, sa.Text(), nullable=False) for key in keys),
        *values,
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("place", "basis", "figure_class", "note")),
        sa.ForeignKeyConstraint(["closed_by"], ["editions.edition_id"], name=op.f(f"fk_{table}_closed_by")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.edition_id"], name=op.f(f"fk_{table}_edition_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name=op.f(f"fk_{table}_publication_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("edition_id", *keys, "known_from", name=f"uq_{table}_statement"),
        comment=comment,
    )
    op.create_index(f"ix_{table}_edition_id", table, ["edition_id"], unique=False)
    op.create_index(f"ix_{table}_key", table, ["publication_id", *keys], unique=False)
