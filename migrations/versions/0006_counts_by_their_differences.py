"""Whole publications of counts held by their differences; files kept beside the store; what a load was asked for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("loads", sa.Column("asked", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("raw_files") as table:
        table.alter_column("content", existing_type=sa.LargeBinary(), nullable=True)
        table.add_column(sa.Column("size", sa.BigInteger(), nullable=False, server_default="0"))
    op.execute("update raw_files set size = length(content)")
    op.create_table(
        "count_series",
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("offence_group", sa.Text(), nullable=False),
        sa.Column("offence_subgroup", sa.Text(), nullable=False),
        sa.Column("offence_code", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("series_id", name="pk_count_series"),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.publication_id"], name="fk_count_series_publication_id"
        ),
        sa.UniqueConstraint(
            "publication_id",
            "area_code",
            "offence_group",
            "offence_subgroup",
            "offence_code",
            name="uq_count_series_key",
        ),
        comment="What is counted: one offence in one area, in one publication",
    )
    op.create_table(
        "count_periods",
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("period_id", name="pk_count_periods"),
        sa.UniqueConstraint("period_start", "period_end", name="uq_count_periods_days"),
        comment="The periods of counts",
    )
    op.create_table(
        "count_details",
        sa.Column("detail_id", sa.Integer(), nullable=False),
        sa.Column("coverage", sa.Text(), nullable=False),
        sa.Column("value_status", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("detail_id", name="pk_count_details"),
        sa.UniqueConstraint("coverage", "value_status", "basis", "note", name="uq_count_details_words"),
        comment="What is said beside counts, in words many of them share",
    )
    op.create_table(
        "count_scopes",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False, server_default=""),
        sa.Column("cells", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("edition_id", "period_id", name="pk_count_scopes"),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.edition_id"], name="fk_count_scopes_edition_id"),
        sa.ForeignKeyConstraint(["period_id"], ["count_periods.period_id"], name="fk_count_scopes_period_id"),
        comment="The periods an edition states in full, and where in its file",
    )
    op.create_table(
        "count_cells",
        sa.Column("edition_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("series_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("period_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("closed_by", sa.Integer(), nullable=False),
        sa.Column("detail_id", sa.Integer(), nullable=False),
        sa.Column("offences", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("edition_id", "series_id", "period_id", name="pk_count_cells"),
        comment="A count, from the edition that first gave it to the one that gave another",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "edition_coverage",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("edition_id", "area_code", "period_start", "period_end", name="pk_edition_coverage"),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.edition_id"], name="fk_edition_coverage_edition_id"),
        comment="Areas and periods that an edition gives only in part, as an estimate, or not at all",
    )


def downgrade() -> None:
    for name in ("edition_coverage", "count_cells", "count_scopes", "count_details", "count_periods", "count_series"):
        op.drop_table(name)
    op.execute("delete from raw_files where content is null")
    with op.batch_alter_table("raw_files") as table:
        table.drop_column("size")
        table.alter_column("content", existing_type=sa.LargeBinary(), nullable=False)
    op.drop_column("loads", "asked")
